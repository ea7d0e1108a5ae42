"""Where an unquoted name starts: behind the verbs, adverbs and joints before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.lexicon import alternation

_JOINT = re.compile(r"[、，；：。的“”（）《》]|等(?=[\u4e00-\u9fff])")


def piece_start(text: str, end: int) -> int:
    """Return where the stretch without a comma, quote or 的 begins that ends at ``end``."""
    start = 0
    for match in _JOINT.finditer(text, 0, end):
        start = match.end()
    return start


@cache
def opening(entries: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches any run of the words at the start of a stretch."""
    return re.compile(rf"(?:{alternation(entries)})*")


def strip_opening(text: str, start: int, end: int, entries: Iterable[str]) -> int:
    """Return ``start`` moved behind the words that open ``text[start:end]`` and belong to no name."""
    found = opening(tuple(entries)).match(text, start, end)
    return found.end() if found else start
