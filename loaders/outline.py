"""The outline of a report: its parts, headings, and the lead sentences that name a task."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from loaders.outline_words import outline_words

_NUMERALS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_SENTENCE = re.compile(r"[^。！？\n]*?(?:“[^”\n]{0,200}”[^。！？\n]*?)*(?=[。！？\n]|$)")
_HEADING = re.compile(
    r"(?P<first>第[一二三四五六七八九十]{1,2}(?:部分|章)[、：\s]*|[一二三四五六七八九十]{1,3}、\s*)"
    r"|(?P<second>（[一二三四五六七八九十]{1,3}）[、．]?\s*)"
    r"|(?P<third>（\d{1,2}）\s*|\d{1,2}[、．]\s*|\d{1,2}\.(?!\d)\s*)"
    r"|(?P<item>[一二三四五六七八九十]{1,2}[是要](?=[^\d]))"
    r"|(?P<dash>——|——)"
)
_ITEM = re.compile(r"[。；：！]\s*([一二三四五六七八九十]{1,2})[是要](?=[^\d])")
_URGED = re.compile(r"..(?<![重需主首紧必])要(?!素)")
_TASK_LIKE = re.compile(r"“.{1,4}”$|上(?:下功夫|做文章|见成效|出实招|聚力|发力)$")
_AMOUNT = re.compile(r"[；：]|\d+(?:\.\d+)?(?:%|[万亿个家项条所座亩公名户套张])")
_ONE_LINE_BREAK = re.compile(r"\s+|(?<=[。！])(?=[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）)")
_LIST = re.compile(r"[；：]")
_NOT_NUMERAL = re.compile(r"[^一二三四五六七八九十\d]")
_LEVELS = {"first": 1, "second": 2}
LONGEST_HEADING = 60
LONGEST_TITLE = 48
LONGEST_LEAD = 34


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
    builder = _Builder(text)
    for start, end in _lines(text):
        builder.paragraph(start, end)
    return builder.result


class _Builder:
    """Walks the paragraphs once and keeps what part of the report it is in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = outline_words()
        self.result = Outline()
        self.part = "front"
        self.horizon = "year"
        self.numbered = False  # a heading of the first level has told review or plan
        self.above: list[int] = []  # the headings that the next one may stand under

    def paragraph(self, start: int, end: int) -> None:
        text, words = self.text, self.words
        line = text[start:end]
        if self._switches_part(line):
            return
        match = _HEADING.match(text, start, end)
        if match and self.part != "appendix":
            self._marked(match, start, end)
        elif len(line) <= 30 and words.unnumbered.fullmatch(line):
            self._enter(line)
            self._heading(start, end, 1, None, "outline.unnumbered")
        else:
            if not self.numbered and self.part in ("front", "review") and words.requirement.search(line):
                self.part = "plan"
            self._running(start, end, lead=True)

    def _switches_part(self, line: str) -> bool:
        """Note the start of an appendix, of the closing, of promises, or of a second copy."""
        words = self.words
        if (len(line) <= 40 and words.appendix.match(line)) or re.fullmatch(r"附件?\s*[\d一二三四五]*[：:]?", line):
            self.part = "appendix"
            return True
        if self.part in ("appendix", "closing") and len(line) <= 40 and words.promises.fullmatch(line):
            self.part = "plan"
            return True
        if line.startswith(("各位代表：", "各位代表:")):
            self.part, self.numbered = "front", False
        elif self.part == "front" and re.match(r"现在，我(?:谨)?代表|我代表", line):
            self.part = "review"
            return True
        if self.part == "plan" and line.startswith("各位代表") and "让我们" in line:
            self.part = "closing"
        if line.startswith("[1]") and self.part in ("plan", "closing"):
            self.part = "appendix"
        return False

    def _enter(self, title: str) -> None:
        """Enter the part that a heading of the first level names."""
        words = self.words
        if words.review.search(title):
            self.part, self.numbered = "review", True
        elif words.plan.search(title):
            self.part, self.numbered = "plan", True
        if self.part == "plan":
            self.horizon = "term" if words.long_horizon.search(title) else "year"

    def _marked(self, match: re.Match[str], start: int, end: int) -> None:
        """A paragraph that opens with a number or a dash."""
        text, kind, title_start = self.text, match.lastgroup or "", match.end()
        sentence = _SENTENCE.match(text, title_start, end)
        title_end = sentence.end() if sentence else end
        alone = title_end >= end - 1
        level = _LEVELS.get(kind, 3)
        title = text[title_start:title_end]
        if kind == "first" and alone:
            self._enter(title)
        longest = LONGEST_HEADING if alone or level < 3 else LONGEST_TITLE
        listed = level == 3 and (self.part != "plan" or _LIST.search(title) or _AMOUNT.search(title))
        if len(title) > longest or listed:
            self._running(start if kind == "item" else title_start, end, lead=False)
            return
        number = _NOT_NUMERAL.sub("", match[0].replace("部分", ""))
        self._heading(title_start, title_end, level, ordinal(number), f"outline.{kind}")
        if not alone:
            # Lead sentences follow a run-in heading of an action only in later paragraphs.
            self._running(title_end + 1, end, lead=False)

    def _heading(self, start: int, end: int, level: int, number: int | None, rule: str) -> None:
        body = self.text[start:end].rstrip(" 　。：")
        if body and self.part in ("review", "plan"):
            while self.above and self.result.headings[self.above[-1]].level >= level:
                self.above.pop()
            self.result.parents.append(self.above[-1] if self.above else None)
            self.above.append(len(self.result.headings))
            self.result.headings.append(Heading(start, start + len(body), level, number, rule))
            self.result.parts.append(self.part)

    def _running(self, start: int, end: int, *, lead: bool) -> None:
        """Running text: its lead sentence, the items 一是 inside it, and the stretches between."""
        if self.part == "plan" and lead:
            start = self._lead(start, end)
        begin = start
        if self.part == "plan":
            for item in _ITEM.finditer(self.text, max(start - 1, 0), end):  # the mark before it may be the title's
                sentence = _SENTENCE.match(self.text, item.end(), end)
                title_end = sentence.end() if sentence else end
                title = self.text[item.end() : title_end]
                if 2 < len(title) <= LONGEST_TITLE and "；" not in title and title_end < end - 1:
                    self._stretch(begin, item.start() + 1)
                    self._heading(item.end(), title_end, 3, ordinal(item[1]), "outline.item")
                    begin = title_end + 1
        self._stretch(begin, end)

    def _lead(self, start: int, end: int) -> int:
        """Propose the paragraph's first sentence as a task if it reads like one; return what follows."""
        text, words = self.text, self.words
        sentence = _SENTENCE.match(text, start, end)
        stop = sentence.end() if sentence else end
        title = text[start:stop]
        if (
            not 3 < len(title) <= LONGEST_LEAD
            or stop >= end - 1
            or text[stop] != "。"
            or words.not_lead.match(title)
            or _AMOUNT.search(title)
            or _URGED.search(title)
        ):
            return start
        pieces = re.split(r"，", title)
        if len(pieces) > 3 or "提出了" in title:
            return start
        if not any(self._reads_like_a_task(piece, first=not at) for at, piece in enumerate(pieces)):
            return start
        self._heading(start, stop, 3, None, "outline.lead")
        return stop + 1

    def _reads_like_a_task(self, piece: str, *, first: bool) -> bool:
        """Tell whether a piece of a sentence names something to do; only the first may open like 以 or 把."""
        words = self.words
        if piece[2:3] == "是":
            return False
        if words.doing.match(piece) or (first and len(piece) > 5 and words.opening.match(piece)):
            return True
        return _TASK_LIKE.search(piece) is not None

    def _stretch(self, start: int, end: int) -> None:
        if end > start:
            heading = len(self.result.headings) - 1
            self.result.stretches.append(Stretch(start, end, self.part, self.horizon, heading))
