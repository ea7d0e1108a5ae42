"""Measures: a clause with a verb and what it acts on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeAlias

from loaders.cues import DOCTRINE
from loaders.lexicon import alternation, guarded, vocabulary, words
from loaders.reading import Finding, Reading
from loaders.rules.target_words import target_words

VERSION = "6"
_STATES = re.compile(r"(?!特别|尤其)[^，]{1,8}是")
_MEETING = re.compile(r"(?:更好|切实|真正|有力)?(?:满足|保障)")
_PUSHING = re.compile(r"推动|推进|加快|促进")
_ATTITUDE = re.compile(r"要(?:始终)?(?:坚定|把握|厚植|注重|增强|树立|牢记|遵循|保持|深刻|善于|学会)")
_NEVER_INNER = re.compile(r"为|让|使|努力|由")
_OBJECT_FIRST = re.compile(r"(?:始终|特别是)?[以把将]")
_TURNED = re.compile(r"打造[成为]|转化为|作为|放在|置于|为")
_FUNDING = frozenset({"安排", "组建", "设立", "筹集", "发行", "整合", "保障"})
_STRATEGY = re.compile(r"”(?:战略|方针|机制)|坚持和")
_ONE = "[引建促强抓优扩稳惠育聚提拓畅护保兴治补延降][^，、]{2,8}"
_BRIEF = re.compile(rf"(?:{_ONE}、){{1,3}}{_ONE}$")


Measure: TypeAlias = tuple[int, int, str]
"""Where a measure starts and ends in the canonical text, and the rule that finds it."""


@dataclass(frozen=True, slots=True)
class _Words:
    reference: re.Pattern[str]
    refers: frozenset[str]
    """What a reference begins with."""
    aim: re.Pattern[str]
    reference_only: re.Pattern[str]
    inner: re.Pattern[str]
    doctrine_opening: re.Pattern[str]
    doctrine: re.Pattern[str]
    result: re.Pattern[str]
    result_with: dict[str, re.Pattern[str]]
    effort: re.Pattern[str]
    made: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("measures")
    result_with: dict[str, list[str]] = {}
    for verbs, ending in data["result_with"].items():
        for verb in verbs.split():
            result_with.setdefault(verb, []).append(ending)
    return _Words(
        re.compile(guarded(data["reference"])),
        frozenset(word[0] for word in words(data["reference"])),
        re.compile(guarded(data["aim"])),
        re.compile(data["reference_only"]),
        re.compile(alternation(data["inner"])),
        re.compile(data["doctrine_opening"]),
        re.compile(data["doctrine"]),
        re.compile(alternation(data["result"])),
        {verb: re.compile("|".join(endings)) for verb, endings in result_with.items()},
        re.compile(alternation(data["effort"])),
        re.compile(alternation(data["made"])),
    )


def measures(readings: Sequence[Reading]) -> list[Measure | None]:
    """Return the measure that each clause is, or None; the clauses follow each other and hold what was found in them.

    What only tells a result is none if a deed, or a policy, stands before it in its sentence.
    """
    words, deed = _words(), False
    result: list[Measure | None] = []
    for reading in readings:
        if not reading.position:
            deed = False
        made = _measure(reading, words, deed_before=deed)
        if made or reading.deeds:
            deed = True
        elif reading.names and not deed:
            deed = any(finding.kind == "policy" for finding in reading.names)
        result.append(made)
    return result


def _measure(reading: Reading, words: _Words, *, deed_before: bool) -> Measure | None:
    text, lead, found = reading.text, reading.lead, reading.deeds
    if reading.goals or len(text) < 4 or (reading.general and "“" not in text):
        return None
    if found and (found := [finding for finding in found if finding.rule != "batch.done"]):
        if any(finding.kind != "target" for finding in found):
            return _whole(reading, "measure.project")
        if not _made(reading, found):
            return None
        if not reading.word and (inner := _counted_inside(reading, found)):
            return inner
    if reading.cues & DOCTRINE and (words.doctrine_opening.match(text, lead) or words.doctrine.search(text, lead)):
        return None
    if "是" in text and _STATES.match(text, lead):
        return None
    if "要" in text and _ATTITUDE.match(text, lead):
        return None
    if reading.word:
        return _by_verb(reading, words, deed_before=deed_before)
    if words.aim.match(text, lead):
        return None
    if words.reference.match(text, lead):
        return _by_reference(reading, text[lead:])
    if any(finding.start == reading.start for finding in found):
        return _whole(reading, "measure.subject")
    return _by_subject(reading)


def _whole(reading: Reading, rule: str) -> Measure:
    start = reading.start
    return start + reading.lead, start + len(reading.text), rule


def _made(reading: Reading, targets: Sequence[Finding]) -> bool:
    """Tell whether a number is of something done, so that the clause is a measure too."""
    if reading.word:
        counted = any(finding.fields["kind"] == "count" for finding in targets)
        behind = "、" in reading.text[reading.object : targets[0].start - reading.start]  # a deed before it
        return (
            counted
            or behind
            or (reading.word in _FUNDING and not reading.text.startswith("新设", reading.lead))
            or _words().made.search(reading.text, reading.lead, reading.object) is not None
        )
    if _counted_inside(reading, targets):
        return True
    if reading.text[0].isdigit() and any(finding.start == reading.start for finding in targets):
        return any(finding.fields["kind"] == "count" for finding in targets)
    return _words().made.match(reading.text, reading.lead) is not None or "进行" in reading.text


def _counted_inside(reading: Reading, targets: Sequence[Finding]) -> Measure | None:
    """Return the measure of a counted deed behind a reference (聚焦X打造Y10个) or its subject (各县引进3家)."""
    first, start = targets[0], reading.start
    at = first.start - start
    if first.fields["kind"] != "count":
        return None
    if not _words().aim.match(reading.text, reading.lead):
        deed = target_words().counted.match(reading.text, at) if at > reading.lead else None
        return _whole(reading, "measure.counted") if deed and "实现" not in reading.text[:at] else None
    deed = _words().inner.match(reading.text, at)
    end = start + len(reading.text)
    return (first.start, end, "measure.counted") if deed else None


def _by_verb(reading: Reading, words: _Words, *, deed_before: bool) -> Measure | None:
    """A clause that opens with its verb, unless it only tells a result or refers to something."""
    text, lead = reading.text, reading.lead
    if len(text) - reading.object < 2 or (deed_before and _is_result(reading)):
        return None
    if text[lead] in words.refers and words.reference.match(text, lead) and words.reference_only.search(text):
        return None
    if reading.word == "坚持" and not _STRATEGY.search(text):
        return None
    return reading.start + lead, reading.start + len(text), "measure.verb"


def _is_result(reading: Reading) -> bool:
    """Tell whether the clause only says what comes of the deed before it."""
    text, lead = reading.text, reading.lead
    always, endings, short = _result(text[lead : reading.object], reading.word)
    if always:
        return True
    if endings:
        body = text[reading.object :].rstrip("”")
        for ending, told in endings:
            if ending.search(body):
                return told
    return short and len(text) - lead < 12


@lru_cache(maxsize=4096)  # a few hundred openings make nearly all clauses
def _result(opening: str, word: str) -> tuple[bool, Sequence[tuple[re.Pattern[str], bool]], bool]:
    """Return whether an opening always tells a result, with which objects (or with which an effort), or if short."""
    words = _words()
    if words.result.search(opening) or "努力" in opening:
        return True, (), False
    if ("满足" in opening or "保障" in opening) and _MEETING.match(opening):
        return True, (), False
    effort = words.effort.search(opening) is not None
    endings = [
        (words.result_with[verb], not (verb in ("打造", "建设", "构建") and effort))
        for verb in (word, *_PUSHING.findall(opening))
        if verb in words.result_with
    ]
    return False, endings, opening.startswith(("力争", "争取")) and not words.made.search(opening)


def _by_reference(reading: Reading, body: str) -> Measure | None:
    """A clause that opens with 以, 结合, 将 …: a measure if a deed follows inside it."""
    words = _words()
    if words.reference_only.search(body) or _NEVER_INNER.match(body):
        return None
    opening = words.reference.match(body)
    start = (opening.end() if opening else 0) + 2
    if body.startswith("在"):
        masked = reading.masked[reading.lead :]  # 上 in quotes is no place
        start = max(start, *(masked.rfind(mark) + 1 for mark in "上中下内"))
    deed = words.inner.search(reading.masked, reading.lead + start)
    if deed is None or len(reading.text) - deed.end() < 2:
        return None
    if _OBJECT_FIRST.match(body) and _TURNED.search(body, start):
        return None
    return _whole(reading, "measure.reference")


def _by_subject(reading: Reading) -> Measure | None:
    """A clause whose verb stands behind its subject (X做强Y), or is one character (引资本、建平台)."""
    if _BRIEF.match(reading.text, reading.lead):
        return _whole(reading, "measure.brief")
    deed = _words().inner.search(reading.masked, reading.lead + 2)
    if deed is None or deed.start() - reading.lead > 14 or len(reading.text) - deed.end() < 3:
        return None
    return reading.start + deed.start(), reading.start + len(reading.text), "measure.subject"
