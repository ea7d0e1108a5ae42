"""Whose report a document is: place, level, year and title, each with how it was found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePath

from loaders.divisions import CHINA, Division, divisions, resolve
from loaders.document import Document
from loaders.lexicon import vocabulary

REPORT_SCORE = 0.5
"""From this score on a document counts as a government work report."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: the value, how it was found (in Chinese), where in the text (-1: not there), and if it is sure."""

    value: str
    how: str
    start: int = -1
    end: int = -1
    sure: bool = True


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


@dataclass(frozen=True)
class _Cues:
    head: tuple[tuple[float, re.Pattern[str], str], ...]
    body: tuple[tuple[float, re.Pattern[str], str], ...]
    whose: tuple[tuple[re.Pattern[str], str], ...]
    date: re.Pattern[str]
    this_year: re.Pattern[str]
    last_year: re.Pattern[str]
    government: re.Pattern[str]
    government_level: dict[str, str]
    level_words: dict[str, list[str]]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    words = vocabulary("report")
    return _Cues(
        head=tuple((weight, re.compile(p, re.M), what) for weight, p, what in words["head"]),
        body=tuple((weight, re.compile(p), what) for weight, p, what in words["body"]),
        whose=tuple((re.compile(p, re.M), what) for p, what in words["whose"]),
        date=re.compile(words["date"]),
        this_year=re.compile(words["this_year"], re.M),
        last_year=re.compile(words["last_year"], re.M),
        government=re.compile(words["government"]),
        government_level=words["government_level"],
        level_words=words["level_words"],
    )


_HEAD = 800  # characters in which a report says what it is


def recognise(document: Document) -> Identity:
    """Return whose report a document is, and how much it is one at all."""
    cues = _cues()
    head = document.canonical[:_HEAD]
    place, division = _place(document, head, cues)
    year = _year(document, head, cues)
    if place and division:
        level: Found | None = Found(division.level, place.how, sure=place.sure)
    elif place and place.value[-1] != "市" and (kind := cues.government_level.get(place.value[-1])):
        level = Found(kind, f"地名以“{place.value[-1]}”结尾", sure=False)
    else:
        level = _level(document, head, cues)
    score, reasons = _score(document.canonical, head, cues)
    code = division.code if division else ""
    return Identity(
        place, code, level, year, _title(document, head, place, year), _date(document, head, cues), score, reasons
    )


def _found(document: Document, match: re.Match[str], group: str, how: str) -> Found:
    start, end = document.span(*match.span(group))
    return Found(match.group(group), how, start, end)


def _place(document: Document, head: str, cues: _Cues) -> tuple[Found | None, Division | None]:
    unknown: Found | None = None
    for pattern, how in cues.whose:
        for match in pattern.finditer(head):
            if "place" not in pattern.groupindex:
                return Found(CHINA.name, how, *document.span(*match.span())), CHINA
            if division := resolve(match["place"]):
                return replace(_found(document, match, "place", how), value=division.name), division
            unknown = unknown or replace(_found(document, match, "place", how), sure=False)
    for word in re.findall(r"[一-鿿]{2,}", re.sub(r"政府工作报告|年", " ", PurePath(document.name).stem)):
        if division := resolve(word):
            named = document.canonical.count(division.short) > 1 or division is CHINA
            return Found(division.name, "文件名", sure=named), division
    return (unknown, None) if unknown else _most_named(document, head, cues)


def _most_named(document: Document, head: str, cues: _Cues) -> tuple[Found | None, Division | None]:
    """Take the division of the text's level that it names far more often than any other; never sure."""
    level = _level(document, head, cues)
    if level is None:
        return None, None
    counts = Counter(
        {
            division: document.canonical.count(division.short)
            for division in divisions()
            if division.level == level.value and len(division.short) > 1
        }
    )
    (first, most), (_, next_most) = counts.most_common(2)
    if most < 3 or most < 1.5 * next_most:
        return None, None
    return Found(first.name, f"文中同级地名里提到最多（{most}次）", sure=False), first


def _level(document: Document, head: str, cues: _Cues) -> Found | None:
    if match := cues.government.search(head):
        return Found(cues.government_level[match[1]], "报告人", *document.span(*match.span(1)))
    counts = {level: sum(map(document.canonical.count, words)) for level, words in cues.level_words.items()}
    for level, count in counts.items():
        if count >= 2 and count > sum(counts.values()) / 10:
            return Found(level, f"文中“{'”“'.join(cues.level_words[level])}”共{count}次", sure=False)
    return None


def _year(document: Document, head: str, cues: _Cues) -> Found | None:
    for pattern, how in cues.whose:
        if "year" in pattern.groupindex and (match := pattern.search(head)):
            return _found(document, match, "year", how)
    if match := cues.this_year.search(document.canonical):
        return _found(document, match, "year", "计划部分的标题")
    if match := cues.last_year.search(document.canonical):
        last = _found(document, match, "year", "回顾部分标题的次年")
        return replace(last, value=str(int(last.value) + 1))
    if digits := re.search(r"20\d\d(?!\d)", document.name):
        return Found(digits.group(), "文件名", sure=False)
    return None


def _title(document: Document, head: str, place: Found | None, year: Found | None) -> Found | None:
    for match in re.finditer(r"^.{0,40}政\s?府\s?工\s?作\s?报\s?告.{0,20}$", head, re.M):
        words = re.sub(r"\s", "", match.group())
        if re.search(r"20\d\d", words) and len(words) > 11 and "第" not in words:
            return Found(words, "标题行", *document.span(*match.span()))
    if place and year:
        whose = "国务院" if place.value == CHINA.name else place.value
        return Found(f"{whose}{year.value}年政府工作报告", "由地名和年份拼成", sure=place.sure and year.sure)
    return None


def _date(document: Document, head: str, cues: _Cues) -> Found | None:
    if match := cues.date.search(head):
        year, month, day = map(int, match.groups())
        return Found(f"{year}-{month:02}-{day:02}", "会议", *document.span(match.start(), match.end(3) + 1))
    return None


def _score(text: str, head: str, cues: _Cues) -> tuple[float, tuple[str, ...]]:
    score, reasons = 0.0, []
    for where, rows in ((head, cues.head), (text, cues.body)):
        for weight, pattern, what in rows:
            if pattern.search(where):
                score += weight
                reasons.append(f"{weight:+.2f} {what}")
    return round(min(1.0, max(0.0, score)), 2), tuple(reasons)
