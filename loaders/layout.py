"""How a checked graph lies in a store: each statement as a map of properties, and the store's digest.

A node has its class as label and ``Entity`` beside it, a source is a node ``Source``; every node and
relationship has ``id`` and ``digest``. Evidence lies in parallel lists of equal length, since a property
graph has no nested values: ``sources[i]``, ``starts[i]`` … are the i-th piece. Evidence refers to a source
by its id, not by a relationship, which would multiply the graph by its quotes. ``search`` holds aliases and
quotes as one text, for the full-text index: not every store indexes lists.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ontology.model import Evidence, Graph, Node, Relationship, Source
from ontology.schema import ENTITY, SOURCE

if TYPE_CHECKING:
    from neo4j import Driver

EVIDENCE = {
    "sources": "source",
    "starts": "start",
    "ends": "end",
    "quotes": "quote",
    "lines": "line",
    "bases": "basis",
    "methods": "method",
    "reasons": "reason",
    "confidences": "confidence",
}
"""The parallel lists, each with the attribute of :class:`~ontology.model.Evidence` that it holds, in its order."""

_NOT_OWN = EVIDENCE.keys() | {"id", "name", "digest", "search"}

_fields = attrgetter(*EVIDENCE.values())


def _evidence(evidence: tuple[Evidence, ...]) -> dict[str, Any]:
    columns = zip(*map(_fields, evidence), strict=False) if evidence else ((),) * len(EVIDENCE)
    return dict(zip(EVIDENCE, map(list, columns), strict=False))  # strict would take a quarter more time


def properties(item: Node | Relationship | Source, digest: str = "") -> dict[str, Any]:
    """Return the properties under which a node, relationship or source lies in a store.

    Parameters
    ----------
    item : Node, Relationship or Source
        What is to be stored.
    digest : str
        Its digest where it is known already; computed otherwise.
    """
    own = {"id": item.id, "digest": digest or item.digest()}
    if isinstance(item, Source):
        starts, ends, kinds = map(list, zip(*item.damage, strict=True)) if item.damage else ([], [], [])
        return own | {
            "name": item.title,
            "kind": item.kind,
            "title": item.title,
            "text": item.text,
            "sha256": item.sha256,
            "url": item.url,
            "date": item.date,
            "certainty": item.certainty,
            "damageStarts": starts,
            "damageEnds": ends,
            "damageKinds": kinds,
        }
    if isinstance(item, Node):
        aliases = item.properties.get("aliases")
        texts = [*(aliases if isinstance(aliases, tuple) else ()), *(e.quote for e in item.evidence)]
        own["name"] = item.name
        own["search"] = "\n".join(dict.fromkeys(texts))
    values = {k: list(v) if isinstance(v, tuple) else v for k, v in item.properties.items()}
    return values | own | _evidence(item.evidence)


def _restored(stored: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Evidence, ...]]:
    evidence = tuple(Evidence(*row) for row in zip(*(stored[key] for key in EVIDENCE), strict=True))
    own = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items() if k not in _NOT_OWN}
    return own, evidence


def node(label: str, stored: Mapping[str, Any]) -> Node:
    """Return the node that lies in a store under ``label`` with these properties."""
    own, evidence = _restored(stored)
    return Node(stored["id"], label, stored["name"], own, evidence)


def relationship(type_: str, start: str, end: str, stored: Mapping[str, Any]) -> Relationship:
    """Return the relationship that lies in a store with these properties."""
    own, evidence = _restored(stored)
    return Relationship(stored["id"], type_, start, end, own, evidence)


def sources_of(item: Node | Relationship | Source) -> tuple[str, ...]:
    """Return the ids of the sources that an item counts under: those it cites; a source, under itself."""
    if isinstance(item, Source):
        return (item.id,)
    return tuple(dict.fromkeys(e.source for e in item.evidence))


def label_of(item: Node | Source) -> str:
    """Return the node label beside ``Entity``."""
    return SOURCE if isinstance(item, Source) else item.label


def _digest(rows: Iterable[list[Any]]) -> str:
    texts = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for row in rows)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def graph_digest(graph: Graph) -> str:
    """Return the :func:`store_digest` that a store has when it holds this graph and nothing else of ours."""
    nodes: list[Node | Source] = [*graph.sources.values(), *graph.nodes.values()]
    return _digest(
        [[sorted({ENTITY, label_of(n)}), properties(n)] for n in nodes]
        + [[r.type, r.start, r.end, properties(r)] for r in graph.relationships.values()]
    )


def store_digest(driver: Driver, database: str | None = None) -> str:
    """Return the sha256 over all that the store holds of ours: labels, types, ends and every property.

    It is computed from what is there, not from the digests that lie beside it; what others put in the same
    database, which has no digest, does not count.
    """
    queries = (
        "MATCH (n:Entity) WHERE n.digest IS NOT NULL RETURN labels(n) AS l, properties(n) AS p",
        "MATCH (a:Entity)-[x]->(b:Entity) WHERE x.digest IS NOT NULL "
        "RETURN type(x) AS t, a.id AS a, b.id AS b, properties(x) AS p",
    )
    with driver.session(database=database) as session:
        nodes = session.execute_read(lambda tx: [[sorted(r["l"]), r["p"]] for r in tx.run(queries[0])])
        edges = session.execute_read(lambda tx: [list(r.values()) for r in tx.run(queries[1])])
    return _digest(nodes + edges)
