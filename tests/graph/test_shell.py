"""The prompt, driven by the keys that a person would press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from graph.shell import NAMES, Names, Shell, is_complete
from graph.store import Store

ENTER = "\r"


@pytest.fixture
def shell(store: Store) -> Shell:
    return Shell(store, timeout=10, limit=2, format_="csv")


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def test_a_session(shell: Shell, keys: PipeInput, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys.send_text(f"MATCH (n:Task){ENTER}RETURN n.name AS name;{ENTER}")
    keys.send_text(f"RETURN 1 AS x{ENTER}{ENTER}")
    keys.send_text("RETURN wrong\x03")  # Ctrl-C drops the line
    keys.send_text(f"RETURN 2 AS x;{ENTER}\x04")  # Ctrl-D ends
    shell.run()
    out, err = capsys.readouterr()
    assert out == "name\n狠抓技改\nx\n1\nx\n2\n"
    assert err.splitlines()[0] == f"{shell.store.address} · :help tells what there is"
    assert [line.partition(",")[0] for line in err.splitlines()[1:]] == ["1 row"] * 3
    history = (tmp_path / "countygraph" / "history").read_text()
    assert "MATCH (n:Task)" in history and "wrong" not in history


def test_commands(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(text: str) -> tuple[str, str]:
        shell.answer(text)
        return capsys.readouterr()

    assert answer("UNWIND [1, 2, 3] AS x RETURN x")[0] == "x\n1\n2\n"
    assert answer("UNWIND [1, 2, 3] AS x RETURN x")[1].startswith("cut after 2 rows: there is more, ")
    assert answer(":limit 0") == ("", "")
    assert answer("UNWIND [1, 2, 3] AS x RETURN x")[0] == "x\n1\n2\n3\n"
    assert answer(":format jsonl") == ("", "")
    assert answer(":param name=狠抓技改")[0] == "$name = '狠抓技改'\n"
    assert answer("MATCH (n {name: $name}) RETURN n.id AS id;")[0] == '{"id": "task:qingxi-2024:1"}\n'
    assert '{"name": "Task"}\n' in answer(":labels")[0]
    assert '{"name": "PART_OF"}\n' in answer(":types")[0]
    assert '{"name": "ordinal"}\n' in answer(":properties")[0]
    assert '{"name": "tasks", "title": ' in answer(":queries;")[0]
    assert "狠抓技改" in answer(":query tasks")[0]
    assert ":query NAME" in answer(":help")[0]
    assert answer("") == ("", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MATCH (n) DELETE n;", "the query is refused: only reading the graph is allowed here"),
        (":nothing", "there is no :nothing; :help tells what there is"),
        (":format xml", "there is no format 'xml'; one of table, csv, json, jsonl"),
        (":limit many", "'many' is no number of 0 or more"),
        (":timeout -1", "'-1' is no number of 0 or more"),
        (":query", "give a query, such as :query projects; :queries lists all"),
        (":query projcts", "no query 'projcts'; did you mean"),
        (":query tasks 'x", "give a query, such as"),
        (":param x", "'x' is no parameter"),
    ],
)
def test_a_mistake_is_told_and_the_session_goes_on(
    shell: Shell, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.answer(text)
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"Error: {message}")


def test_quit(shell: Shell) -> None:
    with pytest.raises(EOFError):
        shell.answer(":quit")


@pytest.mark.parametrize("text", ["", " ", ":help", "RETURN 1;", "RETURN 1; ", "RETURN 1\n", "RETURN 1\n  "])
def test_enter_runs(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize("text", ["RETURN 1", "MATCH (n)\nRETURN n", "\nMATCH (n)"])
def test_enter_goes_on(text: str) -> None:
    assert not is_complete(text)


@pytest.mark.parametrize(
    ("before", "completions"),
    [
        ("MATCH (n:Pro", ["Project", "ProjectBatch"]),
        ("MATCH (n:", ["Project", "ProjectBatch", "Task"]),
        ("MATCH (n)-[:", ["COVERS", "PART_OF"]),
        ("MATCH (n)-[r:PART_OF|CO", ["COVERS"]),
        ("MATCH (n)-[:PART_OF]->(m:T", ["Task"]),
        ("MATCH (n) RETURN n.na", ["name"]),
        ("MATCH (n) RETURN n.", ["id", "name"]),
        ("mat", ["MATCH"]),
        ("MATCH (n) ", []),
        (":q", ["queries", "query"]),
        (":query pro", ["projects", "projects-by-stage"]),
        (":query projects-", ["projects-by-stage"]),
    ],
)
def test_completion(before: str, completions: list[str]) -> None:
    names = dict(zip(NAMES, (["Project", "ProjectBatch", "Task"], ["COVERS", "PART_OF"], ["id", "name"]), strict=True))
    completer = Names(names, ["tasks", "projects", "projects-by-stage"], ["queries", "query", "help"])
    found = completer.get_completions(Document(before), CompleteEvent(completion_requested=True))
    assert [completion.text for completion in found] == completions
