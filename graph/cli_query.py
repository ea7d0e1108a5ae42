"""The command query: the catalogue of named queries, each a command with its parameters as options."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from graph.options import chosen_bases, open_for_reading, show_lines
from graph.rows import format_option, write_rows
from ontology.schema import load_schema


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
