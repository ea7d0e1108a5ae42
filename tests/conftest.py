"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.neo4j_server import Neo4jServer, ServerUnavailable, running


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
        with running() as server:
            yield server
    except ServerUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
