"""Opening a Neo4j: what goes wrong is one clear message, and no password is in it."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from pathlib import Path
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


@pytest.mark.parametrize(
    ("scheme", "answer", "message"),
    [
        (
            "bolt",
            b"HTTP/1.1 400 \r\n",
            "{} is a port for HTTP; name the port for Bolt, which is 7687 unless it was changed",
        ),
        ("bolt+ssc", b"HTTP/1.1 400 \r\n", "{} does not speak TLS; write bolt://{}, or switch TLS on in the server"),
        ("bolt", b"", "{} hangs up; if the server demands TLS, write bolt+s:// or bolt+ssc://{}"),
        ("neo4j+s", b"", "{} does not speak TLS; write neo4j://{}, or switch TLS on in the server"),
        ("neo4j", b"", "{} hangs up; if the server demands TLS, write neo4j+s:// or neo4j+ssc://{}"),
    ],
)
def test_something_else_answers(scheme: str, answer: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", SECRET)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def reply() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(answer)
                with contextlib.suppress(OSError):  # the driver may hang up first
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(1000):
                        pass

        threading.Thread(target=reply, daemon=True).start()
        place = f"127.0.0.1:{server.getsockname()[1]}/db"
        assert refused(f"{scheme}://{place}") == message.format(f"{scheme}://{place}", place)


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
    monkeypatch.setattr(graph.neo4j, "OLDEST", 9999)
    assert "; countygraph needs Neo4j 9999 or later" in refused(server)


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


@pytest.mark.neo4j
def test_with_and_without_routing(server: str) -> None:
    routed = server.replace("bolt://", "neo4j://")
    for address in (routed, f"{routed}/neo4j"):
        with open_store(address, write=True) as store:
            assert store.read("RETURN 1 AS x").rows == [{"x": 1}]
            store.execute("CREATE CONSTRAINT Entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE")
    assert refused(f"{routed}/nosuch").startswith(f"{routed}/nosuch has no database of that name")


@pytest.fixture
def encrypted(neo4j_server: Neo4jServer, server: str) -> tuple[Path, str]:
    """The certificate that the server signed itself, and its host and port as the certificate has it."""
    if neo4j_server.certificate is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no certificate: openssl is not installed")
        pytest.skip("the server has no certificate: it was not started here, or openssl is not installed")
    return neo4j_server.certificate, server.removeprefix("bolt://").replace("127.0.0.1", "localhost")


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_certificate_that_the_server_signed_itself(
    scheme: str, encrypted: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, place = encrypted
    hint = (
        f"if the server is yours and signed it itself, write {scheme}+ssc://{{}}; otherwise set SSL_CERT_FILE "
        "to the certificate of the authority that signed it, and name the host as it does"
    )
    with open_store(f"{scheme}+ssc://{place}") as store:
        assert store.read("RETURN 1 AS x").rows == [{"x": 1}]
    assert refused(f"{scheme}+s://{place}/neo4j").replace("self signed", "self-signed") == (
        f"the certificate of {scheme}+s://{place}/neo4j is not trusted: self-signed certificate; "
        + hint.format(f"{place}/neo4j")
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with open_store(f"{scheme}+s://{place}") as store:
        assert store.read("RETURN 1 AS x").rows == [{"x": 1}]
    number = place.replace("localhost", "127.0.0.1")
    message = refused(f"{scheme}+s://{number}")
    assert message.startswith(f"the certificate of {scheme}+s://{number} is not trusted: IP address mismatch")
    assert message.endswith(hint.format(number))
