"""Nodes, relationships and source titles by id, read from a store as the model's values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.store import Reader
from loaders.layout import EVIDENCE, node, relationship
from ontology.model import Node, Relationship
from ontology.schema import ENTITY, SOURCE

_NODES = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n.digest IS NOT NULL "
    "RETURN [l IN labels(n) WHERE l <> $entity][0] AS label, properties(n) AS stored"
)
# A thing that thousands of reports speak of has a quote from each: a path needs only those of its own sources.
_NODES_CITED = (
    f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) WHERE n.digest IS NOT NULL "
    + "WITH n, "
    + ", ".join(f"coalesce(n.{key}, []) AS {key}" for key in EVIDENCE)
    + " WITH *, [i IN range(0, size(sources) - 1) WHERE n.id = $whole OR sources[i] IN $cited] AS kept "
    "RETURN [l IN labels(n) WHERE l <> $entity][0] AS label, n{.*, search: '', "
    + ", ".join(f"{key}: [i IN kept | {key}[i]]" for key in EVIDENCE)
    + "} AS stored"
)
_LINKS = (
    f"UNWIND $links AS link MATCH (a:{ENTITY} {{id: link.start}})-[r]->(b:{ENTITY} {{id: link.end}}) "
    "WHERE r.id = link.id AND r.digest IS NOT NULL "
    "RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS stored"
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


def read_nodes(
    store: Reader, ids: Iterable[str], *, cited: Iterable[str] | None = None, whole: str = ""
) -> dict[str, Node]:
    """Return the nodes of these ids that the store holds; sources are not among them.

    With ``cited``, they come with the evidence from these sources only, but for the one of the id ``whole``.
    """
    params = {"ids": sorted(set(ids)), "entity": ENTITY}
    if cited is None:
        found = store.read(_NODES, params).rows
    else:
        found = store.read(_NODES_CITED, params | {"cited": sorted(set(cited)), "whole": whole}).rows
    nodes = (node(row["label"], row["stored"]) for row in found if row["label"] != SOURCE)
    return {n.id: n for n in nodes}


def read_links(store: Reader, links: Iterable[tuple[str, str, str]]) -> dict[str, Relationship]:
    """Return the relationships, by id, that are given as id, start and end."""
    rows = [{"id": id_, "start": start, "end": end} for id_, start, end in sorted(set(links))]
    found = store.read(_LINKS, {"links": rows}).rows
    read = (relationship(row["type"], row["start"], row["end"], row["stored"]) for row in found)
    return {r.id: r for r in read}


def read_sources(store: Reader, ids: Iterable[str]) -> dict[str, SourceHead]:
    """Return the heads of these sources."""
    found = store.read(_SOURCES, {"ids": sorted(set(ids))}).rows
    return {row["id"]: SourceHead(**{k: v or "" for k, v in row.items()}) for row in found}
