"""Carry out a plan: bring a store to what the graph says, in small transactions that can stop anywhere.

Each transaction first takes the store's one ``CountygraphLoad`` node and checks that it still carries this
load's token, so a second load that begins shuts the first one out before it compares. A load that was killed
leaves a store that lies between old and new; the next plan goes on from there. No statement detaches, and
every one that changes or takes away asks for our digest: what others put beside it stays.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from loaders.bootstrap import MARK
from loaders.held import read_version
from loaders.layout import label_of, properties
from loaders.plan import Plan, make_plan
from loaders.quotes import verify
from loaders.session import at_work
from ontology.errors import StoreError
from ontology.model import Graph, Node, Source
from ontology.schema import ENTITY, Schema

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

BATCH = 5000
"""Rows in one transaction; a source counts for more, by the length of its text."""

Step: TypeAlias = tuple[str, list[dict[str, Any]]]
"""A statement and the rows it is run with."""

_TAKE = (
    f"MERGE (m:{MARK} {{id: 'load'}}) ON CREATE SET m.token = '', m.batches = 0 "
    "SET m.batches = m.batches + 1 "  # a write takes the node's lock: what is read after it is the last word
    "WITH m, m.token AS token SET m.token = $mine RETURN token, m.batches AS batches"
)
_HOLD = f"MATCH (m:{MARK} {{id: 'load'}}) SET m.batches = m.batches + 1 WITH m WHERE m.token = $mine RETURN m.token"

BEGAN, AGAIN = "another load of this store began", "wait until it ends, then load again"

_COUNTERS = ("nodes_created", "nodes_deleted", "relationships_created", "relationships_deleted", "properties_set")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did: the plan it carried out, and the store's own counters of what was written."""

    plan: Plan
    counters: dict[str, int]


