"""The view of a text that rules read: the report alone, in one form of punctuation, a paragraph a line.

Every character of the view has a place in the text. Three steps keep that simple: characters are overlaid by
others of the same length, lines are kept or dropped, and kept lines are cut out and joined.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from loaders.lexicon import vocabulary

DAMAGE = frozenset({"ascii-punctuation", "lost-plus", "lower-case", "lost-character", "foreign-word"})
"""Kinds of marks where the text is not as it was printed; the other kinds are no part of the report."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A span of the text, in code points, that is damaged or no part of the report; ``note`` says why."""

    start: int
    end: int
    kind: str
    note: str


class View(NamedTuple):
    """What :func:`view` returns."""

    canonical: str
    origin: array[int]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class _Noise:
    line: re.Pattern[str]
    footnote: re.Pattern[str]
    spam: re.Pattern[str]
    paragraph: re.Pattern[str]
    damage: tuple[tuple[str, re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def _noise() -> _Noise:
    words = vocabulary("noise")
    kinds = ("page_number", "glossary", "glossary_end", "tail", "chrome")
    whole = "|".join(f"(?P<{kind}>{'|'.join(f'(?:{p})' for p in words[kind])})" for kind in kinds)
    return _Noise(
        line=re.compile(whole),
        footnote=re.compile(words["footnote_mark"]),
        spam=re.compile("|".join(words["spam"]), re.M),
        paragraph=re.compile(words["paragraph_start"]),
        damage=tuple((kind, re.compile(pattern), note) for kind, pattern, note in words["damage"]),
    )


def _table() -> dict[str, str]:
    wide = "％＋－．／" + "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
    blanks = "\t\r\xa0\u3000\u2002\u2003\u2009\u200a\u202f\u200b\u200c\u200d\u2060\ufeff"
    return (
        {c: chr(ord(c) - 0xFEE0) for c in wide}
        | dict.fromkeys(blanks, " ")
        | dict.fromkeys("\v\f\x85\u2028\u2029", "\n")
    )


_TABLE = _table()
_ODD = re.compile(f"[{''.join(_TABLE)}]")
_GONE = "\0"  # overlays what the view leaves out inside a line; no text holds it
_WIDE = dict(zip(",:;()!?", "，：；（）！？", strict=True))
_NARROW = re.compile(r"[,:;()!?]")
_STOP = re.compile(r"\.(?<=[一-鿿”）].)(?=\s|[一-鿿“（]|$)")
_TOKEN = re.compile(r"<U\+[0-9A-Fa-f]{4,6}>|&(?:nbsp|ensp|emsp|#160);|\\r\\n|\\[rnt]")
_LOST = re.compile(r"\?{2,}")
_CUT = re.compile(rf"[ {_GONE}]+")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = "。！？；：…”"


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    kind: str  # "" when it belongs to the report


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
    noise = _noise()
    inline: list[Mark] = []
    narrow: list[int] = []
    flat = _overlay(text, noise, inline, narrow)
    one_line = text.count("\n") < len(text) // 5000
    if one_line:
        flat = _BLANK.sub("\n", flat)
    lines = _lines(flat)
    width = _wrap_width(flat, lines, wrapped)
    _classify(flat, lines, noise, paper=width > 0)
    canonical, origin = _assemble(flat, [line for line in lines if not line.kind], noise, width)
    if one_line:
        canonical, origin = _insert_breaks(canonical, origin)
    return View(canonical, origin, _marks(lines, inline, narrow))


def _marks(lines: list[_Line], inline: list[Mark], narrow: list[int]) -> tuple[Mark, ...]:
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


_NOTES = {
    "page-number": "页码",
    "glossary": "名词解释，不是承诺",
    "tail": "报告之后的网页内容",
    "chrome": "网页或采集工具加的行",
    "repeat": "与前文重复的整段",
}


def _overlay(text: str, noise: _Noise, marks: list[Mark], narrow: list[int]) -> str:
    """Return the text with characters put into one form, none added and none taken away."""
    flat = text.replace("\r", "\n") if "\n" not in text and "\r" in text else text
    flat = _ODD.sub(lambda m: _TABLE[m.group()], flat)
    if "<!--" in flat:
        flat = _blank_comments(flat, marks)
    if "\\" in flat or "&" in flat or "<U+" in flat:
        flat = _TOKEN.sub(lambda m: _token(m, marks), flat)
    if "??" in flat:
        flat = _LOST.sub(lambda m: _blank(m, marks, "lost-character", "原有字符（多为空格）变成了问号"), flat)
    flat = _widen(flat, narrow)
    flat = noise.footnote.sub(lambda m: _blank(m, marks, "footnote-mark", "注释号", _GONE), flat)
    flat = noise.spam.sub(lambda m: _blank(m, marks, "tail", "句末夹带的广告", _GONE), flat)
    for kind, pattern, note in noise.damage:
        for found in pattern.finditer(flat):
            start, end = found.span(1 if pattern.groups else 0)
            marks.append(Mark(start, end, kind, note))
    return flat


def _blank(found: re.Match[str], marks: list[Mark], kind: str, note: str, filler: str = " ") -> str:
    marks.append(Mark(found.start(), found.end(), kind, note))
    return filler * (found.end() - found.start())


def _token(found: re.Match[str], marks: list[Mark]) -> str:
    marks.append(Mark(found.start(), found.end(), "token", "转义符，代表空白或换行"))
    word = found.group()
    return ("\n" if word in ("\\r\\n", "\\n", "\\r") else " ") + " " * (len(word) - 1)


def _blank_comments(flat: str, marks: list[Mark]) -> str:
    parts, at = [], 0
    while (start := flat.find("<!--", at)) >= 0 and (end := flat.find("-->", start)) >= 0:
        end += 3
        marks.append(Mark(start, end, "comment", "网页注释"))
        parts += [flat[at:start], "\n", " " * (end - start - 1)]
        at = end
    return "".join((*parts, flat[at:]))


def _widen(flat: str, places: list[int]) -> str:
    """Put ASCII punctuation among Chinese into its full-width form; ``places`` gets where it stood."""

    def wide(found: re.Match[str]) -> str:
        at, sign = found.start(), found.group()
        before, after = flat[at - 1 : at], flat[at + 1 : at + 4].lstrip(' ("')
        chinese = before > "\x7f" or (sign in "()" and flat[at + 1 : at + 2] > "\x7f")
        if not chinese and sign in ",:;":
            chinese = (before.isalnum() or before in "%)") and after[:1] > "\x7f"
            chinese = chinese or (sign != ":" and before in "%)" and after[:1].isdigit())
        if not chinese:
            return sign
        places.append(at)
        return _WIDE[sign]

    def stop(found: re.Match[str]) -> str:
        places.append(found.start())
        return "。"

    flat = _STOP.sub(stop, _NARROW.sub(wide, flat))
    if '"' in flat:
        places.extend(found.start() for found in re.finditer('"', flat))
        flat = "\n".join(map(_quotes, flat.split("\n")))
    return flat


def _quotes(line: str) -> str:
    if line.count('"') % 2 or '"' not in line:
        return line
    parts = line.split('"')
    return "".join(part + ("“" if i % 2 == 0 else "”") for i, part in enumerate(parts[:-1])) + parts[-1]


_HEADING = re.compile(r"(?<=[。！？”]) *(?=[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")
_BLANK = re.compile(r"(?<=[。！？：；”）]) (?=\S)|(?<=[一-鿿]) (?=[一-鿿\d“])")


def _lines(flat: str) -> list[_Line]:
    lines = []
    for found in _LINE.finditer(flat):
        start, end = found.span()
        content = flat[start:end]
        inner = content.strip(f" {_GONE}")
        if inner:
            start += len(content) - len(content.lstrip(f" {_GONE}"))
            lines.append(_Line(start, start + len(inner), ""))
    return lines


def _width(line: str) -> float:
    """Return the width in Chinese characters; an ASCII character takes half of one."""
    return (len(line) + (len(line.encode()) - len(line)) / 2) / 2


def _wrap_width(flat: str, lines: list[_Line], wrapped: bool) -> float:
    """Return the width of a full line, in Chinese characters, if lines are those of a page; else 0."""
    widths = sorted(_width(flat[line.start : line.end]) for line in lines if 8 < line.end - line.start < 200)
    if len(widths) < 8 or len(widths) < len(lines) / 3:
        return 0.0
    full = widths[int(len(widths) * 0.8)]
    if full > 60:
        return 0.0
    broken = sum(
        flat[line.end - 1] not in _SENTENCE_END and abs(_width(flat[line.start : line.end]) - full) <= 2.5
        for line in lines
        if line.end - line.start < 200
    )
    return full if broken >= len(widths) * (0.2 if wrapped else 0.4) else 0.0


def _classify(flat: str, lines: list[_Line], noise: _Noise, paper: bool) -> None:
    """Say of each line what it is, by its own words and then by where it stands."""
    tail: list[int] = []
    in_glossary = False
    last_sentence = -1
    for index, line in enumerate(lines):
        length = line.end - line.start
        content = flat[line.start : line.end]
        found = noise.line.fullmatch(content) if length < 400 else None
        kind = found.lastgroup if found else None
        if kind is None and content.isdigit() and (paper or (index and lines[index - 1].kind == "chrome")):
            kind = "page_number" if paper else "chrome"
        if kind == "glossary":
            in_glossary = True
        elif kind == "glossary_end":
            in_glossary = False
        elif kind == "tail":
            tail.append(index)
        elif kind in ("page_number", "chrome"):
            line.kind = kind.replace("_", "-")
        elif length >= 40 and content[-1] in "。！”；":
            last_sentence = index
        elif length < 3 and not any(map(str.isalnum, content)):
            line.kind = "chrome"
        if in_glossary and not line.kind:
            line.kind = "glossary"
    first = next((index for index in tail if index > last_sentence), len(lines))
    for line in lines[first:]:
        line.kind = "tail"
    for index in tail:
        lines[index].kind = "tail"
    _repeats(flat, lines)


def _repeats(flat: str, lines: list[_Line]) -> None:
    """Mark a run of lines that came before, as a file has it that holds its text twice."""
    seen: set[str] = set()
    run: list[_Line] = []
    for line in [*lines, None]:
        key = flat[line.start : line.end].replace(" ", "") if line else ""
        if line and line.kind:
            continue
        if line and key in seen:
            run.append(line)
            continue
        if sum(again.end - again.start for again in run) >= 500:
            for again in run:
                again.kind = "repeat"
        run = []
        seen.add(key)


def _assemble(flat: str, kept: list[_Line], noise: _Noise, width: float) -> tuple[str, array[int]]:
    parts: list[str] = []
    origin: array[int] = array("I")

    def add(start: int, end: int) -> None:
        parts.append(flat[start:end])
        origin.extend(range(start, end))

    before, sentences = "", False  # the line before, and whether its paragraph holds a whole sentence
    for line in kept:
        content = flat[line.start : line.end]
        goes_on = width and before and not noise.paragraph.match(content)
        if goes_on and (_wraps(before, width) or (sentences and before[-1] not in _SENTENCE_END)):
            sentences = sentences or "。" in before
        elif before:
            parts.append("\n")
            origin.append(flat.rindex("\n", 0, line.start))
            sentences = False
        at = line.start
        for gap in _CUT.finditer(content):
            start, end = line.start + gap.start(), line.start + gap.end()
            add(at, start)
            if " " in gap.group():
                parts.append(" ")
                origin.append(start + gap.group().index(" "))
            at = end
        add(at, line.end)
        before = content
    return "".join(parts), origin


def _wraps(line: str, full: float) -> bool:
    """Say whether a line of a page goes on in the next: it is full, or long and without an end."""
    return _width(line) >= (full - 1 if line[-1] in _SENTENCE_END else full * 0.7)


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
