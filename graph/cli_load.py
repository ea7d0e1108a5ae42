"""``countygraph load``: the plan per source, and with ``--apply`` the load."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli_build import ALONE, SEEDS, chosen_folders, progress_bar
from graph.rows import format_option, write_rows
from ontology.errors import NotFoundError

if TYPE_CHECKING:
    from graph.cli import Settings
    from graph.store import Store
    from loaders.load import Outcome
    from loaders.plan import Plan
    from ontology.model import Graph
    from ontology.schema import Schema

COUNTS = {"added": "新增", "changed": "变更", "retracted": "撤回", "unchanged": "不变", "kept": "保留"}


@click.command("load")
@SEEDS
@ALONE
@click.option("--apply", "carry_out", is_flag=True, help="Carry the plan out. Without it nothing is written.")
@click.option(
    "--source",
    "only",
    multiple=True,
    metavar="ID",
    help="Limit the load to what this source says; one that the seeds no longer have is retracted. Repeatable.",
)
@click.option("--verify", is_flag=True, help="Compare every property: finds what was changed by hand in the store.")
@format_option
@click.pass_obj
def load(
    settings: Settings,
    seeds: tuple[Path, ...],
    alone: bool,
    carry_out: bool,
    only: tuple[str, ...],
    verify: bool,
    format_: str,
) -> None:
    """Compare what the sources say with what the store holds, and bring the store up to date.

    The sources are the packaged seeds and further folders of SEEDS. Prints per source how many statements (the
    source itself, nodes and relationships) are added, changed, retracted or unchanged; one that several sources
    say counts under each. The table leaves out sources of which nothing changes. Loading again changes nothing; a
    load that broke off is gone on with. What others put into the same database stays; a node on which such a
    relationship hangs is kept.
    """
    from graph.building import check_room, checked_graph
    from graph.store import open_store
    from loaders.bootstrap import bootstrap, text_index
    from loaders.load import size
    from loaders.plan import make_plan
    from ontology.schema import load_schema

    schema = load_schema()
    with progress_bar() as progress:
        graph = checked_graph(chosen_folders(seeds, alone), schema, progress)
    if carry_out:
        check_room(settings.store, 0)
    with open_store(settings.store, write=carry_out) as store, store.loading() if carry_out else nullcontext():
        if carry_out:
            for statement in bootstrap(schema, store.kind, text=False):
                store.execute(statement)
        plan = make_plan(store.driver, graph, database=store.database, only=only, verify=verify)
        if unknown := set(only) - graph.sources.keys() - plan.sources.keys():
            raise NotFoundError(
                f"neither the seeds nor the store have a source {', '.join(sorted(unknown))}",
                "see the ids in the first column of: countygraph load --format csv",
            )
        _write(plan, graph, format_)
        if carry_out:
            check_room(settings.store, size(plan))
            outcome = carry(store, schema, graph, plan)
            for statement in text_index(store.kind):
                store.execute(statement)
            written = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in outcome.counters.items() if n)
            click.echo(f"written: {written or 'nothing'}", err=True)
        elif plan:
            click.echo("nothing is written yet; with --apply it is", err=True)


def carry(store: Store, schema: Schema, graph: Graph, plan: Plan) -> Outcome:
    """Carry out a plan with a progress bar on stderr, where that is a terminal; see :func:`loaders.load.apply`."""
    from loaders.load import apply

    with _progress() as progress:
        return apply(store.driver, schema, graph, plan, database=store.database, progress=progress)


def _write(plan: Plan, graph: Graph, format_: str) -> None:
    rows: list[dict[str, Any]] = [
        {
            "source": id_,
            "title": graph.sources[id_].title if id_ in graph.sources else "",
            **{name: counts[name] for name in COUNTS},
        }
        for id_, counts in plan.sources.items()
    ]
    moved = [row for row in rows if any(row[name] for name in COUNTS if name != "unchanged")]
    shown = moved if format_ == "table" else rows
    titles = {"source": "来源", "title": "标题", **COUNTS}
    if shown or not rows:
        write_rows(["source", "title", *COUNTS], shown, format_, sys.stdout, titles=titles)
    if rest := len(rows) - len(shown):
        click.echo(f"{'其余 ' if shown else ''}{rest} 个来源不变")
    both = (plan.nodes, plan.relationships)
    sums = {
        "added": sum(len(c.added) for c in both),
        "changed": sum(len(c.changed) + len(c.trimmed) for c in both),
        "retracted": sum(len(c.retracted) for c in both),
        "unchanged": sum(c.unchanged for c in both),
    }
    click.echo("in all, each statement once: " + ", ".join(f"{n} {name}" for name, n in sums.items()), err=True)
    for held in plan.nodes.kept[:10]:
        click.echo(f"kept, since a relationship that stays hangs on it: {held.label} {held.id}", err=True)
    if len(plan.nodes.kept) > 10:
        click.echo(f"… and {len(plan.nodes.kept) - 10} more", err=True)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    begin = time.monotonic()
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}/s"), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("load", total=None, rate="0")

        def progress(done: int, total: int) -> None:
            rate = f"{done / (time.monotonic() - begin):,.0f}"
            bar.update(task, completed=done, total=total, rate=rate)

        yield progress
