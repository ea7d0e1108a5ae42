"""Where an unquoted name starts: behind the verbs, adverbs and joints before it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from loaders.lexicon import guarded

_JOINT = re.compile(r"[、，；：。的“”（）《》]|(?<![高中初对同平])等")


def piece_start(text: str, end: int) -> int:
    """Return where the stretch without a comma, quote or 的 begins that ends at ``end``."""
    start = 0
    for match in _JOINT.finditer(text, 0, end):
        start = match.end()
    return start


@cache
def opening(entries: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches any run of the words at the start of a stretch.

    服务 before 业 and 和 before 美 are parts of words (服务业, 和美乡村).
    """
    return re.compile(rf"(?:{guarded(entries)})*(?![业美])")


def strip_opening(text: str, start: int, end: int, entries: Iterable[str]) -> int:
    """Return ``start`` moved behind the words that open ``text[start:end]`` and belong to no name."""
    found = opening(tuple(entries)).match(text, start, end)
    return found.end() if found else start
