"""Whose report it is, as a person confirmed it, and its id among the seeds."""

from __future__ import annotations

import re
from dataclasses import dataclass

REPORT_ID = r"[a-z0-9][a-z0-9.-]*"


@dataclass(frozen=True, slots=True)
class Report:
    """Whose report it is, as a person confirmed it; ``code`` is the place's statistical code or ``CN``."""

    id: str
    title: str
    place: str
    code: str
    level: str
    year: int
    date: str
    url: str = ""


def report_id(place: str, year: int) -> str:
    """Return an id for a report: 永嘉县 and 2024 give ``yongjia-2024``."""
    from pypinyin import lazy_pinyin

    bare = re.sub(r"(省|市|县|区|旗|自治区|自治州|自治县)$", "", place) if len(place) > 2 else place
    word = re.sub(r"[^a-z0-9]", "", "".join(lazy_pinyin(bare)).lower())
    return f"{word or 'report'}-{year}"
