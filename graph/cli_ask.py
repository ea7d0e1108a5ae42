"""Commands that ask: trace, coverage, gaps, find, show, stats, query. All read from the store."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graph.rows import format_option, write_rows
from ontology.schema import load_schema

if TYPE_CHECKING:
    from rich.text import Text

    from graph.store import Store
    from ontology.schema import Schema

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


county_option = click.option(
    "--county",
    default="",
    metavar="NAME",
    help="Only what is of this county (by name or code) or of the places above it.",
)


def open_for_reading(ctx: click.Context) -> Store:
    """Open the store that ``--store`` names."""
    from graph.store import open_store

    return open_store(ctx.obj.store)


def show_lines(make: Callable[[int], Iterable[Text]]) -> None:
    """Print the lines that ``make`` returns for the width that there is."""
    from graph.lines import line_width, print_lines

    print_lines(make(line_width(sys.stdout)), sys.stdout)


@click.command()
@click.argument("text")
@click.option("--down", is_flag=True, help="Down to what carries it out, instead of up to its policy sources.")
@click.option("--all", "every", is_flag=True, help="All paths, not only the best.")
@click.option(
    "--class", "classes", multiple=True, metavar="CLASS", help="Look for TEXT in this class only; may be repeated."
)
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
@click.option("--level", default="", help="national, provincial, municipal, county or unknown only.")
@county_option
@basis_options
@format_option
@click.pass_context
def coverage(
    ctx: click.Context, level: str, county: str, basis: tuple[str, ...], no_curated: bool, format_: str
) -> None:
    """Set directives and their parts against the actions, measures, targets and projects that carry them out."""
    from graph.county import within
    from graph.coverage import coverage as count
    from graph.coverage import coverage_lines

    schema = load_schema()
    levels = schema.vocabularies["level"]
    if level and level not in levels:
        raise click.BadParameter(f"no level {level!r}; one of {', '.join(levels)}", param_hint="--level")
    with open_for_reading(ctx) as store:
        whose = within(store, schema, county) if county else ()
        found = count(store, bases=chosen_bases(basis, no_curated), level=level, within=whose)
    if format_ == "table":
        show_lines(lambda width: coverage_lines(found, schema, width))
    else:
        write_rows(list(found.columns), found.rows, format_, sys.stdout)


@click.command()
@click.option("--all", "every", is_flag=True, help="Every finding, not only the first of each kind.")
@county_option
@basis_options
@format_option
@click.pass_context
def gaps(ctx: click.Context, every: bool, county: str, basis: tuple[str, ...], no_curated: bool, format_: str) -> None:
    """List what was declared and never named, and what has no measure, target, owner, deadline or place."""
    from graph.county import within
    from graph.gaps import COLUMNS, gaps_lines, gaps_rows
    from graph.gaps import gaps as look

    schema = load_schema()
    with open_for_reading(ctx) as store:
        whose = within(store, schema, county) if county else ()
        found = look(store, bases=chosen_bases(basis, no_curated), within=whose)
    if format_ == "table":
        show_lines(lambda width: gaps_lines(found, schema, every=every, width=width))
    else:
        write_rows(list(COLUMNS), gaps_rows(found, schema), format_, sys.stdout)


@click.command()
@click.argument("text")
@click.option("--class", "classes", multiple=True, metavar="CLASS", help="In this class only; may be repeated.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Hits at most.")
@format_option
@click.pass_context
def find(ctx: click.Context, text: str, classes: tuple[str, ...], limit: int, format_: str) -> None:
    """Find things by id, name or part of one, alias, pinyin or initials, or words of a quote."""
    from graph.find import COLUMNS, hit_lines, hit_rows
    from graph.find import find as look
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
@basis_options
@format_option
@click.pass_context
def show(ctx: click.Context, text: str, basis: tuple[str, ...], no_curated: bool, format_: str) -> None:
    """Show all that is known of one thing, given by its id or as for `trace`; or a source's text, by its id."""
    from graph.card import COLUMNS, card, card_lines, card_rows, source_lines
    from graph.lines import line_width, print_lines

    schema = load_schema()
    with open_for_reading(ctx) as store:
        if format_ == "table" and (lines := source_lines(store, text, schema, line_width(sys.stdout))):
            print_lines(lines, sys.stdout)
            return
        found = card(store, _meant(store, schema, text), bases=chosen_bases(basis, no_curated))
    if format_ == "table":
        show_lines(lambda width: card_lines(found, schema, width))
    else:
        write_rows(list(COLUMNS), card_rows(found), format_, sys.stdout)


