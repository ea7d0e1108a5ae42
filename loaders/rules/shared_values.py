"""Values that several indicators share, or that are given one by one: 均达60%, 分别增长6%、8%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loaders.reading import Finding, Reading
from loaders.rules.quantities import Quantity
from loaders.rules.target_words import lead_in_end, target, target_words

_BETWEEN = ("、", "和", "及")
_JOINTS = re.compile(r"、|以及|和|及")
_RATES = ("率", "比重", "比例", "集聚度")
_GROWING = ("贷款", "投资", "收入", "消费", "出口")
_NUMERALS = frozenset("一二三四五")
# What is told of something before its name is asked for: 利润总额达到13亿元, 财政收入年均递增27.7%.
_SAID = re.compile(r"(?<=..)(?:(?:达到?|年均|确保|增长|递增).*|\d[^的]*)$")


def subjects(text: str) -> list[str]:
    """Return what a list of indicators names, with 城乡 taken apart.

    Examples
    --------
    >>> subjects("城乡居民人均可支配收入"), subjects("设置率和覆盖率")
    (['城镇居民人均可支配收入', '农村居民人均可支配收入'], ['设置率', '覆盖率'])
    >>> subjects("一、二、三产增加值")
    ['一产增加值', '二产增加值', '三产增加值']
    """
    parts = [part for part in _JOINTS.split(text) if part]
    if len(parts) == 1 and text.startswith("城乡"):
        return ["城镇" + text[2:], "农村" + text[2:]]
    if len(parts) > 1 and _NUMERALS.issuperset(parts[:-1]) and parts[-1][0] in _NUMERALS:
        return [*(part + parts[-1][1:] for part in parts[:-1]), parts[-1]]
    return parts


def topics(before: Reading, given: Sequence[Finding]) -> list[Finding]:
    """Return values that are given in turn (分别达到5%、6%) with what the clause before them names, as many things."""
    names = subjects(before.text[lead_in_end(before.masked) :])
    if len(names) != len(given) or any(one.fields.get("indicator") != "" for one in given):
        return [*given]
    pairs = zip(given, names, strict=True)
    return [one._replace(fields={**one.fields, "indicator": _SAID.sub("", name)}) for one, name in pairs]


def _alike(finding: Finding) -> bool:
    """Tell whether a target's indicator is a list of rates (开工率、纳统率), or of what grows (工业投资、技改投资)."""
    indicator = str(finding.fields["indicator"])
    if "、" not in indicator or "等" in indicator:
        return False
    endings = _GROWING if finding.fields["kind"] == "growth" else _RATES
    return all(len(name) > 2 and name.endswith(endings) for name in subjects(indicator))


def each(reading: Reading, start: int, value: Quantity, finding: Finding) -> list[Finding]:
    """Return one target per subject when all have the same value, as 均 or 各 says or since they are alike."""
    if not (target_words().alike.search(reading.masked, start, value.start) or _alike(finding)):
        return [finding]
    return [
        finding._replace(rule="target.each", fields={**finding.fields, "indicator": name})
        for name in subjects(str(finding.fields["indicator"]).rstrip("均都各"))
    ]


def in_turn(masked: str, found: Sequence[Quantity]) -> bool:
    """Tell whether values follow each other and are as many as the things before them: A、B达到6家、8家."""
    if len(found) < 2 or any(masked[a.end : b.start] not in _BETWEEN for a, b in pairwise(found)):
        return False
    alike = found[0].reached or len({value.unit for value in found}) == 1
    return alike and len(subjects(masked[: found[0].start])) == len(found)


def respectively(reading: Reading, found: Sequence[Quantity]) -> list[Finding]:
    """Return one target per value behind 分别, or behind as many things; all have the same span.

    They share the last qualifier, and the unit of the next where they have none (突破5000、5300亿元).
    """
    words, masked = target_words(), reading.masked
    at = masked.find("分别")
    if at < 0:
        at = found[0].start
    values = [value for value in found if value.number >= at]
    if not values:
        return []
    for index in range(len(values) - 2, -1, -1):
        if not values[index].unit:
            values[index] = values[index]._replace(unit=values[index + 1].unit)
    start = lead_in_end(masked, 0, at)
    text = reading.text[start:at]
    grows = words.respectively.match(masked, at) is not None and not re.search("[到至]", masked[at : values[0].number])
    names = subjects(text)
    comparator = next((value.comparator for value in (values[-1], values[0]) if value.comparator != "="), "=")
    done = any(words.counted.match(name) and not words.increment.match(name) for name in names)
    result = []
    for index, value in enumerate(values):
        name = names[index] if len(names) == len(values) else text
        if done and not value.unit.endswith(("%", "元", "百分点")):
            kind = "count"  # 新签约、新开工A分别不少于30个、20个
        else:
            kind = "growth" if grows and "%" in value.unit else "increment" if words.increment.search(text) else "level"
        if value.comparator == "=":
            value = value._replace(comparator=comparator)
        result.append(target(reading, start, values[-1].end, value, kind, name, "target.respectively"))
    return result
