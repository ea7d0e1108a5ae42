"""The vocabulary of noise and damage, and what the steps of the canonical view share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from loaders.lexicon import vocabulary

GONE = "\0"
"""Overlays what the view leaves out inside a line; no text holds it."""
SENTENCE_END = "。！？；：…”"
CUT = "，。；：、）)”！？"
"""Marks with which a line begins only where a sentence was cut."""


class Damage(NamedTuple):
    """Damage inside a line: its kind, what stands in each line with it, perhaps nothing, and what it looks like."""

    kind: str
    sign: str
    pattern: re.Pattern[str]
    note: str


class Noise(NamedTuple):
    """Compiled expressions of ``vocabulary/noise.yaml``; before a searched one, signs of which each match has one."""

    line: re.Pattern[str]
    footnote: tuple[Sequence[str], re.Pattern[str]]
    spam: Sequence[tuple[Sequence[str], re.Pattern[str]]]
    paragraph: re.Pattern[str]
    damage: Sequence[Damage]


@lru_cache(maxsize=1)
def noise() -> Noise:
    """Return the vocabulary, read once."""
    words = vocabulary("noise")
    kinds = ("page_number", "glossary", "glossary_end", "tail", "chrome")
    signs, footnote = words["footnote_mark"]
    return Noise(
        line=re.compile("|".join(f"(?P<{kind}>{'|'.join(words[kind])})" for kind in kinds)),
        footnote=(signs, re.compile(footnote)),
        spam=[(signs, re.compile(pattern, re.M)) for signs, pattern in words["spam"]],
        paragraph=re.compile(words["paragraph_start"]),
        damage=[Damage(kind, sign, re.compile(pattern), note) for kind, sign, pattern, note in words["damage"]],
    )
