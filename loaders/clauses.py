"""Sentences and clauses: where a report's text breaks, quotes and brackets kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_CLAUSE = re.compile(
    r"(?:[^，；。：！？,;:!?“（《\n]+|“[^”“\n]{0,80}”|（[^）（\n]{0,80}）|《[^》《\n]{0,80}》|[“（《])+"
)
_ENDS = frozenset("。！？!?\n")


class Clause(NamedTuple):
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

    A mark inside quotes, brackets or book-title marks breaks nothing, unless they do not close on the
    same line within 80 characters.
    """
    position = sentence = 0
    for match in _CLAUSE.finditer(text, start, end):
        piece = match[0]
        stop_at = match.end()
        stop = text[stop_at] if stop_at < end else ""
        body = piece.strip()
        if body:
            begin = match.start() + (len(piece) - len(piece.lstrip()) if piece[0].isspace() else 0)
            yield Clause(begin, begin + len(body), body, stop, position, sentence)
            position += 1
        if stop in _ENDS:
            position, sentence = 0, sentence + 1
