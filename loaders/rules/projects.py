"""Named projects and counted batches of them, each with its stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import alternation, guarded, vocabulary
from loaders.reading import Finding, Reading
from loaders.rules.stages import Frame, behind, frame, leading_stage

VERSION = "1"
_TAIL = re.compile(
    r"等(?:(?P<count>\d+)(?:余|多)?(?:个|项|条|座|所|处|家|宗))?(?P<noun>[^、，\d]{0,22}?)(?:(?P<sum>\d+)(?:个|项)(?:以上)?)?$"
)
_BUILT = re.compile(r"(?:规划)?建设$")
_PLAIN = re.compile(r"(?:项目|工程|枢纽|电站|高速|铁路|机场|大桥|水库)$")
_LOFTY = re.compile(r"深入|大力|持续|全面|高标准|高水平|高质量")
# Verbs that plan many things: what they open is a project only if its name says so.
_VAGUE = frozenset({"规划", "布局", "研究", "招引", "引进", "储备", "落地", "共建", "争取", "谋划"})
# Verbs that carry out programmes as well as works.
_WORKS = frozenset({"实施", "组织实施", "启动实施", "建设", "启动", "全面启动"})
_SUM = re.compile(r"\d+(?:万|亿)?[个项条座所处家宗名人公亩户套张](?:里|次)?(?:以上|左右)?$")
_COUNT = re.compile(
    r"(?<![\d.A-Za-z])(?P<count>\d+)(?:余|多)?(?P<unit>个|项|条|座|所|处|宗)(?:以上)?(?P<noun>[^、，\d]{0,18}?(?:项目|工程))"
)
_DESCRIPTION = re.compile(
    r"^.*?(?:总投资|投资|占地|全长|总长|规模)?[^的、]{0,14}\d[^的]{0,12}的|^(?:全[市县区省国])?首个[^“]*?级|^(?:辐射|具有|面向)[^的]+的|^\d+(?:\.\d+)?万?(?:千瓦时?|兆瓦|吨|亩|平方米)(?=[\u4e00-\u9fff]{4})|^(?:总投资|投资)\d[^个]*?元"
)


@dataclass(frozen=True, slots=True)
class _Words:
    strict: re.Pattern[str]
    loose: re.Pattern[str]
    closing: re.Pattern[str]
    generic: re.Pattern[str]
    tail: re.Pattern[str]
    physical: re.Pattern[str]
    built: re.Pattern[str]
    other: re.Pattern[str]
    building: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("projects")
    strict, loose = alternation(data["strict"]), alternation(data["loose"])
    after = guarded([data["neutral"], data["between"], *data["after"].values()])
    ending = r"(?:[一二三四五六]期|（[^）]*）|□+)?$"
    return _Words(
        re.compile(rf"{strict}{ending}"),
        re.compile(rf"(?:{strict}|{loose}){ending}"),
        re.compile(rf"(?:{strict}|{loose})(?:[一二三四五六]期|[（□])?(?=[、和及与以]|{after}|$)"),
        re.compile(data["generic"]),
        re.compile(rf"(?:{alternation(data['tail_nouns'])})"),
        re.compile(alternation(data["physical"])),
        re.compile(alternation([data["physical"], data["built"]])),
        re.compile(alternation(data["other_deeds"])),
        re.compile(
            r"(?:以上)?(?P<noun>[^、，\d]{0,14}(?:公园|中心|学校|医院|场馆|水库|电站|泵站|停车场|幼儿园|场站|道路|桥梁|公路|产业园|园区|基地|综合体|中小学|变电站|安置房|安置区))"
        ),
    )


@dataclass(frozen=True, slots=True)
class _Member:
    """One name of a list, in offsets of the clause."""

    start: int
    end: int
    stage: str | None
    explicit: bool
    group: int = 0


def projects(reading: Reading) -> Iterator[Finding]:
    """Yield the named projects of a clause, and the counted batch that they stand for."""
    frame_ = frame(reading)
    if frame_ is None or frame_.start >= len(reading.text) - 1:
        return
    masked = reading.masked
    if _words().other.match(masked, frame_.start):
        return
    tail = _TAIL.search(masked, frame_.start, frame_.end)
    if tail and tail["noun"] and not (tail["count"] or _words().tail.search(tail["noun"]) or _words().loose.search(tail["noun"])):
        return  # 等产业, 等行动: a list of something else
    if tail and tail["noun"] and not tail["count"] and frame_.verb in _WORKS and not _words().tail.search(tail["noun"]):
        return
    if tail and re.search(r"(?:产业|企业|活动|试点|政策|展会|机制|措施|领域|行动|服务|院校|高校|合作)$", tail["noun"]):
        return
    stop = tail.start() if tail else frame_.end
    if not tail and not _words().closing.search(masked, frame_.start):
        return
    members = list(_members(reading, frame_, stop))
    sure = bool(tail and re.search("项目|工程", tail["noun"]))
    named = [member for member in members if _named(reading, member, sure=sure)]
    sums = bool(members) and _SUM.search(masked, members[-1].start, members[-1].end) is not None
    accepted = [] if sums and not tail else _listed(
        reading, frame_, named, bool(tail and tail["noun"]), counted=bool(tail and (tail["count"] or tail["sum"]))
    )
    counted = _batch(reading, frame_, tail, accepted)
    if counted:
        yield counted
        accepted = [member for member in accepted if not counted.start == reading.clause.start + member.start or tail]
    for member in accepted:
        yield _project(reading, member, accepted[-1], bool(tail))


def _members(reading: Reading, frame_: Frame, stop: int) -> Iterator[_Member]:
    """Yield the members of the list; a stage inside it holds for those before it without one."""
    masked, start, stage, explicit = reading.masked, frame_.start, frame_.stage, frame_.explicit
    waiting: list[tuple[int, int]] = []
    group = 0
    for begin, end in _split(masked, start, stop):
        if opened := (leading_stage(masked[begin:end]) if begin > start else None):
            if opened[1] and end - begin > opened[0] + 1 and not re.match("研究|规划|落地|开放|抓好|深化|改造|扩建|储备", masked[begin:end]):
                for low, high in waiting:
                    yield _Member(low, high, stage, explicit, group)
                group += 1
                waiting, stage, explicit, begin = [], opened[1], True, begin + opened[0]
        closed = behind(masked[:end], begin) if end < stop or frame_.end == len(masked) else None
        if closed and closed[0] - begin > 2:
            waiting.append((begin, closed[0]))
            for low, high in waiting:
                yield _Member(low, high, closed[1], True, group)
            waiting = []
            group += end < stop
        else:
            waiting.append((begin, end))
    for low, high in waiting:
        yield _Member(low, high, stage, explicit, group)


def _split(masked: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between the commas of a list, and around 和 where both sides end like a project."""
    words = _words()
    for match in re.finditer(r"[^、]+", masked[start:stop]):
        begin, end = start + match.start(), start + match.end()
        for joint in re.finditer(r"以及|[和及与](?=\d)|和", masked[begin:end]):
            left, right = masked[begin : begin + joint.start()], masked[begin + joint.end() : end]
            both = words.loose.search(left) and words.loose.search(right) and len(left) > 2 and len(right) > 2
            if (joint[0] != "和" and left) or both:
                yield begin, begin + joint.start()
                begin += joint.end()
                break
        yield begin, end


