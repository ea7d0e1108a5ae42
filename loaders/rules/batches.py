"""Counted sets of projects: A、B等45个重大项目, 12所学校, 项目开工180个."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from loaders.cues import QUANTITY
from loaders.reading import Finding, Reading
from loaders.rules.members import Member
from loaders.rules.numerals import chinese_number
from loaders.rules.project_words import project_words
from loaders.rules.stages import Frame, behind
from loaders.rules.target_words import lead_in_end

VERSION = "11"
_COUNT = re.compile(
    r"(?<![\d.A-Za-z])(?P<count>\d+)(?:余|多)?(?:个|项|条|座|所|处|宗)(?:以上)?(?!老?旧?小区|社区|[自行]?政?村(?!庄)|乡镇|街道|[城乡]镇)(?:省、市)?[^、，\d]{0,18}?(?:项目|(?<!民心)(?<!民生)工程|除险加固(?:工程)?)(?![校部院])"
)
# Another number before it has the same noun: 5个以上百亿级、10个以上十亿级重大项目.
_SHARED = re.compile(r"(?<![\d.A-Za-z])(?P<count>\d+)[个项](?:以上)?[^、，\d]{1,8}级、$")
_NOUN = "(?:项目|工程|公园|道路|公路|铁路|桥梁|隧道|水库|电站|泵站)"
_AMOUNT = r"(?:超过?|不少于|不低于)?(?P<count>\d+)(?:余|多)?[个项条座处宗所](?:以上|左右)?(?=、|$)"
_BUILDING = re.compile("[新改扩]建")
# The number may also stand behind what is done, and once more: 制造业项目开工180个、竣工100个.
_DONE = re.compile(rf"(?P<stage>开工建设|新?开工|动工|竣工投产|建成投产|竣工|完工|投产|新?建成){_AMOUNT}")
_OF = re.compile(rf"[^、，]{{0,18}}{_NOUN}$")
# Others of the same noun may be counted before, behind another deed: 新引进项目35个、新开工30个.
_OTHERS = re.compile(rf"(?!新?开工|竣工|建成|动工|完工|投产).{{2,30}}{_NOUN}{_AMOUNT}、$")
# A、B等8条高速公路 inside a list that goes on.
_INNER = re.compile(rf"等(?P<count>\d+)[个项条座所处][^、，\d]{{0,12}}{_NOUN}(?=[、和及])")
# Behind these a number of projects is a count of deeds, not a set that is named elsewhere.
_NOT_BUILT = ("引进", "招引", "落地", "储备", "研究", "深化", "争取", "签约")


@cache
def _last() -> re.Pattern[str]:
    """Return the pattern of a number behind its noun: 开工制造业项目180个, 建成停车场5个."""
    noun = rf"(?P<noun>{_NOUN}|{project_words().counted_behind})"
    return re.compile(rf"(?:\d+亿元以上)?[^、，\d]{{0,16}}?{noun}{_AMOUNT}")


def batches(reading: Reading, frame: Frame, tail: re.Match[str] | None, named: Sequence[Member]) -> Iterator[Finding]:
    """Yield the counted sets of projects of a clause.

    ``tail`` is the match of 等N个… behind the list, ``named`` the projects before it.
    """
    if not (tail or reading.cues & QUANTITY):
        return
    words, masked = project_words(), reading.masked
    stage = named[-1].stage if named else frame.stage
    count = (tail["count"] or tail["sum"]) if tail else None
    if tail and count and named:
        noun = reading.text[slice(*tail.span("noun"))]  # it may stand in quotes: 等3条“断头路”
        if words.tail_noun.search(noun) or words.loose.search(noun):
            start = named[0].start
            for inner in _INNER.finditer(masked, start, tail.start()):
                yield _batch(reading, start, inner.end(), inner["count"], stage)
                start = next((one.start for one in named if one.start > inner.start()), start)
            # A和B、C、D3座水厂: the number counts the last ones.
            start = max(start, named[-max(_number(count), 1) :][0].start)
            told = stage == "前期" and (frame.explicit or stage == frame.stage)
            end = len(masked) if told or behind(masked, frame.start) else tail.end()
            yield _batch(reading, start, end, count, stage)
    elif (found := _last().match(masked, frame.start)) and (frame.explicit or (not tail and _is_set(frame, found))):
        yield _batch(reading, found.start(), found.end(), found["count"], stage)
        for following in _following(_last(), masked, found.end()):
            found = following
            yield _batch(reading, found.start(), found.end(), found["count"], stage)
        yield from _more(reading, found.end())
    elif (frame.explicit or not frame.verb.endswith(_NOT_BUILT)) and (found := _COUNT.search(masked, frame.start)):
        if shared := _SHARED.search(masked, frame.start, found.start()):
            yield _batch(reading, shared.start(), shared.end() - 1, shared["count"], stage)
        for following in _following(_COUNT, masked, found.end()):
            yield _batch(reading, *found.span(), found["count"], stage)
            found = following
        end = len(masked) if found.end() == frame.end and behind(masked, frame.start) else found.end()
        yield _batch(reading, found.start(), end, found["count"], stage)
    elif frame.explicit or masked.startswith("建设", frame.end):
        for found in words.counted.finditer(masked, frame.start):
            building = words.building.match(masked, found.end())
            if building and (frame.explicit or building.end() == frame.end):
                start = frame.start if masked.startswith("等", found.start() - 1) else found.start()
                yield _batch(reading, start, building.end(), found["count"], stage)


def _is_set(frame: Frame, found: re.Match[str]) -> bool:
    """Tell whether what is counted is one of works (实施水利工程20项), not of research or of a programme."""
    if _BUILDING.search(frame.verb) and found["noun"] in project_words().schools:
        return True
    works = found["noun"] in ("项目", "工程") and not frame.verb.endswith(_NOT_BUILT)
    return works and project_words().not_works.search(found[0]) is None


def done(reading: Reading) -> Iterator[Finding]:
    """Yield the sets whose number stands behind what is done with them (项目开工180个、竣工100个)."""
    masked = reading.masked
    for found in _DONE.finditer(masked, reading.lead):
        if noun := _OF.search(masked, lead_in_end(masked), found.start()):
            yield _done(reading, noun.start(), found)
            yield from _more(reading, found.end())
            return
        if _OTHERS.match(masked, lead_in_end(masked), found.start()):
            yield _done(reading, found.start(), found)
            yield from _more(reading, found.end())
            return


def _following(pattern: re.Pattern[str], masked: str, last: int) -> Iterator[re.Match[str]]:
    """Yield what a pattern matches behind 、 from ``last`` on, one behind the other."""
    while masked.startswith("、", last) and (found := pattern.match(masked, last + 1)):
        yield found
        last = found.end()


def _more(reading: Reading, last: int) -> Iterator[Finding]:
    """Yield the sets of the same noun that follow ``last`` (、竣工100个)."""
    for found in _following(_DONE, reading.masked, last):
        yield _done(reading, found.start(), found)


def _done(reading: Reading, start: int, found: re.Match[str]) -> Finding:
    told = behind(reading.masked[: found.end("stage")], found.start("stage"))
    return _batch(reading, start, found.end(), found["count"], told[1] if told else None)._replace(rule="batch.done")


def _number(count: str) -> int:
    return int(chinese_number(count) or count)


def _batch(reading: Reading, start: int, end: int, count: str, stage: str | None) -> Finding:
    base, fields = reading.start, {"declared_count": _number(count), "stage": stage}
    return Finding("batch", base + start, base + end, "batch.count", VERSION, fields)
