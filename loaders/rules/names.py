"""Where an unquoted name starts: behind the verbs, adverbs and joints before it."""

from __future__ import annotations

import re

from loaders.lexicon import atoms, guarded

_JOINTS = frozenset("、，；：。的“”（）《》")
# 等 closes a list, but not in these words (高等, 中等, 平等 …).
_NOT_A_LIST = frozenset("高中初对同平")


def piece_start(text: str, end: int) -> int:
    """Return where the stretch without a comma, quote, 的 or 等 begins that ends at ``end``."""
    for at in range(end - 1, -1, -1):
        char = text[at]
        if char in _JOINTS or (char == "等" and (at == 0 or text[at - 1] not in _NOT_A_LIST)):
            return at + 1
    return 0


def opening(*entries: str) -> re.Pattern[str]:
    """Return a pattern that matches any run of the words, perhaps none, at the start of a stretch.

    服务 before 业, 和 before 美, 高质量 before 发展, 集成 before 电路, 一体 before 化 are parts of
    words (服务业, 和美乡村, 高质量发展, 集成电路, 一体化).
    """
    return re.compile(rf"(?:{guarded(atoms(entries))})*(?![业美化]|发展|电路)|")


def strip_opening(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return ``start`` moved behind the words that open ``text[start:end]`` and belong to no name."""
    found = pattern.match(text, start, end)
    return found.end() if found else start
