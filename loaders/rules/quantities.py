"""Numbers with their unit and the words that compare: 超900个, 5%左右, 300万平方米以上."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from loaders.lexicon import alternation, beginning, guarded, vocabulary
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


_COUNTERS = frozenset("件个家项条所座名处")
_EACH = "每立方米"
# 新增两处孵化基地 counts, 两个省级基地 may only name them.
_NEW = ("新增", "新建", "新设", "新创")
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


@dataclass(frozen=True, slots=True)
class _Words:
    """Compiled vocabulary.

    ``number`` matches a number from its digits on, which is found faster than what may stand before it: ``before``
    finds where the words that compare begin, if one of ``lasts`` is their last character.
    """

    number: re.Pattern[str]
    before: re.Pattern[str]
    lasts: frozenset[str]
    word: re.Pattern[str]
    compared: dict[str, str]
    attribute: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("targets")
    compared = {word: sign for name, sign in _COMPARATORS.items() for word in data[name].split()}
    before = [word for name in _COMPARATORS if not name.startswith("after") for word in data[name].split()]
    after = [word for name in _COMPARATORS if name.startswith("after") for word in data[name].split()]
    unit = rf"(?:万亿|亿|千万|百万|万|千)?(?:余|多)?(?:{guarded(data['units'])})"
    numerals, to = "一两二三四五六七八九十百千", "—～~至-"
    return _Words(
        number=re.compile(
            rf"([\d{numerals}])(?:(?<=\d)(?<![\dA-Za-zⅠ-Ⅻ第“”．.·+/\-—].)(\d*(?:[.．]\d+)?)"
            rf"(?:(?=[^\d{to}]*+[{to}]\d)({unit})?[{to}](\d+(?:[.．]\d+)?))?(?:余|多)?({unit})?"
            rf"|(?<!\d)(?<![第“大{numerals}].)([{numerals}]*)([个家条项所座名处张]|亿元?)(?!个|月|方面|字))"
            rf"({guarded(after)})?"
        ),
        before=beginning([*before, _EACH], rf"(?:(?:{guarded(before)})+(?:{_EACH})?|{_EACH})$"),
        lasts=frozenset(word[-1] for word in [*before, _EACH]),
        word=re.compile(alternation(compared)),
        compared=compared,
        attribute=re.compile(rf"(?!年度|大关|关口){guarded(data['attribute'])}|[A-Za-z+·“]|\+"),
    )


def quantities(masked: str) -> list[Quantity]:
    """Return the quantities of a masked clause; numbers inside names, dates and attributes are left out."""
    words, found, last = _words(), [], 0
    for match in words.number.finditer(masked):
        first, rest, low, high, unit, numeral, measure, after = match.groups("")
        begin, (number, end) = last, match.span()
        start, last = number, end
        before, upper = "", None
        if number and masked[number - 1] in words.lasts and (opened := words.before.search(masked, begin, number)):
            start = opened.start()
            before = masked[start:number].removesuffix(_EACH)
        value: float | None
        if measure:
            closed = end == len(masked) or masked.startswith(("、", "和", "大关", "关口"), end)
            if not (after or closed or (first != "一" and masked.endswith(_NEW, 0, number))):
                continue
            unit = "亿元" if measure == "亿" else measure
            value = _chinese(first + numeral, unit, compared=bool(before))
        else:
            value = float((first + rest).replace("．", "."))
            upper = float(high.replace("．", ".")) if high else None
            unit = unit or low
            if before != masked[start:number]:
                unit += _EACH.replace("每", "/")
            if "余" in unit or "多" in unit or "％" in unit:
                unit = unit.replace("％", "%").replace("余", "").replace("多", "")
        if value is None or not (unit or before or after):
            continue
        if not after and "%" not in unit:
            described = _TIME if unit[-1:] in _COUNTERS else words.attribute  # 3个大型项目 are counted, 3个月 are not
            if described.match(masked, end):
                continue
        if not unit and words.attribute.match(masked, end):
            continue
        comparator = words.compared[after] if after else ""
        if before and not comparator:
            for word in words.word.findall(before):
                if words.compared[word] != "=" or not comparator:
                    comparator = words.compared[word]
        if not comparator:
            comparator = "=" if upper is None else ">="  # 2—3个: two at least
        found.append(Quantity(start, number, end, value, upper, unit, comparator, bool(before), bool(after)))
    return found


def _chinese(text: str, unit: str, *, compared: bool) -> float | None:
    """Return the value of a numeral; before 亿 it is one in 超二百亿, 达千亿元, else part of a name."""
    if unit[0] != "亿":
        return chinese_number(text)
    return chinese_number(text if text[0] not in "百千" else "一" + text) if compared else None
