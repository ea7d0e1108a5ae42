"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.store import Store, open_store
from loaders.assembly import assemble
from loaders.bootstrap import bootstrap
from loaders.layout import graph_digest, store_digest
from loaders.load import apply
from loaders.plan import make_plan
from ontology.model import Graph
from ontology.schema import load_schema
from tests.graph.sample import sample_graph
from tests.neo4j_server import Neo4jServer, ServerUnavailable, running


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--regenerate``: write the golden files anew; look at the difference before you commit it."""
    parser.addoption("--regenerate", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Neo4jServer]:
    """A real Neo4j 5: ``uri``, ``user``, ``password``. The tests delete what is in it.

    ``COUNTYGRAPH_TEST_NEO4J`` (with ``…_USER`` and ``…_PASSWORD``) names a server of yours instead.
    Without Java and Maven the tests are skipped, unless ``CI`` is ``true``: there it is a failure.
    """
    uri = os.environ.get("COUNTYGRAPH_TEST_NEO4J")
    if uri:
        user = os.environ.get("COUNTYGRAPH_TEST_NEO4J_USER", "neo4j")
        yield Neo4jServer(uri, user, os.environ.get("COUNTYGRAPH_TEST_NEO4J_PASSWORD", ""))
        return
    try:
        with running(tls=True) as server:
            yield server
    except ServerUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


def load(store: Store, graph: Graph) -> None:
    """Make the store ready and bring it to what the graph says."""
    schema = load_schema()
    for statement in bootstrap(schema, store.kind):
        store.execute(statement)
    plan = make_plan(store.driver, graph, database=store.database)
    apply(store.driver, schema, graph, plan, database=store.database)


@pytest.fixture(scope="session")
def embedded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small graph of 青溪县 in an embedded store, open for reading."""
    folder = str(tmp_path_factory.mktemp("embedded") / "store")
    with open_store(folder, write=True) as store:
        load(store, sample_graph())
    with open_store(folder) as store:
        yield store


@pytest.fixture(scope="session")
def _neo4j_store(neo4j_server: Neo4jServer) -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTYGRAPH_USER", neo4j_server.user)
        patch.setenv("COUNTYGRAPH_PASSWORD", neo4j_server.password)
        with open_store(neo4j_server.uri) as store:
            yield store


_STORES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]


@pytest.fixture(params=_STORES)
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The small graph of 青溪县, once embedded and once in Neo4j, open for reading.

    ``str(store.address)`` is what ``--store`` takes; user and password are in the environment.
    """
    if request.param == "embedded":
        found: Store = request.getfixturevalue("embedded_store")
        return found
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    monkeypatch.setenv("COUNTYGRAPH_USER", server.user)
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", server.password)
    found = request.getfixturevalue("_neo4j_store")
    _hold(server, found, sample_graph())
    return found


def _hold(server: Neo4jServer, store: Store, graph: Graph) -> None:
    """Load the graph unless it is there: the one server is shared with tests that load other things into it."""
    if store_digest(store.driver, store.database) != graph_digest(graph):
        with open_store(server.uri, write=True) as writer:
            writer.execute("MATCH (n) DETACH DELETE n")
            load(writer, graph)


@pytest.fixture(scope="session")
def seed_graph() -> Graph:
    """The graph of the seeds."""
    return assemble()


@pytest.fixture(scope="session")
def _embedded_seed_store(tmp_path_factory: pytest.TempPathFactory, seed_graph: Graph) -> Iterator[Store]:
    folder = str(tmp_path_factory.mktemp("seed") / "store")
    with open_store(folder, write=True) as store:
        load(store, seed_graph)
    with open_store(folder) as store:
        yield store


@pytest.fixture(scope="module", params=_STORES)
def seed_store(request: pytest.FixtureRequest, seed_graph: Graph) -> Iterator[Store]:
    """The seeds' graph, once embedded and once in Neo4j, open for reading; as for ``store``."""
    if request.param == "embedded":
        yield request.getfixturevalue("_embedded_seed_store")
        return
    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    store: Store = request.getfixturevalue("_neo4j_store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTYGRAPH_USER", server.user)
        patch.setenv("COUNTYGRAPH_PASSWORD", server.password)
        _hold(server, store, seed_graph)
        yield store


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """A function that compares a text with a golden file; with ``--regenerate`` it writes the file instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--regenerate"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
