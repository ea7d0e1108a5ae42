"""Numbers with their unit and the words that compare: 超900个, 5%左右, 300万平方米以上."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from loaders.lexicon import alternation, guarded, vocabulary
from loaders.rules.numerals import chinese_number

_COMPARATORS = {
    "at_least": ">=",
    "more_than": ">",
    "at_most": "<=",
    "less_than": "<",
    "about": "~",
    "reached": "=",
    "after_at_least": ">=",
    "after_about": "~",
    "after_at_most": "<=",
}


_COUNTERS = ("件", "个", "家", "项", "条", "所", "座", "名", "处")
_TIME = re.compile(r"多?月|年(?!度)|小时|周|段|级|以来")


class Quantity(NamedTuple):
    """One number in a clause.

    ``start`` includes the comparing word before it, ``number`` is where its digits begin, ``end`` is behind
    the qualifier. ``unit`` keeps 万 and 亿. ``reached`` tells that a word like 达到 stands before it.
    """

    start: int
    number: int
    end: int
    value: float
    upper: float | None
    unit: str
    comparator: str
    reached: bool
    qualified: bool


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    data = vocabulary("targets")
    compared: dict[str, str] = {}
    for name, comparator in _COMPARATORS.items():
        compared.update((word, comparator) for word in data[name].split())
    before = [word for name in _COMPARATORS if not name.startswith("after") for word in data[name].split()]
    after = [word for name in _COMPARATORS if name.startswith("after") for word in data[name].split()]
    unit = rf"(?:万亿|亿|千万|百万|万|千)?(?:余|多)?(?:{guarded(data['units'])})"
    starts = "".join(sorted({word[0] for word in before}))
    pattern = re.compile(
        rf"(?=[{starts}每\d一两二三四五六七八九十百千])(?P<before>(?:{guarded(before)})+)?"
        r"(?:每立方米)?(?:(?P<number>(?<![\dA-Za-zⅠ-Ⅻ第“”．.·+/\-—])\d+(?:[.．]\d+)?)"
        rf"(?:(?P<low>{unit})?[—～~至-](?P<upper>\d+(?:[.．]\d+)?))?(?:余|多)?(?P<unit>{unit})?"
        r"|(?P<chinese>(?<![第“一二三四五六七八九十百千两大])[一两二三四五六七八九十百千]+)(?P<measure>[个家条项所座名处张]|亿元?)"
        r"(?!个|月|方面|字))"
        rf"(?P<after>{guarded(after)})?"
    )
    return pattern, re.compile(alternation(compared)), compared


@cache
def _attribute() -> re.Pattern[str]:
    return re.compile(rf"(?!年度|大关|关口){guarded(vocabulary('targets')['attribute'])}|[A-Za-z+·“]|\+")


def quantities(masked: str) -> Iterator[Quantity]:
    """Yield the quantities of a masked clause; numbers inside names, dates and attributes are left out."""
    pattern, word_before, compared = _patterns()
    attribute = _attribute()
    for match in pattern.finditer(masked):
        before, after = match["before"] or "", match["after"] or ""
        value: float | None
        if match["chinese"]:
            closed = match.end() == len(masked) or masked.startswith(("、", "和", "大关", "关口"), match.end())
            if not (after or closed):
                continue
            upper, unit = None, "亿元" if match["measure"] == "亿" else match["measure"]
            value = chinese_number(match["chinese"]) if unit[0] != "亿" else _hundred_millions(match)
        else:
            value = float(match["number"].replace("．", "."))
            upper = float(match["upper"].replace("．", ".")) if match["upper"] else None
            unit = (match["unit"] or match["low"] or "").replace("％", "%").replace("余", "").replace("多", "")
        if value is None or (not unit and not (before or after)):
            continue
        described = _TIME if unit.endswith(_COUNTERS) else attribute  # 3个大型项目 are counted, 3个月 are not
        if not after and not unit.endswith("%") and described.match(masked, match.end()):
            continue
        if not unit and attribute.match(masked, match.end()):
            continue
        comparator = compared.get(after, "")
        if not comparator:
            for word in word_before.findall(before):
                comparator = compared[word] if compared[word] != "=" or not comparator else comparator
        yield Quantity(
            match.start(),
            match.start("number") if match["number"] else match.start("chinese"),
            match.end(),
            value,
            upper,
            unit,
            comparator or (">=" if upper is not None else "="),  # 2—3个: two at least
            bool(before),
            bool(after),
        )


def _hundred_millions(match: re.Match[str]) -> float | None:
    """Return the number before 亿 in 超二百亿, 达千亿元; without the comparing word it is part of a name."""
    text = match["chinese"]
    return chinese_number(text if text[0] not in "百千" else "一" + text) if match["before"] else None
