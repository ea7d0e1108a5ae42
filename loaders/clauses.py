"""Sentences and clauses: where a report's text breaks, quotes and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(r"[，；。：！？,;:!?“”（）《》\n]")
_ENDS = frozenset("。！？!?\n")
_BREAKS = frozenset("，；：,;:") | _ENDS
_OPENING = frozenset("“（《")
_CLOSING = frozenset("”）》")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two breaks; ``stop`` is the mark that ends it, empty at the end of the text.

    ``position`` counts the clauses of its sentence from 0, and ``sentence`` the sentences of its part.
    """

    start: int
    end: int
    text: str
    stop: str
    position: int
    sentence: int


def clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    """Yield the clauses of ``text[start:end]`` in order; blank ones are left out.

    A mark inside quotes, brackets or book-title marks breaks nothing, unless they never close: a full
    stop more than 60 characters inside, or a line end, counts as outside.
    """
    depth, opened, begin, position, sentence = 0, start, start, 0, 0
    for match in _MARKS.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark in _OPENING:
            opened = opened if depth else at
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif (depth and at - opened > 60 and mark in _ENDS) or mark == "\n":
            depth = 0
        if mark not in _BREAKS or depth:
            continue
        if clause := _clause(text, begin, at, mark, position, sentence):
            yield clause
            position += 1
        if mark in _ENDS:
            position, sentence = 0, sentence + 1
        begin = at + 1
    if clause := _clause(text, begin, end, "", position, sentence):
        yield clause


def _clause(text: str, start: int, end: int, stop: str, position: int, sentence: int) -> Clause | None:
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return None
    start += len(piece) - len(piece.lstrip())
    return Clause(start, start + len(body), body, stop, position, sentence)
