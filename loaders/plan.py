"""What a load would do: the graph compared with what a store holds, statement by statement and per source."""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from loaders.bootstrap import MARK
from loaders.layout import label_of, node, properties, relationship, sources_of
from ontology.errors import StoreError
from ontology.model import Graph, Node, Relationship, Source
from ontology.schema import ENTITY, SOURCE

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

Item: TypeAlias = Node | Relationship | Source

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


@dataclass(slots=True)
class Changes:
    """What is to be done to nodes (sources among them) or to relationships.

    ``added`` and ``changed`` are ids in the graph; ``trimmed`` loses the evidence of the sources that a plan is
    limited to; ``kept`` should go and cannot, since something that stays hangs on it.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    trimmed: list[Held] = field(default_factory=list)
    retracted: list[Held] = field(default_factory=list)
    kept: list[Held] = field(default_factory=list)
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.trimmed or self.retracted)


@dataclass(slots=True)
class Plan:
    """What a load would do.

    ``sources`` counts, per source id, the statements that are ``added``, ``changed``, ``retracted``, ``unchanged``
    or ``kept``; a statement counts under each source that it cites. ``version`` is the state of the store that
    was compared; ``only`` are the sources that the plan is limited to, none for all; ``verified`` says that every
    property was compared.
    """

    only: frozenset[str]
    verified: bool
    version: tuple[str, int]
    nodes: Changes
    relationships: Changes
    sources: dict[str, Counter[str]]

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.nodes or self.relationships)


def make_plan(
    driver: Driver,
    graph: Graph,
    *,
    database: str | None = None,
    only: Collection[str] = (),
    verify: bool = False,
) -> Plan:
    """Compare a checked graph with a store; nothing is written.

    Parameters
    ----------
    driver : neo4j.Driver
        Open, to a store that was bootstrapped.
    graph : Graph
        What the store is to hold.
    database : str, optional
        Name of the database; the server's default otherwise.
    only : collection of str
        Ids of sources: the plan is limited to statements that cite one of them, in the graph or in the store,
        and to what those need (ends of relationships, sources cited). A source that the graph lacks is
        retracted: what only it said goes, what others said too loses its evidence.
    verify : bool
        Compare every property, not only digests: finds what was changed by hand in the store.

    Raises
    ------
    StoreError
        A node that is not ours has an id that the graph uses, a source has the id of a node, or the store broke off.
    """
    limit = frozenset(only)
    if twice := sorted(graph.sources.keys() & graph.nodes.keys()):
        raise StoreError(f"ids of both sources and nodes: {', '.join(twice)}", "give those sources other ids")
    nodes: dict[str, Item] = {**graph.sources, **graph.nodes}
    with at_work(), driver.session(database=database) as session:
        version = session.execute_read(read_version)
        foreign: set[str] = set()
        compared = session.execute_read(lambda tx: _compare(_nodes(tx, verify, foreign), nodes, limit))
        if taken := sorted(foreign & nodes.keys()):
            raise StoreError(
                f"the store has nodes of others under ids that this graph uses: {', '.join(taken[:10])}",
                "use another database, or change the id property of those nodes",
            )
        related = session.execute_read(
            lambda tx: _compare(_relationships(tx, verify), graph.relationships, limit, compared.moved.__contains__)
        )
        _keep(compared, related.stayed_at, session.execute_read(_hung, compared.changes.retracted))
        for part in (compared, related) if limit else ():
            part.changes.trimmed = session.execute_read(_trim, part.changes.trimmed, limit)
    if limit:
        _complete(graph, compared, related)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part in (compared, related):
        for source, counter in part.sources.items():
            counts[source] += counter
    return Plan(limit, verify, version, compared.changes, related.changes, dict(sorted(counts.items())))


@contextmanager
def at_work() -> Iterator[None]:
    """Turn what the driver raises into one message, and keep the garbage collector from looking for cycles.

    A graph and the rows made of it have none, but among a million objects it looks for them again and again: that
    was two thirds of the time that this process spent on a load of 400,000 statements.
    """
    from neo4j.exceptions import ConstraintError, DriverError, Neo4jError

    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    except ConstraintError as error:
        raise StoreError(
            f"an id is taken by a node that is not ours: {error.message}",
            "use another database, or change the id property of that node",
        ) from error
    except (DriverError, Neo4jError) as error:
        said = str(getattr(error, "message", None) or error).strip().splitlines()[0]
        # The embedded engine keeps the reason why it could not commit to its log.
        full = "No space left" in said or "error on commit" in said
        raise StoreError(
            f"the load broke off: {said}",
            ("look whether the disk of the store is full; then " if full else "")
            + "run it again: it goes on where it stopped",
        ) from error
    finally:
        if collects:
            gc.enable()


def read_version(tx: ManagedTransaction) -> tuple[str, int]:
    """Return who loaded last and how many transactions that took; ``("", 0)`` in a store never loaded."""
    row = tx.run(f"MATCH (m:{MARK} {{id: 'load'}}) RETURN m.token AS token, m.batches AS batches").single()
    return (row["token"], row["batches"]) if row else ("", 0)


@dataclass(slots=True)
class _Compared:
    changes: Changes = field(default_factory=Changes)
    sources: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    """Ids whose label or ends changed: taken out and put in again."""
    stayed_at: set[str] = field(default_factory=set)
    """Ends of relationships that are not retracted."""

    def count(self, what: str, sources: Iterable[str]) -> None:
        for source in sources:
            self.sources[source][what] += 1


def _nodes(tx: ManagedTransaction, verify: bool, foreign: set[str]) -> Iterator[Held]:
    foreign.clear()  # a managed transaction may run twice
    # By position: by name, the driver would look up each name for each row.
    for id_, labels, digest, sources, *rest in tx.run(NODES + (", properties(n)" if verify else "")):
        label = next((x for x in labels if x != ENTITY), "")
        if digest is None:
            foreign.add(id_)
        else:
            cited = (id_,) if label == SOURCE else tuple(dict.fromkeys(sources or ()))
            yield Held(id_, label, "", "", digest, cited, *rest)


def _relationships(tx: ManagedTransaction, verify: bool) -> Iterator[Held]:
    for id_, type_, start, end, digest, sources, *rest in tx.run(RELATIONSHIPS + (", properties(x)" if verify else "")):
        yield Held(id_, type_, start, end, digest, tuple(dict.fromkeys(sources or ())), *rest)


def _place(item: Item) -> tuple[str, str, str]:
    return (item.type, item.start, item.end) if isinstance(item, Relationship) else (label_of(item), "", "")


def _compare(
    held: Iterable[Held],
    items: Mapping[str, Item],
    limit: frozenset[str],
    moved: Callable[[str], bool] = lambda _: False,
) -> _Compared:
    out = _Compared()
    for h in held:
        item = items.get(h.id)
        said = sources_of(item) if item else ()
        first = h.id not in out.seen
        out.seen.add(h.id)
        if limit and limit.isdisjoint(h.sources) and limit.isdisjoint(said):
            out.stayed_at |= {h.start, h.end}
        elif item and first and _place(item) == (h.label, h.start, h.end) and not (moved(h.start) or moved(h.end)):
            out.stayed_at |= {h.start, h.end}
            same = h.digest == item.digest() and (h.properties is None or h.properties == properties(item, h.digest))
            if same:
                out.changes.unchanged += 1
            else:
                out.changes.changed.append(h.id)
            both = set(said) & set(h.sources)
            out.count("unchanged" if same else "changed", both)
            out.count("added", set(said) - both)
            out.count("retracted", set(h.sources) - both)
        elif item:
            out.changes.retracted.append(h)
            if first:
                out.moved.add(h.id)
                out.changes.added.append(h.id)
                out.count("changed", said)
        elif limit and not limit.issuperset(h.sources):
            out.stayed_at |= {h.start, h.end}
            out.changes.trimmed.append(h)
            out.count("retracted", limit.intersection(h.sources))
            out.count("changed", set(h.sources) - limit)
        else:
            out.changes.retracted.append(h)
            out.count("retracted", h.sources)
    for id_, item in items.items():
        if id_ not in out.seen and not (limit and limit.isdisjoint(sources_of(item))):
            out.changes.added.append(id_)
            out.count("added", sources_of(item))
    return out


def _hung(tx: ManagedTransaction, retracted: list[Held]) -> set[str]:
    """Return the ids of those nodes on which relationships of others hang."""
    query = "UNWIND $ids AS id MATCH (n:Entity {id: id})-[x]-() WHERE x.digest IS NULL RETURN DISTINCT n.id AS id"
    return {row["id"] for row in tx.run(query, ids=[h.id for h in retracted])} if retracted else set()


def _keep(nodes: _Compared, stayed_at: set[str], hung: set[str]) -> None:
    stay = stayed_at | hung
    if blocked := sorted(nodes.moved & stay):
        raise StoreError(
            f"these nodes are to get another label, but relationships of others hang on them: {', '.join(blocked)}",
            "take those relationships away, then load again",
        )
    nodes.changes.kept = [h for h in nodes.changes.retracted if h.id in stay]
    nodes.changes.retracted = [h for h in nodes.changes.retracted if h.id not in stay]
    for h in nodes.changes.kept:
        for source in h.sources:
            nodes.sources[source].update(retracted=-1, kept=1)


def _trim(tx: ManagedTransaction, held: list[Held], limit: frozenset[str]) -> list[Held]:
    """Work out what is left of statements without the evidence of some sources."""
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


def _complete(graph: Graph, nodes: _Compared, relationships: _Compared) -> None:
    """Add what a limited plan needs and the store lacks: ends of relationships, and sources cited."""
    there = nodes.seen | set(nodes.changes.added)
    ends: dict[str, None] = {}
    for id_ in relationships.changes.added:
        r = graph.relationships[id_]
        ends |= {end: None for end in (r.start, r.end) if end not in there}
    written: list[Item] = [graph.nodes[i] for i in ends]
    written += [graph.nodes[i] for i in nodes.changes.added + nodes.changes.changed if i in graph.nodes]
    written += [graph.relationships[i] for i in relationships.changes.added + relationships.changes.changed]
    cited = {source: None for item in written for source in sources_of(item) if source not in there}
    for id_ in (*ends, *cited):
        item = graph.nodes.get(id_) or graph.sources[id_]
        nodes.changes.added.append(id_)
        nodes.count("added", sources_of(item))
