"""Targets without a number: 与经济增长同步, 完成上级下达任务, 稳中有升, 快于 …."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import HAN, alternation, vocabulary, words
from loaders.reading import Finding, Reading, clausewise
from loaders.rules.numerals import chinese_number
from loaders.rules.shared_values import subjects
from loaders.rules.target_words import lead_in_end

VERSION = "7"
_GOAL = re.compile(
    r"(?P<name>[^，]{2,20}?)(?:保持|继续|持续|进一步|实现|稳步|总体|基本|正|稳定|明显|显著|逐步|不断)*(?:稳量提质|稳中提质|促稳提质|量稳质升|提质增效|稳定|增长|改善|平衡|提升|下降|降低|缩小|回升|向好|提高|增加|保持\S{2,8}份额|充裕|达标|(?:保持在|处于)合理区间)$"
)
# What may match something else in size: 货币供应量与经济增长相匹配.
_MEASURED = re.compile("增速|增长|规模|总量|供应量|收入|投资|支出|水平|强度")
_NUMBER = re.compile(r"\d[个项条家]")
# What may keep, rise or fall without a number.
_KEPT = re.compile(
    "占比|比重|份额|投资|收入|率|消费|进出口|外贸|总额|价格|浓度|面积|产值|产量|人数|数量|天数|总量|成本|成绩|倍差|差距"
)
_COMPARED = re.compile("增速|速度|幅度|增幅|涨幅|降幅|收入|投资|水平|占比|比重|浓度|率|增长|能耗|强度")
_RISING = re.compile("回升|增长|提升|新高|改善")
_FALLING = re.compile("下降|降低|减少|缩小")
# 断面水质稳定达到Ⅲ类以上: classes of water quality (GB 3838-2002), told in several ways of writing.
_GRADE = re.compile(
    r"(?!.*(?:消除|劣))(?P<name>[^，、]*?[水河湖库段面流][^，、]{0,8}?)(?:稳定|全部|全面|全线|均|持续|总体|常年|始终|力争|要|都|100%)*"
    r"(?P<verb>达到或优于|优于|达到?|保持在?|稳定在?|提升[到至]|为)[^，、]{0,6}?(?:[ⅠⅡⅢⅣⅤ]|I{1,3}|IV|V)类(?P<up>[^，、]{0,3}以上)?[^，、]{0,8}$"
)
# 空气优良天数比率保持全国前列; 各项工作走在前列 is a slogan.
_FRONT = re.compile(
    rf"(?P<name>[^，]{{2,24}}?(?:率|度|速|幅|比例|占比|比重|指数|总量|规模|指标|空气质量|环境质量))(?:继续|持续|稳定|均|都)*"
    rf"(?:保持|稳居|位居|居|进入|跻身|处于)在?(?:全[国省市]|{HAN}{{2,3}})前列$"
)
# 生产安全事故起数、死亡人数“双下降”.
_BOTH_FALL = re.compile("(?P<name>[^，“]{4,30}?)(?:实现)?“双下降”$")
# How each text ends that ``assigned`` matches (targets.yaml).
_ASSIGNED = ("任务", "目标", "指标", "计划", "要求", "内")
_AIM = re.compile(r"围绕|聚焦|立足|锚定|按照|根据|紧盯|瞄准")


@dataclass(frozen=True, slots=True)
class _Words:
    step: re.Pattern[str]
    compare: re.Pattern[str]
    steady: re.Pattern[str]
    assigned: re.Pattern[str]
    cover: re.Pattern[str]
    rank: re.Pattern[str]
    forward: re.Pattern[str]
    comparing: frozenset[str]
    """What words that compare end in."""
    steady_words: tuple[str, ...]
    cover_words: tuple[str, ...]


@cache
def _words() -> _Words:
    data = vocabulary("targets")
    steady, faster, slower = (alternation(data[name]) for name in ("steady", "faster", "slower"))
    cover = alternation(data["cover"])
    return _Words(
        re.compile(
            r"(?P<name>.+?)(?P<verb>(?:力争|努力|保持|实现)?[与和同](?P<other>[^、，]{2,16}?)(?:保持|实现)?(?:基本|相)?(?:同步(?:增长|提高|提升)?|匹配))$"
        ),
        re.compile(
            rf"(?P<name>.+?)(?:均|都|继续|持续|确保|力争|要)*(?P<verb>(?P<no>不)?(?:{faster}|(?P<slower>{slower})))(?P<other>[^、，\d]{{2,24}})$"
        ),
        re.compile(rf"(?P<name>.+?)(?P<verb>(?:保持)?(?:{steady}))$"),
        re.compile(rf"(?P<name>.{{0,30}}?)(?P<verb>{data['assigned']})$"),
        re.compile(rf"(?P<name>.+?)(?:实现|达到)?(?P<verb>{cover}(?:、{cover})*|即.即.、应.尽.)$"),
        re.compile(
            rf"(?P<name>.+?)(?:继续|持续|稳定|力争)?(?:稳居|位居|进入|跻身|保持在?|稳定在|排名|居|名列|进位至|位列)(?:全[国省市]|{HAN}{{2,3}})?"
            r"前(?P<rank>\d+|[一二两三四五六七八九十百]+)[位名强]?$"
        ),
        re.compile(r"(?P<name>.+?(?:排名|位次|位势))(?:继续|持续|稳步|不断)*(?:前移|进位|提升|上升|争先进位)$"),
        frozenset(word[-1] for word in words([data["faster"], data["slower"]])),
        tuple(words(data["steady"])),
        tuple(words(data["cover"])),
    )


@clausewise
def qualitative(reading: Reading) -> Iterator[Finding]:
    """Yield the targets of a clause that commit to something without giving a number."""
    known, text = _words(), reading.masked
    if not reading.word and _AIM.match(text):
        return
    start = lead_in_end(reading.masked)
    # What stands in each text that a pattern matches is sooner found than that it does not match.
    if "前" in text and (found := known.rank.match(text, start)):
        value = float(found["rank"]) if found["rank"].isdigit() else chinese_number(found["rank"])
        name = reading.text[start : found.end("name")]
        yield _finding(reading, start, found.end(), "rank", name, "<=", value=int(value) if value else None)
        return
    if reading.text.endswith("双下降”") and (found := _BOTH_FALL.match(reading.text, start)):
        for name in _names(reading, start, found.end("name")):
            yield _finding(reading, start, found.end(), "goal", name, "<")
        return
    if text.endswith("前列") and (found := _FRONT.match(text, start)):
        yield _finding(reading, start, found.end(), "rank", reading.text[start : found.end("name")], "=")
        return
    if "同步、" in text:
        begin = start
        for piece in re.split(r"(?<=同步)、", text[start:]):
            yield from _step(reading, begin, piece)
            begin += len(piece) + 1
        return
    found = known.step.match(text, start) if "同步" in text or "匹配" in text else None
    if found and (not text.endswith("匹配") or _MEASURED.search(found["name"])):
        for name in _names(reading, start, found.end("name")):
            yield _finding(reading, start, found.end(), "in_step", name, "~" if "基本" in found["verb"] else "=")
        return
    if text.endswith(_ASSIGNED) and (found := known.assigned.match(text, start)) and not _NUMBER.search(text, start):
        name = reading.text[start : found.end("name")] or re.sub(
            r"^完成(?:[国省市县区]|上级|年度|下达|的)*|(?:年度)?(?:整改)?(?:任务|目标|计划)+$", "", reading.text[start:]
        )
        yield _finding(reading, start, found.end(), "assigned", name, "=")
        return
    if reading.goals and reading.position and not known.compare.match(text, start) and (goals := _goals(text, start)):
        for found in goals:
            name = reading.text[found.start() : found.end("name")]
            yield _finding(reading, *found.span(), "goal", name, _sign(text[found.end("name") : found.end()]))
        return
    if "类" in text and (found := _GRADE.match(text, start)):
        sign = ">=" if found["up"] or "优于" in found["verb"] else "="
        yield _finding(reading, start, found.end(), "grade", reading.text[start : found.end("name")], sign)
        return
    if ("位" in text or "排名" in text) and (found := known.forward.match(text, start)):
        yield _finding(reading, start, found.end(), "rank", reading.text[start : found.end("name")], ">")
        return
    begin = start
    for piece in re.split(r"(?<=[升降稳定速%上内右])、", text[start:]):
        yield from _piece(reading, piece, begin)
        begin += len(piece) + 1


def _step(reading: Reading, begin: int, piece: str) -> Iterator[Finding]:
    """Yield the target of one member of a list of things that keep in step: A和B同步、C和D同步."""
    if found := _words().step.match(piece):
        name = reading.text[begin : begin + found.end("name")]
        sign = "~" if "基本" in found["verb"] else "="
        yield _finding(reading, begin, begin + len(piece), "in_step", name, sign)


def _goals(text: str, start: int) -> list[re.Match[str]]:
    """Return the goals of a clause: one, or each of a list of them (居民收入稳步增长、收入差距进一步缩小)."""
    found, begin = [], start
    for piece in text[start:].split("、"):
        goal = _GOAL.match(text, begin, begin + len(piece))
        if goal is None or goal.end("name") < begin + 3:
            whole = _GOAL.match(text, start)
            return [whole] if whole else []
        found.append(goal)
        begin += len(piece) + 1
    return found


def _piece(reading: Reading, piece: str, start: int) -> Iterator[Finding]:
    """Yield the target of one member of a list of comparisons."""
    known = _words()
    if not known.comparing.isdisjoint(piece) and (found := known.compare.match(piece)):
        if "的" not in found["other"] and _COMPARED.search(found["name"]):
            name = reading.text[start : start + found.end("name")]
            less = found["slower"] or "浓度" in name
            sign = "<" if less else ">"
            if found["no"]:
                sign = ">=" if found["slower"] else "<="  # 不低于, 不高于
            yield _finding(reading, start, start + len(piece), "faster", name, sign)
    elif piece.endswith(known.steady_words) and (found := known.steady.match(piece)):
        if reading.goals or _KEPT.search(found["name"]):
            name = reading.text[start : start + found.end("name")]
            yield _finding(reading, start, start + len(piece), "steady", name, _sign(found["verb"]))
    elif (
        (piece.endswith(known.cover_words) or "尽" in piece)
        and (found := known.cover.match(piece))
        and "、" not in found["name"]
    ):
        name = reading.text[start : start + found.end("name")]
        yield _finding(reading, start, start + len(piece), "cover", name, "=")


def _sign(verb: str) -> str:
    """Return the comparator of words that tell which way something goes."""
    return ">" if _RISING.search(verb) else "<" if _FALLING.search(verb) else "="


def _names(reading: Reading, start: int, end: int) -> list[str]:
    text = reading.text[start:end]
    return [text] if "等" in text else subjects(text) if "、" in text or "和" in text else [text]


def _finding(
    reading: Reading, start: int, end: int, rule: str, indicator: str, comparator: str, value: int | None = None
) -> Finding:
    return reading.finding(
        "target",
        start,
        end,
        f"target.{rule}",
        VERSION,
        indicator=indicator,
        comparator=comparator,
        value=value,
        unit="位" if value else None,
        kind="level" if value else "qualitative",
        period=reading.horizon,
    )
