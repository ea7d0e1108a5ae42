"""Curated statements of a report in the form of the gold annotations, so that the extraction is scored on them too.

A statement is compared by the place of the quote that the seed chose for it, in the gold's shape as far as data tell:

- Action and Task are sections of level 2 and 3; so is a Balance (一要正确处理好…), of level 3, by its first quote, with
  its number.
- A measure is the last clause of the longest piece of its quote: without what leads up to it (以…为重点,) and without
  a verb that it shares with others. Of all else that is quoted in pieces the stretch from first to last is taken.
- A policy is a Directive, a Programme or Action by its name in its quote, and a Principle that is a spirit (…精神). Any
  other Principle, an Instrument, and a park with a shared head are open: annotators take some and leave others.
- Measures are compared from the first Action on, for the seed curates none before it; the rest over the whole text.

Not comparable, and left as they are: a counted list of named works is a target, too, in the seed, but not to the
annotators; Facility and Industry have no type in the gold, so an extracted project or policy counts as wrong there.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

from ontology.model import Evidence, Graph, Node

_SECTIONS = {"Action": 2, "Task": 3, "Balance": 3}
_TYPES = {
    "Measure": "measure",
    "Target": "target",
    "ProjectBatch": "batch",
    "Project": "project",
    "IndustrialPark": "park",
    "Directive": "policy",
    "Instrument": "policy",
    "Principle": "policy",
    **dict.fromkeys(_SECTIONS, "section"),
}
_UMBRELLAS = ("Programme", "Action")
_ENDS = "。；;\n"
_CLAUSE = re.compile("[,，]")


def curated_gold(graph: Graph, source: str) -> list[dict[str, Any]]:
    """Return a gold file for each type: ``doc`` is the type, ``excerpt`` where the seed curates things of it."""
    text = graph.sources[source].text
    items = sorted(_items(graph, source), key=lambda item: (item["start"], item["end"]))
    first = min((item["start"] for item in items if item.get("level") == _SECTIONS["Action"]), default=0)
    files = []
    for kind in dict.fromkeys(_TYPES.values()):
        start = first if kind == "measure" else 0
        files.append(
            {"doc": kind, "excerpt": [start, len(text)], "items": [item for item in items if item["type"] == kind]}
        )
    return files


def _items(graph: Graph, source: str) -> Iterator[dict[str, Any]]:
    text = graph.sources[source].text
    stages = {
        link.end: link.properties["stage"]
        for link in graph.relationships.values()
        if link.type in ("INCLUDES", "COVERS") and "stage" in link.properties
    }
    indicators = {
        link.start: graph.nodes[link.end].name for link in graph.relationships.values() if link.type == "OF_INDICATOR"
    }
    for node in graph.nodes.values():
        for pieces in _quotes(text, node, source):
            kind = _TYPES.get(node.label)
            if kind is not None:
                start, end = _span(kind, pieces)
                item = {"type": kind, "text": text[start:end], "start": start, "end": end}
                item |= _attributes(kind, node, indicators, stages)
                if _open(node, pieces):
                    item["note"] = f"{node.label}: {node.name}"
                yield item
            if node.label in _UMBRELLAS and (place := pieces[0].quote.find(node.name)) >= 0:
                start = pieces[0].start + place
                yield {"type": "policy", "text": node.name, "start": start, "end": start + len(node.name)}


def _quotes(text: str, node: Node, source: str) -> Iterator[list[Evidence]]:
    """Yield the quotes of a node in the source, each as its pieces: those within one sentence are one quote."""
    found = sorted((e for e in node.evidence if e.source == source), key=lambda e: e.start)
    if node.label == "Balance":
        found = found[:1]
    for _, pieces in itertools.groupby(found, key=lambda e: sum(text.count(mark, 0, e.start) for mark in _ENDS)):
        yield list(pieces)


def _span(kind: str, pieces: list[Evidence]) -> tuple[int, int]:
    if kind != "measure":
        return pieces[0].start, pieces[-1].end
    longest = max(pieces, key=lambda e: len(e.quote))
    return longest.end - len(_CLAUSE.split(longest.quote)[-1]), longest.end


def _attributes(kind: str, node: Node, indicators: dict[str, str], stages: dict[str, Any]) -> dict[str, Any]:
    has = node.properties.get
    if kind == "section":
        return {"level": _SECTIONS[node.label], "ordinal": has("ordinal")}
    if kind == "target":
        told = {name: has(name) for name in ("comparator", "value", "unit", "kind")}
        return {"indicator": indicators.get(node.id), **told}
    if kind == "batch":
        return {"declared_count": has("declares"), "stage": has("stage")}
    if kind == "project":
        return {"stage": stages.get(node.id)}
    if kind == "policy":
        return {"level": has("level")}
    return {}


def _open(node: Node, pieces: list[Evidence]) -> bool:
    if node.label == "Principle":
        return not node.name.endswith("精神")
    return node.label == "Instrument" or (node.label == "IndustrialPark" and len(pieces) > 1)
