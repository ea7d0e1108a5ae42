"""The view of a text that rules read: the report alone, in one form of punctuation, a paragraph a line.

Every character of the view has a place in the text. Three steps keep that simple: characters are overlaid by
others of the same length, lines are kept or dropped, and kept lines are cut out and joined.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from functools import cache
from typing import NamedTuple

from loaders.lexicon import HAN
from loaders.lines import Line, classify, lines_of, tables, wrap_width
from loaders.marks import Mark
from loaders.noise import GONE, Noise, noise
from loaders.overlay import overlay
from loaders.paragraphs import is_torn, joints

_CUT = re.compile(rf"[ {GONE}]+")
# 新增 8.3 万户、 9 万户: some write numbers with blanks around.
_SPACED = re.compile(rf"(?<={HAN}) +(?=\d)|(?<=\d) +(?={HAN})|(?<=、) +(?=\d|{HAN})")
_NOTES = {
    "page-number": "页码",
    "glossary": "名词解释，不是承诺",
    "tail": "报告之后的网页内容",
    "chrome": "网页或采集工具加的行",
    "repeat": "与前文重复的整段",
}


class View(NamedTuple):
    """What :func:`view` returns."""

    canonical: str
    origin: array[int]
    marks: tuple[Mark, ...]


def view(text: str, wrapped: bool = False) -> View:
    """Return the canonical view of a text, its places in the text, and the marks.

    Parameters
    ----------
    text : str
        The text as given.
    wrapped : bool
        Its lines are known to be the lines of a page (a PDF); else this is found out.

    Returns
    -------
    View
        ``canonical`` has one paragraph a line, no blank lines, no outer blanks. ``canonical[i]`` came from
        ``text[origin[i]]``. Only a line break set before a heading in a one-line document has no character of
        its own; its origin is that of the heading.
    """
    words = noise()
    inline: list[Mark] = []
    narrow: list[int] = []
    flat = overlay(text, words, inline, narrow)
    one_line = text.count("\n") < len(text) // 5000
    if one_line:
        flat = _PAGE.sub(r"\n\1\n", _BLANK.sub("\n", flat))
    lines = lines_of(flat)
    torn = is_torn(flat, lines)
    width = 0.0 if torn else wrap_width(flat, lines, wrapped)
    classify(flat, lines, words, paper=width > 0, torn=torn)
    kept = [line for line in lines if not line.kind]
    if not (width or torn):
        inline += [Mark(start, end, "table", "表格被拆成一格一行") for start, end in tables(flat, kept)]
    canonical, origin = _assemble(flat, kept, words, width, torn)
    if one_line:
        canonical, origin = _insert_breaks(canonical, origin)
    return View(canonical, origin, _marks(lines, inline, narrow))


def _marks(lines: list[Line], inline: list[Mark], narrow: list[int]) -> tuple[Mark, ...]:
    """Join the marks of neighbouring lines, and leave out what is marked inside a line that is left out."""
    blocks: list[Mark] = []
    joins = False
    for line in lines:
        if line.kind and joins and blocks[-1].kind == line.kind:
            blocks[-1] = Mark(blocks[-1].start, line.end, line.kind, _NOTES[line.kind])
        elif line.kind:
            blocks.append(Mark(line.start, line.end, line.kind, _NOTES[line.kind]))
        joins = bool(line.kind)
    starts = [mark.start for mark in blocks]

    def reported(place: int) -> bool:
        index = bisect(starts, place) - 1
        return index < 0 or place >= blocks[index].end

    marks = blocks + [mark for mark in inline if reported(mark.start)]
    marks += [Mark(at, at + 1, "ascii-punctuation", "半角标点") for at in narrow if reported(at)]
    return tuple(sorted(marks))


_HEADING = re.compile(r"(?<=[。！？”]) *(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")
_PAGE = re.compile(r"[ \n]([—–-] ?\d{1,3} ?[—–-])[ \n]")
_BLANK = re.compile(rf"(?<=[。！？：；”）]) (?=\S)|(?<={HAN}) (?={HAN}|“|20\d\d年|\d{{1,2}}[、．.]\D)")


@cache
def _places(bits: int) -> array[int]:
    """Return the places of any text whose length has so many bits: to copy slices of them is soon done."""
    return array("I", range(1 << bits))


def _assemble(flat: str, kept: list[Line], words: Noise, width: float, torn: bool) -> tuple[str, array[int]]:
    parts: list[str] = []
    origin: array[int] = array("I")
    places = _places(len(flat).bit_length())

    def add(start: int, end: int) -> None:
        parts.append(flat[start:end])
        origin.extend(places[start:end])

    for line, joined in zip(kept, joints(flat, kept, words, width, torn), strict=True):
        if parts and not joined:
            parts.append("\n")
            origin.append(flat.rindex("\n", 0, line.start))
        content = flat[line.start : line.end]
        if " " not in content and GONE not in content:
            parts.append(content)
            origin.extend(places[line.start : line.end])
            continue
        at = line.start
        for gap in _CUT.finditer(content):
            start, end = line.start + gap.start(), line.start + gap.end()
            add(at, start)
            if " " in gap.group() and not _SPACED.search(flat, start - 1, end + 1):
                parts.append(" ")
                origin.append(start + gap.group().index(" "))
            at = end
        add(at, line.end)
    return "".join(parts), origin


def _insert_breaks(text: str, origin: array[int]) -> tuple[str, array[int]]:
    """Set a line break before each numbered heading that follows a sentence on the same line."""
    parts, places, at = [], array("I"), 0
    for found in _HEADING.finditer(text):
        parts += [text[at : found.start()], "\n"]
        places.extend(origin[at : found.start()])
        places.append(origin[found.end()])
        at = found.end()
    parts.append(text[at:])
    places.extend(origin[at:])
    return "".join(parts), places
