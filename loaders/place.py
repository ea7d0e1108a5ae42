"""Whose report a document is: its place and the place's level, each with how it was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from loaders.divisions import CHINA, Division, above, divisions, meanings
from loaders.document import Document
from loaders.report_words import report_words


@dataclass(frozen=True, slots=True)
class Found:
    """A finding: the value, how it was found (in Chinese), where in the text (-1: not there), and if it is sure."""

    value: str
    how: str
    start: int = -1
    end: int = -1
    sure: bool = True


def found(document: Document, match: re.Match[str], group: str, how: str) -> Found:
    """Return what a group of a match in the canonical text found."""
    return Found(match.group(group), how, *document.span(*match.span(group)))


def place(document: Document, head: str) -> tuple[Found | None, Division | None]:
    """Return the place and its division; a place that is in no list has none and is not sure."""
    unknown: Found | None = None
    for pattern, how in report_words().whose:
        for match in pattern.finditer(head):
            if "place" not in pattern.groupindex:
                return Found(CHINA.name, how, *document.span(*match.span())), CHINA
            if division := _meant(meanings(match["place"]), document.canonical):
                return replace(found(document, match, "place", how), value=division.name), division
            unknown = unknown or replace(found(document, match, "place", how), sure=False)
    if division_of_file := _of_file(document, head):
        return division_of_file
    return (unknown, None) if unknown else _most_named(document, head) or (None, None)


def _meant(fit: Sequence[Division], text: str, level: str = "") -> Division | None:
    """Return which of several divisions a text means: one of its level, else the highest; by what lies above it."""
    fit = [division for division in fit if division.level == level] or fit
    top = [division for division in fit if division.level == fit[0].level]
    if len(top) < 2:
        return top[0] if top else None
    named = Counter({division: sum(text.count(one.short) for one in above(division)) for division in top})
    (first, most), (_, next_most) = named.most_common(2)
    return first if most > 2 * next_most else None


def _of_file(document: Document, head: str) -> tuple[Found, Division] | None:
    """Take the place that the file's name tells; sure where the text names it too."""
    name = PurePath(document.name).stem
    told = level(document, head)
    words = [
        match["place"]
        for pattern, _ in report_words().whose
        if "place" in pattern.groupindex
        for match in pattern.finditer(name)
    ]
    words += re.findall(r"[一-鿿]{2,}", re.sub(r"政府工作报告|年", " ", name))
    for word in words:
        if division := _meant(meanings(word), document.canonical, told.value if told else ""):
            named = document.canonical.count(division.short) > 1 or division is CHINA
            return Found(division.name, "文件名", sure=named), division
    return None


def _most_named(document: Document, head: str) -> tuple[Found, Division] | None:
    """Take the division of the text's level that it names far more often than any other; never sure."""
    told = level(document, head)
    if told is None:
        return None
    text = document.canonical
    counts = Counter(
        {
            division: text.count(division.short)
            for division in divisions()
            if division.level == told.value and any(name in text for name in division.names if name != division.short)
        }
    )
    (first, most), (_, next_most) = (*counts.most_common(2), (None, 0), (None, 0))[:2]
    if first is None or most < 3 or most < 1.5 * next_most:
        return None
    return Found(first.name, f"文中同级地名里提到最多（{most}次）", sure=False), first


def level(document: Document, head: str) -> Found | None:
    """Return the level of the government that reports, by its name or by the words that the text has for its own."""
    words = report_words()
    if match := words.government.search(head):
        return Found(words.government_level[match[1]], "报告人", *document.span(*match.span(1)))
    counts = {level: sum(map(document.canonical.count, own)) for level, own in words.level_words.items()}
    for level_, count in counts.items():
        if count >= 2 and count > sum(counts.values()) / 10:
            return Found(level_, f"文中“{'”“'.join(words.level_words[level_])}”共{count}次", sure=False)
    return None
