"""Counted sets of projects: A、B等45个重大项目, 12所学校."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.reading import Finding, Reading
from loaders.rules.members import Member
from loaders.rules.project_words import project_words
from loaders.rules.stages import Frame, behind

VERSION = "2"
_COUNT = re.compile(
    r"(?<![\d.A-Za-z])(?P<count>\d+)(?:余|多)?(?:个|项|条|座|所|处|宗)(?:以上)?[^、，\d]{0,18}?(?:项目|工程)(?![校部院])"
)
_NUMBER = re.compile(r"(?<!\d)(?P<count>\d+)[个项条座所处件](?=[^\d])")
# Behind these a number of projects is a count of deeds, not a set that is named elsewhere.
_DEEDS = frozenset({"实施", "引进", "招引", "落地", "储备", "研究", "深化", "争取"})


def batches(reading: Reading, frame: Frame, tail: re.Match[str] | None, named: Sequence[Member]) -> Iterator[Finding]:
    """Yield the counted sets of projects of a clause.

    ``tail`` is the match of 等N个… behind the list, ``named`` the projects before it.
    """
    words, masked = project_words(), reading.masked
    stage = named[-1].stage if named else frame.stage
    count = (tail["count"] or tail["sum"]) if tail else None
    if tail and count and named:
        if words.tail_noun.search(tail["noun"]) or words.loose.search(tail["noun"]):
            told = stage == "前期" and (frame.explicit or stage == frame.stage)
            end = len(masked) if told or behind(masked, frame.start) else tail.end()
            yield _batch(reading, named[0].start, end, count, stage)
    elif frame.verb not in _DEEDS and (found := _COUNT.search(masked, frame.start)):
        yield _batch(reading, found.start(), found.end(), found["count"], stage)
    elif frame.explicit:
        for found in _NUMBER.finditer(masked, frame.start):
            if building := words.building.match(masked, found.end()):
                yield _batch(reading, found.start(), building.end(), found["count"], stage)


def _batch(reading: Reading, start: int, end: int, count: str, stage: str | None) -> Finding:
    base, fields = reading.start, {"declared_count": int(count), "stage": stage}
    return Finding("batch", base + start, base + end, "batch.count", VERSION, fields)
