"""The outline of a report: its parts, headings, and the lead sentences that name a task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from loaders.leads import AMOUNT, begins, lead_end, sentence_end
from loaders.outline_words import outline_words
from loaders.parts import LONGEST_PART_TITLE, Parts, report_year

_NUMERALS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_HEADING = re.compile(
    r"(?P<first>第[一二三四五六七八九十]{1,2}(?:部分|章)[、：\s]*|[一二三四五六七八九十]{1,3}、\s*)"
    r"|(?P<second>（[一二三四五六七八九十]{1,3}）[、．]?\s*)"
    r"|(?P<third>（\d{1,2}）\s*|\d{1,2}[、．]\s*|\d{1,2}\.(?!\d)\s*|[①-⑳]\s*|第[一二三四五六七八九十]{1,2}，)"
    r"|(?P<item>[一二三四五六七八九十]{1,2}[是要](?=[^\d]))"
    r"|(?P<dash>——|——)"
)
_ITEM = re.compile(r"[。；：！]\s*([一二三四五六七八九十]{1,2})[是要](?=[^\d])")
_NUMERAL_BEFORE = "(?<=[一二三四五六七八九十].)"
# One of these is in each item, and sooner found: a search for one character skips whatever is another.
_ITEM_IS, _ITEM_MUST = re.compile(f"是{_NUMERAL_BEFORE}"), re.compile(f"要{_NUMERAL_BEFORE}")
_ONE_LINE_BREAK = re.compile(r"\s+|(?<=[。！])(?=[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）)")
_LIST = re.compile(r"[；：]")
_NOT_NUMERAL = re.compile(r"[^一二三四五六七八九十\d]")
_CIRCLED = {0x2460 + at: str(at + 1) for at in range(20)}
SHORTEST_HEADING = 6
LONGEST_HEADING = 60
LONGEST_TITLE = 48
LONGEST_UNNUMBERED = 36
LONGEST_OPENING = 800


class Heading(NamedTuple):
    """A heading or lead sentence: the span of its title, without number and closing mark.

    ``level`` is 1 for 一、, 2 for （一）, 3 for a task; ``rule`` says how it was told.
    """

    start: int
    end: int
    level: int
    ordinal: int | None
    rule: str


class Stretch(NamedTuple):
    """Running text between headings.

    ``part`` is ``front``, ``review``, ``plan``, ``closing`` or ``appendix``; ``horizon`` is ``year`` or
    ``term`` (five years); ``heading`` is the index of the heading above, or -1.
    """

    start: int
    end: int
    part: str
    horizon: str
    heading: int


@dataclass(slots=True)
class Outline:
    """Headings in order, each with its part and its parent (an index, or None), and the text between them."""

    headings: list[Heading] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)

    @property
    def plan(self) -> tuple[int, int]:
        """Return the span from the first to the last word of the plan, empty without one."""
        titles = zip(self.headings, self.parts, strict=True)
        spans = [(one.start, one.end) for one in self.stretches if one.part == "plan"]
        spans += [(heading.start, heading.end) for heading, part in titles if part == "plan"]
        return (min(spans)[0], max(end for _, end in spans)) if spans else (0, 0)


def ordinal(numeral: str) -> int | None:
    """Return the value of 一 … 九十九, or of digits; None if it is neither."""
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _NUMERALS.get(numeral)
    return (_NUMERALS.get(tens, 1)) * 10 + (_NUMERALS.get(ones, 0))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of the text, without the white space around them.

    A line longer than any paragraph of the genre is a document on one line: it breaks at white space
    and before a heading of the first or second level.
    """
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        cuts = [start, end]
        if end - start > 3000:
            cuts = [start, *(cut.end() for cut in _ONE_LINE_BREAK.finditer(text, start, end)), end]
        for begin, stop in pairwise(cuts):
            piece = text[begin:stop]
            if body := piece.strip():
                begin += len(piece) - len(piece.lstrip())
                yield begin, begin + len(body)


def outline(text: str) -> Outline:
    """Return the outline of a report's canonical text."""
    lines = list(_lines(text))
    titles = (text[start:end] for start, end in lines if end - start <= LONGEST_PART_TITLE)
    builder = _Builder(text, Parts(report_year(titles)))
    for start, end in lines:
        builder.paragraph(start, end)
    return builder.result


