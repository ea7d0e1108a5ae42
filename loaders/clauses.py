"""Sentences and clauses: where a report's text breaks, quotes and brackets kept whole."""

from __future__ import annotations

import re
from typing import TypeAlias

_PLAIN = r"[^，；。：！？,;:!?“（《\n]*+"
# Anything, then what breaks: a text is nothing but these, one behind the other.
_CLAUSE = re.compile(
    rf"({_PLAIN}(?:(?:“[^”“\n]{{0,80}}+”|（[^）（\n]{{0,80}}+）|《[^》《\n]{{0,80}}+》|[“（《]){_PLAIN})*+)"
    r"([，；。：！？,;:!?\s]*+)"
)
# Longer than any clause of the genre: what rules do in a clause may grow faster than its length.
LONGEST = 400
# ①, （4）, 4. and 四是 in running text only count what follows.
_ITEM = re.compile(r"(?:[①-⒇]|（\d{1,3}）|\d{1,3}(?:[.．](?!\d)|、(?=\D))|[一二三四五六七八九十]{1,3}是)\s*")
_COUNTING = frozenset("（0123456789一二三四五六七八九十" + "".join(map(chr, range(0x2460, 0x2488))))
_ENDS = frozenset("。！？!?\n")


Clause: TypeAlias = tuple[int, str, str, int]
"""A stretch between two breaks: where it starts, its text, the mark that ends it (empty at the end of the text),
and its number in its sentence, from 0."""


def clauses(text: str, start: int, end: int) -> list[Clause]:
    """Return the clauses of ``text[start:end]`` in order; blank ones are left out.

    A mark inside quotes, brackets or book-title marks breaks nothing, unless they do not close on the
    same line within 80 characters. The number of an item before a clause is left out. A clause longer than
    :data:`LONGEST` is cut, at a 、 if there is one.
    """
    found: list[Clause] = []
    position = 0
    for piece, stops in _CLAUSE.findall(text, start, end):
        if body := piece.strip():
            begin = start if body is piece else start + piece.index(body[0])
            if body[0] in _COUNTING and (item := _ITEM.match(body)) and item.end() < len(body):
                begin, body = begin + item.end(), body[item.end() :]
            while len(body) > LONGEST:
                cut = body.rfind("、", 1, LONGEST) + 1 or LONGEST
                found.append((begin, body[:cut], "", position))
                begin, body, position = begin + cut, body[cut:], position + 1
            found.append((begin, body, stops if len(stops) == 1 else stops[:1], position))
            position += 1
        start += len(piece) + len(stops)
        if stops != "，" and not _ENDS.isdisjoint(stops):
            position = 0
    return found
