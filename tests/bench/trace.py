"""What a trace costs in a small and in a large graph in Neo4j, and beside the bare driver.

Run ``python -m tests.bench.trace``.

Graphs of synthetic counties come in by Neo4j's own importer. The same measures of the same county are traced up to
their policy sources in each; the bare driver then runs the very queries that a trace ran, with the same values.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from neo4j import ManagedTransaction

from graph.export_neo4j import write_admin
from graph.store import Result, Store, open_store
from graph.trace import trace
from ontology.schema import load_schema
from tests.bench.synthetic import County, counties
from tests.neo4j_server import running


class Recorder:
    """Wraps a store's read and keeps what it is asked."""

    def __init__(self, store: Store) -> None:
        self.asked: list[tuple[str, Mapping[str, Any]]] = []
        self._read = store.read

    def __call__(self, cypher: str, params: Mapping[str, Any] | None = None, **limits: Any) -> Result:
        self.asked.append((cypher, params or {}))
        return self._read(cypher, params, **limits)


def median_ms(run: Callable[[], object], times: int) -> float:
    """Return the median duration of a call in milliseconds, after a tenth of the calls to warm up."""
    for _ in range(max(1, times // 10)):
        run()
    durations = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        durations.append((time.perf_counter() - begin) * 1000)
    return statistics.median(durations)


def bare(store: Store, asked: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Run queries as a program that has nothing but the driver would."""

    def work(tx: ManagedTransaction, cypher: str, params: Mapping[str, Any]) -> list[list[Any]]:
        return tx.run(cypher, dict(params)).values()

    with store.driver.session(database=store.database) as session:
        for cypher, params in asked:
            session.execute_read(work, cypher, params)


def measure(count: int, starts: int, times: int) -> tuple[float, float]:
    """Print the figures of a graph of ``count`` counties; return the medians by trace and by bare driver."""
    schema = load_schema()
    graph = counties(count)
    size = f"{len(graph.nodes):,} nodes, {len(graph.relationships):,} relationships"
    county = County(0)
    measures = [n.id for n in graph.nodes.values() if n.label == "Measure" and county.report in n.id][:starts]
    with tempfile.TemporaryDirectory() as folder:
        write_admin(graph, schema, Path(folder))
        del graph

        def prepare(admin: Callable[..., str]) -> None:
            admin("database", "import", "full", "neo4j", "@import.args", cwd=Path(folder))

        with running(heap="4g", page_cache="4g", prepare=prepare) as server, pytest.MonkeyPatch.context() as patch:
            patch.setenv("COUNTYGRAPH_USER", server.user)
            patch.setenv("COUNTYGRAPH_PASSWORD", server.password)
            with open_store(server.uri, write=True) as store:
                after = (Path(folder) / "after.cypher").read_text(encoding="utf-8")
                with store.driver.session() as session:
                    for statement in after.splitlines():
                        session.run(statement.rstrip(";")).consume()
                    session.run("CALL db.awaitIndexes(3600)").consume()
                recorder = Recorder(store)
                patch.setattr(store, "read", recorder)
                asked = []
                for id_ in measures:
                    recorder.asked = []
                    found = trace(store, schema, id_)
                    asked.append(recorder.asked)
                    assert found.paths, id_
                patch.undo()
                by_trace = median_ms(lambda: [trace(store, schema, id_) for id_ in measures], times)
                by_driver = median_ms(lambda: bare(store, [query for queries in asked for query in queries]), times)
    n = len(measures)
    print(
        f"{size}: trace {by_trace / n:.2f} ms, bare driver {by_driver / n:.2f} ms, ratio {by_trace / by_driver:.2f} "
        f"({n} measures, {sum(map(len, asked)) / n:.1f} queries each, median of {times}; "
        f"load {os.getloadavg()[0]:.1f})",
        flush=True,
    )
    return by_trace, by_driver


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, nargs="+", default=[4, 4760], help="sizes of the graphs to compare")
    parser.add_argument("--starts", type=int, default=20, help="measures to trace")
    parser.add_argument("--times", type=int, default=15)
    given = parser.parse_args()
    medians = [measure(count, given.starts, given.times)[0] for count in given.counties]
    for count, median in list(zip(given.counties, medians, strict=True))[1:]:
        print(f"{count} counties: {median / medians[0]:.2f} times the trace in the graph of {given.counties[0]}")


if __name__ == "__main__":
    main()
