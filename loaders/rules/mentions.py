"""Events, bodies and places that a clause names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.divisions import divisions
from loaders.lexicon import HAN, alternation, vocabulary
from loaders.reading import Finding, Reading, clausewise
from loaders.rules.names import opening, piece_start, strip_opening

VERSION = "2"
_KIND = re.compile(r"[省市县区州旗盟]")
_LONGEST = 12  # characters of a division's name
_JOINT_OF_EVENTS = re.compile(r"(?<=[会坛赛节])[和与及]")
_TIMES = re.compile(r"\d+场")
_JOINT_OF_BODIES = re.compile(r"(?<=[学院团司室])[和与及]|^[和与及]")
_NO_BODY = re.compile(r"\d|□")


@dataclass(frozen=True, slots=True)
class _Words:
    event: re.Pattern[str]
    event_verb: re.Pattern[str]
    event_generic: re.Pattern[str]
    body: re.Pattern[str]
    body_generic: re.Pattern[str]
    township: re.Pattern[str]
    closed: re.Pattern[str]
    """How a township ends; few clauses have that."""
    never: re.Pattern[str]
    levels: dict[str, tuple[str, str]]
    before: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("mentions")
    closed = rf"{alternation(data['places'])}(?=[、，。；：等和]|$)"
    levels: dict[str, tuple[str, str]] = {}
    for division in divisions():
        if len(division.name) > 2:
            levels.setdefault(division.name, (division.level, division.code))
    return _Words(
        re.compile(alternation(data["events"])),
        re.compile(alternation(data["event_verbs"])),
        re.compile(rf"(?:{alternation(data['event_generic'])})*"),
        re.compile(rf"{alternation(data['organizations'])}(?!生|城|化)"),
        re.compile(rf"(?:{alternation(data['organization_generic'])})*"),
        re.compile(rf"(?:(?<=[、，。；：”）])|^){HAN}{{2,3}}{closed}"),
        re.compile(closed),
        re.compile(rf"(?:{alternation(data['place_never'])})$"),
        levels,
        opening(vocabulary("parks")["before"], vocabulary("policies")["verbs"]),
    )


@clausewise
def events(reading: Reading) -> list[Finding]:
    """Return what is held or hosted: the verb must stand before it in the clause."""
    words, text = _words(), reading.text
    verb = words.event_verb.search(text)
    if verb is None:
        return []
    found = []
    for match in words.event.finditer(text, verb.end()):
        start = max(piece_start(text, match.start()), verb.end())
        start = strip_opening(words.before, text, start, match.start())
        stem = text[start : match.start()]
        if joint := _JOINT_OF_EVENTS.search(stem):
            start += joint.end()
            stem = text[start : match.start()]
        if 2 <= len(stem) <= 20 and not words.event_generic.fullmatch(stem) and not _TIMES.search(stem):
            found.append(reading.finding("event", start, match.end(), "event.hosted", VERSION))
    return found


@clausewise
def organizations(reading: Reading) -> list[Finding]:
    """Return companies, universities and other bodies."""
    words, text, last, found = _words(), reading.masked, 0, []
    for match in words.body.finditer(text):
        start = max(piece_start(text, match.start()), last)
        start = strip_opening(words.before, text, start, match.start())
        stem = text[start : match.start()]
        if joint := _JOINT_OF_BODIES.search(stem):
            start += joint.end()
            stem = text[start : match.start()]
        if 2 <= len(stem) <= 14 and not words.body_generic.fullmatch(stem) and not _NO_BODY.search(stem):
            last = match.end()
            found.append(reading.finding("organization", start, match.end(), "organization.ending", VERSION))
    return found


@clausewise
def places(reading: Reading) -> list[Finding]:
    """Return divisions by their full name, and townships that stand between breaks."""
    words, text, found = _words(), reading.text, []
    for kind in _KIND.finditer(text):
        for start in range(max(0, kind.end() - _LONGEST), kind.end() - 2):
            if known := words.levels.get(text[start : kind.end()]):
                level, code = known
                found.append(
                    reading.finding("place", start, kind.end(), "place.division", VERSION, level=level, code=code)
                )
                break
    if not words.closed.search(text):
        return found
    for match in words.township.finditer(text):
        if strip_opening(words.before, text, match.start(), match.end()) > match.start():
            continue  # 推进街道…: a deed done to streets
        if not words.never.search(match[0]) and not text.startswith(match[0] + "化", match.start()):
            found.append(
                reading.finding("place", match.start(), match.end(), "place.township", VERSION, level="township")
            )
    return found
