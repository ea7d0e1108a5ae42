"""What is declared and never named, and what lacks what it ought to have: findings, never filled by guessing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.lines import WIDTH, Page, styled
from graph.rows import cell_text
from graph.store import Store
from graph.things import SourceHead, read_sources
from graph.trace import BASES
from ontology.schema import Schema
from queries.catalogue import find_query
from queries.query import Query

if TYPE_CHECKING:
    from rich.text import Text

FEW = 5
"""Findings of one kind that are shown unless all are asked for; what was declared is always shown whole."""

_DECLARED = "declared-and-named"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of gap: the query that finds it, the column that names a finding, those that say more of it."""

    query: str
    name: str
    details: tuple[str, ...] = ()


KINDS = (
    Kind(_DECLARED, "name", ("declares", "named", "missing")),
    Kind("directives-without-measure", "directive", ("level", "part_of")),
    Kind("actions-without-measure", "name", ("class",)),
    Kind("measures-without-target", "measure", ("action",)),
    Kind("targets-without-owner", "target", ("committed_by",)),
    Kind("targets-without-deadline", "target"),
    Kind("projects-without-place", "project"),
    Kind("dangling", "name", ("class",)),
)
"""The kinds, the most telling first."""

COLUMNS = {
    "gap": "缺口",
    "name": "名称",
    "detail": "说明",
    "missing": "未列名",
    "quote": "原文",
    "source": "出处",
    "line": "行",
    "basis": "依据方式",
    "id": "编号",
}
"""Columns of the rows of gaps, with their heads."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The findings of each kind, in the order of :data:`KINDS`, and the sources that they quote."""

    found: Sequence[tuple[Kind, Query, Sequence[Mapping[str, Any]]]]
    sources: Mapping[str, SourceHead]


def gaps(store: Store, *, bases: Sequence[str] = BASES, within: Sequence[str] = ()) -> Gaps:
    """Run the query of each kind.

    Parameters
    ----------
    store : Store
        Open.
    bases : sequence of str
        Kinds of evidence that count.
    within : sequence of str
        Whose things count, as :func:`graph.county.within` returns them; all if empty.
    """
    found = []
    for kind in KINDS:
        query = find_query(kind.query)
        given: dict[str, Any] = {"within": within} | ({"bases": bases} if "bases" in query.parameters else {})
        if kind.query == _DECLARED:
            given["gaps"] = True
        found.append((kind, query, store.read(query.cypher, query.bind(given)).rows))
    quoted = {row["source"] for _, _, rows in found for row in rows}
    return Gaps(found, read_sources(store, quoted))


def gaps_rows(found: Gaps, schema: Schema) -> list[dict[str, Any]]:
    """Return all findings as rows with :data:`COLUMNS`."""
    return [
        {
            "gap": kind.query,
            "name": row[kind.name],
            "detail": _detail(kind, query, row, schema),
            "missing": row.get("missing"),
            **{key: row[key] for key in ("quote", "source", "line", "basis", "id")},
        }
        for kind, query, rows in found.found
        for row in rows
    ]


def gaps_lines(found: Gaps, schema: Schema, *, every: bool = False, width: int = WIDTH) -> Iterator[Text]:
    """Yield the findings kind by kind, each with its quote, fitted to ``width`` cells."""
    page = Page(schema, found.sources, width)
    for kind, query, rows in found.found:
        title = "宣布而未列名" if kind.query == _DECLARED else query.title_zh
        yield from page.row("", styled(title, "bold"), styled(f"{len(rows)} 项" if rows else "无", "bold"))
        shown = rows if every or kind.query == _DECLARED else rows[:FEW]
        for row in shown:
            detail = styled(_detail(kind, query, row, schema), "magenta" if row.get("missing") else "dim")
            yield from page.row("  ", styled(cell_text(row[kind.name])), detail)
            yield from page.quote("    ", "…".join(row["quote"]), row["source"], row["line"])
        if len(rows) > len(shown):
            yield styled(f"  … 另有 {len(rows) - len(shown)} 项;--all 列出全部", "dim")
        yield styled("")
    yield from page.footnotes()


def _detail(kind: Kind, query: Query, row: Mapping[str, Any], schema: Schema) -> str:
    if kind.query == _DECLARED:
        unit = row["unit"] or ""
        return f"宣布{row['declares']}{unit} 列名{row['named']} 未列名{row['missing']}"
    told = []
    for column in kind.details:
        value = row[column]
        if column == "class":
            value = schema.classes[value].words.zh
        elif column == "level":
            value = schema.label("level", value or "")
        told.append("、".join(value) if isinstance(value, list) else str(value or ""))
    return cell_text(" · ".join(filter(None, told)))
