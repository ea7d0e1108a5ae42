"""Commands for free Cypher: cypher, shell. Both only read."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.rows import format_option, write_rows
from graph.store import Result, open_store
from ontology.errors import QueryError

TIME_LIMIT = 30.0
ROW_LIMIT = 1000
LONGEST = 1_000_000
"""Characters of the longest query that is taken."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def limit_options(command: _Command) -> _Command:
    """Give a command ``--timeout`` and ``--limit``."""
    command = click.option(
        "--timeout",
        type=click.FloatRange(min=0),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="Give up after so long; 0 for never.",
    )(command)
    return click.option(
        "--limit",
        type=click.IntRange(min=0),
        default=ROW_LIMIT,
        show_default=True,
        metavar="ROWS",
        help="Cut the answer after so many rows; 0 for never.",
    )(command)


@click.command()
@click.argument("query")
@click.option(
    "--param",
    "-p",
    "params",
    multiple=True,
    metavar="NAME=TEXT",
    help="A parameter of the query, $NAME. NAME:=JSON for what is no text: a number, true, a list.",
)
@limit_options
@format_option
@click.pass_context
def cypher(ctx: click.Context, query: str, params: tuple[str, ...], timeout: float, limit: int, format_: str) -> None:
    """Run Cypher that reads: QUERY is the text of one, a file that holds it, or - for standard input.

    \b
    countygraph cypher 'MATCH (n:Project) RETURN n.name AS project, n.stage AS stage'
    countygraph cypher mine.cypher -p name=八八战略 -p ordinals:='[1, 2]' --format csv
    """
    text = read_query(query)
    values = dict(map(parse_param, params))
    with open_store(ctx.obj.store) as store:
        result = store.read(text, values, timeout=timeout or None, limit=limit or None)
    write_rows(result.columns, result.rows, format_, sys.stdout)
    if note := cut_note(result):
        click.echo(f"{note}; --limit 0 shows all", err=True)


@click.command()
@limit_options
@format_option
@click.pass_context
def shell(ctx: click.Context, timeout: float, limit: int, format_: str) -> None:
    """Ask again and again: a prompt for Cypher that reads, with history and completion (:help inside)."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("the shell needs a terminal; `countygraph cypher` runs one query without")
    from graph.shell import Shell

    with open_store(ctx.obj.store) as store:
        Shell(store, timeout=timeout, limit=limit, format_=format_).run()


def read_query(given: str) -> str:
    """Return the text of a query that is given itself, as the name of a file, or as ``-``.

    Raises
    ------
    QueryError
        It cannot be read as UTF-8 text, or is too long.
    """
    path = Path(given)
    is_file = given.endswith((".cypher", ".cql", ".txt")) or ("\n" not in given and len(given) < 256 and path.is_file())
    if given != "-" and not is_file:
        return given
    name = "standard input" if given == "-" else given
    try:
        with sys.stdin.buffer if given == "-" else path.open("rb") as file:
            content = file.read(4 * LONGEST + 1)
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"{name} is not UTF-8 text", "save it as UTF-8") from error
    except OSError as error:
        raise QueryError(f"{name} cannot be read: {error.strerror}", "check the name") from error
    if len(text) > LONGEST:
        raise QueryError(f"{name} is longer than {LONGEST:,} characters", "one query has to fit")
    return text


def parse_param(text: str) -> tuple[str, Any]:
    """Return name and value of ``name=text`` or ``name:=json``.

    Raises
    ------
    QueryError
        It is neither.
    """
    name, equals, value = text.partition("=")
    typed = name.endswith(":")
    name = name.removesuffix(":").removeprefix("$").strip()
    if not equals or not name:
        raise QueryError(f"{text!r} is no parameter", "write name=text, or name:=3 for what is no text")
    if not typed:
        return name, value
    try:
        return name, json.loads(value)
    except ValueError:
        raise QueryError(f"the value of {name} is not JSON: {value!r}", "write name=text for a text") from None


def cut_note(result: Result) -> str:
    """Return what to tell when the answer was cut, or nothing."""
    return f"cut after {len(result.rows):,} rows: there is more" if result.truncated else ""
