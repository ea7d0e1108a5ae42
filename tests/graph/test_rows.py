"""Rows out in each format."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import click
import pytest
from click.testing import CliRunner

from graph.rows import cell_text, format_option, plain_value, write_rows

ROWS: list[dict[str, Any]] = [
    {"name": "三江街道", "count": 3, "quotes": ["甲", "乙"]},
    {"name": "乌牛", "count": 12.0, "quotes": [], "left out": 1},
    {"name": 'a "b", c', "count": None, "quotes": None},
]
COLUMNS = ["name", "count", "quotes"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(format_: str, **kwargs: Any) -> str:
    out = io.StringIO()
    assert write_rows(COLUMNS, iter(ROWS), format_, out, **kwargs) == 3
    return out.getvalue()


def test_csv_quotes_and_joins() -> None:
    assert written("csv") == 'name,count,quotes\n三江街道,3,甲; 乙\n乌牛,12,\n"a ""b"", c",,\n'


def test_json_and_jsonl_hold_the_same_rows_without_the_columns_left_out() -> None:
    rows = json.loads(written("json"))
    assert rows == [json.loads(line) for line in written("jsonl").splitlines()]
    assert rows[1] == {"name": "乌牛", "count": 12.0, "quotes": []}


def test_plain_table_aligns_wide_characters_and_puts_numbers_right() -> None:
    assert written("table", titles={"name": "名称"}) == (
        "名称      count  quotes\n三江街道      3  甲; 乙\n乌牛         12\n" + 'a "b", c\n'
    )


def test_terminal_table_wraps_within_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    write_rows(["quote"], [{"quote": "开工建设" * 30}], "table", out)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
    assert max(map(cell_len, lines)) <= 40
    assert sum(line.count("开工建设") for line in lines) > 20


def test_more_columns_than_the_terminal_has_room_for_become_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    columns = [f"column{i}" for i in range(8)]
    out = Terminal()
    write_rows(columns, [dict.fromkeys(columns[:7], "某个较长的单元格")], "table", out)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).splitlines()
    assert lines[0].startswith("1 ─")
    assert [line.split() for line in lines[1:]] == [[c, "某个较长的单元格"] for c in columns[:7]]


def test_markup_and_control_characters_are_not_obeyed() -> None:
    out = Terminal()
    write_rows(["x"], [{"x": "[red]a[/red]\x1b[2J\u202eb"}], "table", out)
    assert "[red]a[/red]" in out.getvalue()
    assert "\x1b[2J" not in out.getvalue()
    assert cell_text("a\nb\x07c") == "a b c"


def test_nested_values_become_json_and_driver_values_plain() -> None:
    from neo4j.graph import Graph, Node
    from neo4j.time import Date

    node = Node(Graph(), "1", 1, ["Place", "Entity"], {"id": "place:1", "since": Date(2024, 1, 2)})
    assert plain_value([node]) == [
        {"labels": ["Entity", "Place"], "properties": {"id": "place:1", "since": "2024-01-02"}}
    ]
    assert cell_text(plain_value({"a": (1, True)})) == '{"a": [1, true]}'


def test_no_columns_no_output() -> None:
    out = io.StringIO()
    assert write_rows([], [], "table", out) == 0
    assert out.getvalue() == ""


def test_option_refuses_unknown_format() -> None:
    @click.command()
    @format_option
    def command(format_: str) -> None:
        click.echo(format_)

    assert CliRunner().invoke(command, []).output == "table\n"
    assert CliRunner().invoke(command, ["--format", "jsonl"]).output == "jsonl\n"
    assert CliRunner().invoke(command, ["--format", "xml"]).exit_code == 2
