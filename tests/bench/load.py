"""How fast a graph gets into a real Neo4j, beside others, in one run: ``python -m tests.bench.load``.

Every contender gets a server of its own, just started and empty, and the same graph of synthetic counties with
evidence. Contenders that do not end within ``--cap`` seconds are stopped; their rate is that of what they wrote.
rdflib-neo4j takes part where it is installed (``pip install rdflib-neo4j``); it cannot give a relationship
properties, so it gets the nodes with their own properties and quotes, and bare relationships: less than the others.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase, ManagedTransaction

from graph.export_neo4j import write_admin
from loaders.bootstrap import bootstrap, text_index
from loaders.layout import label_of, properties
from loaders.load import apply
from loaders.plan import make_plan
from ontology.model import Graph, Node, Source
from ontology.schema import load_schema
from tests.bench.synthetic import counties
from tests.neo4j_server import Neo4jServer, running

BATCH = 5000
HEAP, PAGE_CACHE = "2g", "1g"


@dataclass(frozen=True)
class Figure:
    """What one contender did; seconds of CPU are those of this process and of the server."""

    name: str
    statements: int
    seconds: float
    client: float
    server: float

    @property
    def rate(self) -> float:
        """Statements (nodes and relationships) per second."""
        return self.statements / self.seconds


class Clock:
    """Tells how long a contender has run, and when its time is over."""

    def __init__(self, cap: float) -> None:
        self.begin = time.perf_counter()
        self.cap = cap

    def over(self) -> bool:
        return time.perf_counter() - self.begin > self.cap


def _cpu(pid: int | None) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(
    name: str, contender: Callable[[Driver, Clock], int], *, indexes: Callable[[str], bool], cap: float
) -> Figure:
    """Run one contender against a fresh server; it returns how many statements it wrote."""
    with running(heap=HEAP, page_cache=PAGE_CACHE) as server, _driver(server) as driver:
        for statement in filter(indexes, bootstrap(load_schema(), "neo4j")):
            driver.execute_query(statement)
        client, java = _own_cpu(), _cpu(server.pid)
        clock = Clock(cap)
        written = contender(driver, clock)
        seconds = time.perf_counter() - clock.begin
        return Figure(name, written, seconds, _own_cpu() - client, _cpu(server.pid) - java)


def _driver(server: Neo4jServer) -> Driver:
    return GraphDatabase.driver(
        server.uri, auth=(server.user, server.password), notifications_min_severity="OFF", telemetry_disabled=True
    )


# Contenders -----------------------------------------------------------------------------------------------------------


def countygraph(graph: Graph) -> Callable[[Driver, Clock], int]:
    """Plan, verification of every quote, digests, fenced transactions, the text index: what the command does."""

    def contender(driver: Driver, clock: Clock) -> int:
        apply(driver, load_schema(), graph, make_plan(driver, graph))
        for statement in text_index("neo4j"):
            driver.execute_query(statement)
        return len(graph.sources) + len(graph.nodes) + len(graph.relationships)

    return contender


def _rows(graph: Graph) -> tuple[dict[str, list[dict[str, Any]]], dict[tuple[str, str, str], list[dict[str, Any]]]]:
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    everything: list[Node | Source] = [*graph.sources.values(), *graph.nodes.values()]
    for n in everything:
        nodes[label_of(n)].append(properties(n))
    edges: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for r in graph.relationships.values():
        ends = graph.nodes[r.start].label, r.type, graph.nodes[r.end].label
        edges[ends].append({"id": r.id, "start": r.start, "end": r.end, "props": properties(r)})
    return nodes, edges


def by_hand(graph: Graph, *, labels: bool) -> Callable[[Driver, Clock], int]:
    """UNWIND and MERGE, rows made ready before the clock runs: with labels and constraints, or by bare id."""
    begin = time.perf_counter()
    nodes, edges = _rows(graph)
    if labels:
        print(f"  (making rows by hand, not in its seconds: {time.perf_counter() - begin:.1f} s)")

    def statements() -> Iterator[tuple[str, list[dict[str, Any]]]]:
        for label, rows in nodes.items():
            merge = f"MERGE (n:{label} {{id: r.id}}) SET n:Entity" if labels else "MERGE (n {id: r.id})"
            yield f"UNWIND $rows AS r {merge} SET n += r" + ("" if labels else f" SET n:Entity:{label}"), rows
        for (a, type_, b), rows in edges.items():
            a, b = (f":{a}", f":{b}") if labels else ("", "")
            yield (
                f"UNWIND $rows AS r MATCH (a{a} {{id: r.start}}) MATCH (b{b} {{id: r.end}}) "
                f"MERGE (a)-[x:{type_} {{id: r.id}}]->(b) SET x += r.props",
                rows,
            )

    def write(tx: ManagedTransaction, query: str, rows: list[dict[str, Any]]) -> None:
        tx.run(query, rows=rows).consume()

    def contender(driver: Driver, clock: Clock) -> int:
        written = 0
        batch = BATCH if labels else 500  # a batch by bare id takes so long that the cap would not be seen
        with driver.session() as session:
            for query, rows in statements():
                for i in range(0, len(rows), batch):
                    part = rows[i : i + batch]
                    session.execute_write(write, query, part)
                    written += len(part)
                    if clock.over():
                        return written
        return written

    return contender


def rdflib_neo4j(graph: Graph, server: Neo4jServer) -> Callable[[Clock], int]:
    """The same nodes, and relationships without properties, as triples through rdflib's store for Neo4j."""
    from rdflib import RDF, Literal, Namespace, URIRef
    from rdflib import Graph as Triples
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    space = Namespace("https://example.org/ns#")

    def iri(id_: str) -> URIRef:
        return URIRef("https://example.org/id/" + id_.replace(" ", "_"))

    def contender(clock: Clock) -> int:
        config = Neo4jStoreConfig(
            auth_data={"uri": server.uri, "database": "neo4j", "user": server.user, "pwd": server.password},
            custom_prefixes={"cg": space},
            handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
            batching=True,
            batch_size=BATCH,
        )
        triples = Triples(store=Neo4jStore(config=config))
        written = 0
        for node in graph.nodes.values():
            subject = iri(node.id)
            triples.add((subject, RDF.type, space[node.label]))
            triples.add((subject, space.name, Literal(node.name)))
            for key, value in node.properties.items():
                for each in value if isinstance(value, tuple) else (value,):
                    triples.add((subject, space[key], Literal(each)))
            for e in node.evidence:
                triples.add((subject, space.quote, Literal(e.quote)))
            written += 1
            if clock.over():
                break
        for edge in graph.relationships.values():
            if clock.over():
                break
            triples.add((iri(edge.start), space[edge.type], iri(edge.end)))
            written += 1
        triples.close(True)
        return written

    return contender


