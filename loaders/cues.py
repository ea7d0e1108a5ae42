"""Cues: words without which a rule has nothing to find, so that most rules skip most clauses.

All cue words of all rules are found in one pass over the text (Aho-Corasick), at several million
characters a second.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from loaders.clauses import Clause
from loaders.divisions import divisions
from loaders.lexicon import vocabulary, words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

(
    QUANTITY,
    QUALITY,
    STAGE,
    BUILT,
    MARK,
    QUOTE,
    TITLE,
    MEETING,
    KNOWN,
    ENDING,
    PARK,
    EVENT,
    BODY,
    PLACE,
    UMBRELLA,
    DOCTRINE,
    AIM,
) = (1 << bit for bit in range(17))
POLICY = QUOTE | TITLE | MEETING | KNOWN | ENDING
ALL = (1 << 17) - 1


def _vocabulary() -> dict[int, Iterable[str]]:
    """Return the cue words of every cue."""
    projects, policies, targets = vocabulary("projects"), vocabulary("policies"), vocabulary("targets")
    mentions, parks = vocabulary("mentions"), vocabulary("parks")
    numerals = "一两二三四五六七八九十百"
    return {
        QUANTITY: [
            *"0123456789",
            *map("".join, product(numerals, "个家条项所座名处张")),
            *map("".join, product("十百千", "亿")),
        ],
        QUALITY: [
            *words([targets[name] for name in ("steady", "faster", "slower", "cover", "rank")]),
            *map("".join, product("前", "0123456789" + numerals)),
            *map("".join, product("ⅠⅡⅢⅣⅤIV", "类")),
            *["同步", "匹配", "任务", "目标", "指标", "计划", "要求"],
        ],
        STAGE: words(
            [*projects["before"].values(), *projects["after"].values(), projects["open"], projects["allotting"]]
        ),
        BUILT: words(
            [
                *(projects[name] for name in ("strict", "loose", "sites", "tail_nouns", "worked_on")),
                projects["after"]["投产"],
            ]
        ),
        MARK: "“《（[",
        QUOTE: "“",
        TITLE: "《",
        MEETING: words(policies["meeting_cues"]),
        KNOWN: words(policies["known"].values()),
        ENDING: words(policies["endings"]),
        PARK: words(parks["endings"]),
        EVENT: words(mentions["events"]),
        BODY: words(mentions["organizations"]),
        PLACE: [*(division.name for division in divisions() if len(division.name) > 2), *words(mentions["places"])],
        UMBRELLA: map("".join, product("两三四五六七八九十0123456789", ["大", "个", "项", "条", "件", "方面", "类"])),
        DOCTRINE: words(vocabulary("measures")["doctrine_cues"]),
        # What opens the list of the year's goals, or the general requirement.
        AIM: ["目标", "总体要求", "总体思路", "指导思想", "总的要求"],
    }


def _shortest(entries: Iterable[str]) -> set[str]:
    """Return the words that hold no other word of the same cue: finding these is enough."""
    kept: set[str] = set()
    for word in sorted(entries, key=len):
        if not any(word[at:end] in kept for at in range(len(word)) for end in range(at + 1, len(word) + 1)):
            kept.add(word)
    return kept


@cache
def _automaton() -> tuple[AhoCorasick, list[int]]:
    from ahocorasick_rs import AhoCorasick

    bits: dict[str, int] = {}
    for cue, entries in _vocabulary().items():
        for word in entries if cue == PLACE else _shortest(entries):  # hardly any place's name holds another's
            bits[word] = bits.get(word, 0) | cue
    ordered = sorted(bits)
    return AhoCorasick(ordered), [bits[word] for word in ordered]


class Cues:
    """The cue words of ``text[start:end]``."""

    __slots__ = ("_bits", "_ends", "_start")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        automaton, bits = _automaton()
        hits = automaton.find_matches_as_indexes(text[start:end], overlapping=True)
        found, _, ends = zip(*hits, strict=True) if hits else ((), (), ())
        self._start = start
        self._bits = [bits[word] for word in found]
        self._ends = [*ends, len(text) + 1]  # the last is behind all that is asked for

    def within(self, start: int, end: int) -> int:
        """Return the cues, as bits, of the words of ``text[start:end]``."""
        found = 0
        first, last = (bisect_right(self._ends, place - self._start) for place in (start, end))
        for bits in self._bits[first:last]:
            found |= bits
        return found

    def of(self, clauses: Sequence[Clause]) -> list[tuple[Clause, int]]:
        """Return clauses that follow each other, each with the cues, as bits, of its words."""
        ends, bits, before = self._ends, self._bits, self._start
        at = bisect_right(ends, clauses[0][0] - before) if clauses else 0
        result: list[tuple[Clause, int]] = []
        for clause in clauses:
            end, found = clause[0] + len(clause[1]) - before, 0
            while ends[at] <= end:
                found |= bits[at]
                at += 1
            result.append((clause, found))
        return result
