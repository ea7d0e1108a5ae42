"""One clause as the rules see it: its opening verb, its quotes masked, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, wraps
from typing import NamedTuple, TypeAlias

from loaders.clauses import Clause
from loaders.cues import ALL, MARK
from loaders.lexicon import adverb, guarded, vocabulary, words
from loaders.proposals import FieldValue, Span

_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|（[^）]*）|\[\d+\]")
_MASK = "□"


class Finding(NamedTuple):
    """What a rule finds, in offsets of the canonical text."""

    kind: str
    start: int
    end: int
    rule: str
    version: str
    fields: Mapping[str, FieldValue]
    extra: tuple[Span, ...] = ()


@dataclass(slots=True)
class Reading:
    """A clause, read once for all rules.

    ``start`` is where it stands in the text; other offsets are in ``text``. ``position`` is its number in its
    sentence. ``cues`` are the bits of :mod:`loaders.cues`. ``lead`` is where time words and connectives end,
    ``object`` where the verb ends, or else ``lead``. ``word`` is the verb, or an empty string.
    ``masked`` is the text with quotes, titles and brackets filled with a mark that no rule looks for.
    ``goals`` tells that the sentence lists the year's goals, ``general`` that it is the general requirement.
    ``heading`` is where the heading above it starts, -1 for none.
    ``deeds`` and ``names`` are what rules have found in it so far: what is done or reached, and what is named.
    """

    start: int
    text: str
    position: int
    masked: str
    cues: int
    lead: int
    object: int
    goals: bool
    general: bool
    horizon: str
    heading: int
    word: str
    deeds: Sequence[Finding] = ()
    names: Sequence[Finding] = ()

    def finding(self, kind: str, start: int, end: int, rule: str, version: str, /, **fields: FieldValue) -> Finding:
        """Return a finding whose span is given in offsets of the clause."""
        base = self.start
        return Finding(kind, base + start, base + end, rule, version, fields)


Rule: TypeAlias = Callable[[Sequence[Reading]], Sequence[Sequence[Finding]]]
"""What finds things of a sort: from the clauses of a text to what is in each."""


def clausewise(rule: Callable[[Reading], Iterable[Finding]]) -> Rule:
    """Return a rule that looks at one clause after the other."""

    @wraps(rule)
    def of_all(readings: Sequence[Reading]) -> list[list[Finding]]:
        return [[*rule(reading)] for reading in readings]

    return of_all


@cache
def head() -> re.Pattern[str]:
    """Return the pattern of how a clause opens: time words, adverbs and the verb, or time words alone, perhaps none."""
    verbs = vocabulary("verbs")
    lead = rf"((?:{guarded(verbs['lead'])}|[0-9]{{1,2}}月(?:底|份|\d+日)?前?|到?20\d\d年底?前?)*)"
    return re.compile(rf"{lead}(?:{adverb()}|、(?={adverb()}))*({guarded(verbs['deed'])})(?=..)|{lead}")


@cache
def _openings() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Return what words of a head begin with, two characters or a word of one, and those that need no pattern.

    That are words of two characters with which no other word begins: verbs, adverbs, and those that are both.
    """
    deeds, adverbs, leads = (words(vocabulary("verbs")[name]) for name in ("deed", "adverb", "lead"))
    begins = Counter(word[:2] for word in {*deeds, *adverbs, *leads, *"0123456789到、"})
    single = {word for word, count in begins.items() if count == 1 and len(word) == 2 and word[0] not in begins}
    alone, manner = (single.intersection(entries).difference(leads) for entries in (deeds, adverbs))
    return frozenset(begins), frozenset(alone - manner), frozenset(manner), frozenset(alone & manner)


def mask(text: str) -> str:
    """Return the text with what stands in quotes, titles and brackets made opaque, of the same length."""
    return _QUOTED.sub(lambda match: _MASK * len(match[0]), text)


def read(
    clause: Clause,
    cues: int = ALL,
    goals: bool = False,
    general: bool = False,
    horizon: str = "year",
    heading: int = -1,
) -> Reading:
    """Return the reading of one clause; ``cues`` may be :data:`loaders.cues.ALL` when they are not known."""
    start, text, _, position = clause
    word, lead, end = "", 0, 0
    known, alone, manner, both = _openings()
    begin = text[:2]
    if begin in alone:
        if len(text) > 3:
            word, end = begin, 2
    elif begin in manner and len(text) > 5 and (behind := text[2:4]) in alone:
        word, end = behind, 4
    elif begin in manner and len(text) > 5 and behind not in known and text[2] not in known:
        if begin in both:
            word, end = begin, 2
    elif (begin in known or text[:1] in known) and (match := head().match(text)):
        lead = end = match.end()
        if match.lastindex == 2:
            lead, word = match.end(1), match[2]
    masked = mask(text) if cues & MARK else text
    return Reading(start, text, position, masked, cues, lead, end, goals, general, horizon, heading, word)
