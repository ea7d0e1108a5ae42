"""Named policies: strategies, programmes, actions, plans, pilots, documents, and the spirit of meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from loaders.cues import ENDING, KNOWN, MEETING, QUOTE, TITLE
from loaders.lexicon import alternation, vocabulary
from loaders.reading import Finding, Reading
from loaders.rules.names import opening, piece_start, strip_opening

VERSION = "1"
_QUOTE = re.compile(r"“(?P<inner>[^“”]{1,40})”(?P<note>\[\d+\])?(?P<version>(?:\d\.\d版|升级版))?")
_TITLE = re.compile(r"(?P<issuer>[\u4e00-\u9fff]{2,6}[省市县区])?《[^》]{4,60}》")
_NUMERALS = re.compile(r"[一二两三四五六七八九十百千万双]|\d+")
_ISSUERS = tuple(
    (issuer, re.compile(pattern))
    for issuer, pattern in (
        ("national", r"^(?:国家|全国|中央|党的|习近平|中国|二?十[一二三四五六七八九]?[大届])|国家试点|全国试点"),
        ("provincial", r"^(?:全?省|[\u4e00-\u9fff]{2,3}省)|省级试点"),
        ("municipal", r"^(?:市(?!场|政|民)|全市)"),
        ("county", r"^(?:[县区](?!域)|全县)"),
    )
)
_WEAK = frozenset({"体系", "格局", "集群", "布局", "场景", "目标", "要求", "驱动", "示范"})
_PROGRAMME = re.compile(r"实施|推进|落实|启动|开展|深化|抓好|、|和$")
_PLACED = frozenset({"示范", "驱动", "联动"})
_ATTRIBUTED = re.compile(r"的(?:(?![和与及的])[\u4e00-\u9fff]){0,8}?(?P<noun>机制|规划|战略|方案|制度)(?P<gap>)")
_CARRY = re.compile(
    r"(?:实施|落实|推进|推动|践行|深化|开展|抓好|抓实|迭代|执行|坚持|按照|围绕|聚焦|以|做好|打好|关于|办好|贯彻|融入|服务|用好|完善|突出|和|、|”|对标|用足|优化|抓牢|实践|打造|用活|推行|探索|争创|共建|健全)$"
)
_INNER_VERB = re.compile(r".*(?:实施|开展|落实|制定|出台|启动|编制|贯彻|纳入|组建|设立)(?=[\u4e00-\u9fff]{4})")


@dataclass(frozen=True, slots=True)
class _Words:
    nouns: re.Pattern[str]
    ends: re.Pattern[str]
    not_nouns: re.Pattern[str]
    never: re.Pattern[str]
    code: re.Pattern[str]
    endings: re.Pattern[str]
    not_before: re.Pattern[str]
    generic: re.Pattern[str]
    meetings: re.Pattern[str]
    known: re.Pattern[str]
    levels: dict[str, str]
    verbs: re.Pattern[str]
    physical: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("policies")
    levels = {name: level for level, text in data["known"].items() for name in text.split()}
    nouns = alternation(data["quoted_nouns"])
    return _Words(
        re.compile(rf"(?P<gap>(?:(?![和与及的保])[\u4e00-\u9fff]){{0,10}}?)(?P<noun>{nouns})(?![\u4e00-\u9fff]{{0,1}}(?:企业|人才))"),
        re.compile(r"(?:行动|工程|计划|战略|试点|政策|规划|改革|体系|攻坚|新政|示范区|倡议|条例|机制)$"),
        re.compile(alternation(data["not_policy_nouns"])),
        re.compile(data["never_quoted"]),
        re.compile(data["code"]),
        re.compile(alternation(data["endings"])),
        re.compile(alternation(data["not_before"])),
        re.compile(rf"(?:{alternation(data['generic'])}){{0,2}}"),
        re.compile(data["meetings"]),
        re.compile(alternation(levels)),
        levels,
        opening(data["verbs"]),
        re.compile(alternation(vocabulary("projects")["physical"])),
    )


def policies(reading: Reading) -> Iterator[Finding]:
    """Yield the named policies of a clause; of two that overlap, the longer one."""
    text = reading.text
    cues = reading.cues
    found: list[tuple[int, int, str]] = []
    for cue, find in _RULES:
        if cues & cue:
            found += find(text)
    taken: list[tuple[int, int]] = []
    for start, end, rule in sorted(found, key=lambda item: (item[0] - item[1], item[0])):
        if all(end <= low or high <= start for low, high in taken):
            taken.append((start, end))
            name = text[start:end]
            yield reading.finding("policy", start, end, rule, VERSION, level=level(name), name=_plain(name))


def _plain(name: str) -> str:
    """Return the name without footnote marks, as the registry knows it."""
    return re.sub(r"\[\d+\]", "", name)


def level(name: str) -> str:
    """Return the level that issued a policy, as its name or common knowledge tells; else ``unknown``."""
    words = _words()
    plain = _plain(name)
    if known := words.levels.get(plain):
        return known
    for issuer, pattern in _ISSUERS:
        if pattern.search(plain):
            return issuer
    found = words.known.search(plain)
    return words.levels[found[0]] if found else "unknown"


def _known(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _words().known.finditer(text):
        yield match.start(), match.end(), "policy.known"


def _titles(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TITLE.finditer(text):
        start = match.start()
        if match["issuer"]:
            start = strip_opening(_words().verbs, text, start, match.end("issuer"))
        yield start, match.end(), "policy.title"


def _meetings(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _words().meetings.finditer(text):
        yield match.start(), match.end(), "policy.meeting"


def _quotes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what stands in quotes and is a policy by its noun, its ending, or its code of numerals."""
    words = _words()
    last = 0
    pending: tuple[int, int] | None = None
    for match in _QUOTE.finditer(text):
        inner, end = match["inner"], match.end()
        start = _before(text, match.start(), last)
        noun = words.nouns.match(text, end)
        if noun and noun["noun"] in _WEAK and words.not_nouns.match(noun["gap"] or "\0"):
            noun = None
        if noun and noun["noun"] in _PLACED and not _is_code(inner):
            noun = None
        noun = noun or _ATTRIBUTED.match(text, end)
        attribute = words.not_nouns.match(text, end) and not noun
        accepted = 0
        if len(inner) > 1 and not words.never.search(inner):
            if noun:
                accepted = noun.end()
            elif match["version"] or words.ends.search(inner) or (not attribute and _is_code(inner) and _carried(text[: match.start()])):
                accepted = end
        if re.match(r"\d", text[start : match.start()] or "-"):
            accepted = 0  # 3条道路“双修”: counted, not named
        if accepted:
            if pending and pending[1] == match.start():
                yield *pending, "policy.quote"
                start = match.start()
            yield start, accepted, "policy.quote"
            pending = None
        else:
            pending = (start, end) if text[end : end + 1] == "“" and 2 < len(inner) < 13 else None
        last = max(end, accepted)


