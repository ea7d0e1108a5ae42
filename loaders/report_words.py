"""The words that tell whose report a text is and whether it is one, compiled."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from loaders.lexicon import vocabulary


class ReportWords(NamedTuple):
    """Compiled vocabulary of ``vocabulary/report.yaml``."""

    head: tuple[tuple[float, re.Pattern[str], str], ...]
    body: tuple[tuple[float, re.Pattern[str], str], ...]
    whose: tuple[tuple[re.Pattern[str], str], ...]
    date: tuple[re.Pattern[str], ...]
    required: re.Pattern[str]
    government: re.Pattern[str]
    government_level: dict[str, str]
    level_words: dict[str, list[str]]


@lru_cache(maxsize=1)
def report_words() -> ReportWords:
    """Return the words, compiled once."""
    words = vocabulary("report")
    return ReportWords(
        head=tuple((weight, re.compile(p, re.M), what) for weight, p, what in words["head"]),
        body=tuple((weight, re.compile(p), what) for weight, p, what in words["body"]),
        whose=tuple((re.compile(p, re.M), what) for p, what in words["whose"]),
        date=tuple(re.compile(p, re.M) for p in words["date"]),
        required=re.compile(words["required"]),
        government=re.compile(words["government"]),
        government_level=words["government_level"],
        level_words=words["level_words"],
    )
