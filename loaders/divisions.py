"""China's divisions from province to county: their codes, names and levels."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from loaders.lexicon import VOCABULARY, alternation, vocabulary

LEVELS = ("national", "provincial", "municipal", "county")


class Division(NamedTuple):
    """A province, city or county; ``code`` is its six-digit statistical code, or ``CN``."""

    code: str
    name: str

    @property
    def level(self) -> str:
        """One of :data:`LEVELS`; districts and county-level cities are counties."""
        if self.code == "CN":
            return "national"
        return "provincial" if self.code[2:] == "0000" else "municipal" if self.code[4:] == "00" else "county"

    @property
    def short(self) -> str:
        """The name without its kind, as texts use it: 温州 for 温州市; the whole name if that leaves one character."""
        bare = _kind().sub("", self.name)
        return bare if len(bare) > 1 else self.name

    @property
    def names(self) -> tuple[str, ...]:
        """The name, the short one, and the short one with its last character: 黔东南州 for 黔东南苗族侗族自治州."""
        short = self.short
        return tuple(dict.fromkeys((self.name, short, short + self.name[-1])))


@lru_cache(maxsize=1)
def _kind() -> re.Pattern[str]:
    groups = alternation(vocabulary("report")["ethnic_groups"])
    kinds = "特别行政区|自治[区州县旗]|省|市|地区|县|区|盟|旗|林区|特区"
    return re.compile(rf"(?<=..)(?:{groups}族?)*自治[区州县旗]$|(?:{kinds})$")


CHINA = Division("CN", "中国")


@lru_cache(maxsize=1)
def divisions() -> tuple[Division, ...]:
    """Return all divisions, provinces before cities before counties.

    Source: National Bureau of Statistics, 2023; see the head of ``vocabulary/divisions.tsv``.
    """
    lines = (VOCABULARY / "divisions.tsv").read_text("utf-8").splitlines()
    found = [Division(*line.split("\t")) for line in lines if not line.startswith("#")]
    return tuple(sorted(found, key=lambda d: (LEVELS.index(d.level), d.code)))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, list[Division]]:
    names: dict[str, list[Division]] = {}
    for division in divisions():
        for name in division.names:
            names.setdefault(name, []).append(division)
    return names


def resolve(text: str) -> Division | None:
    """Return the division that a name like ``保定市满城区`` or a code means; None when none or several fit.

    A name that a city and a county share means the city, unless its parent is named before it.
    """
    fit = meanings(text)
    top = [division for division in fit if division.level == fit[0].level]
    return top[0] if len(top) == 1 else None


def meanings(text: str) -> list[Division]:
    """Return the divisions that a name like ``保定市满城区`` or a code may mean, the highest first."""
    if text in ("国务院", "中国", "全国", CHINA.code):
        return [CHINA]
    if text.isdigit():
        return [division for division in divisions() if division.code == text]
    names = _by_name()
    parents: list[Division] = []
    at = 0
    while at < len(text):
        for end in range(len(text), at + 1, -1):
            if found := names.get(text[at:end]):
                inside = [d for d in found if any(_contains(p, d) for p in parents)]
                whole = [d for d in found if d.name == text[at:end]] or found
                chosen = inside or ([] if parents else whole)
                if end == len(text):
                    return chosen
                if chosen:
                    parents = chosen
                    at = end
                    break
        else:
            return []
    return []


def above(division: Division) -> list[Division]:
    """Return the province and the city that a division lies in."""
    return [one for one in divisions() if one.level in LEVELS[1:3] and _contains(one, division)]


def _contains(parent: Division, child: Division) -> bool:
    prefix = parent.code.rstrip("0") if parent.level == "provincial" else parent.code[:4]
    return child.code != parent.code and child.code.startswith(prefix)
