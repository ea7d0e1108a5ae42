"""Lines for people: folded to a width in cells, with quotes, where they stand, and the sources at the foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING

from graph.rows import cell_text
from graph.things import SourceHead
from ontology.schema import Schema

if TYPE_CHECKING:
    from rich.text import Text

WIDTH = 100
"""Cells to which lines are fitted when there is no terminal, and the most that they take of one."""

BASIS_STYLES = {"stated": "green", "structural": "cyan", "aligned": "blue", "curated": "yellow"}
"""The kinds of evidence, the strongest first, with their colours."""

_QUOTE_LINES = 3
_CLOSING = frozenset("，。、；：？！”’）》」』】〕,.;:?!)]}…%")


def print_lines(lines: Iterable[Text], file: IO[str]) -> None:
    """Print lines, coloured if ``file`` is a terminal that has colours."""
    from rich.console import Console

    console = Console(file=file, highlight=False, soft_wrap=True)
    for line in lines:
        console.print(line)


def line_width(file: IO[str]) -> int:
    """Return the cells that there are for lines: the terminal's, at most :data:`WIDTH`."""
    from rich.console import Console

    return min(Console(file=file).width, WIDTH) if file.isatty() else WIDTH


def styled(text: str, style: str = "") -> Text:
    """Return a piece of a line; what is appended to it has a style of its own."""
    from rich.text import Text

    return Text().append(text, style)


class Page:
    """Makes lines of one width, and remembers the sources that they quote."""

    def __init__(self, schema: Schema, sources: Mapping[str, SourceHead], width: int) -> None:
        self.schema = schema
        self.sources = sources
        self.width = width
        self._marks: dict[tuple[str, str, str, str], str] = {}

    def row(self, gutter: str, left: Text, right: Text | None = None, most: int = 9) -> Iterator[Text]:
        """Yield ``left`` behind the gutter, in ``most`` lines at most, ``right`` at the right edge of the last."""
        from rich.cells import cell_len

        room = self.width - cell_len(gutter) - (cell_len(right.plain) + 2 if right else 0)
        pieces = list(fold(left, max(room, 8)))
        if len(pieces) > most:
            pieces = pieces[:most]
            pieces[-1].right_crop(2)
            pieces[-1].append("…」" if left.plain.endswith("」") else "…")
        for number, piece in enumerate(pieces):
            line = styled(gutter if not number else gutter.replace("├─", "│ ").replace("└─", "  "), "dim")
            line.append_text(piece)
            if right and piece is pieces[-1]:
                line.append(" " * (self.width - cell_len(line.plain) - cell_len(right.plain)))
                line.append_text(right)
            yield line

    def quote(
        self, gutter: str, words: str, source: str, line: int, reason: str = "", basis: str = "", confidence: str = ""
    ) -> Iterator[Text]:
        """Yield a quote with the place where it stands, how it is known, and the reason of a judgement."""
        place = self.basis(basis, confidence).append(" ") if basis else styled("")
        place.append(self.mark(source) + self.line(source, line), "dim")
        yield from self.row(gutter, styled(f"「{cell_text(words)}」"), place, _QUOTE_LINES)
        if reason:
            yield from self.row(gutter, styled(f"理由:{cell_text(reason)}", "yellow"), most=_QUOTE_LINES)

    def line(self, source: str, number: int) -> str:
        """Return “第3行”; nothing for the first line of a note, which rarely has another."""
        head = self.sources.get(source)
        return "" if number == 1 and head and head.kind == "note" else f"第{number}行"

    def basis(self, basis: str, confidence: str = "", *, unreviewed: bool = False) -> Text:
        """Return how something is known, how sure a judgement is, and whether nobody has reviewed it."""
        words = self.schema.label("basis", basis)
        if confidence:
            words += f"·把握{self.schema.label('confidence', confidence)}"
        text = styled(words, BASIS_STYLES.get(basis, ""))
        return text.append("·未审", "red") if unreviewed else text

    def thing(self, label: str, name: str) -> Text:
        """Return the word for a class, those of policy sources in red, and the name of one of its things."""
        cls = self.schema.classes[label]
        return styled(f"{cls.words.zh} ", "bold red" if cls.layer == 1 else "cyan").append(cell_text(name), "bold")

    def mark(self, source: str) -> str:
        """Return ① for the first page that is quoted, ② for the second …; notes from one page share a mark."""
        head = self.sources.get(source) or SourceHead(source, source)
        number = len(self._marks) + 1
        mark = chr(0x2460 + number - 1) if number <= 20 else f"[{number}]"
        return self._marks.setdefault((head.title, head.date, head.certainty, head.url), mark)

    def footnotes(self) -> Iterator[Text]:
        """Yield the sources that were quoted."""
        for (title, date, certainty, url), mark in self._marks.items():
            told = (date, self.schema.label("certainty", certainty) if certainty else "")
            text = styled(f"{mark} {cell_text(title)} ")
            text.append(cell_text(" ".join(filter(None, told))), "dim")
            yield from self.row("", text)
            if url:
                yield from self.row("   ", styled(cell_text(url), "dim"))


def fold(text: Text, width: int) -> Iterator[Text]:
    """Cut a text into lines of at most ``width`` cells, none of which begins with a closing mark."""
    from rich.cells import cell_len

    cuts: list[int] = []
    plain, used = text.plain, 0
    for place, character in enumerate(plain):
        size = cell_len(character)
        if used + size > width:
            start = place
            while start > (cuts[-1] if cuts else 0) + 1 and plain[start] in _CLOSING:
                start -= 1
            cuts.append(start)
            used = cell_len(plain[start:place])
        used += size
    yield from text.divide(cuts)
