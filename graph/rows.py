"""Rows out: as a table for people, as CSV, JSON or JSON lines for machines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ("table", "csv", "json", "jsonl")

_PLAIN = frozenset({str, int, float, bool, type(None)})
_READABLE = 12
"""Cells that a column must have, or all that it needs, for a table to be read in a terminal."""

_Command = TypeVar("_Command", bound=Callable[..., Any])
# What could move the cursor, colour the terminal or turn the direction of the text.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def format_option(command: _Command) -> _Command:
    """Give a click command ``--format``; the function receives it as ``format_``, one of :data:`FORMATS`."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How rows come out.",
    )(command)


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    format: str,
    file: IO[str],
    *,
    titles: Mapping[str, str] | None = None,
) -> int:
    """Write rows in one of :data:`FORMATS`.

    Parameters
    ----------
    columns : sequence of str
        The keys that are written, in this order; a row that lacks one has nothing there.
    rows : iterable of mapping
        Values are what JSON has, as :meth:`graph.store.Store.read` returns them.
    format : str
        ``table`` (fitted to the terminal, long cells wrapped; one aligned line a row when ``file`` is no
        terminal), ``csv`` (lists joined by ``; ``), ``json`` (one array) or ``jsonl`` (one object a line).
    file : text file
        Where it goes.
    titles : mapping, optional
        Words for the heads of a table; the other formats always have the keys.

    Returns
    -------
    int
        How many rows were written.
    """
    plain = [{c: row.get(c) for c in columns} for row in rows]
    if format == "jsonl":
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in plain)
    elif format == "json":
        file.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")
    elif format == "csv":
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_flat(row[c]) for c in columns] for row in plain)
    elif columns:
        heads = [(titles or {}).get(c, c) for c in columns]
        right = [bool(plain) and all(_is_number(row[c]) for row in plain) for c in columns]
        cells = [[cell_text(row[c]) for c in columns] for row in plain]
        (_write_rich if file.isatty() else _write_plain)(heads, cells, right, file)
    return len(plain)


def plain_value(value: Any) -> Any:
    """Turn what a store returns into what JSON has, nodes and relationships into maps, times into text."""
    kind = type(value)
    if kind in _PLAIN or (kind is list and _PLAIN.issuperset(map(type, value))):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(v) for v in value]
    # A relationship's own class is made by the driver for its type; the one above it is the driver's.
    if any(cls.__module__.startswith("neo4j.") for cls in type(value).__mro__):
        return _plain_from_driver(value)
    if isinstance(value, Mapping):
        return {str(k): plain_value(v) for k, v in value.items()}
    return str(value)


def _plain_from_driver(value: Any) -> Any:
    from neo4j import graph

    if isinstance(value, graph.Path):
        steps: list[Any] = [value.start_node]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [relationship, node]
        return [plain_value(step) for step in steps]
    if isinstance(value, graph.Node):
        return {"labels": sorted(value.labels), "properties": plain_value(dict(value))}
    if isinstance(value, graph.Relationship):
        return {"type": value.type, "properties": plain_value(dict(value))}
    return value.iso_format() if hasattr(value, "iso_format") else str(value)


def cell_text(value: Any) -> str:
    """Return ``value`` as one line of text for a table, without anything that a terminal would obey."""
    return _UNSAFE.sub(" ", str(_flat(value)))


def _flat(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(v, list | dict) for v in value):
        return "; ".join(str(_flat(v)) for v in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value  # type: ignore[no-any-return]


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _write_plain(heads: list[str], cells: list[list[str]], right: list[bool], file: IO[str]) -> None:
    from rich.cells import cell_len

    lines = [heads, *cells]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(heads))]
    for line in lines:
        padded = (
            " " * (w - cell_len(c)) + c if r else c + " " * (w - cell_len(c))
            for c, w, r in zip(line, widths, right, strict=True)
        )
        file.write("  ".join(padded).rstrip() + "\n")


def _write_rich(heads: list[str], cells: list[list[str]], right: list[bool], file: IO[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=file, highlight=False)
    needed = [max(map(cell_len, column)) for column in zip(heads, *cells, strict=True)]
    if sum(min(width, _READABLE) + 2 for width in needed) > console.width + 2:
        _write_records(heads, cells, console)
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for head, numeric in zip(heads, right, strict=True):
        table.add_column(Text(head), justify="right" if numeric else "left", overflow="fold")
    for line in cells:
        table.add_row(*map(Text, line))
    console.print(table)


def _write_records(heads: list[str], cells: list[list[str]], console: Console) -> None:
    """Write a row as a block of lines, one a column that has something: so many columns do not fit side by side."""
    from rich.table import Table
    from rich.text import Text

    for number, line in enumerate(cells, 1):
        block = Table.grid(padding=(0, 2))
        for head, cell in zip(heads, line, strict=True):
            if cell:
                block.add_row(Text(head, style="dim", no_wrap=True), Text(cell, overflow="fold"))
        console.rule(Text(str(number)), align="left", style="dim")
        console.print(block)
