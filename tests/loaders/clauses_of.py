"""Short ways from an invented sentence to what a rule finds in it."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.clauses import clauses
from loaders.cues import Cues
from loaders.reading import Finding, Reading, Rule, read


def readings(text: str, *, goals: bool = False) -> Iterator[Reading]:
    """Yield the clauses of a text, read as extraction reads them."""
    for clause, cues in Cues(text).of(clauses(text, 0, len(text))):
        yield read(clause, cues, goals)


def found(rule: Rule, text: str, *, goals: bool = False) -> list[Finding]:
    """Return what a rule finds in the clauses of a text."""
    return [finding for findings in rule([*readings(text, goals=goals)]) for finding in findings]


def quotes(rule: Rule, text: str, kind: str = "") -> list[str]:
    """Return the words that a rule finds, of one kind or all."""
    return [text[one.start : one.end] for one in found(rule, text) if kind in ("", one.kind)]