def admin_import(graph: Graph) -> tuple[Figure, float]:
    """Run the importer into a database that does not run; return its figure, and the seconds of writing its files."""
    seconds = written = 0.0
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        write_admin(graph, load_schema(), Path(folder))
        written = time.perf_counter() - begin

        def prepare(admin: Callable[..., str]) -> None:
            nonlocal seconds
            begin = time.perf_counter()
            admin("database", "import", "full", "neo4j", "@import.args", cwd=Path(folder))
            seconds = time.perf_counter() - begin

        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with running(heap=HEAP, page_cache=PAGE_CACHE, prepare=prepare):
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
    java = after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime
    size = len(graph.sources) + len(graph.nodes) + len(graph.relationships)
    return Figure("neo4j-admin import (files ready)", size, seconds, 0.0, java), written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, default=475)
    parser.add_argument("--relationships", type=int, default=300_000)
    parser.add_argument("--cap", type=float, default=120.0, help="seconds for a contender")
    parser.add_argument("--only", help="contenders whose name has this")
    given = parser.parse_args()
    graph = counties(given.counties, relationships=given.relationships)
    print(f"{len(graph.sources)} sources, {len(graph.nodes)} nodes, {len(graph.relationships)} relationships")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, heap {HEAP}, page cache {PAGE_CACHE}")
    print(f"{'':36} {'statements':>10} {'seconds':>8} {'per second':>10} {'CPU client':>10} {'server':>8} {'load':>5}")
    for figure in _figures(graph, given.cap, given.only or ""):
        print(
            f"{figure.name:36} {figure.statements:10,} {figure.seconds:8.1f} {figure.rate:10,.0f} "
            f"{figure.client:10.1f} {figure.server:8.1f} {os.getloadavg()[0]:5.1f}",
            flush=True,
        )


def _figures(graph: Graph, cap: float, only: str) -> Iterator[Figure]:
    def everything(statement: str) -> bool:
        return True

    def no_text(statement: str) -> bool:
        return statement not in text_index("neo4j")

    def constraints(statement: str) -> bool:
        return no_text(statement) and "Entity_id" not in statement

    def wanted(name: str) -> bool:
        return only in name

    if wanted("countygraph load"):
        yield measure("countygraph load", countygraph(graph), indexes=no_text, cap=cap)
    if wanted("by hand, same indexes"):
        yield measure("by hand, same indexes", by_hand(graph, labels=True), indexes=everything, cap=cap)
    if wanted("by hand, constraints only"):
        yield measure("by hand, constraints only", by_hand(graph, labels=True), indexes=constraints, cap=cap)
    if wanted("neo4j-admin import"):
        figure, seconds = admin_import(graph)
        yield figure
        print(f"  (writing its files: {seconds:.1f} s)")
    if wanted("MERGE (n {id}) without label"):
        yield measure("MERGE (n {id}) without label", by_hand(graph, labels=False), indexes=constraints, cap=cap)
    if wanted("rdflib-neo4j"):
        yield from _rdflib(graph, cap)


def _rdflib(graph: Graph, cap: float) -> Iterator[Figure]:
    try:
        import rdflib_neo4j as _  # noqa: F401
    except ImportError:
        print("rdflib-neo4j is not installed")
        return
    with running(heap=HEAP, page_cache=PAGE_CACHE) as server, _driver(server) as driver:
        driver.execute_query("CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE")
        contender = rdflib_neo4j(graph, server)
        client, java, clock = _own_cpu(), _cpu(server.pid), Clock(cap)
        written = contender(clock)
        seconds = time.perf_counter() - clock.begin
        yield Figure("rdflib-neo4j", written, seconds, _own_cpu() - client, _cpu(server.pid) - java)


if __name__ == "__main__":
    main()
