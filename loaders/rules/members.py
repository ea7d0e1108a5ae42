"""The names in a list of projects: where each starts and ends, and which stage it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from loaders.lexicon import HAN
from loaders.rules.project_words import project_words
from loaders.rules.stages import Frame, behind, leading_stage

# 5、6号机组 is one piece.
_PIECE = re.compile(r"[^、]+(?:(?<=\d)、(?=\d+号)[^、]+)*")
_PARTING = re.compile("[、及和与]")
_JOINT = re.compile(r"以及|及|与(?=\d)|和")
_BUILT = re.compile(r"(?<!开发)(?:规划)?建设(?:进度)?$|(?<=项目)主体$")
_DESCRIPTION = re.compile(
    r".*?(?:总投资|投资|占地|全长|总长|规模)?[^的、]{0,14}\d[^的]{0,12}的|(?:全[市县区省国])?首个[^“]*?级"
    rf"|(?:辐射|具有|面向|覆盖|以[^的]+为主题)[^的]*的|\d+(?:\.\d+)?万?(?:千瓦时?|兆瓦|吨|亩|平方米)(?={HAN}{{4}})|\d+(?:\.\d+)?公里(?={HAN}{{7}}|□)"
    r"|(?:总投资|投资)\d[^个]*?元"
)
_DESCRIBED = re.compile(r"[\d的首](?:(?<!首)|个)")
_INNER_TAIL = re.compile(r"等(?<![高中初对同平]等)(?=[^、]{2,}$)")
# A number behind a name is no part of it: 青溪抽水蓄能12台机组.
_AMOUNT = re.compile(r"\d+(?:\.\d+)?[万亿]?(?:台机组|台|立方米|方|千瓦)$")
# 建成云溪大学并支持其办好医学院: a deed of its own follows the name.
_AND_DEED = re.compile("并(?:支持|加快|推动|推进|力争|确保|实现|做好|开展|启动|积极|争取)")
_LINKS = ("连接线", "联络线", "互通")
_PHASE = re.compile(r"[一二三四五六]期$")
# Stage words that also begin names.
NAME_LIKE = ("研究", "规划", "落地", "开放", "抓好", "深化", "改造", "扩建", "储备")


class Member(NamedTuple):
    """One name of a list, in offsets of the clause.

    ``outer`` is where it stands in the list, ``start`` and ``end`` bound the name without what describes it
    and without the word for its construction. Members with the same verb have the same ``group``.
    """

    outer: int
    start: int
    end: int
    name: str
    stage: str | None
    explicit: bool
    group: int


def members(masked: str, frame: Frame, stop: int, *, sure: bool = False) -> list[Member]:
    """Return the members of the list; a stage inside it holds for those before it that have none.

    ``sure`` tells that 等项目 follows: then the last 和 parts two names, whatever they end in.
    """
    if _PARTING.search(masked, frame.start, stop) is None:
        return [_only(masked, frame, stop)] if frame.start < stop else []
    stage, explicit, group = frame.stage, frame.explicit, 0
    waiting: list[tuple[int, int]] = []
    result: list[Member] = []

    def settle(stage: str | None, explicit: bool) -> None:
        result.extend(_member(masked, low, high, stage, explicit, group) for low, high in waiting)
        waiting.clear()

    for begin, end in _split(masked, frame.start, stop, sure=sure):
        opened = leading_stage(masked[begin:end]) if begin > frame.start else None
        if opened and opened[1] and end - begin > opened[0] + 1 and not masked.startswith(NAME_LIKE, begin):
            settle(stage, explicit)
            stage, explicit, group, begin = opened[1], True, group + 1, begin + opened[0]
        closed = behind(masked[:end], begin) if end < stop or frame.end == len(masked) else None
        if closed and closed[0] - begin > 2:
            waiting.append((begin, closed[0]))
            settle(closed[1], True)
            group += end < stop
        else:
            waiting.append((begin, end))
    settle(stage, explicit)
    return result


def _only(masked: str, frame: Frame, stop: int) -> Member:
    """Return the only member of a list, with the stage behind it if one is told there."""
    if (
        stop < len(masked) == frame.end
        and (closed := behind(masked[:stop], frame.start))
        and closed[0] - frame.start > 2
    ):
        return _member(masked, frame.start, closed[0], closed[1], True, 0)
    return _member(masked, frame.start, stop, frame.stage, frame.explicit, 0)


def _member(masked: str, low: int, high: int, stage: str | None, explicit: bool, group: int) -> Member:
    name = masked[low:high]
    if "并" in name and (deed := _AND_DEED.search(name, 3)):
        name = name[: deed.start()]
    name = name.rstrip("的及与")  # 抽水蓄能电站的前期工作
    if name.endswith(("建设", "进度", "主体")) and (built := _BUILT.search(name)):
        name = name[: built.start()]
    if "等" in name and (tail := _INNER_TAIL.search(name, 2)) and project_words().tail_noun.search(name, tail.end()):
        name = name[: tail.start()]  # A、B等通道和C等道路: the list has two tails
    start = 0
    if _DESCRIBED.search(name):
        if (amount := _AMOUNT.search(name, 4)) is not None:
            name = name[: amount.start()]
        start = _description(name)
    return Member(low, low + start, low + len(name), name[start:], stage, explicit, group)


def _description(name: str) -> int:
    """Return the length of what only describes the project that follows (总投资3亿元的)."""
    length = 0
    while (found := _DESCRIPTION.match(name, length)) and found.end() < len(name) - 3:
        length = found.end()
    return length


def _split(masked: str, start: int, stop: int, *, sure: bool) -> Iterator[tuple[int, int]]:
    """Yield the spans between the commas of a list, and around 和 where both sides end like a project."""
    closing = project_words().closing
    for match in _PIECE.finditer(masked, start, stop):
        begin, end = match.span()
        for joint in _JOINT.finditer(masked, begin, end):
            low, high = joint.span()
            if joint[0] == "及" and masked.startswith(project_words().added, high):
                continue  # 公园及地下停车场 is one
            if joint[0] == "与" and masked.endswith(_LINKS, high, end):
                continue  # 北街与南街连接线 is one
            both = (
                (low - begin > 2 or _PHASE.match(masked, begin, low))
                and end - high > 2
                and (
                    (sure and end == stop and begin > start and end - high > 3)
                    or (closing.search(masked[begin:low]) and closing.search(masked[high:end]))
                )
            )
            short = end < stop and 1 < end - high < 5 and low - begin > 3 and closing.search(masked[begin:low])
            parting = joint[0] in ("以及", "与") or (joint[0] == "及" and masked[high : high + 1].isdigit())
            if both or short or (low > begin and (parting or masked.endswith("建设", begin, low))):
                yield begin, low
                begin = high
                break
        yield begin, end
