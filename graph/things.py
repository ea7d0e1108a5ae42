"""Nodes, relationships and source titles by id, read from a store as the model's values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.store import Reader, Result
from loaders.layout import EVIDENCE, node, relationship
from ontology.model import Node, Relationship
from ontology.schema import ENTITY, SOURCE, Schema

MUCH = 20
"""Pieces of evidence that what a path passes may have and come whole."""

_NODES = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n.digest IS NOT NULL "
    "RETURN [l IN labels(n) WHERE l <> $entity][0] AS label, properties(n) AS stored"
)
# Of what thousands of reports speak of, a store takes long to read the quotes, and a path needs few or none of them.
_PASSED = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n.digest IS NOT NULL "
    "RETURN [l IN labels(n) WHERE l <> $entity][0] AS label, "
    "CASE WHEN n.id = $start OR size(n.sources) <= $much THEN properties(n) "
    "ELSE n{.id, .name, <own>, " + ", ".join(f"{key}: []" for key in EVIDENCE) + "} END AS stored"
)
_LINKS = (
    f"OPTIONAL MATCH (s:{ENTITY} {{id: $start}}) WITH s.sources[..$much] AS own "
    f"UNWIND $links AS link MATCH (a:{ENTITY} {{id: link.start}})-[r]->(b:{ENTITY} {{id: link.end}}) "
    "WHERE r.id = link.id AND r.digest IS NOT NULL "
    "WITH a, r, b, own, CASE WHEN size(r.sources) > $much THEN r.sources ELSE [] END AS sources "
    "WITH a, r, b, [i IN range(0, size(sources) - 1) WHERE sources[i] IN own] AS said "
    "WITH a, r, b, CASE WHEN size(said) = 0 THEN range(0, $much - 1) ELSE said END AS kept "
    "RETURN type(r) AS type, a.id AS start, b.id AS end, CASE WHEN size(r.sources) <= $much THEN properties(r) "
    "ELSE r{.*, " + ", ".join(f"{key}: [i IN kept | r.{key}[i]]" for key in EVIDENCE) + "} END AS stored"
)
_SOURCES = (
    f"UNWIND $ids AS id MATCH (s:{SOURCE} {{id: id}}) "
    "RETURN s.id AS id, s.name AS title, s.kind AS kind, s.date AS date, s.url AS url, s.certainty AS certainty"
)


@dataclass(frozen=True, slots=True)
class SourceHead:
    """What people are told of a source: all but its text; see :class:`ontology.model.Source`."""

    id: str
    title: str
    kind: str = ""
    date: str = ""
    url: str = ""
    certainty: str = ""


def read_nodes(store: Reader, ids: Iterable[str]) -> dict[str, Node]:
    """Return the nodes of these ids that the store holds; sources are not among them."""
    return _nodes(store.read(_NODES, {"ids": sorted(set(ids)), "entity": ENTITY}))


def read_passed(store: Reader, schema: Schema, ids: Iterable[str], start: str) -> dict[str, Node]:
    """Return the nodes that paths from ``start`` pass, and itself; others with more evidence than :data:`MUCH` lack it.

    The relationships that lead to them have theirs.
    """
    own = dict.fromkeys(name for cls in schema.classes.values() for name in cls.properties)
    cypher = _PASSED.replace("<own>", ", ".join(f".`{name}`" for name in own))
    return _nodes(store.read(cypher, {"ids": sorted({*ids, start}), "entity": ENTITY, "start": start, "much": MUCH}))


def _nodes(found: Result) -> dict[str, Node]:
    rows = ((row["label"], {k: v for k, v in row["stored"].items() if v is not None}) for row in found.rows)
    nodes = (node(label, stored) for label, stored in rows if label != SOURCE)
    return {n.id: n for n in nodes}


def read_links(store: Reader, links: Iterable[tuple[str, str, str]], start: str) -> dict[str, Relationship]:
    """Return the relationships, by id, that are given as id, start and end, on paths from ``start``.

    Those with more evidence than :data:`MUCH` have what the sources of ``start`` say, or else the first of it.
    """
    rows = [{"id": id_, "start": a, "end": b} for id_, a, b in sorted(set(links))]
    found = store.read(_LINKS, {"links": rows, "start": start, "much": MUCH}).rows
    read = (relationship(row["type"], row["start"], row["end"], row["stored"]) for row in found)
    return {r.id: r for r in read}


def read_sources(store: Reader, ids: Iterable[str]) -> dict[str, SourceHead]:
    """Return the heads of these sources."""
    found = store.read(_SOURCES, {"ids": sorted(set(ids))}).rows
    return {row["id"]: SourceHead(**{k: v or "" for k, v in row.items()}) for row in found}
