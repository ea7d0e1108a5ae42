from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.store import Store

TASKS = "MATCH (n:Task) RETURN n.name AS name, n.ordinal AS ordinal"


def run(store: Store, *arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["--store", str(store.address), *arguments], input=stdin)


def test_a_query_as_an_argument(store: Store) -> None:
    result = run(store, "cypher", TASKS)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.split() == ["name", "ordinal", "狠抓技改", "1"]


def test_a_query_from_standard_input(store: Store) -> None:
    result = run(store, "cypher", "-", "--format", "csv", stdin=f"{TASKS};\n".encode())
    assert (result.exit_code, result.stdout) == (0, "name,ordinal\n狠抓技改,1\n")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_query_from_a_file(store: Store, tmp_path: Path, mark: bytes) -> None:
    file = tmp_path / "任务.cypher"
    file.write_bytes(mark + f"// 任务\n{TASKS}\n".encode())
    result = run(store, "cypher", str(file), "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (0, '{"name": "狠抓技改", "ordinal": 1}\n')


def test_parameters_are_text_unless_they_say_otherwise(store: Store) -> None:
    query = "RETURN $a AS a, $b AS b, $c AS c, $d AS d"
    given = ["-p", "a=330324", "-p", "b:=330324", "-p", 'c:=["x", null]', "-p", "$d=k=v"]
    result = run(store, "cypher", query, *given, "--format", "json")
    assert json.loads(result.stdout) == [{"a": "330324", "b": 330324, "c": ["x", None], "d": "k=v"}]


def test_a_cut_answer_says_so(store: Store) -> None:
    query = "UNWIND range(1, 1500) AS x RETURN x"
    cut = run(store, "cypher", query, "--format", "csv")
    assert (cut.stdout.count("\n"), cut.stderr) == (1001, "cut after 1,000 rows: there is more; --limit 0 shows all\n")
    whole = run(store, "cypher", query, "--format", "csv", "--limit", "0")
    assert (whole.stdout.count("\n"), whole.stderr) == (1501, "")


def test_a_query_without_rows_has_its_header(store: Store) -> None:
    result = run(store, "cypher", "MATCH (n:Nothing) RETURN n.b AS b, n.a AS a", "--format", "csv")
    assert (result.exit_code, result.stdout) == (0, "b,a\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["MATCH (n) DELETE n"], "the query is refused: only reading the graph is allowed here"),
        (["MATCH (n RETURN n"], "the query is wrong:"),
        (["RETURN $x AS x"], "the query is wrong:"),
        (["RETURN $x AS x", "-p", "x"], "'x' is no parameter; write name=text, or name:=3 for what is no text"),
        (["RETURN $x AS x", "-p", "x:=1a"], "the value of x is not JSON: '1a'; write name=text for a text"),
        (["missing.cypher"], "missing.cypher cannot be read: No such file or directory"),
        ([""], "the query is empty"),
        (
            [
                "UNWIND range(1, 90000) AS a UNWIND range(1, 90000) AS b WITH a * b AS c WHERE c < 0 RETURN c",
                "--timeout",
                "0.2",
            ],
            "the query ran into the time limit of 0.2 s; narrow it, or allow more time",
        ),
    ],
)
def test_what_is_wrong_is_one_message(store: Store, arguments: list[str], message: str) -> None:
    result = run(store, "cypher", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {message}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"RETURN '\xff' AS x", "is not UTF-8 text"), (b"x" * 1_000_001, "is longer than 1,000,000 characters")],
)
def test_what_is_no_query_is_not_sent(embedded_store: Store, content: bytes, message: str) -> None:
    result = run(embedded_store, "cypher", "-", stdin=content)
    assert result.exit_code == 1
    assert f"standard input {message}" in result.stderr


@pytest.mark.parametrize("option", ["--timeout", "--limit"])
def test_limits_below_nothing_are_usage_errors(embedded_store: Store, option: str) -> None:
    assert run(embedded_store, "cypher", "RETURN 1", option, "-1").exit_code == 2


def test_the_shell_needs_a_terminal(embedded_store: Store) -> None:
    result = run(embedded_store, "shell", stdin=b"RETURN 1;\n")
    assert result.exit_code == 2
    assert "the shell needs a terminal; `countygraph cypher` runs one query without" in result.stderr


def test_no_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--store", str(tmp_path / "none"), "cypher", "RETURN 1"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: there is no store at ")
