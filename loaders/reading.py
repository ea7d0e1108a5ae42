"""One clause as the rules see it: its opening verb, its quotes masked, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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


_Openings: TypeAlias = tuple[dict[str, re.Pattern[str]], frozenset[str], frozenset[str], frozenset[str]]


@cache
def heads() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of how a clause opens: with its verb, with adverbs before it, with time words before these.

    The groups are the time words and the verb; a clause without the verb may match the last one.
    """
    verbs = vocabulary("verbs")
    lead = rf"((?:{guarded(verbs['lead'])}|[0-9]{{1,2}}月(?:底|份|\d+日)?前?|到?20\d\d年底?前?)*)"
    adverbs = rf"(?:{adverb()}|、(?={adverb()}))*"
    deed = rf"({guarded(verbs['deed'])})(?=..)"
    return re.compile(f"(){deed}"), re.compile(f"(){adverbs}{deed}"), re.compile(f"{lead}{adverbs}{deed}|{lead}")


@cache
def _openings() -> _Openings:
    """Return which pattern to match, by the first two characters, or one of a word of one, and what needs none.

    That are words of two characters with which no other word begins: verbs, adverbs, and those that are both.
    """
    deeds, adverbs, leads = (words(vocabulary("verbs")[name]) for name in ("deed", "adverb", "lead"))
    needs: dict[str, int] = {}
    for need, entries in enumerate((deeds, [*adverbs, "、"], [*leads, *"0123456789到"])):
        needs |= dict.fromkeys((word[:2] for word in entries), need)
    needs = {begin: max(need, needs.get(begin[0], 0)) for begin, need in needs.items()}
    begins = Counter(word[:2] for word in {*deeds, *adverbs, *leads})
    single = {word for word, count in begins.items() if count == 1 and word[0] not in needs}
    alone = frozenset(word for word in single.intersection(deeds) if not needs[word])
    manner = frozenset(word for word in single.intersection(adverbs) if needs[word] == 1)
    return {begin: heads()[need] for begin, need in needs.items()}, alone, manner, manner.intersection(deeds)


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
    patterns, alone, manner, both = _openings()
    begin, behind = text[:2], text[2:4]
    if begin in alone:
        if len(text) > 3:
            word, end = begin, 2
    elif begin in manner and len(text) > 5 and behind in alone:
        word, end = behind, 4
    elif begin in manner and len(text) > 5 and behind not in patterns and text[2] not in patterns:
        if begin in both:
            word, end = begin, 2
    elif (head := patterns.get(begin) or patterns.get(text[:1])) and (match := head.match(text)):
        lead = end = match.end()
        if match.lastindex == 2:
            lead, word = match.end(1), match[2]
    masked = mask(text) if cues & MARK else text
    return Reading(start, text, position, masked, cues, lead, end, goals, general, horizon, heading, word)