def apply(
    driver: Driver,
    schema: Schema,
    graph: Graph,
    plan: Plan,
    *,
    database: str | None = None,
    batch: int = BATCH,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Carry out a plan; the store holds what the graph says when this returns.

    Parameters
    ----------
    driver : neo4j.Driver
        Open, to a store that was bootstrapped.
    schema : Schema
        Labels and relationship types are taken from it alone.
    graph : Graph
        What the store is to hold; its quotes are verified before anything is written.
    plan : Plan
        As :func:`~loaders.plan.make_plan` made it; made anew when the store has changed since.
    database : str, optional
        Name of the database; the server's default otherwise.
    batch : int
        Rows in one transaction.
    progress : callable
        Called after each transaction with the statements written so far and to be written.

    Raises
    ------
    StoreError
        Another load of this store began, or the store broke off; loading again goes on from there.
    QuoteError
        A quote is not what its source has there, or a source is not what its sha256 says.
    """
    counters = dict.fromkeys(_COUNTERS, 0)
    if not plan:
        return Outcome(plan, counters)
    verify(graph)
    token = secrets.token_hex(8)
    with at_work(), driver.session(database=database) as session:
        before, batches = session.execute_write(_take, token)
        if (before, batches - 1) != plan.version:
            plan = make_plan(driver, graph, database=database, only=plan.only, verify=plan.verified)
        total = size(plan)
        done = 0

        def write(steps: list[Step]) -> None:
            nonlocal done, batches
            for name, value in session.execute_write(_write, token, steps).items():
                counters[name] += value
            batches += 1
            done += sum(len(rows) for _, rows in steps)
            progress(done, total)

        _overlap(write, _transactions(_steps(schema, graph, plan), batch))
        if session.execute_read(read_version) != (token, batches):
            # A transaction of a load that was shut out got in all the same: what it wrote was not compared.
            raise StoreError(BEGAN, AGAIN)
    _check_written(plan, counters)
    return Outcome(plan, counters)


def _take(tx: ManagedTransaction, mine: str) -> tuple[str, int]:
    row = tx.run(_TAKE, mine=mine).single(strict=True)
    return row["token"], row["batches"]


def _write(tx: ManagedTransaction, mine: str, steps: list[Step]) -> Counter[str]:
    if not tx.run(_HOLD, mine=mine).single():
        raise StoreError(BEGAN, AGAIN)
    counters: Counter[str] = Counter()
    for query, rows in steps:
        done = tx.run(query, rows=rows).consume().counters
        counters.update({name: getattr(done, name) for name in _COUNTERS})
    return counters


def _overlap(write: Callable[[list[Step]], None], transactions: Iterable[list[Step]]) -> None:
    """Prepare the rows of the next transaction while the store works on the last."""
    with ThreadPoolExecutor(1) as pool:
        running: Future[None] | None = None
        for steps in transactions:
            if running:
                running.result()
            running = pool.submit(write, steps)
        if running:
            running.result()


def _transactions(steps: Iterable[tuple[str, Iterable[dict[str, Any]]]], batch: int) -> Iterator[list[Step]]:
    """Cut steps to ``batch`` rows and gather small ones into one transaction."""
    gathered: list[Step] = []
    room = batch
    for query, rows in steps:
        part: list[dict[str, Any]] = []
        for row in rows:
            part.append(row)
            room -= 1 + len(row.get("text", "")) // 1000
            if room <= 0:
                yield [*gathered, (query, part)]
                gathered, part, room = [], [], batch
        if part:
            gathered.append((query, part))
    if gathered:
        yield gathered


def _steps(schema: Schema, graph: Graph, plan: Plan) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """Yield all statements in order; what goes makes room for what comes."""
    nodes: dict[str, Node | Source] = {**graph.sources, **graph.nodes}
    edges = graph.relationships

    def label(id_: str) -> str:
        return _quoted(label_of(nodes[id_]), schema.classes)

    def kind(id_: str) -> str:
        return _quoted(edges[id_].type, schema.relations)

    def edge(id_: str) -> dict[str, Any]:
        r = edges[id_]
        return {"id": id_, "start": r.start, "end": r.end, "props": properties(r)}

    yield (
        "UNWIND $rows AS r MATCH (:Entity {id: r.start})-[x {id: r.id}]->() "
        "WHERE type(x) = r.type AND x.digest IS NOT NULL DELETE x",
        ({"id": h.id, "start": h.start, "type": h.label} for h in plan.relationships.retracted),
    )
    yield (
        "UNWIND $rows AS r MATCH (n:Entity {id: r.id}) WHERE n.digest IS NOT NULL AND NOT EXISTS { (n)--() } DELETE n",
        ({"id": h.id} for h in plan.nodes.retracted),
    )
    for name, ids in _groups(plan.nodes.added, label):
        yield f"UNWIND $rows AS r CREATE (n:{name}) SET n:{ENTITY} SET n = r", (properties(nodes[i]) for i in ids)
    for name, ids in _groups(plan.nodes.changed, label):
        yield (
            f"UNWIND $rows AS r MATCH (n:{name} {{id: r.id}}) WHERE n.digest IS NOT NULL SET n = r",
            (properties(nodes[i]) for i in ids),
        )
    yield (
        "UNWIND $rows AS r MATCH (n:Entity {id: r.id}) WHERE n.digest IS NOT NULL SET n = r",
        (h.rest or {} for h in plan.nodes.trimmed),
    )
    for name, ids in _groups(plan.relationships.added, kind):
        yield (
            "UNWIND $rows AS r MATCH (a:Entity {id: r.start}) MATCH (b:Entity {id: r.end}) "
            f"CREATE (a)-[x:{name}]->(b) SET x = r.props",
            map(edge, ids),
        )
    for name, ids in _groups(plan.relationships.changed, kind):
        yield (
            f"UNWIND $rows AS r MATCH (:Entity {{id: r.start}})-[x:{name} {{id: r.id}}]->() "
            "WHERE x.digest IS NOT NULL SET x = r.props",
            map(edge, ids),
        )
    yield (
        "UNWIND $rows AS r MATCH (:Entity {id: r.start})-[x {id: r.id}]->() "
        "WHERE type(x) = r.type AND x.digest IS NOT NULL SET x = r.props",
        ({"id": h.id, "start": h.start, "type": h.label, "props": h.rest} for h in plan.relationships.trimmed),
    )


def _groups(ids: Iterable[str], key: Callable[[str], str]) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        groups[key(id_)].append(id_)
    for name in sorted(groups):
        yield name, groups[name]


def _quoted(name: str, known: Container[str]) -> str:
    # Labels and types cannot be parameters: only names of the ontology reach a statement.
    if name not in known:
        raise StoreError(f"the ontology has no {name}", "run: countygraph check")
    return f"`{name}`"


def size(plan: Plan) -> int:
    """Return how many nodes and relationships a plan writes or takes away."""
    return sum(
        len(c.added) + len(c.changed) + len(c.trimmed) + len(c.retracted) for c in (plan.nodes, plan.relationships)
    )


def _check_written(plan: Plan, counters: dict[str, int]) -> None:
    expected = {
        "nodes_created": len(plan.nodes.added),
        "nodes_deleted": len(plan.nodes.retracted),
        "relationships_created": len(plan.relationships.added),
        "relationships_deleted": len(plan.relationships.retracted),
    }
    if any(counters[name] != value for name, value in expected.items()):
        raise StoreError(
            f"the store changed while it was loaded: {expected} were to be written, {counters} were",
            "load again",
        )