def _is_code(inner: str) -> bool:
    numerals = _NUMERALS.findall(inner)
    if not numerals or len(inner) > 16:
        return False
    if _words().code.match(inner) and (len(numerals) > 1 or re.match(r"[一二两三四五六七八九十百千万双]", inner)):
        return len(inner) > 2 or inner.startswith(("两", "双"))
    return bool(re.search(r"\d{2,}", inner))


def _carried(before: str) -> bool:
    """Tell whether the words before a bare quote say that it is carried out."""
    return not before or bool(_CARRY.search(before))


def _before(text: str, quote: int, last: int) -> int:
    """Return where the words in front of a quote begin that belong to the name (都市农业“百千万”工程)."""
    start = max(piece_start(text, quote), last)
    stripped = strip_opening(_words().verbs, text, start, quote)
    stem = text[stripped:quote]
    if cut := re.match(r".*(?:和|与|及|牵引|完成|提速|按照|助力|包括|建设)", stem) or _INNER_VERB.match(stem):
        stripped += cut.end()
    return quote if quote - stripped > 14 else stripped


def _endings(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield unquoted names by their ending."""
    words, last = _words(), 0
    for match in words.endings.finditer(text):
        end, word = match.end(), match[0]
        if words.not_before.match(text, end) or text[end : end + 1] == "”":
            continue
        begin = max(piece_start(text, match.start()), last)
        start = strip_opening(words.verbs, text, begin, match.start())
        if begin and text[begin - 1] == "等" and start == begin and "、" in text[:begin] and match.start() - begin > 3:
            start = strip_opening(words.verbs, text, last, match.start())  # 教育、医疗等…提升行动
        stem = text[start : match.start()]
        if cut := _INNER_VERB.match(stem):
            start += cut.end()
            stem = text[start : match.start()]
        if text[start - 1 : start] == "”" and start == begin:
            continue  # the quote's own rule has it
        if not 2 <= len(stem) <= 30 or "思想" in stem or words.generic.fullmatch(stem):
            continue
        if word == "工程" and (words.physical.search(stem) or not _PROGRAMME.search(text, 0, start)):
            continue
        if word in ("规划", "方案", "办法", "基金", "计划") and not re.search(r"[\u4e00-\u9fff]{2}", text[:start]):
            continue
        if word == "试点" and text.startswith("城市", end):
            end += 2
        last = end
        yield start, end, "policy.ending"


_RULES = ((KNOWN, _known), (ENDING, _endings), (TITLE, _titles), (MEETING, _meetings), (QUOTE, _quotes))
