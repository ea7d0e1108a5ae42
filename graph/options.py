"""What several commands that read the store share: options, opening it, and lines that fit."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rich.text import Text

    from graph.store import Store

_Command = TypeVar("_Command", bound=Callable[..., Any])


def basis_options(command: _Command) -> _Command:
    """Give a command ``--basis`` and ``--no-curated``; together they are the parameters of :func:`chosen_bases`."""
    from graph.trace import BASES

    command = click.option("--no-curated", is_flag=True, help="Only what the texts say, without what persons judged.")(
        command
    )
    return click.option(
        "--basis",
        multiple=True,
        type=click.Choice(BASES),
        help="Kinds of evidence that count; may be repeated.  [default: all]",
    )(command)


def chosen_bases(basis: Sequence[str], no_curated: bool) -> tuple[str, ...]:
    """Return the kinds of evidence that count."""
    from graph.trace import BASES

    return tuple(b for b in BASES if b in (basis or BASES) and not (no_curated and b == "curated"))


def open_for_reading(ctx: click.Context) -> Store:
    """Open the store that ``--store`` names."""
    from graph.store import open_store

    return open_store(ctx.obj.store)


def show_lines(make: Callable[[int], Iterable[Text]]) -> None:
    """Print the lines that ``make`` returns for the width that there is."""
    from graph.lines import line_width, print_lines

    print_lines(make(line_width(sys.stdout)), sys.stdout)
