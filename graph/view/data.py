"""What the page's scripts are given: the graph as compact JSON, without a quote that the text already holds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph.view import glyphs
from graph.view.cascade import Cascade
from graph.view.items import Item, column, rank
from graph.view.layout import Layout
from graph.view.pinyin import readings
from ontology.model import Evidence, Graph, Source
from ontology.schema import Schema

BASES = ("stated", "structural", "aligned", "curated")
CONFIDENCES = ("", "high", "medium", "low")


class Table:
    """Numbers distinct texts, in the order in which they are first met."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        for text in texts:
            self(text)

    def __call__(self, text: str) -> int:
        """Return the number of a text, a new one if it is new."""
        return self.numbers.setdefault(text, len(self.numbers))

    def texts(self) -> list[str]:
        """Return the texts in the order of their numbers."""
        return list(self.numbers)


def utf16(text: str) -> Callable[[int], int]:
    """Return what turns an offset in code points into one in UTF-16 units, as JavaScript counts."""
    wide = [i for i, character in enumerate(text) if ord(character) > 0xFFFF]
    if not wide:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(wide, offset)


def safe_url(url: str) -> str:
    """Return ``url`` when it leads to the web, else an empty text: no page may link to ``javascript:``."""
    return url if url.startswith(("https://", "http://")) else ""


def page_data(graph: Graph, schema: Schema, cascade: Cascade, shown: list[Item], layout: Layout) -> dict[str, Any]:
    """Return the data of the page; everything in it is a list, dictionary, text or number."""
    writer = _Writer(graph, schema)
    data: dict[str, Any] = {
        "classes": [_class(schema, name) for name in writer.classes.texts()],
        "relations": [_relation(schema, name) for name in writer.relations.texts()],
        "words": _words(schema),
        "bases": [[b, schema.label("basis", b), _definition(schema, b)] for b in BASES],
        "confidences": [schema.label("confidence", c) if c else "" for c in CONFIDENCES],
        "sources": [writer.source(s) for s in graph.sources.values()],
        "nodes": [writer.node(i) for i in graph.nodes],
        "edges": [writer.edge(i) for i in graph.relationships],
        "owners": [writer.numbers.get(cascade.owner.get(i, ""), -1) for i in graph.nodes],
        "named": {writer.numbers[n.id]: named for n, _, named in cascade.declared()},
        "items": [writer.item(item, layout) for item in shown],
        "bands": [[layer, *band] for layer, band in sorted(layout.bands.items())],
        "headings": [[_heading(schema, h.group), h.x, h.y] for h in layout.headings],
    }
    data["methods"] = writer.methods.texts()
    data["reasons"] = writer.reasons.texts()
    names = [node.name for node in graph.nodes.values()]
    aliases = [alias for node in graph.nodes.values() for alias in _aliases(node.properties)]
    data["readings"] = readings([*names, *aliases])
    return data


def _aliases(properties: Mapping[str, Any]) -> tuple[str, ...]:
    found = properties.get("aliases", ())
    return found if isinstance(found, tuple) else (str(found),)


class _Writer:
    def __init__(self, graph: Graph, schema: Schema) -> None:
        self.graph = graph
        self.numbers = {identifier: i for i, identifier in enumerate(graph.nodes)}
        self.source_numbers = {identifier: i for i, identifier in enumerate(graph.sources)}
        self.units = {s.id: utf16(s.text) for s in graph.sources.values()}
        used = {n.label for n in graph.nodes.values()}
        self.classes = Table(sorted(used, key=rank))
        self.relations = Table(sorted({r.type for r in graph.relationships.values()}))
        self.methods = Table([""])
        self.reasons = Table([""])

    def evidence(self, evidence: tuple[Evidence, ...]) -> list[int]:
        """Return seven numbers for each piece of evidence."""
        found = []
        for e in evidence:
            unit = self.units[e.source]
            found += [
                self.source_numbers[e.source],
                unit(e.start),
                unit(e.end),
                BASES.index(e.basis) if e.basis in BASES else 0,
                self.methods(e.method),
                self.reasons(e.reason),
                CONFIDENCES.index(e.confidence) if e.confidence in CONFIDENCES else 0,
            ]
        return found

    def source(self, source: Source) -> list[Any]:
        unit = self.units[source.id]
        damage = [[unit(start), unit(end), kind] for start, end, kind in source.damage]
        return [
            source.id,
            source.title,
            source.kind,
            source.date,
            safe_url(source.url),
            source.certainty,
            source.text,
            damage,
        ]

    def node(self, identifier: str) -> list[Any]:
        node = self.graph.nodes[identifier]
        return [
            node.id,
            self.classes(node.label),
            node.name,
            dict(sorted(node.properties.items())),
            self.evidence(node.evidence),
        ]

    def edge(self, identifier: str) -> list[Any]:
        edge = self.graph.relationships[identifier]
        ends = [self.numbers[edge.start], self.numbers[edge.end]]
        return [
            edge.id,
            self.relations(edge.type),
            *ends,
            dict(sorted(edge.properties.items())),
            self.evidence(edge.evidence),
        ]

    def item(self, item: Item, layout: Layout) -> list[Any]:
        """Return kind, class, what it stands for and position: of one node, of a slot's owner, of a bundle."""
        x, y = layout.positions[item.id]
        members = item.members or (item.id,)
        kind = ("node", "slot", "bundle").index(item.kind)
        return [kind, self.classes(item.label), [self.numbers[m] for m in members], x, y, item.ordinal]


def _class(schema: Schema, name: str) -> list[Any]:
    known = schema.classes.get(name)
    if known is None:
        return [name, name, "#737373", glyphs.on_dark("#737373"), glyphs.path("dot"), 0, ""]
    path = glyphs.path(known.shape)
    words = known.words
    return [
        name,
        words.zh,
        known.colour,
        glyphs.on_dark(known.colour),
        path,
        column(name, known.layer or 0),
        words.definition,
    ]


def _relation(schema: Schema, name: str) -> list[str]:
    known = schema.relations.get(name)
    return [name, known.words.zh, known.inverse_zh, known.trace] if known else [name, name, name, ""]


def _definition(schema: Schema, code: str) -> str:
    concept = schema.vocabularies.get("basis", {}).get(code)
    return concept.words.definition if concept else ""


def _words(schema: Schema) -> dict[str, Any]:
    """Return for each property its Chinese name and, where it has a vocabulary, the words for its codes."""
    found: dict[str, Any] = {}
    holders = [c.properties for c in schema.classes.values()] + [r.properties for r in schema.relations.values()]
    for properties in holders:
        for name, known in properties.items():
            values = {v: schema.label(known.vocabulary, v) for v in known.values} if known.vocabulary else {}
            found[name] = [known.words.zh, values]
    return dict(sorted(found.items()))


def _heading(schema: Schema, group: str) -> str:
    """Return the title of a group: the class's word, with the level's before it for directives."""
    label, _, level = group.partition("/")
    word = schema.classes[label].words.zh if label in schema.classes else label
    return f"{schema.label('level', level.partition('/')[2])}{word}" if level else word