@click.command()
@click.option("--verify", is_flag=True, help="Also compare every quote with its source, character by character.")
@format_option
@click.pass_context
def stats(ctx: click.Context, verify: bool, format_: str) -> None:
    """Count things, relationships and quotes."""
    from graph.stats import COLUMNS, stats_lines
    from graph.stats import stats as count

    schema = load_schema()
    with open_for_reading(ctx) as store:
        found = count(store, schema, verify=verify)
    if format_ == "table":
        show_lines(lambda width: stats_lines(found, schema, width))
        return
    write_rows(list(COLUMNS), found.rows, format_, sys.stdout)
    if found.verified is not None:
        click.echo(f"{found.verified} quotes compared with their sources: all right", err=True)


class _Queries(click.Group):
    """A group with one command for each query of the catalogue, whose options are the query's parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all queries."""
        from queries.catalogue import load_catalogue

        return list(load_catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return a command that runs the query of that name; an unknown name is told with what it may have meant."""
        from graph.answers import answer_lines, cited_sources
        from queries.catalogue import find_query

        query = find_query(cmd_name)
        options: list[click.Parameter] = [
            click.Option(
                [f"--{p.name}", p.name],
                required=p.default is None,
                help=p.text + (f"  [default: {_written(p.default)}]" if p.default not in (None, "", []) else ""),
                type={"integer": click.INT, "decimal": click.FLOAT, "boolean": click.BOOL}.get(p.type, click.STRING),
                metavar=p.type.upper(),
            )
            for p in query.parameters.values()
        ]

        columns = "\n".join(f"  {name:<14}{title}" for name, title in query.columns.items())
        text = f"{query.title_zh}\n\n{query.question}\n\n\b\nColumns:\n{columns}\n\n\b\nExample:\n  {query.example}"

        @click.command(cmd_name, help=text, short_help=query.title_zh)
        @format_option
        @click.pass_context
        def run(ctx: click.Context, /, format_: str, no_curated: bool = False, **given: Any) -> None:
            if no_curated:
                given["bases"] = chosen_bases(query.bind(given)["bases"], True)  # type: ignore[arg-type]
            with open_for_reading(ctx) as store:
                rows = store.read(query.cypher, query.bind(given)).rows
                sources = cited_sources(store, rows) if format_ == "table" else {}
            if format_ == "table":
                show_lines(lambda width: answer_lines(query, rows, sources, load_schema(), width))
            else:
                write_rows(list(query.columns), rows, format_, sys.stdout)

        if "bases" in query.parameters:
            options.append(click.Option(["--no-curated"], is_flag=True, help="Only what the texts say."))
        run.params[:0] = options
        return run


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, list) else str(value)


@click.group("query", cls=_Queries, invoke_without_command=True, subcommand_metavar="[NAME [--KEY VALUE]...]")
@format_option
@click.pass_context
def query(ctx: click.Context, format_: str) -> None:
    """List the named queries, or run one: `countygraph query NAME -h` tells its parameters."""
    from queries.catalogue import load_catalogue

    if ctx.invoked_subcommand is not None:
        return
    rows: list[Mapping[str, Any]] = [
        {
            "name": q.name,
            "title": q.title_zh,
            "title_en": q.title_en,
            "question": q.question,
            "parameters": [f"--{p.name}" for p in q.parameters.values() if p.name != "bases"],
            "example": q.example,
        }
        for q in load_catalogue().values()
    ]
    if format_ == "table":
        heads = {"name": "名称", "question": "问什么", "parameters": "参数"}
        write_rows(list(heads), rows, format_, sys.stdout, titles=heads)
    else:
        write_rows(list(rows[0]), rows, format_, sys.stdout)


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
    from graph.find import resolve
    from graph.rows import cell_text

    hit, others, more = resolve(store, schema, text, classes=classes)
    if others:
        words, shown = schema.classes[hit.label].words.zh, cell_text(text)
        count = ("at least " if more else "") + ("1 other thing" if others == 1 else f"{others} other things")
        told = f"「{shown}」 is taken as {words} {cell_text(hit.name)}; it is also in the name of {count}"
        click.echo(f"{told}: countygraph find {shown}", err=True)
    return hit.id
