"""Marks: spans of a text that are damaged, flattened, or no part of the report."""

from __future__ import annotations

from typing import NamedTuple

DAMAGE = frozenset({"ascii-punctuation", "lost-plus", "lower-case", "lost-character", "foreign-word"})
"""Kinds of marks where the text is not as it was printed; `table` is part of the report, the others are not."""


class Mark(NamedTuple):
    """A span of the text, in code points, that is damaged or no part of the report; ``note`` says why."""

    start: int
    end: int
    kind: str
    note: str
