from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Address, default_address, open_store, parse_address
from ontology.errors import StoreError


@pytest.mark.parametrize(
    ("text", "uri", "database"),
    [
        ("bolt://127.0.0.1:7687", "bolt://127.0.0.1:7687", None),
        ("bolt://localhost", "bolt://localhost", None),
        ("neo4j://example.org/counties", "neo4j://example.org", "counties"),
        ("neo4j+s://abc.databases.neo4j.io", "neo4j+s://abc.databases.neo4j.io", None),
        ("bolt+ssc://host:1/db/", "bolt+ssc://host:1", "db"),
        ("bolt://[::1]:7687/x", "bolt://[::1]:7687", "x"),
    ],
)
def test_a_server(text: str, uri: str, database: str | None) -> None:
    assert parse_address(text) == Address(uri=uri, database=database)


@pytest.mark.parametrize("text", ["store", "./a b", "/tmp/库", "C:\\data\\store"])
def test_a_folder(text: str) -> None:
    assert parse_address(text).folder == Path(text).absolute()


def test_the_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    assert parse_address("~/store").folder == Path("/home/someone/store")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "address is empty"),
        ("http://localhost:7474", "no store speaks http://; use a folder or one of bolt, bolt+s"),
        ("bolt://", "is no address of a store"),
        ("bolt://host:port", "has no valid port"),
        ("bolt://host:99999", "has no valid port"),
        ("bolt://host/a/b", "is no address of a store"),
        ("bolt://host?x=1", "is no address of a store"),
    ],
)
def test_neither(text: str, message: str) -> None:
    with pytest.raises(StoreError, match=message.replace("+", r"\+")):
        parse_address(text)


@pytest.mark.parametrize("text", ["bolt://neo4j:geheim@host", "neo4j://geheim@host/db", "http://a:geheim@host"])
def test_a_password_in_the_address_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(StoreError, match="COUNTYGRAPH_PASSWORD") as caught:
        open_store(text)
    assert "geheim" not in str(caught.value)


def test_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYGRAPH_STORE", "bolt://host")
    assert default_address() == "bolt://host"
    monkeypatch.delenv("COUNTYGRAPH_STORE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert default_address() == "/data/countygraph/store"
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setenv("HOME", "/Users/x")
    assert default_address() == "/Users/x/Library/Application Support/countygraph/store"


@pytest.mark.parametrize("text", ["bolt://host:1/db", "bolt://host", "/tmp/store"])
def test_an_address_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_address(text)) == text
