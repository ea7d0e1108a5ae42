"""Limits and values of reads, on both stores."""

from __future__ import annotations

import time

import pytest

from graph.store import Reader, Store
from loaders.layout import store_digest
from ontology.errors import QueryError

SLOW = "UNWIND range(1, 50000) AS a UNWIND range(1, 50000) AS b WITH a, b WHERE (a * b) % 7 = 8 RETURN count(*) AS n"


def test_the_row_limit_says_when_it_cuts(store: Store) -> None:
    numbers = "UNWIND range(1, 5) AS x RETURN x"
    cut = store.read(numbers, limit=3)
    assert (cut.rows, cut.truncated) == ([{"x": 1}, {"x": 2}, {"x": 3}], True)
    for limit in (5, 6, None):
        whole = store.read(numbers, limit=limit)
        assert (len(whole.rows), whole.truncated) == (5, False)


def test_the_time_limit_says_when_it_cuts(store: Store) -> None:
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"the query ran into the time limit of 0\.5 s; narrow it, or allow more time"):
        store.read(SLOW, timeout=0.5)
    assert time.monotonic() - begin < 20  # the query itself would take minutes
    assert store.read("RETURN 1 AS x").rows == [{"x": 1}]


def test_a_time_limit_is_for_one_query(store: Store) -> None:
    assert store.read("RETURN 1 AS x", timeout=0.5).rows == [{"x": 1}]
    longer = "UNWIND range(1, 1500) AS a UNWIND range(1, 1500) AS b WITH a, b WHERE a * b < 0 RETURN count(*) AS n"
    assert store.read(longer).rows == [{"n": 0}]


def test_columns_keep_their_order_and_stay_when_there_are_no_rows(store: Store) -> None:
    assert store.read("MATCH (n:Nothing) RETURN n.b AS b, n.a AS a").columns == ("b", "a")


def test_values_are_plain(store: Store) -> None:
    row = store.read(
        "MATCH p = (n:Task)-[r:PART_OF]->(m) "
        "RETURN n, r, p, date('2024-05-06') AS d, [1, null, 'x'] AS l, {a: 1.5} AS m, true AS t"
    ).rows[0]
    assert row["n"]["labels"] == ["Entity", "Task"]
    assert row["n"]["properties"]["name"] == "狠抓技改"
    assert row["r"]["type"] == "PART_OF" and set(row["r"]) == {"type", "properties"}
    assert [step.get("type", step.get("labels")) for step in row["p"]] == [
        ["Entity", "Task"],
        "PART_OF",
        ["Action", "Entity"],
    ]
    assert (row["d"], row["l"], row["m"], row["t"]) == ("2024-05-06", [1, None, "x"], {"a": 1.5}, True)


@pytest.mark.parametrize(
    ("query", "params"),
    [
        ("MATCH (n) RETURN $x AS x", {}),
        ("RETURN nosuch(1) AS x", {}),
        ("RETURN 1 / 0 AS x", {}),
        ("MATCH (n) RETURN m", {}),
        ("RETURN", {}),
    ],
)
def test_a_wrong_query_is_told_in_one_line(store: Store, query: str, params: dict[str, object]) -> None:
    with pytest.raises(QueryError, match=r"^the query is wrong: .+") as caught:
        store.read(query, params)
    assert "\n" not in str(caught.value)


def test_values_come_in_as_parameters_only(store: Store) -> None:
    text = "x' OR 1=1 // \\"
    assert store.read("RETURN $x AS x", {"x": text}).rows == [{"x": text}]


def test_a_semicolon_may_end_a_query(store: Store) -> None:
    assert store.read(" RETURN 1 AS x ;\n").rows == [{"x": 1}]


def test_several_queries_in_one_transaction(store: Store) -> None:
    def work(reader: Reader) -> tuple[list[dict[str, object]], bool]:
        first = reader.read("RETURN $x AS x", {"x": "y"}).rows
        return first, reader.read("UNWIND range(1, 3) AS x RETURN x", limit=2).truncated

    assert store.read_together(work) == ([{"x": "y"}], True)


@pytest.mark.parametrize(
    "query",
    ["MATCH (n:Task) SET n.name = 'x' RETURN n.name AS x", "CREATE (n:Task {id: 'x'}) RETURN n.id AS x", "RETURN"],
)
def test_what_is_refused_alone_is_refused_together(store: Store, query: str) -> None:
    before = store_digest(store.driver, store.database)
    with pytest.raises(QueryError):
        store.read_together(lambda reader: [reader.read("RETURN 1 AS x"), reader.read(query)])
    assert store_digest(store.driver, store.database) == before
