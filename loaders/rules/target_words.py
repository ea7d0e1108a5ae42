"""The words around a target, compiled, and the finding that a target becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import HAN, adverb, alternation, beginning, guarded, vocabulary
from loaders.proposals import FieldValue
from loaders.reading import Finding, Reading
from loaders.rules.quantities import Quantity

VERSION = "13"
_RELATIVE = re.compile(r"(?:高于|快于|高出|好于|优于|(?P<less>低于))(?P<other>.+)$")
_YEAR = re.compile(r"到?(20\d\d)年(?:底)?|“十[四五六]五”(?:期?末|时期)?")
# 收入超10亿: what is measured in yuan, whether it says so or not.
_MONEY = re.compile("收入|产值|投资|营收|资金|总值|总额|税收|利润|销售|贷款|存款|市值|经济总量|GDP")
_SCOPES = ("全国", "全省", "全市", "全县", "全区")


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Compiled vocabulary; ``lead_in`` always matches, perhaps nothing.

    ``change`` and ``increased`` find where words of change, and an ``increment``, begin.
    """

    lead_in: re.Pattern[str]
    increment: re.Pattern[str]
    increased: re.Pattern[str]
    new: re.Pattern[str]
    both: re.Pattern[str]
    counted: re.Pattern[str]
    verb_alone: re.Pattern[str]
    counted_last: re.Pattern[str]
    not_counted: re.Pattern[str]
    behind_list: re.Pattern[str]
    change: re.Pattern[str]
    predicate: re.Pattern[str]
    alike: re.Pattern[str]
    respectively: re.Pattern[str]
    capacity: frozenset[str]


@cache
def target_words() -> TargetWords:
    """Return the words of ``vocabulary/targets.yaml``, compiled once."""
    data = vocabulary("targets")
    counted = guarded(data["counted"])
    change = alternation(data["change"])
    increment = rf"(?<![创更翻革刷]){alternation(data['increment'])}(?!值|展|工|办)"
    return TargetWords(
        lead_in=re.compile(rf"(?:{guarded(data['lead_in'])}|到?20\d\d年(?:底)?|\d{{1,2}}月底前?)*"),
        increment=re.compile(increment),
        increased=beginning(data["increment"], increment),
        new=re.compile(rf"新(?![{data['not_new']}]|{alternation(data['new_deeds'])}){HAN}{{2}}"),
        both=re.compile(rf"{alternation(data['increment'])}[、和及]{counted}"),
        counted=re.compile(rf"(?:{adverb()})*(?:{counted})(?:[、和并及]?{counted})*(?!链(?!主)|(?<=开发)区)"),
        verb_alone=re.compile(rf"(?:{adverb()})*(?:{counted}|{alternation(data['increment'])})"),
        counted_last=re.compile(rf"{counted}$"),
        not_counted=re.compile(rf"(?:{guarded(data['not_counted'])})(?!{counted})"),
        behind_list=re.compile(rf"等\d+个[^，]*?(?={counted})"),
        change=beginning(
            [data["change"], *"升降增"],
            rf"(?:{change}(?!值)(?:幅度)?(?=[^、，]{{0,12}}$)|(?<![新净倍])[升降增]$)",
        ),
        predicate=re.compile(alternation(data["predicate"])),
        alike=re.compile(rf"(?:均|都|双双|各)(?:力争|{change})?$"),
        respectively=re.compile(rf"分别{change}"),
        capacity=frozenset(data["capacity"].split()),
    )


def lead_in_end(masked: str, start: int = 0, end: int | None = None) -> int:
    """Return where the words end that open a clause before its target (确保, 力争, 全年)."""
    found = target_words().lead_in.match(masked, start, len(masked) if end is None else end)
    return found.end() if found else start


def target(
    reading: Reading, start: int, end: int, value: Quantity, kind: str, indicator: str, rule: str = "target.number"
) -> Finding:
    """Return the target with the value of a quantity; offsets are in the clause."""
    text = reading.text
    begin, _, _, number, upper, unit, comparator, _, _ = value
    year = _YEAR.search(text) if "年" in text or "“十" in text else None
    relative = _RELATIVE.search(text, start, begin) if "百分点" in unit else None
    if relative and comparator != "~":
        comparator = "<" if relative["less"] else ">"
    elif comparator == "=" and "至少" in text[start:begin]:
        comparator = ">="
    if "亿" in unit and unit.endswith("亿") and _MONEY.search(indicator):
        unit += "元"
    fields: dict[str, FieldValue] = {
        "indicator": indicator,
        "comparator": comparator,
        "value": int(number) if number.is_integer() else number,
        "upper": upper,
        "unit": unit or None,
        "kind": kind,
        "period": (year[1] or year[0]) if year else reading.horizon,
        "scope": indicator[:2] if indicator.startswith(_SCOPES) else None,
        "relative_to": relative["other"] if relative else None,
    }
    base = reading.start
    return Finding("target", base + start, base + end, rule, VERSION, fields)