def _named(reading: Reading, member: _Member, *, sure: bool) -> bool:
    """Tell whether a member can be a name: no sum, no kind of thing, no clause of its own."""
    name = _stripped(reading, member)
    if len(name) < 2 or len(name) > 40 or re.match(r"\d+(?:个|项|条|座|所|处|家|宗|万|%)", name):
        return False
    if sure and not re.match("一批|更多|各类|已开工", name):
        return True
    return not _words().generic.search(name) and "的" not in name[:-6]


def _stripped(reading: Reading, member: _Member) -> str:
    name = reading.masked[member.start : member.end]
    trimmed = re.sub(r"(?<!开发)(?:规划)?建设(?:进度)?$", "", name)
    return trimmed[_description(trimmed) :]


def _description(name: str) -> int:
    """Return the length of what only describes the project that follows (总投资3亿元的)."""
    length = 0
    while (found := _DESCRIPTION.match(name[length:])) and length + found.end() < len(name) - 3:
        length += found.end()
    return length


def _listed(
    reading: Reading, frame_: Frame, members: list[_Member], tail: bool, *, counted: bool
) -> list[_Member]:
    """Return the members that are projects: all before 等项目, else those groups of which one name ends like it."""
    if tail:
        return [] if all(member.end - member.start < 4 for member in members) and not counted else members
    accepted: list[_Member] = []
    for group in sorted({member.group for member in members}):
        same = [member for member in members if member.group == group]
        if _like_projects(reading, frame_, same):
            accepted += same
    return accepted