class _Builder:
    """Walks the paragraphs once, and keeps the headings that the next one may stand under."""

    def __init__(self, text: str, parts: Parts) -> None:
        self.text = text
        self.words = outline_words()
        self.result = Outline()
        self.parts = parts
        self.above: list[int] = []

    def paragraph(self, start: int, end: int) -> None:
        text, parts = self.text, self.parts
        line = text[start:end]
        if parts.line(line):
            if parts.part == "plan":  # the title of a list of promises
                self._heading(start, end, 1, None, "outline.unnumbered")
            return
        match = _HEADING.match(text, start, end)
        if match and parts.part != "appendix":
            self._marked(match, start, end)
        elif len(line) <= LONGEST_UNNUMBERED and self.words.unnumbered.fullmatch(line):
            parts.title(line, None, "")
            self._heading(start, end, 1, None, "outline.unnumbered")
        else:
            self._running(start, end, lead=True)

    def _marked(self, match: re.Match[str], start: int, end: int) -> None:
        """A paragraph that opens with a number or a dash."""
        text, kind, title_start = self.text, match.lastgroup or "", match.end()
        title_end = sentence_end(text, title_start, end)
        level = self._level(kind)
        alone = title_end >= end - 1
        if level < 3 and not alone and (blank := text.find(" ", title_start + SHORTEST_HEADING, title_end)) > 0:
            title_end = blank
        title = text[title_start:title_end]
        number = _NOT_NUMERAL.sub("", match[0].replace("部分", "").translate(_CIRCLED))
        if kind == "first" and len(title) <= LONGEST_HEADING:
            following = text[title_end : title_end + 80].partition("。")[0]
            if self.parts.title(title, ordinal(number), following):
                level = 1
        if kind == "second" or (kind == "first" and ordinal(number) != 1):
            self.parts.resume()
        longest = LONGEST_HEADING if alone or level < 3 else LONGEST_TITLE
        listed = level == 3 and (self.parts.part != "plan" or _LIST.search(title) or AMOUNT.search(title))
        if len(title) > longest or listed:
            self._running(start if kind == "item" else title_start, end, lead=False)
            return
        self._heading(title_start, title_end, level, ordinal(number), f"outline.{kind}")
        if not alone:
            # Lead sentences follow a run-in heading of an action only in later paragraphs.
            self._running(title_end + 1, end, lead=False)

    def _level(self, kind: str) -> int:
        """Return the level of a number: one lower where the parts have titles without numbers."""
        headings = self.result.headings
        unnumbered = bool(self.above) and headings[self.above[0]].rule == "outline.unnumbered"
        if kind == "first":
            return 2 if unnumbered else 1
        if kind == "second":
            return 3 if any(headings[index].rule == "outline.first" for index in self.above[1:]) else 2
        return 3

    def _heading(self, start: int, end: int, level: int, number: int | None, rule: str) -> None:
        body = self.text[start:end].rstrip(" 　。：")
        if body and self.parts.part in ("review", "plan"):
            while self.above and self.result.headings[self.above[-1]].level >= level:
                self.above.pop()
            self.result.parents.append(self.above[-1] if self.above else None)
            self.above.append(len(self.result.headings))
            self.result.headings.append(Heading(start, start + len(body), level, number, rule))
            self.result.parts.append(self.parts.part)

    def _running(self, start: int, end: int, *, lead: bool) -> None:
        """Running text: its lead sentence, the items 一是 inside it, and the stretches between."""
        before = self.parts.part
        if before in ("front", "review") and (at := self.parts.requirement(self.text[start:end])) > LONGEST_OPENING:
            cut = self.text.rfind("。", start, start + at) + 1 or start  # the whole report is one line
            self._stretch(start, cut, before)
            start = cut
        if self.parts.part == "plan" and lead and (stop := self._lead(start, end)):
            self._heading(start, stop, 3, None, "outline.lead")
            start = stop + 1
        begin = start
        text = self.text
        if self.parts.part == "plan" and (_ITEM_IS.search(text, start, end) or _ITEM_MUST.search(text, start, end)):
            for item in _ITEM.finditer(text, max(start - 1, 0), end):  # the mark before it may be the title's
                title_end = sentence_end(text, item.end(), end)
                title = text[item.end() : title_end]
                if 2 < len(title) <= LONGEST_TITLE and title_end < end - 1 and not AMOUNT.search(title):
                    self._stretch(begin, item.start() + 1)
                    self._heading(item.end(), title_end, 3, ordinal(item[1]), "outline.item")
                    begin = title_end + 1
        self._stretch(begin, end)

    def _lead(self, start: int, end: int) -> int:
        headings = self.result.headings
        return lead_end(self.text, start, end) if begins(self.text, start, headings[-1].end if headings else 0) else 0

    def _stretch(self, start: int, end: int, part: str = "") -> None:
        if end > start:
            heading = len(self.result.headings) - 1
            self.result.stretches.append(Stretch(start, end, part or self.parts.part, self.parts.horizon, heading))
