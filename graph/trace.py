"""Every path from a thing up to its policy sources, or from a directive down to what carries it out.

The paths are found by the store, by the queries ``trace-up`` and ``trace-down`` of the catalogue, which follow the
directions that the ontology gives its relations (``cg:trace``). Here they are put in order, the best are
chosen, and their hops are read with all evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.paths import Path, best, fold, hops, in_order, read_ways
from graph.store import Reader, Store
from graph.things import SourceHead, read_links, read_passed, read_sources
from ontology.errors import NotFoundError
from ontology.model import Node, Relationship
from ontology.schema import Schema

BASES = ("stated", "structural", "aligned", "curated")
"""The kinds of evidence, as the ontology's vocabulary ``basis`` has them."""

COLUMNS = {
    "path": "路径",
    "step": "步",
    "relation": "关系",
    "direction": "方向",
    "class": "类别",
    "name": "名称",
    "basis": "依据方式",
    "quote": "原文",
    "source": "出处",
    "line": "行",
    "reason": "理由",
    "confidence": "把握",
    "id": "编号",
    "link": "关系编号",
}
"""Columns of the rows of a trace, with their heads."""


@dataclass(frozen=True, slots=True)
class Trace:
    """The paths from ``start``, best first, with all that they pass.

    ``found`` counts the paths that there are and ``ends`` the different things at which they end; ``paths`` may be
    only the best of them, or their beginnings: ``below`` then counts, for a node at which something was
    folded, what is below it, by class. ``cut`` says that the store had more than was read. ``sourced`` is
    False when no path leads to a policy source; the paths then show how far it goes.
    Of the evidence of what very many sources speak of, ``nodes`` and ``links`` hold what the thing's own sources say;
    see :func:`graph.things.read_passed` and :func:`graph.things.read_links`.
    """

    start: Node
    down: bool
    bases: tuple[str, ...]
    paths: tuple[Path, ...]
    found: int
    ends: int
    sourced: bool
    cut: bool
    below: Mapping[str, Mapping[str, int]]
    nodes: Mapping[str, Node]
    links: Mapping[str, Relationship]
    sources: Mapping[str, SourceHead]


def policy_classes(schema: Schema) -> list[str]:
    """Return the classes of the page's first layer: what others carry out, follow or cite."""
    return [c.name for c in schema.classes.values() if c.layer == 1]


def trace(
    store: Store,
    schema: Schema,
    id_: str,
    *,
    down: bool = False,
    bases: Sequence[str] = BASES,
    every: bool = False,
) -> Trace:
    """Find the paths from a thing.

    Parameters
    ----------
    store : Store
        Open.
    schema : Schema
        The ontology.
    id_ : str
        The thing's id.
    down : bool
        Whether to go down from a directive, instead of up to the policy sources.
    bases : sequence of str
        Kinds of evidence, of :data:`BASES`, at least one of which each hop must have.
    every : bool
        Whether to keep all paths, instead of the best few up, or as many levels as there is room for down.

    Raises
    ------
    NotFoundError
        The store holds no such thing.
    """
    return store.read_together(lambda reader: _trace(reader, schema, id_, down, bases, every))


def _trace(store: Reader, schema: Schema, id_: str, down: bool, bases: Sequence[str], every: bool) -> Trace:
    ends = list(schema.classes) if down else policy_classes(schema)
    ways, cut = read_ways(store, id_, down, bases, ends)
    sourced = bool(ways)
    if not down and not ways:
        ways, cut = read_ways(store, id_, down, bases, list(schema.classes))
    kept, below = fold(ways) if down and not every else (ways, {})
    links = read_links(store, hops(kept, schema, down), id_)
    paths = in_order(kept, links)
    if not down and not every:
        paths = best(paths, policy_classes(schema))
    links = {link: links[link] for path in paths for link in path.links}
    nodes = read_passed(store, schema, (n for path in paths for n in path.nodes), id_)
    if id_ not in nodes:
        raise NotFoundError(f"the store holds no {id_}", "look for it with: countygraph find TEXT")
    items: list[Node | Relationship] = [*nodes.values(), *links.values()]
    sources = read_sources(store, {e.source for item in items for e in item.evidence})
    reached = {way.nodes[-1] for way in ways}
    return Trace(
        nodes[id_],
        down,
        tuple(bases),
        tuple(paths),
        len(ways),
        len(reached),
        sourced,
        cut,
        below,
        nodes,
        links,
        sources,
    )


def relation_words(link: Relationship, came_from: str, schema: Schema) -> str:
    """Return the Chinese words for a hop, read in the direction in which it is passed."""
    relation = schema.relations[link.type]
    return relation.words.zh if link.start == came_from else relation.inverse_zh


def trace_rows(found: Trace, schema: Schema) -> list[dict[str, Any]]:
    """Return the rows of a trace, with :data:`COLUMNS`: the thing as step 0, then one row a hop, evidence in lists."""
    return list(_rows(found, schema))


def _rows(found: Trace, schema: Schema) -> Iterator[dict[str, Any]]:
    paths: Iterable[Path] = found.paths or (Path((found.start.id,), ()),)
    for number, path in enumerate(paths, 1):
        for step, id_ in enumerate(path.nodes):
            node = found.nodes[id_]
            link = found.links[path.links[step - 1]] if step else None
            came_from = path.nodes[step - 1] if step else ""
            evidence = link.evidence if link else node.evidence
            yield {
                "path": number,
                "step": step,
                "relation": relation_words(link, came_from, schema) if link else "",
                "direction": ("forward" if link.start == came_from else "backward") if link else "",
                "class": node.label,
                "name": node.name,
                "basis": list(dict.fromkeys(e.basis for e in evidence)),
                "quote": [e.quote for e in evidence],
                "source": [found.sources[e.source].title for e in evidence],
                "line": [e.line for e in evidence],
                "reason": list(dict.fromkeys(e.reason for e in evidence if e.reason)),
                "confidence": list(dict.fromkeys(e.confidence for e in evidence if e.confidence)),
                "id": id_,
                "link": link.id if link else "",
            }
