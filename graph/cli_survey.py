"""Commands about the whole: coverage, gaps, stats."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from graph.options import basis_options, chosen_bases, open_for_reading, show_lines
from graph.rows import format_option, write_rows
from ontology.schema import load_schema

if TYPE_CHECKING:
    from graph.store import Store
    from ontology.schema import Schema

county_option = click.option(
    "--county",
    default="",
    metavar="NAME",
    help="Only what is of this county (by name or code) or of the places above it.",
)
year_option = click.option(
    "--year", type=int, default=0, metavar="YEAR", help="Only what plans of this year say, and what has no year."
)


def _whose(store: Store, schema: Schema, county: str, year: int) -> list[str]:
    """Return whose things count; without a county or a year all, and stderr says so if they are of several."""
    from graph.county import held, listed, within

    whose = within(store, schema, county, year) if county or year else []
    code = whose[0] if county else ""
    plans = [plan for plan in held(store) if code in ("", plan.code) and year in (0, plan.year)]
    for what, names, option in (
        ("places", {plan.place for plan in plans}, "--county NAME"),
        ("years", {str(plan.year) for plan in plans}, "--year YEAR"),
    ):
        if len(names) > 1:
            click.echo(f"of {len(names)} {what} together: {listed(sorted(names))}; {option} for one of them", err=True)
    return whose


@click.command()
@click.option("--level", default="", help="national, provincial, municipal, county or unknown only.")
@county_option
@year_option
@basis_options
@format_option
@click.pass_context
def coverage(
    ctx: click.Context, level: str, county: str, year: int, basis: tuple[str, ...], no_curated: bool, format_: str
) -> None:
    """Set directives and their parts against the actions, measures, targets and projects that carry them out."""
    from graph.coverage import coverage as count
    from graph.coverage import coverage_lines

    schema = load_schema()
    levels = schema.vocabularies["level"]
    if level and level not in levels:
        raise click.BadParameter(f"no level {level!r}; one of {', '.join(levels)}", param_hint="--level")
    with open_for_reading(ctx) as store:
        whose = _whose(store, schema, county, year)
        found = count(store, bases=chosen_bases(basis, no_curated), level=level, within=whose)
    if format_ == "table":
        show_lines(lambda width: coverage_lines(found, schema, width))
    else:
        write_rows(list(found.columns), found.rows, format_, sys.stdout)


@click.command()
@click.option("--all", "every", is_flag=True, help="Every finding, not only the first of each kind.")
@county_option
@year_option
@basis_options
@format_option
@click.pass_context
def gaps(
    ctx: click.Context, every: bool, county: str, year: int, basis: tuple[str, ...], no_curated: bool, format_: str
) -> None:
    """List what was declared and never named, and what has no measure, target, owner, deadline or place."""
    from graph.gaps import COLUMNS, gaps_lines, gaps_rows
    from graph.gaps import gaps as look

    schema = load_schema()
    with open_for_reading(ctx) as store:
        whose = _whose(store, schema, county, year)
        found = look(store, bases=chosen_bases(basis, no_curated), within=whose)
    if format_ == "table":
        show_lines(lambda width: gaps_lines(found, schema, every=every, width=width))
    else:
        write_rows(list(COLUMNS), gaps_rows(found, schema), format_, sys.stdout)


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
