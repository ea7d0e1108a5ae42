"""Targets: a number, rank or named completion that the plan commits to, with its indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from loaders.lexicon import alternation, guarded, vocabulary
from loaders.proposals import FieldValue
from loaders.reading import Finding, Reading
from loaders.rules.quantities import Quantity, quantities

VERSION = "1"
_FUND = re.compile(r"的[^，、]{0,24}(?:基金|资金池|规模)$")
_RELATIVE = re.compile(r"(?:高于|快于|高出|好于|优于|(?P<less>低于))(?P<other>.+)$")
_PUSH = re.compile(r"推动|确保|力争|促成|实现|将|支持")
_SCOPES = ("全国", "全省", "全市", "全县", "全区")
_SIZE = re.compile(r"(?:年产|日产|日处理|处理能力|装机|占地|全长|总长|总投资|总面积|建筑面积|容量)$")
_MONEY = re.compile(r"[^，、]{0,8}(?:资金|基金|贷款|投资|融资|债券|减负|补贴)")
_DEED = re.compile(r"项目|(?:改造|建设|升级|整治|修复|治理|培训|培育|绿化|造林|开发|提升|创建)$")
_YEAR = re.compile(r"到?(20\d\d)年(?:底)?|“十[四五六]五”(?:期?末|时期)?")


@dataclass(frozen=True, slots=True)
class _Words:
    lead_in: re.Pattern[str]
    increment: re.Pattern[str]
    new: re.Pattern[str]
    counted: re.Pattern[str]
    not_counted: re.Pattern[str]
    change: re.Pattern[str]
    predicate: re.Pattern[str]
    shared: re.Pattern[str]
    respectively: re.Pattern[str]
    counted_last: re.Pattern[str]
    behind_list: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("targets")
    adverb, counted = guarded(vocabulary("verbs")["adverb"]), guarded(data["counted"])
    change = alternation(data["change"])
    return _Words(
        re.compile(rf"(?:{guarded(data['lead_in'])}|到?20\d\d年(?:底)?|\d{{1,2}}月底前?)*"),
        re.compile(rf"{alternation(data['increment'])}(?!值)"),
        re.compile(r"新(?!建|改|材|能|兴|型|一|时|质|业|高|的|旧|老|城|区|媒|农|生|闻|疆|乡|华|冠)[\u4e00-\u9fff]{2}"),
        re.compile(rf"(?:{adverb})*(?:{counted})(?:[、和并及]?{counted})*"),
        re.compile(rf"(?:{guarded(data['not_counted'])})(?!{counted})"),
        re.compile(rf"(?:{change})(?!值)(?:幅度)?(?=[^、，]{{0,12}}$)|(?<![新净倍])[升降增]$"),
        re.compile(alternation(data["predicate"])),
        re.compile(rf"(?:均|都|双双|各)(?:力争|{change})?$"),
        re.compile(rf"分别{change}"),
        re.compile(rf"{counted}$"),
        re.compile(rf"等\d+个[^，]*?(?={counted})"),
    )


@cache
def _capacity() -> frozenset[str]:
    return frozenset(vocabulary("targets")["capacity"].split())


class _Segment(NamedTuple):
    """One member of a list of values; ``first`` tells that the clause begins with it."""

    start: int
    end: int
    value: Quantity
    first: bool


def lead_in_end(reading: Reading) -> int:
    """Return where the words end that open a clause before its target (确保, 力争, 全年)."""
    found = _words().lead_in.match(reading.masked)
    return found.end() if found else 0


def targets(reading: Reading) -> Iterator[Finding]:
    """Yield the numeric targets of a clause."""
    masked = reading.masked
    found = [q for q in quantities(masked) if not _describes(reading, q)]
    if not found:
        return
    if "分别" in masked and len(found) > 1:
        yield from _respectively(reading, found)
        return
    kind = ""
    for segment in _segments(masked, found):
        finding, kind = _target(reading, segment, kind)
        if finding:
            yield from _each(reading, segment, finding)


def _describes(reading: Reading, value: Quantity) -> bool:
    """Tell whether a number only describes what it stands before (总投资12亿元的…)."""
    masked = reading.masked
    if value.end < len(masked) and masked[value.end] not in "、和及以" and _SIZE.search(masked, 0, value.start):
        return True
    if masked[value.end : value.end + 1] == "的":
        return not (_FUND.match(masked, value.end) or ("%" in value.unit and _words().predicate.search(masked, value.end)))
    if value.end < len(masked) and masked[value.end] not in "、和及以并" and value.unit.lstrip("万亿") in _capacity():
        if value.unit.endswith("元"):
            return not _MONEY.match(masked, value.end)
        return not value.qualified and not value.reached
    return masked[max(0, value.number - 1) : value.number] == "等" and value.end < len(masked)


def _segments(masked: str, found: list[Quantity]) -> Iterator[_Segment]:
    """Yield the members of the list, each with its last value; a member without value joins the next."""
    start, words = 0, _words()
    if (before := re.search(r"、.*(?:和|及|以及)$", masked[: found[0].number])) and found[0].end < len(masked):
        start = before.end()  # named ones first, then the number of the others
    for comma in re.finditer("、", masked[: found[0].start]):
        if (opened := words.counted.match(masked, comma.end())) and opened.end() < found[0].number + 1:
            start = comma.end()  # a deed of its own, behind others without a number
        elif words.increment.match(masked, comma.end()):
            start = comma.end()
    for at, value in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        stop = following.start if following else len(masked)
        cut = masked.rfind("、", value.end, stop) if following else masked.find("、", value.end)
        if following:
            between = masked[value.end : stop]
            if "、" in between:
                cut = value.end + between.index("、")
            elif (match := re.match(r"(?:和|及|以及|并|，|与)", between)) or (match := re.search(r"(?:和|以及)(?=[\u4e00-\u9fff]*$)", between) if value.number == start else None):
                cut = value.end + match.start()
            else:
                continue  # an attribute of what the next number counts
        end = cut if cut >= 0 and (following or cut == value.end) else len(masked)
        yield _Segment(start, end, value, start == 0)
        if not following:
            return
        start = end + len(re.match(r"(?:、|以及|和|及|并|与|，)?", masked[end:])[0])  # type: ignore[index]


def _target(reading: Reading, segment: _Segment, inherited: str) -> tuple[Finding | None, str]:
    """Return the target of one member, and the kind that the next member inherits."""
    words, masked, value = _words(), reading.masked, segment.value
    start = segment.start
    lead_in = words.lead_in.match(masked, start, value.start)
    body = lead_in.end() if lead_in else start
    counted = words.counted.match(masked, body, value.number) or words.counted.match(masked, start, value.number)
    if counted and counted.start() == start:
        body = start if not lead_in or counted.end() > lead_in.end() else body
    if named := words.behind_list.search(masked, body, value.start):
        body = named.end()
        counted = words.counted.match(masked, body, value.number)
    head = masked[body : value.start]
    tail = masked[value.end : segment.end].strip("□")
    change = words.change.search(head)
    increment = words.increment.search(head) or words.new.match(head)
    if not (counted or change or increment or value.reached) and (inner := words.counted.search(masked, body + 1, value.start)):
        if inner.end() == value.start if tail else inner.end() + 1 < value.start:
            body, counted = inner.start(), inner
            head = masked[body : value.start]
    before_noun = bool(tail)
    if before_noun and not _promised(reading, segment, head, tail, counted=bool(counted), increment=bool(increment)):
        return None, inherited
    kind = _kind(value, head, bool(change), bool(increment), bool(counted), inherited, first=segment.first)
    if not value.unit and not change and not (value.reached and value.qualified):
        return None, inherited
    end = segment.end if before_noun else value.end
    if before_noun and (stop := re.search(r"进行|，", tail)):
        end = value.end + stop.start()
    if masked[body : body + 1] in "对为" and before_noun:
        body += 1
    measured = change is not None and kind in ("growth", "level")
    indicator = _indicator(reading.text, body, value, end, change.start() + body if change and measured else value.start)
    if segment.first is False and inherited in ("count", "increment") and kind == inherited and not counted:
        indicator = _opening(reading) + indicator
    return _finding(reading, body, end, value, kind, indicator), kind


def _promised(
    reading: Reading, segment: _Segment, head: str, tail: str, *, counted: bool, increment: bool
) -> bool:
    """Tell whether a number before its noun is a promise (打造10个样板), not a description."""
    words, masked, value = _words(), reading.masked, segment.value
    if "、" in head and not words.counted_last.search(head):
        return False  # A、B两个产业: the number sums up the list
    predicate = bool(words.predicate.search(tail))
    if not value.unit and not value.reached and not value.qualified:
        return False
    if "%" in value.unit:
        return predicate or (bool(head) and not tail.startswith("的"))
    if increment or (counted and not (segment.first and words.not_counted.match(masked, segment.start))):
        return True
    if segment.first and words.not_counted.match(masked, segment.start):
        return predicate and _PUSH.match(masked, segment.start) is not None
    if value.number == segment.start and segment.first:
        return value.qualified or reading.goals or predicate
    return value.number == segment.start or head in ("", "对", "为") or (predicate and _PUSH.match(masked, segment.start) is not None)


def _kind(
    value: Quantity, head: str, change: bool, increment: bool, counted: bool, inherited: str, *, first: bool
) -> str:
    if value.unit.endswith(("%", "百分点")):
        if change and not re.search(r"[达至到为]$", head):
            return "growth"
        return "growth" if inherited == "growth" and not value.reached and not head else "level"
    if increment:
        return "increment"
    if change and not counted and not re.search(r"[达至到为]$", head):
        return "growth"
    if re.match(r"完成.*投资", head) or (value.reached and re.search(r"[增降升高扩]$|由.*", head)):
        return "level"
    if counted or head in ("", "对", "为") or (not value.reached and _DEED.search(head)):
        return "count"
    if not first and inherited in ("count", "increment") and not value.reached:
        return inherited
    return "level"


def _opening(reading: Reading) -> str:
    """Return the verb that a list shares."""
    words = _words()
    lead_in = words.lead_in.match(reading.masked)
    start = lead_in.end() if lead_in else 0
    increment = words.increment.match(reading.text, start)
    if increment:
        return increment[0]
    counted = words.counted.match(reading.text, start)
    return counted[0] if counted else ""


def _indicator(text: str, start: int, value: Quantity, end: int, stop: int) -> str:
    """Return what is counted or measured, without the number."""
    head = text[start : min(stop, value.start)]
    return (head + text[value.end : end]).strip("、的") or text[start:end]


def _finding(reading: Reading, start: int, end: int, value: Quantity, kind: str, indicator: str) -> Finding:
    year = _YEAR.search(reading.text) if "年" in reading.text or "“十" in reading.text else None
    relative = _RELATIVE.search(indicator) if value.unit.endswith("百分点") else None
    if relative:
        value = value._replace(comparator="<" if relative["less"] else ">")
    fields: dict[str, FieldValue] = {
        "indicator": indicator,
        "comparator": value.comparator,
        "value": int(value.value) if value.value.is_integer() else value.value,
        "upper": value.upper,
        "unit": value.unit or None,
        "kind": kind,
        "period": (year[1] or year[0]) if year else reading.horizon,
        "scope": indicator[:2] if indicator.startswith(_SCOPES) else None,
        "relative_to": relative["other"] if relative else None,
    }
    base = reading.clause.start
    return Finding("target", base + start, base + end, "target.number", VERSION, fields)


def subjects(text: str) -> list[str]:
    """Return what a list of indicators names, with 城乡 taken apart.

    Examples
    --------
    >>> subjects("城乡居民人均可支配收入"), subjects("设置率和覆盖率")
    (['城镇居民人均可支配收入', '农村居民人均可支配收入'], ['设置率', '覆盖率'])
    """
    parts = [part for part in re.split(r"、|以及|和|及", text) if part]
    if len(parts) == 1 and text.startswith("城乡"):
        return ["城镇" + text[2:], "农村" + text[2:]]
    return parts


def _each(reading: Reading, segment: _Segment, finding: Finding) -> Iterator[Finding]:
    """Yield one target per subject when 均 or 各 gives all of them the same value."""
    head = reading.masked[segment.start : segment.value.start + 1]
    shared = _words().shared.search(reading.masked[segment.start : segment.value.start])
    if not shared or not head:
        yield finding
        return
    names = subjects(str(finding.fields["indicator"]).rstrip("均都各"))
    for name in names:
        yield finding._replace(rule="target.each", fields={**finding.fields, "indicator": name})


def _respectively(reading: Reading, found: list[Quantity]) -> Iterator[Finding]:
    """Yield one target per value of 分别增长6%、8%; all have the same span, the last qualifier holds for all."""
    words, masked, text = _words(), reading.masked, reading.text
    at = masked.index("分别")
    values = [value for value in found if value.number > at]
    if not values:
        return
    lead_in = words.lead_in.match(masked, 0, at)
    start = lead_in.end() if lead_in else 0
    change = bool(words.respectively.match(masked, at))
    names = subjects(text[start:at])
    qualified = values[-1].comparator
    first = values[0]
    for index, value in enumerate(values):
        name = names[index] if len(names) == len(values) else text[start:at]
        comparator = value.comparator if value.comparator != "=" else (qualified if qualified != "=" else first.comparator)
        kind = "growth" if change and "%" in value.unit and not re.search(r"[到至]", masked[at : first.number]) else "level"
        if not change and words.increment.search(masked[start:at]):
            kind = "increment"
        shared = value._replace(comparator=comparator)
        found_one = _finding(reading, start, values[-1].end, shared, kind, name)
        yield found_one._replace(rule="target.respectively")
