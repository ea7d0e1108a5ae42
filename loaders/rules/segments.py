"""Lists of values in one clause: 新增A 3家、B 50家."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from loaders.lexicon import HAN
from loaders.rules.quantities import Quantity
from loaders.rules.target_words import lead_in_end, target_words

_NAMED_FIRST = re.compile(r"、.*(?:和|及|以及)$")
_JOINT = re.compile(r"(?:和|及|以及|并|，|与)")
_LATER_JOINT = re.compile(rf"(?:和|以及)(?={HAN}*$)")
_SKIP = re.compile(r"(?:、|以及|和|及|并|与|，)?")


class Segment(NamedTuple):
    """One member of a list of values; ``first`` tells that the clause begins with it."""

    start: int
    end: int
    value: Quantity
    first: bool


def segments(masked: str, found: Sequence[Quantity]) -> list[Segment]:
    """Return the members of the list, each with its value; a member without a value joins the next."""
    listed: list[Segment] = []
    start = _first(masked, found[0]) if "、" in masked else 0
    for value, following in pairwise(found):
        between = masked[value.end : following.start]
        comma = between.find("、")
        joint = _JOINT.match(between)
        if joint is None and (value.number == start or target_words().counted.fullmatch(masked, start, value.number)):
            joint = _LATER_JOINT.search(between)  # 推出30项A和18项B
        if comma < 0 and joint is None:
            continue  # an attribute of what the next number counts
        cut = comma if comma >= 0 else joint.start() if joint else 0
        listed.append(Segment(start, value.end + cut, value, start == 0))
        skipped = _SKIP.match(masked, value.end + cut)
        start = skipped.end() if skipped else value.end + cut
    value = found[-1]
    end = value.end if masked.startswith("、", value.end) else len(masked)
    listed.append(Segment(start, end, value, start == 0))
    return listed


def _first(masked: str, value: Quantity) -> int:
    """Return where the member with the first value begins, behind others that have none."""
    words, start = target_words(), 0
    if "、" not in masked[: value.number]:
        return 0
    if (alike := words.alike.search(masked, 0, value.start)) and alike[0][0] != "各":
        return 0
    if value.end < len(masked) and (named := _NAMED_FIRST.search(masked, 0, value.number)):
        start = named.end()  # A、B和10个C: named ones first, then the number of the others
    comma = masked.find("、", 0, value.start)
    if comma > 0 and words.verb_alone.fullmatch(masked, lead_in_end(masked), comma):
        comma = masked.find("、", comma + 1, value.start)  # 新建、改造A 5座: two deeds of the same things
    while comma >= 0:
        opened = words.counted.match(masked, comma + 1)
        hoped = words.lead_in.match(masked, comma + 1)
        if (opened and opened.end() <= value.number) or words.increment.match(masked, comma + 1):
            start = comma + 1  # a deed of its own
        elif hoped and hoped.end() > comma + 1:
            start = comma + 1  # 打响品牌、力争人数达600万
        comma = masked.find("、", comma + 1, value.start)
    return start
