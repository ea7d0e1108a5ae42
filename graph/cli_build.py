"""``countygraph build``, ``check`` and ``export``."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ontology.errors import Problem, ProblemsError

if TYPE_CHECKING:
    from graph.cli import Settings
    from ontology.model import Graph
    from ontology.schema import Schema

SEEDS = click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
ALONE = click.option(
    "--alone",
    is_flag=True,
    help="Leave the packaged seeds out: read the folders given, and only them. What review publishes needs the seeds.",
)


@click.command()
@SEEDS
@ALONE
@click.pass_obj
def build(settings: Settings, seeds: tuple[Path, ...], alone: bool) -> None:
    """Build the store from the packaged seeds and further folders of SEEDS.

    The former store stays as it is until the new one is whole.
    """
    from graph.building import build_store, checked_graph
    from loaders.quotes import verify
    from ontology.schema import load_schema

    begin = time.perf_counter()
    schema = load_schema()
    with progress_bar() as progress:
        graph = checked_graph(chosen_folders(seeds, alone), schema, progress)
        build_store(graph, schema, settings.store, progress)
    _summary(graph, verify(graph))
    click.echo(f"{settings.store}: built in {time.perf_counter() - begin:.1f} s", err=True)


def chosen_folders(seeds: tuple[Path, ...], alone: bool) -> list[Path]:
    """Return the folders of seeds that a command line names: the packaged ones first, unless ``alone``."""
    from loaders.folders import packaged_seeds

    if alone and not seeds:
        raise click.UsageError("--alone needs at least one folder of SEEDS")
    return [*([] if alone else [packaged_seeds()]), *seeds]


def _summary(graph: Graph, verified: int) -> None:
    from collections import Counter

    named = Counter(
        link.start if link.type == "INCLUDES" else link.end
        for link in graph.relationships.values()
        if link.type in ("INCLUDES", "PART_OF")
    )
    declared = {node.id: node.properties["declares"] for node in graph.nodes.values() if "declares" in node.properties}
    click.echo(
        f"{len(graph.sources)} sources, {len(graph.nodes)} nodes, {len(graph.relationships)} relationships, "
        f"{verified} quotes verified",
        err=True,
    )
    click.echo(
        f"{len(declared)} things declare {sum(map(int, map(str, declared.values())))} members, "
        f"{sum(named[id_] for id_ in declared)} are named",
        err=True,
    )


@click.command()
@SEEDS
@ALONE
def check(seeds: tuple[Path, ...], alone: bool) -> None:
    """Tell every mistake in the ontology, the queries, the packaged seeds and further folders of SEEDS.

    One a line, as file:line:column: what is wrong; what to do.
    """
    from ontology.check import ontology_problems

    folders = chosen_folders(seeds, alone)
    problems = ontology_problems()
    found = ""
    if not problems:
        # Without a sound ontology nothing can be said of the rest.
        from ontology.schema import load_schema
        from queries.catalogue import check_catalogue

        schema = load_schema()
        problems += check_catalogue(schema)
        seed_problems, found = _check_seeds(folders, schema)
        problems += seed_problems
    for problem in sorted(problems):
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", err=True)
        sys.exit(1)
    click.echo(f"no problems; {found}", err=True)


def _check_seeds(folders: list[Path], schema: Schema) -> tuple[list[Problem], str]:
    from graph.building import checked_graph

    try:
        with progress_bar() as progress:
            graph = checked_graph(folders, schema, progress)
    except ProblemsError as error:
        return error.problems, ""
    return [], f"{len(graph.sources)} sources, {len(graph.nodes)} nodes, {len(graph.relationships)} relationships"


EXPORTS = ("jsonl", "csv", "turtle", "nquads", "json-ld", "graphml", "node-link", "cypher")
FOLDERS = ("neo4j-admin", "neo4j-browser")
"""Formats that are several files."""


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(EXPORTS + FOLDERS),
    default="jsonl",
    show_default=True,
    help="turtle, nquads and json-ld are RDF; graphml and node-link are networkx's; csv has a row for each quote; "
    "cypher is a script for cypher-shell; neo4j-admin is a folder for its database import, neo4j-browser one with "
    "style sheet and favourites.",
)
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="PATH",
    help="Where it goes: a file or - for stdout, or a folder for those that are one.  [default: -]",
    type=click.Path(),
)
@click.pass_obj
def export(settings: Settings, format_: str, output: str) -> None:
    """Write the whole graph of the store, every quote verified: the same bytes for the same graph."""
    from graph.exports import write_export
    from graph.store import open_store
    from graph.stored import read_graph
    from ontology.schema import load_schema

    if format_ in FOLDERS:
        if output == "-":
            raise click.UsageError(f"{format_} is a folder: name it with -o")
        return _export_folder(settings, format_, Path(output))
    with open_store(settings.store) as store:
        graph = read_graph(store)
    # Bytes, since text would get another end of line on Windows.
    with click.open_file(output, "wb", atomic=output != "-") as raw:
        file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        verified = write_export(graph, load_schema(), format_, file)
        file.flush()
        file.detach()
    click.echo(f"{verified} quotes verified", err=True)
    return None


def _export_folder(settings: Settings, format_: str, folder: Path) -> None:
    from ontology.schema import load_schema

    if format_ == "neo4j-browser":
        from graph.browser import write_browser
        from queries.catalogue import load_catalogue

        written = write_browser(load_schema(), load_catalogue(), folder)
        click.echo(f"{len(written)} files; README.md in {folder} says how to use them", err=True)
        return
    from graph.export_neo4j import write_admin
    from graph.store import open_store
    from graph.stored import read_graph

    with open_store(settings.store) as store:
        graph = read_graph(store)
    written = write_admin(graph, load_schema(), folder)
    click.echo(
        f"{len(written)} files; in {folder}: neo4j-admin database import full neo4j @import.args, "
        "then start the server and run after.cypher",
        err=True,
    )


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show what is being done and how far it is, on stderr and only in a terminal."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
