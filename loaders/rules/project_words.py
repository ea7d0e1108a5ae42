"""The words of projects, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import alternation, atoms, beginning, by_last, guarded, vocabulary, words

# Verbs that plan many things: what they open is a project only if its name says so.
VAGUE = frozenset({"规划", "布局", "研究", "招引", "引进", "储备", "落地", "共建", "争取", "谋划"})
# Verbs that build, so that any building behind them is a project.
BUILDING = frozenset({"新建", "兴建", "修建", "改建", "扩建", "改扩建", "新改扩建", "新改建"})
# Verbs that build anew what is there.
RENEWING = frozenset({"改造", "改造升级", "更新改造", "改造提升", "提升改造", "升级改造"})
# Verbs that carry out programmes as well as works.
WORKS = frozenset({"实施", "组织实施", "启动实施", "建设", "启动", "全面启动"})


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """Compiled vocabulary.

    ``strict`` and ``loose`` match a name by its ending, ``closing`` a text with such a name before a
    break; ``works`` match works on a road or river (``worked_on``), ``park`` a park, ``no_park`` one
    without a name of its own, ``institute`` the building of an institution, ``house`` any building or site;
    ``physical`` and ``built`` tell works from programmes. ``counted_behind`` is a part of a pattern.
    """

    strict: re.Pattern[str]
    works: re.Pattern[str]
    kind_of_works: re.Pattern[str]
    worked_on: re.Pattern[str]
    park: re.Pattern[str]
    no_park: re.Pattern[str]
    institute: re.Pattern[str]
    seat: re.Pattern[str]
    house: re.Pattern[str]
    loose: re.Pattern[str]
    closing: re.Pattern[str]
    generic_opening: re.Pattern[str]
    generic_endings: dict[str, tuple[str, ...]]
    """By their last character."""
    generic_inside: re.Pattern[str]
    kinds: frozenset[str]
    tail_noun: re.Pattern[str]
    tail_end: re.Pattern[str]
    added: tuple[str, ...]
    not_tail: re.Pattern[str]
    not_works: re.Pattern[str]
    physical: re.Pattern[str]
    built: re.Pattern[str]
    other_deed: re.Pattern[str]
    counted: re.Pattern[str]
    """A number of buildings."""
    building: re.Pattern[str]
    counted_behind: str
    schools: frozenset[str]
    allotting: frozenset[str]


@cache
def project_words() -> ProjectWords:
    """Return the words of ``vocabulary/projects.yaml``, compiled once."""
    data, parks = vocabulary("projects"), vocabulary("parks")
    renewed, built = [data["worked_on"], data["renewed"]], [data["strict"], data["loose"]]
    ends = [*built, data["sites"]]
    stretch = "(?:[东南西北中]段|沿线|主线|□+)?"
    works = rf"{stretch}{alternation(data['works'])}(?:工程|项目)?"
    sites = alternation(data["sites"])
    strict = alternation(data["strict"])
    behind = guarded([data["neutral"], data["between"], *data["after"].values()])
    ending = r"(?:[一二三四五六]期|（[^）]*）|□+)?$"
    return ProjectWords(
        strict=re.compile(rf"{strict}{ending}"),
        works=re.compile(rf"(?P<on>{alternation(renewed)}){works}{ending}"),
        kind_of_works=re.compile(alternation(data["works"])),
        worked_on=re.compile(rf"{alternation(data['worked_on'])}{ending}"),
        park=re.compile(rf"{sites}{ending}"),
        no_park=re.compile(rf"(?:{alternation(atoms(parks['generic']))})*{sites}{ending}"),
        institute=re.compile(rf".{{3,}}{alternation(data['institutes'])}{ending}"),
        seat=re.compile(rf".{{4,}}{alternation(data['seats'])}{ending}"),
        house=beginning(
            data["houses"],
            rf"(?<!国家)(?<!城市副)(?<!科技创新)(?<!航运)(?<!区域金融)(?<!贸易){alternation(data['houses'])}{ending}",
        ),
        loose=re.compile(rf"{alternation(built)}{ending}"),
        closing=beginning(
            [*ends, *renewed],
            rf"(?:{guarded(ends)}|{guarded(renewed)}{works})(?:[一二三四五六]期|（|□+)?(?=[、和及与以\d纳列]|进入国家|{behind}|$)",
        ),
        generic_opening=re.compile(data["generic_opening"]),
        generic_endings=by_last(words(data["generic_endings"])),
        generic_inside=re.compile(alternation(data["generic"])),
        kinds=frozenset(data["kinds"].split()),
        tail_noun=re.compile(alternation(data["tail_nouns"])),
        tail_end=re.compile(rf"{alternation(data['tail_nouns'])}(?:规划|开发|改造|提升)?(?:建设|进度)?的?$"),
        added=tuple(data["added"].split()),
        not_tail=re.compile(rf"{alternation(data['not_tail'])}$"),
        not_works=re.compile(alternation(data["not_works"])),
        physical=re.compile(alternation(data["physical"])),
        built=re.compile(alternation([data["physical"], data["built"]])),
        other_deed=re.compile(guarded(data["other_deeds"])),
        counted=re.compile(
            rf"(?<![\d\-—])(?P<count>\d+)(?:[个项条座所处件宗]|家(?=(?:以上)?[^、，\d]{{0,12}}{alternation(data['counted_as_houses'])}))(?=[^\d])"
        ),
        counted_behind=alternation(data["counted_behind"]),
        schools=frozenset(data["schools"].split()),
        allotting=frozenset(data["allotting"].split()),
        building=re.compile(rf"(?:以上)?[^、，\d]{{0,14}}{alternation(data['buildings'])}"),
    )


_SO_MANY = re.compile("[两三四五六七八九十]项(?:工程|行动)$")
_TOWARDS = re.compile("(?<=.)向..")


def generic(name: str) -> bool:
    """Tell whether a name is a kind of thing or a sum of them, not one that has a name of its own."""
    known = project_words()
    return (
        name.endswith(known.generic_endings.get(name[-1:], ()))
        or known.generic_opening.match(name) is not None
        or ("项" in name and _SO_MANY.search(name) is not None)
        or ("向" in name and _TOWARDS.search(name) is not None)
        or known.generic_inside.search(name) is not None
    )
