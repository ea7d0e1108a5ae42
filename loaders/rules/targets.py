"""Targets: a number that the plan commits to, with its indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.cues import MARK
from loaders.reading import Finding, Reading
from loaders.rules.project_words import WORKS
from loaders.rules.quantities import Quantity, quantities
from loaders.rules.segments import Segment, segments
from loaders.rules.shared_values import each, in_turn, respectively
from loaders.rules.target_kinds import target_kind
from loaders.rules.target_words import lead_in_end, target, target_words

_FUND = re.compile(r"的[^，、]{0,24}(?:基金|资金池|规模)$")
_PUSH = re.compile(r"推动|引导|组织|帮助|确保|力争|促成|实现|将|支持")
_SIZE = re.compile(r"(?:年产|日产|日处理|处理能力|装机|占地|全长|总长|总投资|总面积|建筑面积|容量)$")
_MONEY = re.compile(r"[^，、]{0,8}(?:资金|基金|贷款|投资|融资|债券|减负|补贴)")
_NOUN = re.compile(
    r"(?:改造|建设|培训|开发|治理|整治|提升|创建|培育|更新|修复|升级|推广|引进|认证|播种|种植|养殖|投放)(?:项目|工程|任务|用地|面积|总量|资金|数|率|点|户|人)"
)
# A list of these is made, and counted at its end …
_MAKING = re.compile(
    r"(?:高标准|高质量|高水平|加快|重点|积极|全力|精心|启动|规划|谋划)*(?:打造|建设|争创|创建|创成|新建|改造|推出|举办|建立|完成|开设|开展)"
)
# … but for what is there already.
_EXISTING = re.compile("(?:产业|集群|产业链|领域|方面|行业|优势|机制|体系|工作|任务|方向|环节)$")
# Works that get done this year are promised, those that go on are only told.
_REACHED = ("开工", "建成", "投产")
# What goes on with so many of a kind is promised, if it is works: 推进10个小区改造.
_PUSHED = ("推进", "加快", "推动", "支持")
_BUILDING = re.compile(
    "(?:(?<!集群)(?<!城市)(?<!区)(?<!体系)(?<!试点)(?<!能力)(?<!产业)(?<!枢纽)建设|改造|改扩建|扩建|迁建|新建|整治|工程|治理|修复|修缮|改建)$"
)
# Units of what a plant makes or holds.
_OUTPUT = ("吨", "瓦", "瓦时", "W", "h", "只", "头", "羽", "辆", "片", "度", "箱")
_COUNTERS = ("个", "家", "座", "条", "所", "处", "项")
_TASKS = ("任务", "目标", "目标任务")
_WORKS = re.compile(r"[^、，]{0,12}?项目")
# Money that a deed obtains or spends is counted (争取上级资金3亿元), money that comes is a level (到位资金3亿元).
_OBTAINED = re.compile(
    r"(?:争取|落实|安排|筹集|筹措|拨付|发放|发行|投入)(?:和用好)?[^，]{0,24}?(?:(?<!到位)(?<!配套)资金|(?:债券|国债|专项债|赤字|补助|补贴|贴息))$"
)
_STOP = re.compile(r"进行|，|[和及](?=[^和及]{2,}等)")
# What one goes by is there already: 以10件实事为牵引.
_MEANS = re.compile(r"为[^，、]{0,2}(?:牵引|抓手|契机|载体|重点|支撑|依托|引领|龙头|基础|纽带|突破口)$")
_UNITS = re.compile("（[间只台户条]）")
# What is told of the past or the present: 目前仅152家, 已累计完成2平方公里.
_TOLD = re.compile("已累计|已经?完成|已建成的|目前|仅占?$")
_ACHIEVED = re.compile("完成|实现")
# Right before a number without a noun, these say that it is done.
_SPENT = ("安排", "投入")
# 筹措7亿元实施惠民工程 is a promise, 投资2亿元建设大桥 tells what it costs.
_RAISED = ("筹措", "筹集", "筹资")
_DONE = ("完成", "建成", "投运", "开工", "竣工")
_STAGE = re.compile("新?台阶|大关|关口")


def targets(readings: Sequence[Reading]) -> list[list[Finding]]:
    """Return the numeric targets of each clause.

    The numbers of all clauses are read first: it takes a tenth less time to keep the words of each step near.
    """
    found = [quantities(reading.masked) for reading in readings]
    return [_targets(reading, values) if values else [] for reading, values in zip(readings, found, strict=True)]


def _targets(reading: Reading, values: Sequence[Quantity]) -> list[Finding]:
    """Return the targets of a clause with some numbers."""
    masked = reading.masked
    if masked.startswith("以") and _MEANS.search(masked):
        return []
    found = [
        value for value in values if not (_describes(reading, value) or (reading.deeds and _named(reading, value)))
    ]
    if not found:
        return []
    if len(found) > 1 and ("分别" in masked or in_turn(masked, found)):
        return respectively(reading, found)
    result: list[Finding] = []
    kind, subject = "", ""
    for segment in segments(masked, found):
        finding, kind = _target(reading, segment, kind)
        if finding is None:
            continue
        if subject and segment.value.end - segment.value.start == finding.end - finding.start:
            finding = finding._replace(fields={**finding.fields, "indicator": subject})  # 增长6%、力争7%
        subject = str(finding.fields["indicator"])
        result += each(reading, segment.start, segment.value, finding)
    return result


def _named(reading: Reading, value: Quantity) -> bool:
    """Tell whether a number is part of the name of a project (青泰年产6000吨合金生产)."""
    number, end = reading.start + value.number, reading.start + value.end
    return value.unit.endswith(_OUTPUT) and any(
        one.kind == "project" and one.start <= number and end + 1 < one.end for one in reading.deeds
    )


def _describes(reading: Reading, value: Quantity) -> bool:
    """Tell whether a number only describes what it stands before (总投资12亿元的…)."""
    masked = reading.masked
    if _TOLD.search(masked, 0, value.number):
        return True
    following = masked[value.end : value.end + 1]
    if not (following or value.qualified or value.reached) and masked.endswith("总投资", 0, value.start):
        # What those before it cost in all: 实施项目20个，总投资95亿元.
        return not _ACHIEVED.search(masked, 0, value.start)
    if not following or following in "、和及" or (value.reached and _STAGE.match(masked, value.end)):
        return False
    if following != "以" and _SIZE.search(masked, 0, value.start):
        return True
    if following == "的":
        predicated = "%" in value.unit and target_words().predicate.search(masked, value.end)
        return not (_FUND.match(masked, value.end) or predicated)
    if following not in "以并" and value.unit.lstrip("万亿") in target_words().capacity:
        if value.unit.endswith("元"):
            return not (_MONEY.match(masked, value.end) or masked.endswith(_RAISED, 0, value.number))
        return not value.qualified and not value.reached
    return value.number > 0 and masked[value.number - 1] == "等" and not _listed(reading, value)


def _listed(reading: Reading, value: Quantity) -> bool:
    """Tell whether a number closes a list of what is newly made (争创A、B等4项省级试点), or of works that get done."""
    masked, number = reading.masked, reading.start + value.number
    for one in reading.deeds:
        if one.kind == "batch":
            told = one.fields["stage"]
            return one.start < number < one.end and (told in _REACHED or (told is None and reading.word in WORKS))
    return (
        _MAKING.match(masked, lead_in_end(masked), value.number) is not None
        and _EXISTING.search(masked, value.end) is None
    )


def _target(reading: Reading, segment: Segment, inherited: str) -> tuple[Finding | None, str]:
    """Return the target of one member, and the kind that the next member inherits."""
    words, masked, value = target_words(), reading.masked, segment.value
    body = lead_in_end(masked, segment.start, value.start)
    counted = words.counted.match(masked, body, value.number)
    if not counted and body > segment.start:
        counted = words.counted.match(masked, segment.start, value.number)
        if counted and counted.end() > body:
            body = segment.start  # what looks like a lead-in is part of the verb
    closing = value.number > 0 and masked[value.number - 1] == "等"
    if not closing and "等" in masked and (listed := words.behind_list.search(masked, body, value.start)):
        body = listed.end()
        counted = words.counted.match(masked, body, value.number)
    if value.unit.endswith("元") and (obtained := _OBTAINED.search(masked, segment.start, value.start)):
        body, counted = obtained.start(), obtained
    if reading.cues & MARK and (bracket := _UNITS.match(reading.text, value.end)):  # 200万套（间）
        value = value._replace(end=bracket.end(), unit=value.unit + bracket[0])
    head = masked[body : value.start]
    tail = masked[value.end : segment.end]
    if tail and not reading.text.startswith("“", value.end):
        tail = tail.strip("□")  # a bracket or a footnote, no noun
    if (value.reached and _STAGE.fullmatch(tail)) or (tail in _TASKS and value.unit != "项"):
        tail = ""  # 迈上1万亿元新台阶
    change = words.change.search(head)
    increment = words.increased.search(head) or (head.startswith("新") and words.new.match(head))
    if closing and tail and not counted:
        increment = None  # 推动新青联等5个项目竣工 begins with a name
    if increment and (both := words.both.match(masked, body, value.start)):
        counted, increment = both, None  # 新增、改造站点50座
    if not (counted or change or increment or value.reached):
        inner = words.counted.search(masked, body + 1, value.start)
        if inner and (inner.end() == value.start if tail else _deed_of(masked, inner, value)):
            body, counted = inner.start(), inner
            head = masked[body : value.start]
        elif head.endswith(_SPENT) or (head.endswith(_DONE) and value.unit in _COUNTERS):
            counted = words.counted.search(masked, value.start - 2, value.start)  # 各镇至少安排100万元, 汛期前完成21个
    if tail and not _promised(reading, segment, head, tail, counted=bool(counted), increment=bool(increment)):
        return None, inherited
    if not value.unit and not change and not (value.reached and value.qualified):
        return None, inherited
    compared = masked[value.start : value.number]
    kind = target_kind(
        value,
        head,
        compared,
        tail,
        inherited,
        change=bool(change),
        increment=bool(increment),
        counted=bool(counted) or closing,
    )
    end = segment.end if tail else value.end
    if tail and (stop := _STOP.search(tail)):
        end = value.end + stop.start()
    if tail and masked[body] in "对为":
        body += 1
    elif body == value.start and masked.startswith("力争", body):
        body += 2
    measured = body + change.start() if change and kind in ("growth", "level") else value.start
    if closing and end > value.end:  # without the names before 等
        indicator = (counted[0] if counted else "") + reading.text[value.end : end]
    else:
        indicator = _indicator(reading.text, body, measured, value, end)
    finding = target(reading, body, end, value, kind, indicator)
    if not segment.first and not counted and kind == inherited and inherited in ("count", "increment"):
        finding = _elided(reading, finding)
    return finding, kind


def _deed_of(masked: str, inner: re.Match[str], value: Quantity) -> bool:
    """Tell whether a verb behind its subject counts what follows.

    One that is part of a noun (改造项目) does not, nor one that tells what its subject costs (高铁完成投资20亿元).
    """
    if value.unit.endswith("元") and "完成" in masked[inner.start() : value.start]:
        return False
    return inner.end() + 1 < value.start and _NOUN.match(masked, inner.start()) is None


def _promised(reading: Reading, segment: Segment, head: str, tail: str, *, counted: bool, increment: bool) -> bool:
    """Tell whether a number before its noun is a promise (打造10个样板), not a description."""
    words, masked, value = target_words(), reading.masked, segment.value
    if "、" in head and not (words.counted_last.search(head) or head.endswith("等")):
        return False  # A、B两个产业: the number sums up the list
    if not value.unit and not value.reached and not value.qualified:
        return False
    listed = value.qualified and masked.startswith("、", segment.end)  # 推动2家以上A、3家以上B落地
    predicate = words.predicate.search(masked if listed else tail, value.end if listed else 0) is not None
    if "%" in value.unit:
        return predicate or (bool(head) and not tail.startswith("的"))
    set_exists = words.not_counted.match(masked, segment.start) if segment.first else None
    if increment or (counted and not set_exists):
        return True
    pushed = predicate and _PUSH.match(masked, segment.start) is not None
    if set_exists:
        return pushed or (
            set_exists.end() == value.number
            and (set_exists[0] != "抓好" or tail.endswith("实事"))
            and (
                tail.endswith("实事")
                or _WORKS.match(tail) is not None
                or (set_exists[0].endswith(_PUSHED) and _BUILDING.search(tail) is not None)
            )
        )
    if value.number == segment.start:
        return not segment.first or value.qualified or reading.goals or predicate
    return pushed or head in ("", "对", "为")


def _elided(reading: Reading, finding: Finding) -> Finding:
    """Return the target of a later member with the verb that the list shares, quoted as a second span."""
    words, start = target_words(), lead_in_end(reading.masked)
    verb = words.increment.match(reading.text, start) or words.counted.match(reading.text, start)
    if verb is None:
        return finding
    base = reading.start
    fields = {**finding.fields, "indicator": verb[0] + str(finding.fields["indicator"])}
    return finding._replace(fields=fields, extra=((base + verb.start(), base + verb.end()),))


def _indicator(text: str, start: int, stop: int, value: Quantity, end: int) -> str:
    """Return what is counted or measured, without the number."""
    head = text[start : min(stop, value.start)]
    return (head + text[value.end : end]).strip("、的 ") or text[start:end]
