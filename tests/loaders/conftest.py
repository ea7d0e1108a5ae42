"""Both stores, empty and bootstrapped, for what writes into them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graph.store import Store, open_store
from loaders.bootstrap import bootstrap
from ontology.schema import load_schema
from tests.neo4j_server import Neo4jServer


class Target:
    """An open store, as a loader is given it, with short ways to write and read."""

    def __init__(self, store: Store, environment: dict[str, str]) -> None:
        self.store = store
        self.driver = store.driver
        self.database = store.database
        self.environment = environment
        """What another process needs to open the same store."""

    def write(self, query: str, **parameters: Any) -> None:
        with self.driver.session(database=self.database) as session:
            session.execute_write(lambda tx: tx.run(query, **parameters).consume())

    def read(self, query: str, **parameters: Any) -> list[list[Any]]:
        with self.driver.session(database=self.database) as session:
            return session.execute_read(lambda tx: tx.run(query, **parameters).values())


@contextmanager
def _opened(address: str, environment: dict[str, str]) -> Iterator[Target]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        store = open_store(address, write=True)
    with store:
        for statement in bootstrap(load_schema(), store.kind):
            store.execute(statement)
        yield Target(store, environment | {"COUNTYGRAPH_STORE": address})


@pytest.fixture(scope="session")
def neo4j_target(neo4j_server: Neo4jServer) -> Iterator[Target]:
    user = {"COUNTYGRAPH_USER": neo4j_server.user, "COUNTYGRAPH_PASSWORD": neo4j_server.password}
    with _opened(neo4j_server.uri, user) as target:
        yield target


@pytest.fixture(scope="session")
def embedded_target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    with _opened(str(tmp_path_factory.mktemp("embedded")), {}) as target:
        yield target


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def target(request: pytest.FixtureRequest) -> Target:
    """Each kind of store in turn, emptied."""
    found: Target = request.getfixturevalue(f"{request.param}_target")
    found.write("MATCH (n) DETACH DELETE n")
    return found
