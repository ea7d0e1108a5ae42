"""Vocabulary files, and compiled alternations of their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from loaders.proposals import Span

VOCABULARY = Path(__file__).parent / "vocabulary"
HAN = r"[^\W\dA-z]"
"""A Chinese character, or a sign like 〇 and Ⅱ; the range of them all compiles fifty times as slowly."""


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """Return the vocabulary file ``vocabulary/NAME.yaml`` as plain data."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (VOCABULARY / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    return data


def words(text: str | Iterable[str]) -> list[str]:
    """Return the words of a vocabulary entry: a list, or a text of words parted by white space."""
    return text.split() if isinstance(text, str) else [word for line in text for word in line.split()]


_PAIR = 2  # words that compile faster apart than with a shared beginning
_FEW = 20  # characters that match as fast apart as in a set, which compiles slowly
_MANY = 32  # first characters that are worth a look at which half of them it is
_NEVER = "(?!)"  # matches nowhere; beside it, characters apart stay apart


def alternation(entries: str | Iterable[str]) -> str:
    """Return a regular expression, longest first, that matches any of the words.

    The words share their beginnings (a trie), so that matching costs the same for ten words and for a
    thousand.
    """
    return _pattern(sorted(set(words(entries))))


def guarded(entries: str | Iterable[str]) -> str:
    """Return :func:`alternation` behind a look at its first character, and of many, at which half it is in.

    Faster where most attempts fail, inside a pattern or for ``match``; slower at the start of a pattern
    that is searched for, since that skips by first characters itself.
    """
    ordered = sorted(set(words(entries)))
    return f"{guard(ordered)}(?:{'|'.join(_halves(ordered))})"


def guard(entries: str | Iterable[str]) -> str:
    """Return a look ahead at the first character of any of the words, for what begins with one of them."""
    return f"(?={_first(entries)})"


def beginning(entries: str | Iterable[str], pattern: str) -> re.Pattern[str]:
    """Return a pattern that finds where ``pattern`` begins, which begins with any of the words.

    It matches that one character alone. A search for it skips from one first character of the words to the next,
    which a pattern that looks around first, or has several parts, does not.
    """
    return re.compile(rf"{_first(entries)}(?<=(?={pattern}).)")


def _first(entries: str | Iterable[str]) -> str:
    """Return a set of the first characters of the words, for a pattern."""
    return f"[{re.escape(''.join(sorted({word[0] for word in words(entries)})))}]"


def atoms(entries: str | Iterable[str]) -> list[str]:
    """Return the words that are not made of others of them, for a pattern that repeats them.

    Any text of the others is one of these too. With them it could be taken apart in two ways at each, and
    a text of nothing else, that leads to no match, in twice as many with every word.
    """
    known = set(words(entries))

    def made(word: str) -> bool:
        return any(word[:at] in known and (word[at:] in known or made(word[at:])) for at in range(1, len(word)))

    return [word for word in known if not made(word)]


@cache
def adverb() -> str:
    """Return a regular expression that matches an adverb, for patterns that repeat it."""
    return guarded(atoms(vocabulary("verbs")["adverb"]))


def finder(entries: str | Iterable[str]) -> Callable[[str], list[Span]]:
    """Return what finds the words in a text, from left to right, the longest at each place.

    It finds what a search for :func:`alternation` finds one by one, is made ten times as fast from hundreds of
    words, and finds them faster; but it cannot be part of a pattern.
    """
    from ahocorasick_rs import AhoCorasick, MatchKind

    find = AhoCorasick(words(entries), matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes
    return lambda text: [(start, end) for _, start, end in find(text)]


def by_word(groups: Mapping[str, str]) -> dict[str, str]:
    """Return for each word of an entry with several parts, each a text of words, the name of its part."""
    return {word: name for name, text in groups.items() for word in words(text)}


def by_last(entries: Iterable[str], count: int = 1) -> dict[str, tuple[str, ...]]:
    """Return the words by their last characters, for ``endswith``, which tries one after the other."""
    found: dict[str, tuple[str, ...]] = {}
    for word in entries:
        found[word[-count:]] = (*found.get(word[-count:], ()), word)
    return found


def _halves(ordered: list[str]) -> list[str]:
    """Return patterns of words that differ, in order: alternatives are tried one after the other."""
    firsts = sorted({word[0] for word in ordered})
    if len(firsts) <= _MANY:
        return [_pattern(ordered)]
    last = firsts[len(firsts) // 2]
    low = [word for word in ordered if word[0] <= last]
    return [f"(?=[{firsts[0]}-{last}])(?:{'|'.join(_halves(low))})", *_halves(ordered[len(low) :])]


def _pattern(ordered: list[str], *, inner: bool = False) -> str:
    """Return a pattern of words that differ, in order; ``inner`` ones stand behind a character that they share."""
    if not ordered:
        return ""
    optional = ordered[0] == ""
    branches: list[str] = []
    for char, group in groupby(ordered[optional:], itemgetter(0)):
        same = list(group)
        if len(same) > _PAIR:
            branches.append(re.escape(char) + _pattern([word[1:] for word in same], inner=True))
        else:
            branches += map(re.escape, reversed(same))
    if len(branches) == 1 and not optional:
        return branches[0]
    if inner and _PAIR < len(branches) <= _FEW and max(map(len, branches)) == 1:
        branches.append(_NEVER)
    return f"(?:{'|'.join(branches)}){'?' if optional else ''}"
