"""Directives against what carries them out: actions, tasks, measures, targets, projects."""

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

if TYPE_CHECKING:
    from rich.text import Text

_COUNTS = ("actions", "tasks", "measures", "targets", "projects", "curated")
_COUNT_WIDTH = {name: 10 if name == "curated" else 6 for name in _COUNTS}
_GENERAL_WIDTH = 10


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows of the query ``coverage``, by level, a whole before its parts."""

    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Any]]
    sources: Mapping[str, SourceHead]


def coverage(store: Store, *, bases: Sequence[str] = BASES, level: str = "", within: Sequence[str] = ()) -> Coverage:
    """Count what carries out each directive.

    What stands under a directive only since the plan of the year as a whole follows it is not counted: that is
    the column ``general``. What carries out a part carries out the whole.

    Parameters
    ----------
    store : Store
        Open.
    bases : sequence of str
        Kinds of evidence that count.
    level : str
        A code of the vocabulary ``level``; all levels if empty.
    within : sequence of str
        Whose things count, as :func:`graph.county.within` returns them; all if empty.
    """
    query = find_query("coverage")
    rows = store.read(query.cypher, query.bind({"bases": bases, "within": within})).rows
    kept = [row for row in rows if not level or row["level"] == level]
    return Coverage(query.columns, kept, read_sources(store, {row["source"] for row in kept}))


def coverage_lines(found: Coverage, schema: Schema, width: int = WIDTH) -> Iterator[Text]:
    """Yield a table with a quote under each directive, fitted to ``width`` cells."""
    page = Page(schema, found.sources, width)
    head = "".join(_right(found.columns[c], _COUNT_WIDTH[c]) for c in _COUNTS)
    yield from page.row(
        "", styled("部署", "bold"), styled(_right(found.columns["general"], _GENERAL_WIDTH) + head, "bold")
    )
    level = None
    for row in found.rows:
        if row["level"] != level:
            level = row["level"]
            yield styled("")
            yield styled(schema.label("level", level), "bold reverse")
        yield from _directive(page, row)
    blank = sum(1 for row in found.rows if not row["general"] and not any(row[c] for c in _COUNTS))
    yield styled("")
    yield from page.row(
        "",
        styled(
            f"部署及其组成部分 {len(found.rows)} 项,其中 {blank} 项未见落实(标“未见落实”)。"
            "● 总体要求明言;各数为直接落实者及其下属,整体含其部分,同一事物只计一次;"
            "仅凭研判为其中原文未明言的行动、任务、举措数。",
            "bold",
        ),
    )
    yield from page.footnotes()


def _directive(page: Page, row: Mapping[str, Any]) -> Iterator[Text]:
    carried = row["general"] or any(row[c] for c in _COUNTS)
    indent = "  " if row["whole"] else ""
    name = styled(cell_text(row["directive"]), "bold" if carried else "")
    if row["declares"]:
        name.append(f" 〔宣布{row['declares']}〕", "dim")
    if carried:
        right = styled(_right("●" if row["general"] else "", _GENERAL_WIDTH))
        right.append("".join(_right(str(row[c] or "·"), _COUNT_WIDTH[c]) for c in _COUNTS))
    else:
        right = styled("未见落实", "red")
    yield from page.row(indent, name, right)
    basis = row["basis"] if carried else ""
    yield from page.quote(indent + "  ", "…".join(row["quote"]), row["source"], row["line"], row["reason"] or "", basis)


def _right(text: str, width: int) -> str:
    from rich.cells import cell_len

    return " " * max(0, width - cell_len(text)) + text
