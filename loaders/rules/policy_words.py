"""The words of policies, compiled, and the level that a name tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import HAN, alternation, atoms, beginning, by_last, by_word, finder, guarded, vocabulary, words
from loaders.proposals import Span
from loaders.rules.names import opening

_NOTE = re.compile(r"\[\d+\]")


def _issuer(national: str = "", provincial: str = "") -> re.Pattern[str]:
    """Return the pattern of how names begin that tell who issued a policy, with what else tells it."""
    return re.compile(
        rf"(?P<national>国家|全国|中央|党的|习近平|中国|中华人民共和国|二?十[一二三四五六七八九]?届|二十大|十[六七八九]大{national})"
        rf"|(?P<provincial>全?省|自治区|{HAN}{{2,3}}省{provincial})|(?P<municipal>市(?!场|政|民)|全市)|(?P<county>[县区](?!域)|全县)"
    )


_ISSUER = _issuer()
_PILOT_ISSUER = _issuer("|(?=.*(?:国家|全国)试点)", "|(?=.*省级试点)")


@dataclass(frozen=True, slots=True)
class Loose:
    """What makes a name of an ending that anything of its kind has: verbs before it, other words than these."""

    verb: re.Pattern[str]
    words: re.Pattern[str]
    further: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """Compiled vocabulary; ``levels`` holds the names that everybody knows, and ``known`` finds them.

    Words that a text ends with are given by their last character.
    """

    verbs: re.Pattern[str]
    carrier: re.Pattern[str]
    light: re.Pattern[str]
    inner_verb: re.Pattern[str]
    quoted_noun: re.Pattern[str]
    attributed_noun: re.Pattern[str]
    not_noun: re.Pattern[str]
    weak_nouns: frozenset[str]
    code_nouns: frozenset[str]
    quoted_endings: dict[str, tuple[str, ...]]
    never_quoted: re.Pattern[str]
    never_quoted_endings: dict[str, tuple[str, ...]]
    carrying: dict[str, tuple[str, ...]]
    code: re.Pattern[str]
    ending: re.Pattern[str]
    issued: frozenset[str]
    issuing: re.Pattern[str]
    loose: dict[str, Loose]
    not_before: re.Pattern[str]
    generic: re.Pattern[str]
    meeting: re.Pattern[str]
    known: Callable[[str], list[Span]]
    levels: dict[str, str]
    document: re.Pattern[str]


@cache
def policy_words() -> PolicyWords:
    """Return the words of ``vocabulary/policies.yaml``, compiled once."""
    data = vocabulary("policies")
    levels = by_word(data["known"])
    gap = rf"(?P<gap>(?:(?![和与及的保]|[纳列]入|品牌(?!.{{0,4}}(?:行动|工程|战略|计划))){HAN}){{0,10}}?)"
    return PolicyWords(
        verbs=opening(data["verbs"]),
        carrier=re.compile(alternation(data["carriers"])),
        light=opening(data["light"]),
        inner_verb=beginning(
            [data["inner_verbs"], "创建"],
            rf"(?P<verb>{alternation(data['inner_verbs'])}(?={HAN}{{2}})|创建(?=国家|全国|[省市]级|自治区))",
        ),
        quoted_noun=re.compile(
            rf"{gap}(?P<noun>{guarded(data['quoted_nouns'])})(?P<more>(?:(?:培育|攻坚)(?=工程|行动|计划))?(?:行动|计划|工程|试点|方案|活动){{0,2}})(?!性|新兴|合作|支撑|(?<=示范)(?:[区县市镇村]|引领))(?!{HAN}?(?:企业|人才))"
        ),
        attributed_noun=re.compile(rf"的(?:(?![和与及的]){HAN}){{0,8}}?{alternation(data['attributed_nouns'])}"),
        not_noun=re.compile(alternation(data["not_policy_nouns"])),
        weak_nouns=frozenset(data["weak_nouns"].split()),
        code_nouns=frozenset(data["code_nouns"].split()),
        quoted_endings=by_last(words(data["quoted_endings"])),
        never_quoted=re.compile(alternation(data["never_quoted"])),
        never_quoted_endings=by_last(words(data["never_quoted_endings"])),
        carrying=by_last(words(data["carrying"])),
        code=re.compile(data["code"]),
        ending=re.compile(alternation(data["endings"])),
        issued=frozenset(data["issued"].split()),
        issuing=re.compile(rf"{alternation(data['issuing'])}(?:支持|鼓励|促进)?$"),
        loose={
            ending: loose for kind in data["loose"] for loose in (_loose(kind),) for ending in kind["endings"].split()
        },
        not_before=re.compile(alternation(data["not_before"])),
        generic=re.compile(rf"(?:{guarded(data['generic'])}){{0,2}}"),
        meeting=re.compile(data["meetings"]),
        known=finder(levels),
        levels=levels,
        document=re.compile(rf"(?:{alternation(data['documents'])}|\d)(?:[（(][^）)]*[）)]|\d\.\d版|修正案)?$"),
    )


def _loose(kind: dict[str, str]) -> Loose:
    """Return one entry of ``loose``, compiled."""
    return Loose(
        re.compile(rf"{alternation(kind['verbs'])}(?:好|到位)?$"),
        re.compile(rf"(?:{alternation(atoms(kind['words']))})*"),
        tuple(words(kind["further"])),
    )


def behind_verbs(text: str, start: int, end: int) -> int:
    """Return where the last verb of ``text[start:end]`` ends that may stand before a name in it, or ``start``."""
    for verb in policy_words().inner_verb.finditer(text, start, end):
        start = verb.end("verb")
    return start


def plain(name: str) -> str:
    """Return a name without footnote marks, as the registry knows it."""
    return _NOTE.sub("", name) if "[" in name else name


def level(name: str, *, known: bool = True) -> str:
    """Return the level that issued a policy, as its plain name or common knowledge tells; else ``unknown``.

    ``known`` tells that a name that everybody knows may be part of it.
    """
    levels = policy_words().levels
    if told := levels.get(name):
        return told
    issuer = (_PILOT_ISSUER if "试点" in name else _ISSUER).match(name.lstrip("《“"))
    if issuer and issuer.lastgroup:
        return issuer.lastgroup
    if known and (found := policy_words().known(name)):
        start, end = found[0]
        return levels[name[start:end]]
    return "unknown"
