"""Named projects of a clause, each with its stage, and the counted batch that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.cues import QUANTITY
from loaders.reading import Finding, Reading, read
from loaders.rules.batches import batches, done
from loaders.rules.members import Member, members
from loaders.rules.named_projects import named_projects
from loaders.rules.project_words import WORKS, project_words
from loaders.rules.stages import Frame, frame, of_plants, parts

VERSION = "14"
TAIL = re.compile(
    r"等(?<![高中初对同平]等)(?:\d+(?:万|亿)元(?:以上)?的?)?(?:(?P<count>\d+)(?:余|多)?(?:个|项|条|座|所|处|家|宗))?"
    r"(?:、?[^、，\d]{0,6}投资达?\d+(?:\.\d+)?(?:万|亿)?元(?:以上)?的?)?(?P<noun>[^、，\d]{0,22}?)"
    r"(?:超过?)?(?:(?P<sum>\d+)(?:个|项|条|座|所|处|宗)(?:以上)?|(?P<length>\d+(?:\.\d+)?公里)(?:以上)?)?$"
)
# A、B和C3个公园: the number closes the list as 等 does; 省级20个、市级30个项目 names none.
_CLOSED = re.compile(
    r"(?<=[^、，\d第超约近过余达度级有和及与])(?P<count>\d+|[两三四五六七八九])[个条座所处家](?P<noun>(?!以上|左右)[^、，\d]{2,22})(?P<sum>)(?P<length>)$"
)
_NAMES = re.compile(r"\D+[、和]\D{2,}")
_SURE = re.compile("项目|工程")
# What is recruited is a kind of project, not one that has a name.
_RECRUITING = frozenset({"招引", "引进"})
_PROCESS = re.compile(r"(?:提升|开发|转型|升级|发展|改造)$")
# What those named before 等 do themselves: 支持A、B等建设高水平医院.
_OWN_DEEDS = ("建设", "打造", "创建", "申报", "开展", "争创")
# What is studied is counted, not built.
_RESEARCH = re.compile("科技项目|科研项目|攻关项目")
# A member that is such a set itself, 12所学校, is no project besides.
_SUM = re.compile(r"\d+[余多]?[个项条座所处件宗家]")
_FIELDS = ("领域", "行业", "方面")


def projects(readings: Sequence[Reading]) -> list[list[Finding]]:
    """Return the named projects of each clause, and the counted batches that they stand for.

    Each step is taken for all clauses before the next one: it takes a fifth less time to keep the words of a step near.
    """
    result = [[*done(one)] if one.cues & QUANTITY else [] for one in readings]
    clauses = zip(result, readings, strict=True)
    parts_ = [(found, part) for found, one in clauses if not found for part in _parts(one)]
    closed = [(found, part, at) for found, part in parts_ if (at := _ending(part)) is not None]
    framed = [_List(found, part, *between) for found, part, at in closed if (between := _frame(part, at))]
    listed = [(one, names) for one in framed if (names := _members(one))]
    named = [(one, named_projects(one.reading, one.frame, names, one.tail, sure=one.sure)) for one, names in listed]
    for one, names in named:
        one.found.extend(_findings(one, names))
    return result


class _List(NamedTuple):
    """What may be a list of projects: where its findings go, the clause or the part of it, and what is around it."""

    found: list[Finding]
    reading: Reading
    frame: Frame
    tail: re.Match[str] | None

    @property
    def sure(self) -> bool:
        """Tell whether what closes the list says that it is one of projects."""
        return self.tail is not None and _SURE.search(self.tail["noun"]) is not None


def _parts(reading: Reading) -> Iterator[Reading]:
    """Yield a clause, or the parts of it that each tell their own stage."""
    ends = parts(reading.masked, reading.lead)
    if len(ends) == 1:
        yield reading
        return
    begin = 0
    for end in ends:
        yield read((reading.start + begin, reading.text[begin:end], "", reading.position))
        begin = end + 1


def _ending(reading: Reading) -> int | None:
    """Return where the first name that ends like a project does so; -1 without one, None if there is no list at all."""
    masked = reading.masked
    if closing := project_words().closing.search(masked, reading.lead):
        return closing.start()
    return -1 if "等" in masked or "产" in masked[-4:] else None


def _frame(reading: Reading, ending: int) -> tuple[Frame, re.Match[str] | None] | None:
    """Return what surrounds a list of projects, and what closes it."""
    masked, words, frame_ = reading.masked, project_words(), frame(reading)
    if frame_ is None or frame_.start >= len(masked) - 1 or words.other_deed.match(masked, frame_.start):
        return None
    tail = TAIL.search(masked, frame_.start, frame_.end) if "等" in masked else _closed(reading, frame_)
    if tail and not _of_projects(tail, frame_):
        return None
    ends = tail or ending >= frame_.start or of_plants(frame_, masked) or words.closing.search(masked, frame_.start)
    return (frame_, tail) if ends else None


def _members(one: _List) -> list[Member]:
    stop = one.tail.start() if one.tail else one.frame.end
    return members(one.reading.masked, one.frame, stop, sure=one.sure)


def _findings(one: _List, names: Sequence[Member]) -> Iterator[Finding]:
    """Yield the batches and the projects of a list."""
    reading, tail = one.reading, one.tail
    for counted in batches(reading, one.frame, tail, names):
        yield counted
        if tail and _RESEARCH.search(tail["noun"]):
            return
        if not tail:
            at = counted.start - reading.start
            names = [name for name in names if name.outer != at or not _SUM.search(reading.masked, at, name.end)]
    for name in names:
        yield project(reading, name, names[-1], shared=not tail)


def _closed(reading: Reading, frame_: Frame) -> re.Match[str] | None:
    """Return the number and noun that close a list of names without 等."""
    found = _CLOSED.search(reading.masked, frame_.start, frame_.end) if reading.cues & QUANTITY else None
    return found if found and _NAMES.fullmatch(reading.masked, frame_.start, found.start()) else None


def _of_projects(tail: re.Match[str], frame_: Frame) -> bool:
    """Tell whether 等… closes a list of projects, not one of industries, actions or policies."""
    words, noun = project_words(), tail["noun"]
    if noun in ("", "以上") and tail["count"] and tail[0].endswith(f"家{noun}"):
        return False  # 重点实验室、研发机构等50家以上
    if not noun or words.kind_of_works.fullmatch(noun):
        return True
    if (
        (words.not_tail.search(noun) and not (tail["count"] and noun.endswith("实验室")))
        or (tail["length"] and noun.endswith(("管网", "管线", "管道")))
        or noun.startswith(_FIELDS)
        or (len(noun) > 4 and noun.startswith(_OWN_DEEDS) and not noun.endswith(("工程", "项目")))
    ):
        return False
    if tail["count"]:
        return True
    if frame_.verb in _RECRUITING and not frame_.explicit:
        return False
    if tail["sum"]:
        return True
    if words.tail_end.search(noun):
        return True
    return frame_.verb not in WORKS and words.loose.search(noun) is not None and not _PROCESS.search(noun)


def project(reading: Reading, member: Member, last: Member, *, shared: bool) -> Finding:
    """Return one project; the last of the list is quoted too where its head may be shared."""
    base = reading.start
    end = max(member.end, member.start + 2)
    fields = {"stage": member.stage}
    if shared and member is not last and not project_words().strict.search(member.name):
        extra = ((base + last.start, base + last.end),)
        return Finding("project", base + member.start, base + end, "project.shared_head", VERSION, fields, extra)
    return Finding("project", base + member.start, base + end, "project.list", VERSION, fields)
