"""Which lines of a text go on with the line before them: those of a page, and those of a torn text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.lines import Line, width
from loaders.noise import CUT, SENTENCE_END, Noise

# With these a line begins, or ends, only where a sentence was cut.
_CLOSING, _OPENING = f"{CUT}%》", "（(“《"
_STOP = "。！？；："
# A title behind its number. In a torn text one of the second level goes on if its sentence ends in so many characters.
_TITLE = re.compile(r"[一二三四五六七八九十]{1,3}、\s*\S{2}|(?P<second>[（(][一二三四五六七八九十]{1,3}[）)]\s*\S{2})")
_TITLE_END = 20
_OPENS = 60  # characters of a paragraph that show whether it is a title


def is_torn(flat: str, lines: Sequence[Line]) -> bool:
    """Say whether a text was torn into lines wherever its writing changes: at numbers, quotes and links.

    Many of its lines begin with marks with which none begins otherwise.
    """
    return sum(flat[line.start] in _CLOSING for line in lines) > max(9, len(lines) // 20)


def joints(flat: str, lines: Sequence[Line], words: Noise, full: float, torn: bool) -> Iterator[bool]:
    """Yield for each line whether it belongs to the paragraph of the line before it.

    ``full`` is the width of a full line where lines are those of a page, else 0; ``torn`` tells that the text is.
    """
    before, opening, whole = "", "", False  # the line before; what its paragraph begins with, and if a sentence ended
    for line in lines:
        content = flat[line.start : line.end]
        if not before:
            joined = False
        elif content[0] in _CLOSING or before[-1] in _OPENING or (torn and before[-1].isdigit()):
            joined = True
        elif not (full or torn) or words.paragraph.match(content):
            joined = False
        elif torn:
            title = None if whole or "。" in before else _TITLE.match(opening)
            goes_on = title is None or (title["second"] is not None and _ends_soon(flat, line.start))
            joined = before[-1] not in _STOP and goes_on
        else:
            joined = _wraps(before, full) or (whole and before[-1] not in SENTENCE_END)
        whole = joined and (whole or "。" in before)
        opening = (opening + content if joined else content)[:_OPENS]
        before = content
        yield joined


def _wraps(line: str, full: float) -> bool:
    """Say whether a line of a page goes on in the next: it is full, or long and without an end."""
    return width(line) >= (full - 1 if line[-1] in SENTENCE_END else full * 0.7)


def _ends_soon(flat: str, start: int) -> bool:
    """Tell whether a sentence ends in a few characters."""
    return "。" in flat[start : start + 2 * _TITLE_END].replace("\n", "")[:_TITLE_END]
