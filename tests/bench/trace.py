"""What a trace costs in a small and in a large graph in Neo4j, and beside the bare driver.

Run ``python -m tests.bench.trace``; the default, a thousand and a million nodes, takes half an hour and 10 GB of disk.

Graphs of synthetic counties come in by Neo4j's own importer. The same measures of the same county are traced up to
their policy sources in each; the bare driver then runs the very queries that a trace ran, with the same values, in
one read transaction as well. All of them take turns, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from neo4j import ManagedTransaction

from graph.export_neo4j import write_admin
from graph.store import Reader, Result, Store, open_store
from graph.trace import trace
from ontology.model import Graph
from ontology.schema import Schema, load_schema
from tests.bench.synthetic import County, parts
from tests.neo4j_server import running

GROUP = 1000
"""Counties that are in memory at once while the importer's files are written."""
Asked = list[tuple[str, Mapping[str, Any]]]


class Recorder:
    """A reader that notes down what it is asked."""

    def __init__(self, reader: Reader, asked: Asked) -> None:
        self._reader = reader
        self._asked = asked

    def read(self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Result:
        self._asked.append((cypher, params or {}))
        return self._reader.read(cypher, params, limit=limit)


def asked_by_trace(store: Store, schema: Schema, id_: str) -> Asked:
    """Trace a thing and return the queries that it took."""
    asked: Asked = []
    together = store.read_together
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "read_together", lambda work: together(lambda reader: work(Recorder(reader, asked))))
        assert trace(store, schema, id_).paths, id_
    return asked


def bare(store: Store, asked: Asked) -> None:
    """Run the queries of a trace as a program that has nothing but the driver would."""

    def work(tx: ManagedTransaction) -> list[list[list[Any]]]:
        return [tx.run(cypher, dict(params)).values() for cypher, params in asked]

    with store.driver.session(database=store.database) as session:
        session.execute_read(work)


def write_import(count: int, schema: Schema, folder: Path) -> None:
    """Write what the importer takes, ``import.args`` and ``after.cypher``, for ``count`` counties, group by group."""
    arguments: dict[str, None] = {}
    made = parts(count)
    number = 0
    while group := list(islice(made, GROUP)):
        graph = Graph()
        for part in group:
            graph.sources |= part.sources
            graph.nodes |= part.nodes
            graph.relationships |= part.relationships
        write_admin(graph, schema, folder / str(number))
        for argument in (folder / str(number) / "import.args").read_text(encoding="utf-8").splitlines():
            option, _, files = argument.rpartition("=")
            if option.startswith(("--nodes", "--relationships")):
                argument = f"{option}=" + ",".join(f"{number}/{file}" for file in files.split(","))
            arguments[argument] = None
        (folder / str(number) / "after.cypher").replace(folder / "after.cypher")
        number += 1
    (folder / "import.args").write_text("\n".join(arguments) + "\n", encoding="utf-8")


@contextmanager
def served(count: int, schema: Schema) -> Iterator[Store]:
    """Start a server that holds ``count`` counties, and open it."""
    folder = Path(tempfile.mkdtemp(prefix="counties-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        write_import(count, schema, folder)

        def prepare(admin: Callable[..., str]) -> None:
            admin("database", "import", "full", "neo4j", "@import.args", cwd=folder)

        server = stack.enter_context(running(heap="3g", page_cache="3g", prepare=prepare))
        after = (folder / "after.cypher").read_text(encoding="utf-8").splitlines()
        shutil.rmtree(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COUNTYGRAPH_USER", server.user)
            patch.setenv("COUNTYGRAPH_PASSWORD", server.password)
            store = stack.enter_context(open_store(server.uri))
        with store.driver.session(database=store.database) as session:
            for statement in (*after, "CALL db.awaitIndexes(3600)"):
                session.run(statement.rstrip(";")).consume()
        yield store


@dataclass
class Contest:
    """A store, the queries of each measure's trace, and the milliseconds of the rounds so far."""

    store: Store
    asked: Mapping[str, Asked]
    traces: list[float] = field(default_factory=list)
    drivers: list[float] = field(default_factory=list)

    def round(self, schema: Schema) -> None:
        """Trace each measure and have the bare driver ask the same, in turns; keep the averages."""
        traced = driven = 0.0
        for id_, queries in self.asked.items():
            begin = time.perf_counter()
            trace(self.store, schema, id_)
            between = time.perf_counter()
            bare(self.store, queries)
            traced += between - begin
            driven += time.perf_counter() - between
        self.traces.append(traced / len(self.asked) * 1000)
        self.drivers.append(driven / len(self.asked) * 1000)


def size(store: Store) -> str:
    """Return how many nodes and relationships a store holds, in words."""
    ((nodes,),) = (row.values() for row in store.read("MATCH (n:Entity) RETURN count(n) AS n").rows)
    ((links,),) = (row.values() for row in store.read("MATCH (:Entity)-[r]->() RETURN count(r) AS n").rows)
    return f"{nodes:,} nodes, {links:,} relationships"


def ratio(some: Sequence[float], others: Sequence[float]) -> float:
    """Return the median of the ratios within a round."""
    return statistics.median(a / b for a, b in zip(some, others, strict=True))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, nargs="+", default=[4, 4760], help="sizes of the graphs to compare")
    parser.add_argument("--starts", type=int, default=20, help="measures to trace")
    parser.add_argument("--times", type=int, default=40, help="rounds that count; half as many warm the servers up")
    given = parser.parse_args()
    schema = load_schema()
    measures = "MATCH (n:Measure) WHERE $report IN n.sources RETURN n.id AS id ORDER BY id LIMIT $most"
    with ExitStack() as stack:
        contests = []
        for count in given.counties:
            store = stack.enter_context(served(count, schema))
            rows = store.read(measures, {"report": County(0).report, "most": given.starts}).rows
            contests.append(Contest(store, {row["id"]: asked_by_trace(store, schema, row["id"]) for row in rows}))
        for _ in range(given.times + given.times // 2):
            for contest in contests:
                contest.round(schema)
        print(f"{given.starts} measures, medians of {given.times} rounds, load {os.getloadavg()[0]:.1f}:")
        for contest in contests:
            traces, drivers, first = (x[-given.times :] for x in (contest.traces, contest.drivers, contests[0].traces))
            queries = statistics.mean(map(len, contest.asked.values()))
            print(
                f"{size(contest.store)}: trace {statistics.median(traces):.2f} ms, the same {queries:.1f} queries by "
                f"the bare driver {statistics.median(drivers):.2f} ms, ratio {ratio(traces, drivers):.2f}; "
                f"{ratio(traces, first):.2f} times the first graph's trace"
            )


if __name__ == "__main__":
    main()
