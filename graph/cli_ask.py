"""Commands about one thing: trace, find, show."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from graph.options import basis_options, chosen_bases, open_for_reading, show_lines
from graph.rows import format_option, write_rows
from ontology.schema import load_schema

if TYPE_CHECKING:
    from graph.store import Store
    from ontology.schema import Schema

_CLASSES = click.option(
    "--class", "classes", multiple=True, metavar="CLASS", help="Look for TEXT in this class only; may be repeated."
)


@click.command()
@click.argument("text")
@_CLASSES
@click.option("--down", is_flag=True, help="Down to what carries it out, instead of up to its policy sources.")
@click.option("--all", "every", is_flag=True, help="All paths, not only the best.")
@basis_options
@format_option
@click.pass_context
def trace(
    ctx: click.Context,
    text: str,
    down: bool,
    every: bool,
    classes: tuple[str, ...],
    basis: tuple[str, ...],
    no_curated: bool,
    format_: str,
) -> None:
    """Trace a thing up to its policy sources, each step with its quote.

    TEXT is an id, a name or part of one, an alias, pinyin or its initials: 零地技改, lingdijigai, ldjg.
    """
    from graph.trace import COLUMNS, trace_rows
    from graph.trace import trace as find_paths
    from graph.tree import trace_lines

    schema = load_schema()
    with open_for_reading(ctx) as store:
        id_ = _meant(store, schema, text, _known(classes))
        found = find_paths(store, schema, id_, down=down, bases=chosen_bases(basis, no_curated), every=every)
    if format_ == "table":
        show_lines(lambda width: trace_lines(found, schema, width))
    else:
        write_rows(list(COLUMNS), trace_rows(found, schema), format_, sys.stdout)


@click.command()
@click.argument("text")
@click.option("--class", "classes", multiple=True, metavar="CLASS", help="In this class only; may be repeated.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Hits at most.")
@format_option
@click.pass_context
def find(ctx: click.Context, text: str, classes: tuple[str, ...], limit: int, format_: str) -> None:
    """Find things by id, name or part of one, alias, pinyin or initials, or words of a quote."""
    from graph.find import find as look
    from graph.hits import COLUMNS, hit_lines, hit_rows
    from graph.things import read_sources
    from ontology.errors import NotFoundError

    schema = load_schema()
    with open_for_reading(ctx) as store:
        hits = look(store, text, classes=_known(classes), limit=limit)
        sources = read_sources(store, {hit.source for hit in hits}) if format_ == "table" else {}
    if not hits:
        raise NotFoundError(f"nothing answers to 「{text}」", "try another word of it")
    if format_ == "table":
        show_lines(lambda width: hit_lines(hits, sources, schema, width))
    else:
        write_rows(list(COLUMNS), hit_rows(hits), format_, sys.stdout)


@click.command()
@click.argument("text")
@_CLASSES
@basis_options
@format_option
@click.pass_context
def show(
    ctx: click.Context, text: str, classes: tuple[str, ...], basis: tuple[str, ...], no_curated: bool, format_: str
) -> None:
    """Show all that is known of one thing, given by its id or as for `trace`; or a source's text, by its id."""
    from graph.card import COLUMNS, card, card_lines, card_rows, source_lines
    from graph.lines import line_width, print_lines

    schema = load_schema()
    with open_for_reading(ctx) as store:
        if format_ == "table" and (lines := source_lines(store, text, schema, line_width(sys.stdout))):
            print_lines(lines, sys.stdout)
            return
        found = card(store, _meant(store, schema, text, _known(classes)), bases=chosen_bases(basis, no_curated))
    if format_ == "table":
        show_lines(lambda width: card_lines(found, schema, width))
    else:
        write_rows(list(COLUMNS), card_rows(found), format_, sys.stdout)


def _known(classes: Sequence[str]) -> list[str]:
    """Return the classes of the ontology that are meant, in English or Chinese."""
    schema = load_schema()
    words = {c.words.zh: c.name for c in schema.classes.values()} | {c.lower(): c for c in schema.classes}
    known = []
    for given in classes:
        if (name := words.get(given) or words.get(given.lower())) is None:
            raise click.BadParameter(f"no class {given!r}; one of {', '.join(schema.classes)}", param_hint="--class")
        known.append(name)
    return known


def _meant(store: Store, schema: Schema, text: str, classes: Sequence[str] = ()) -> str:
    """Return the id of the thing that a text means; say on stderr if others bear it in their names."""
    from graph.meant import resolve
    from graph.rows import cell_text

    hit, others, more = resolve(store, schema, text, classes=classes)
    if others:
        words, shown = schema.classes[hit.label].words.zh, cell_text(text)
        count = ("at least " if more else "") + ("1 other thing" if others == 1 else f"{others} other things")
        told = f"「{shown}」 is taken as {words} {cell_text(hit.name)}; it is also in the name of {count}"
        click.echo(f"{told}: countygraph find {shown}", err=True)
    return hit.id
