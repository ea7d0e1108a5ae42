"""Opening a Neo4j: what goes wrong is one clear message, and no password is in it."""

from __future__ import annotations

import socket
from typing import Any

import pytest

import graph.neo4j
from graph.store import open_store, parse_address
from ontology.errors import QueryError, StoreError
from tests.neo4j_server import Neo4jServer

SECRET = "geheimes-passwort"


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address at which nothing answers."""
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", SECRET)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return f"bolt://127.0.0.1:{s.getsockname()[1]}"


def refused(address: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(address)
    message = str(caught.value)
    assert SECRET not in message and "\n" not in message
    return message


def test_nothing_answers(free: str) -> None:
    assert refused(free) == f"nothing answers at {free}; start the server, or correct host and port in --store"


def test_something_else_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", SECRET)
    with socket.create_server(("127.0.0.1", 0)) as server:
        import threading

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        address = f"bolt://127.0.0.1:{server.getsockname()[1]}"
        assert refused(address).startswith((f"nothing answers at {address}", f"{address} cannot be reached"))


def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", SECRET)
    assert refused("bolt://no-such-host.invalid").startswith(
        ("nothing answers at bolt://no-such-host.invalid", "bolt://no-such-host.invalid cannot be reached")
    )


def test_no_password_and_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*graph.neo4j.USER, *graph.neo4j.PASSWORD):
        monkeypatch.delenv(name, raising=False)
    assert refused("bolt://host") == (
        "no password for bolt://host; set COUNTYGRAPH_PASSWORD (and COUNTYGRAPH_USER, if not neo4j)"
    )


def test_the_password_is_asked_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*graph.neo4j.USER, *graph.neo4j.PASSWORD):
        monkeypatch.delenv(name, raising=False)
    asked: list[tuple[str, dict[str, Any]]] = []

    def prompt(text: str, **more: Any) -> str:
        asked.append((text, more))
        return SECRET

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", prompt)
    address = parse_address("bolt://host/db")
    assert graph.neo4j.credentials(address) == ("neo4j", SECRET)
    assert asked == [("Password of neo4j at bolt://host/db", {"hide_input": True, "err": True})]


def test_names_of_the_environment_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    address = parse_address("bolt://host")
    monkeypatch.delenv("COUNTYGRAPH_USER", raising=False)
    monkeypatch.delenv("COUNTYGRAPH_PASSWORD", raising=False)
    monkeypatch.setenv("NEO4J_USERNAME", "b")
    monkeypatch.setenv("NEO4J_PASSWORD", "2")
    assert graph.neo4j.credentials(address) == ("b", "2")
    monkeypatch.setenv("COUNTYGRAPH_USER", "a")
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", "1")
    assert graph.neo4j.credentials(address) == ("a", "1")


@pytest.mark.neo4j
def test_a_wrong_password(neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYGRAPH_USER", neo4j_server.user)
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", SECRET)
    assert refused(neo4j_server.uri) == (
        f"{neo4j_server.uri} refuses the user or the password; "
        "set COUNTYGRAPH_USER and COUNTYGRAPH_PASSWORD to those of the server"
    )


@pytest.fixture
def server(neo4j_server: Neo4jServer, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COUNTYGRAPH_USER", neo4j_server.user)
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", neo4j_server.password)
    return neo4j_server.uri


@pytest.mark.neo4j
def test_a_missing_database(server: str) -> None:
    assert refused(f"{server}/nosuch") == (
        f"{server}/nosuch has no database of that name; correct the name behind the last / or leave it out"
    )


@pytest.mark.neo4j
def test_a_server_that_is_too_old(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.neo4j, "OLDEST", 99)
    assert "; countygraph needs Neo4j 99 or later" in refused(server)


@pytest.mark.neo4j
def test_the_database_by_its_name(server: str) -> None:
    with open_store(f"{server}/neo4j") as store:
        assert store.database == "neo4j"
        assert store.read("RETURN 1 AS x").rows == [{"x": 1}]


@pytest.mark.neo4j
def test_a_store_opened_for_reading_does_not_execute(server: str) -> None:
    with open_store(server) as store, pytest.raises(StoreError, match="for reading only"):
        store.execute("CREATE INDEX x FOR (n:Y) ON (n.z)")


@pytest.mark.neo4j
def test_nothing_is_printed_beside_the_answer(server: str, capfd: pytest.CaptureFixture[str]) -> None:
    with open_store(server) as store:
        store.read("MATCH (n:NoSuchLabel) WHERE n.nothing = 1 RETURN n.neither AS x")
        with pytest.raises(QueryError):
            store.read("MATCH (n RETURN n")
    assert capfd.readouterr() == ("", "")