def _like_projects(reading: Reading, frame_: Frame, members: list[_Member]) -> bool:
    """Tell whether one of the names ends like a project, as strictly as the verb before them asks."""
    words = _words()
    names = [_BUILT.sub("", reading.masked[member.start : member.end]) for member in members]
    explicit = any(member.explicit for member in members)
    verb = frame_.verb if members[0].group == 0 else ""
    if verb == "深化" and not explicit:
        return False
    if verb in _VAGUE and not explicit:
        return any(len(name) > 6 and _PLAIN.search(name) for name in names)
    opening = reading.masked[reading.lead : frame_.start]
    if verb in _WORKS and (not explicit or verb != "建设"):
        if _LOFTY.match(opening):
            return False
        return any(name.endswith("项目") or (words.strict.search(name) and words.physical.search(name)) for name in names)
    if not explicit and all(name.endswith("工程") for name in names):
        return any(words.built.search(name) for name in names)
    ending = words.loose if explicit and verb != "完成" else words.strict
    if any(ending.search(name) for name in names):
        return True
    built = reading.masked[frame_.end :].startswith("建设")
    return built and len(names) > 1 and all(len(name) > 3 and words.loose.search(name) for name in names)


def _batch(
    reading: Reading, frame_: Frame, tail: re.Match[str] | None, members: list[_Member]
) -> Finding | None:
    """Return the counted set of projects of a clause."""
    words, masked = _words(), reading.masked
    stage = members[-1].stage if members else frame_.stage
    count = (tail["count"] or tail["sum"]) if tail else None
    if tail and count and members:
        noun = words.tail.search(tail["noun"]) or words.loose.search(tail["noun"])
        end = frame_.end if stage == frame_.stage == "前期" and frame_.end < len(masked) else tail.end()
        end = len(masked) if stage == "前期" and frame_.explicit else end
        return _counted(reading, members[0].start, end, int(count), stage) if noun else None
    found = _COUNT.search(masked, frame_.start)
    if found and frame_.verb not in ("实施", "引进", "招引", "落地", "储备", "研究", "深化", "争取"):
        return _counted(reading, found.start(), found.end(), int(found["count"]), stage)
    number = re.search(r"(?<!\d)(\d+)[个项条座所处](?=[^\d])", masked[frame_.start :])
    if number and frame_.explicit:
        at = frame_.start + number.start()
        building = words.building.match(masked, frame_.start + number.end())
        if building:
            return _counted(reading, at, building.end(), int(number[1]), stage)
    return None


def _counted(reading: Reading, start: int, end: int, count: int, stage: str | None) -> Finding:
    return reading.finding(
        "batch", start, end, "batch.count", VERSION, declared_count=count, stage=stage
    )


def _project(reading: Reading, member: _Member, last: _Member, tail: bool) -> Finding:
    """Return one project, without description and without the word for its construction."""
    name = reading.masked[member.start : member.end]
    start, end = member.start, member.end
    start += _description(name)
    if trimmed := re.search(r"(?<!开发)(?:规划)?建设(?:进度)?$|(?<=项目)(?:建设|主体)$", name):
        end = member.start + trimmed.start()
    finding = reading.finding("project", start, max(end, start + 2), "project.list", VERSION, stage=member.stage)
    if member is not last and not tail and not _words().strict.search(name):
        base = reading.clause.start
        return Finding(
            finding.kind, finding.start, finding.end, "project.shared_head", VERSION, finding.fields,
            ((base + last.start, base + last.end),),
        )
    return finding
