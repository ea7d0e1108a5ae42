"""The answer to a named query for people: a table of what was asked, under each row the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from graph.lines import WIDTH, Page, fold, styled
from graph.rows import cell_text
from graph.store import Store
from graph.things import SourceHead, read_sources
from ontology.schema import Schema
from queries.query import Query

if TYPE_CHECKING:
    from rich.text import Text

_EVIDENCE = ("quote", "source", "line", "basis", "reason", "confidence")
_PLURAL = ("quotes", "sources", "lines", "bases")
_MACHINE = ("id", "whole", "starts", "confidences", "start")
_VOCABULARIES = ("level", "kind", "comparator", "certainty", "confidence")
_GAP = 2
_LEAST = 4


def cited_sources(store: Store, rows: Sequence[Mapping[str, Any]]) -> dict[str, SourceHead]:
    """Return the heads of the sources that the rows quote."""
    return read_sources(store, {id_ for row in rows for id_ in [row.get("source"), *(row.get("sources") or ())] if id_})


def answer_lines(
    query: Query,
    rows: Sequence[Mapping[str, Any]],
    sources: Mapping[str, SourceHead],
    schema: Schema,
    width: int = WIDTH,
) -> Iterator[Text]:
    """Yield title and rows, fitted to ``width`` cells; columns that are empty, and ids, are left out."""
    page = Page(schema, sources, width)
    yield from page.row("", styled(query.title_zh, "bold"), styled(f"{len(rows)} 行", "dim"))
    quoting = "quote" in query.columns and "line" in query.columns
    listing = "quotes" in query.columns and "lines" in query.columns
    hidden = {*_MACHINE, *(_EVIDENCE if quoting else ()), *((*_PLURAL, "nodes", "links") if listing else ())}
    shown = [c for c in query.columns if c not in hidden and any(row[c] not in (None, "", []) for row in rows)]
    cells = [[_words(column, row[column], schema) for column in shown] for row in rows]
    heads = [query.columns[column] for column in shown]
    right = [all(_is_number(row[column]) for row in rows) for column in shown]
    widths = _fit([heads, *cells], width)
    if rows:
        yield from _columns(heads, widths, right, "dim")
    for row, line in zip(rows, cells, strict=True):
        yield from _columns(line, widths, right, "bold")
        if quoting:
            yield from _evidence(page, row)
        elif listing:
            for quote, source, number, basis in zip(*(row[column] for column in _PLURAL), strict=True):
                yield from page.quote("  ", quote, source, number, basis=basis)
    if quoting or listing:
        yield styled("")
        yield from page.footnotes()


def _evidence(page: Page, row: Mapping[str, Any]) -> Iterator[Text]:
    quote = row["quote"]
    if not quote:
        return
    words = "…".join(quote) if isinstance(quote, list) else quote
    told = [row.get(column) or "" for column in ("reason", "basis", "confidence")]
    yield from page.quote("  ", words, row["source"], row["line"], *told)


def _words(column: str, value: Any, schema: Schema) -> str:
    """Return a cell as people read it: codes in Chinese, lists with 、."""
    if isinstance(value, list):
        joint = " › " if column == "names" else "、"
        return joint.join(_words(column.removesuffix("s"), v, schema) for v in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if column == "class" and value in schema.classes:
        return schema.classes[value].words.zh
    if column == "relation" and value in schema.relations:
        return schema.relations[value].words.zh
    if column in _VOCABULARIES and value:
        return schema.label(column, str(value))
    return cell_text(value)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _fit(lines: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the widths of columns: what they need, the widest made narrower until all fit."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    while sum(widths) + _GAP * (len(widths) - 1) > width and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _columns(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], style: str) -> Iterator[Text]:
    """Yield the lines of one row, each cell folded into its column; unless dim, only the first is styled."""
    from rich.cells import cell_len

    folded = [list(fold(styled(cell), width)) for cell, width in zip(cells, widths, strict=True)]
    for pieces in zip_longest(*folded):
        line = styled("")
        for place, (piece, width, to_right) in enumerate(zip(pieces, widths, right, strict=True)):
            text = piece.plain if piece else ""
            space = " " * (width - cell_len(text))
            line.append(space + text if to_right else text + space, style if not place or style == "dim" else "")
            line.append(" " * _GAP)
        line.rstrip()
        yield line
