"""The command that writes the page."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Write one HTML page that explains the graph, offline.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=Path("countygraph.html"),
    show_default=True,
    help="Where the page is written; - is stdout.",
)
@click.option("--county", metavar="NAME", help="Only what this county (by name or code) says, with its policy sources.")
@click.option("--year", type=int, help="Only what the plans of this year say, with their policy sources.")
@click.option("--focus", metavar="ID", help="Open the page at this node.")
@click.option(
    "--positions",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep what is on the map where this file says; write where new things went. Made when it is not there.",
)
@click.pass_context
def view(
    ctx: click.Context,
    output: Path,
    county: str | None,
    year: int | None,
    focus: str | None,
    positions: Path | None,
) -> None:
    """Write one HTML page that shows the graph of the store: map, search, evidence, tables, outline.

    The page needs no internet and asks for nothing. The same graph gives the same page, byte for byte.
    """
    from graph.county import place_meant
    from graph.excerpt import excerpt
    from graph.store import open_store
    from graph.stored import read_graph
    from graph.view.page import make_page
    from graph.view.positions import read_positions, shipped_positions, write_positions
    from ontology.schema import load_schema

    schema = load_schema()
    known = read_positions(positions) if positions and positions.exists() else shipped_positions()
    with open_store(ctx.obj.store) as store:
        place = place_meant(store, schema, county).id if county else ""
        graph = read_graph(store)
    if place or year is not None:
        graph = excerpt(graph, place=place, year=year)
    page = make_page(graph, schema, focus=focus, positions=known)
    if str(output) == "-":
        click.echo(page.html.encode(), nl=False)
    else:
        output.write_text(page.html, encoding="utf-8", newline="\n")
        click.echo(f"{output}: {len(page.html.encode()) / 1e6:.2f} MB, {len(graph.nodes)} nodes", err=True)
    if positions:
        write_positions(positions, page.positions)
