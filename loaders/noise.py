"""The vocabulary of noise and damage, and what the steps of the canonical view share."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from loaders.lexicon import vocabulary

GONE = "\0"
"""Overlays what the view leaves out inside a line; no text holds it."""
SENTENCE_END = "。！？；：…”"


class Noise(NamedTuple):
    """Compiled expressions of ``vocabulary/noise.yaml``."""

    line: re.Pattern[str]
    footnote: re.Pattern[str]
    spam: re.Pattern[str]
    paragraph: re.Pattern[str]
    damage: tuple[tuple[str, re.Pattern[str], str], ...]


@lru_cache(maxsize=1)
def noise() -> Noise:
    """Return the vocabulary, read once."""
    words = vocabulary("noise")
    kinds = ("page_number", "glossary", "glossary_end", "tail", "chrome")
    whole = "|".join(f"(?P<{kind}>{'|'.join(f'(?:{p})' for p in words[kind])})" for kind in kinds)
    return Noise(
        line=re.compile(whole),
        footnote=re.compile(words["footnote_mark"]),
        spam=re.compile("|".join(words["spam"]), re.M),
        paragraph=re.compile(words["paragraph_start"]),
        damage=tuple((kind, re.compile(pattern), note) for kind, pattern, note in words["damage"]),
    )
