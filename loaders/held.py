"""What a store holds of a graph that was loaded into it, read in transactions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from loaders.bootstrap import MARK
from loaders.layout import node, properties, relationship
from ontology.model import Node, Relationship
from ontology.schema import ENTITY, SOURCE

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

NODES = "MATCH (n:Entity) RETURN n.id, labels(n), n.digest, n.sources"
RELATIONSHIPS = (
    "MATCH (a:Entity)-[x]->(b:Entity) WHERE x.digest IS NOT NULL RETURN x.id, type(x), a.id, b.id, x.digest, x.sources"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A node or relationship as a store holds it; ``label`` is the relationship's type, ``start`` its start.

    ``properties`` is there only when a plan verifies every property; ``rest`` is what a trimmed one will hold.
    """

    id: str
    label: str
    start: str
    end: str
    digest: str
    sources: tuple[str, ...]
    properties: Mapping[str, Any] | None = None
    rest: dict[str, Any] | None = None


def read_version(tx: ManagedTransaction) -> tuple[str, int]:
    """Return who loaded last and how many transactions that took; ``("", 0)`` in a store never loaded."""
    row = tx.run(f"MATCH (m:{MARK} {{id: 'load'}}) RETURN m.token AS token, m.batches AS batches").single()
    return (row["token"], row["batches"]) if row else ("", 0)


def read_nodes(tx: ManagedTransaction, verify: bool, foreign: set[str]) -> Iterator[Held]:
    """Yield nodes and sources, with all properties if ``verify``; ids of others' nodes go into ``foreign``."""
    foreign.clear()  # a managed transaction may run twice
    # By position: by name, the driver would look up each name for each row.
    for id_, labels, digest, sources, *rest in tx.run(NODES + (", properties(n)" if verify else "")):
        label = next((x for x in labels if x != ENTITY), "")
        if digest is None:
            foreign.add(id_)
        else:
            cited = (id_,) if label == SOURCE else tuple(dict.fromkeys(sources or ()))
            yield Held(id_, label, "", "", digest, cited, *rest)


def read_relationships(tx: ManagedTransaction, verify: bool) -> Iterator[Held]:
    """Yield our relationships, with all properties if ``verify``."""
    for id_, type_, start, end, digest, sources, *rest in tx.run(RELATIONSHIPS + (", properties(x)" if verify else "")):
        yield Held(id_, type_, start, end, digest, tuple(dict.fromkeys(sources or ())), *rest)


def read_hung(tx: ManagedTransaction, retracted: list[Held]) -> set[str]:
    """Return the ids of those nodes on which relationships of others hang."""
    query = "UNWIND $ids AS id MATCH (n:Entity {id: id})-[x]-() WHERE x.digest IS NULL RETURN DISTINCT n.id AS id"
    return {row["id"] for row in tx.run(query, ids=[h.id for h in retracted])} if retracted else set()


def read_trimmed(tx: ManagedTransaction, held: list[Held], limit: frozenset[str]) -> list[Held]:
    """Return statements with what is left of them without the evidence of some sources as ``rest``."""
    rows = [{"id": h.id, "start": h.start, "type": h.label} for h in held]
    query = (
        "UNWIND $rows AS r MATCH (:Entity {id: r.start})-[x {id: r.id}]->() "
        "WHERE type(x) = r.type AND x.digest IS NOT NULL RETURN x.id AS id, properties(x) AS p"
        if held and held[0].start
        else "UNWIND $rows AS r MATCH (n:Entity {id: r.id}) RETURN n.id AS id, properties(n) AS p"
    )
    stored = {row["id"]: row["p"] for row in tx.run(query, rows=rows)}
    return [replace(h, rest=_without(h, stored[h.id], limit)) for h in held if h.id in stored]


def _without(held: Held, stored: Mapping[str, Any], limit: frozenset[str]) -> dict[str, Any]:
    item: Node | Relationship = (
        relationship(held.label, held.start, held.end, stored) if held.start else node(held.label, stored)
    )
    return properties(replace(item, evidence=tuple(e for e in item.evidence if e.source not in limit)))
