"""Things that answer to a text: in which way, and as rows and lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.rows import cell_text
from graph.things import SourceHead
from ontology.schema import Schema

if TYPE_CHECKING:
    from rich.text import Text

WAYS = ("id", "name", "alias", "start", "part", "pinyin", "initials", "text", "words")
"""How a text can answer to a thing, the best first: it is its id, its name, an alias, the start or a part of
either, its pinyin or their initials, stands in its quotes, or shares words with them."""

COLUMNS = {
    "class": "类别",
    "name": "名称",
    "home": "所属",
    "way": "因何命中",
    "quote": "原文",
    "source": "出处",
    "line": "行",
    "basis": "依据方式",
    "id": "编号",
}
"""Columns of the rows of hits, with their heads."""

EXACT = WAYS[:3]
"""The ways that name the thing itself."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that answers to a text, and in which of :data:`WAYS`; ``quote`` is the one that matched."""

    id: str
    label: str
    name: str
    way: str
    quote: str
    source: str
    line: int
    basis: str
    home: str = ""


def hit_rows(hits: Sequence[Hit]) -> list[dict[str, Any]]:
    """Return hits as rows with :data:`COLUMNS`."""
    return [{"class": h.label} | {key: getattr(h, key) for key in list(COLUMNS)[1:]} for h in hits]


def hit_lines(hits: Sequence[Hit], sources: Mapping[str, SourceHead], schema: Schema, width: int) -> Iterator[Text]:
    """Yield two lines a hit: class, name, id and where it belongs; and the quote."""
    from graph.lines import Page, styled

    page = Page(schema, sources, width)
    for hit in hits:
        yield from page.row("", page.thing(hit.label, hit.name), styled(hit.id, "dim"))
        place = styled(f"{hit.source} {page.line(hit.source, hit.line)}".rstrip(), "dim")
        below = styled(f"属 {cell_text(hit.home)} " if hit.home else "", "dim").append(
            f"「{cell_text(hit.quote)}」", ""
        )
        yield from page.row("  ", below, place, 2)


def hit_list(hits: Sequence[Hit], schema: Schema) -> str:
    """Return the hits for a message, each on a line of its own, in columns: class, name, where it belongs, id."""
    from rich.cells import cell_len

    cells = [(schema.classes[h.label].words.zh, h.name, h.home, h.id) for h in hits]
    widths = [max((cell_len(row[i]) for row in cells), default=0) for i in range(3)]
    lines = ("  ".join(c + " " * (w - cell_len(c)) for c, w in zip(row, (*widths, 0), strict=True)) for row in cells)
    return "".join(f"\n  {line.rstrip()}" for line in lines)
