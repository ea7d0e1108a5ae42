"""Whose report a document is: place, level, year and title, each with how it was found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.divisions import CHINA
from loaders.document import Document
from loaders.outline import outline
from loaders.parts import TITLE_YEAR
from loaders.place import Found, found
from loaders.place import level as find_level
from loaders.place import place as find_place
from loaders.report_words import report_words

REPORT_SCORE = 0.5
"""From this score on a document counts as a government work report."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is; what was not found is None.

    ``place`` is the name, ``code`` its statistical code or ``CN``, ``level`` one of national, provincial,
    municipal, county, ``date`` the day on which it was given, as YYYY-MM-DD.
    ``score`` from 0 to 1 says how much it is a government work report, ``reasons`` why.
    """

    place: Found | None
    code: str
    level: Found | None
    year: Found | None
    title: Found | None
    date: Found | None
    score: float
    reasons: tuple[str, ...]

    @property
    def is_report(self) -> bool:
        """Whether the score reaches :data:`REPORT_SCORE`."""
        return self.score >= REPORT_SCORE


_PLAN = "计划部分的标题"
_HEAD = 800  # characters in which a report says what it is


def recognise(document: Document) -> Identity:
    """Return whose report a document is, and how much it is one at all."""
    words = report_words()
    head = document.canonical[:_HEAD]
    place, division = find_place(document, head)
    date = _date(document, head)
    year = _year(document, head, date)
    if place and division:
        level: Found | None = Found(division.level, place.how, sure=place.sure)
    elif place and place.value[-1] != "市" and (kind := words.government_level.get(place.value[-1])):
        level = Found(kind, f"地名以“{place.value[-1]}”结尾", sure=False)
    else:
        level = find_level(document, head)
    score, reasons = _score(document.canonical, head)
    code = division.code if division else ""
    return Identity(place, code, level, year, _title(document, head, place, year), date, score, reasons)


def _year(document: Document, head: str, date: Found | None) -> Found | None:
    """Return the year that a report plans; what tells it goes from the surest to the least sure."""
    text = document.canonical
    outlined = outline(text)

    def titled(part: str, *rules: str) -> re.Match[str] | None:
        pairs = zip(outlined.headings, outlined.parts, strict=True)
        titles = [one for one, its in pairs if its == part and one.level == 1 and one.rule in rules]
        years = (match for one in titles for match in TITLE_YEAR.finditer(text, one.start, one.end))
        return max(years, key=lambda match: match[1], default=None)

    if match := titled("plan", "outline.first"):
        return Found(match[1], _PLAN, *document.span(*match.span(1)))
    if date:
        year, month, _ = date.value.split("-")  # one that meets in December plans the next year
        return replace(date, value=str(int(year) + (month == "12")))
    for pattern, how in report_words().whose:
        if "year" in pattern.groupindex and (match := pattern.search(head)):
            return found(document, match, "year", how)
    if match := titled("plan", "outline.unnumbered"):
        return Found(match[1], _PLAN, *document.span(*match.span(1)))
    if match := titled("review", "outline.first", "outline.unnumbered"):
        return Found(str(int(match[1]) + 1), "回顾部分标题的次年", *document.span(*match.span(1)))
    if match := report_words().required.search(text):
        return found(document, match, "year", "预期目标所说的年份")
    if digits := re.search(r"20\d\d(?!\d)", document.name):
        return Found(digits.group(), "文件名", sure=False)
    return None


def _title(document: Document, head: str, place: Found | None, year: Found | None) -> Found | None:
    for match in re.finditer(r"^.{0,40}政\s?府\s?工\s?作\s?报\s?告.{0,20}$", head, re.M):
        words = re.sub(r"\s", "", match.group())
        years = re.findall(r"20\d\d", words)
        if years and len(words) > 11 and "第" not in words and (not year or year.value in years):
            return Found(words, "标题行", *document.span(*match.span()))
    if place and year:
        whose = "国务院" if place.value == CHINA.name else place.value
        return Found(f"{whose}{year.value}年政府工作报告", "由地名和年份拼成", sure=place.sure and year.sure)
    return None


def _date(document: Document, head: str) -> Found | None:
    for pattern in report_words().date:
        if match := pattern.search(head):
            year, month, day = map(int, match.groups())
            value = f"{year}-{month:02}-{day:02}"
            return Found(value, "会议", *document.span(match.start(1), head.index("日", match.end(3)) + 1))
    return None


def _score(text: str, head: str) -> tuple[float, tuple[str, ...]]:
    words = report_words()
    score, reasons = 0.0, []
    for where, rows in ((head, words.head), (text, words.body)):
        for weight, pattern, what in rows:
            if pattern.search(where):
                score += weight
                reasons.append(f"{weight:+.2f} {what}")
    return round(min(1.0, max(0.0, score)), 2), tuple(reasons)
