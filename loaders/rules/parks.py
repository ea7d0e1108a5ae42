"""Named industrial parks, development zones and new towns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import HAN, alternation, atoms, beginning, finder, vocabulary
from loaders.proposals import Span
from loaders.reading import Finding, Reading, clausewise
from loaders.rules.names import opening, piece_start, strip_opening

VERSION = "15"
# Heads that ask for a stem of three characters or more.
_SHORT = frozenset({"谷", "港", "核心区", "试验区", "功能区", "飞地", "区块", "城"})
# A vision, behind 打造 …
_VISION = re.compile(r"(?:先导区|试验区|承载区|核心区|基地|中央商务区|谷|高地|(?<![新学技])城|港)$")
# … but for those of a list: 打造A智慧基地、B产业园等6个标杆.
_LISTED_ON = re.compile("(?:[、和与].+)?(?<![高中初平])等")
# 争创国家级…先导区: a title, not a place.
_STRIVING = frozenset({"争创", "创建", "申报", "争取", "申建"})
# 全国领先的算力产业基地 is one too.
_PRAISED = re.compile("(?:重要|领先|一流|知名|影响力|竞争力|辐射力)的$")
# 市大数据产业园: of this government, so that it is one.
_OWN = re.compile(r"[省市县区州](?![级内外场域政直属区县星重]).{2}")
# 市高新区: of this government, by its kind alone; 省、市开发区 are many.
_ITS = re.compile(r"[市县区](?:经开区|高新区|开发区|工业园区)$")
# What stands before a name and is no part of it, up to its joint or preposition, and how that begins.
_BEFORE_FIRST = "和 与 及 两 三 四 五 六 七 八 九 十 要 将 在 向 对 以 为 建 共"
_BEFORE = (
    r"(?:(?<=[区园城港谷镇廊地路街道桥目动市台场心施系站点厂院所岸厅房纽带庄”）])|(?<=企业))[和与及]"
    r"|[两三四五六七八九十]大(?!学)|(?<![主需重])要(?!素)|将|(?:(?<![存现正所])在(?![建线内校研用])"
    r"|(?<![面方走导流朝])向|对(?![外口接])|(?<!中)以(?![色及上下内])|(?<!华)为|建设成?|共建)(?=..)"
)
_JOINTS = tuple("和与及")
_JOINED = tuple("平田顺硕")  # 和平, 和田, 和顺, 和硕
# 东桥、南溪与北岭工业区: the last of a list.
_LISTED = re.compile(r"[^与和]{2,3}(?:与|和(?![谐平美]))(?=[^与和]{2})")
_MANY = ("一批", "若干", "多个", "更多", *(f"{number}大" for number in "两三四五六七八九十"))
# 试点园区3个: so many of a kind; 东城、西城两大商圈: what is counted is of another kind; 园区化, 陆港型 are no parks.
_BEHIND = r"\d+[个家处]|[两三四五六七八九十]大商[圈业]|[化位别间域链段型]"
# “2+8”产业平台 counts them.
_CODE = re.compile(r"“[\dN+]+”")
# 南溪等3个园区, 四个新型园区; 乡村和产业园区, 企业落户开发区; 一流化工园区.
_SUM = re.compile(
    r"[\d两三四五六七八九十国世一知领各和与及落入进在是将把向到由为]"  # a search skips to one of these
    r"(?<=(?=^\d|^(?:国[内际]|世界)?(?:一流|知名|领先)|[\d两三四五六七八九十]个|\d万?平方|各片区|^各|各(?:产业|类)?$"
    r"|(?:[和与及](?<=.{5})|落户|入驻|进驻|[在是将把向到由进](?<=..)|(?<!华)为)$).)"
)
_AREA = re.compile(r"\d+(?:\.\d+)?万?(?:亩|平方米|平方公里)")
# 自贸试验区南溪片区: a part of one that is named after its place.
_PART = re.compile(rf"(?!重点|核心|先行|多个|退出|做)(?:(?![各等和与及到两三四五六七八九十]){HAN}){{2,4}}片区")
_PHASE = re.compile(r"（[一二三四五]期）")


@dataclass(frozen=True, slots=True)
class _Words:
    ending: re.Pattern[str]
    never: re.Pattern[str]
    generic: re.Pattern[str]
    head: re.Pattern[str]
    no_park: re.Pattern[str]
    """What behind a name makes it part of something else."""
    verbs: Callable[[str], list[Span]]
    inside: frozenset[str]
    before: re.Pattern[str]
    joint: re.Pattern[str]
    """Finds where a ``joint`` begins."""
    gap: re.Pattern[str]
    known: re.Pattern[str]
    whole: frozenset[str]


@cache
def _words() -> _Words:
    data = vocabulary("parks")
    leads = alternation(data["leads"])
    return _Words(
        re.compile(rf"{alternation(data['endings'])}(?!建设模式)"),
        re.compile(rf"(?:{alternation(data['never'])})$"),
        re.compile(rf"(?:{alternation(atoms(data['generic']))})*"),
        re.compile(rf"(?:{alternation(data['heads'])})$"),
        re.compile(rf"{_BEHIND}|{alternation(data['building'])}(?!(?<=路)网)"),
        finder(vocabulary("verbs")["deed"]),
        frozenset(data["inside"].split()),
        opening(data["before"], vocabulary("policies")["verbs"]),
        beginning([_BEFORE_FIRST, data["leads"]], rf"(?P<joint>{_BEFORE}|{leads})"),
        re.compile(rf"[、，”“的和与及等为要到向在或]|（(?!.*）)|{leads}"),
        re.compile(rf"{alternation(data['known'])}$"),
        frozenset(data["whole"].split()),
    )


@clausewise
def parks(reading: Reading) -> list[Finding]:
    """Return the named parks of a clause, with their full names."""
    words, text, last, found = _words(), reading.text, 0, []
    for match in words.ending.finditer(text):
        if match.start() < last:
            continue
        start = max(piece_start(text, match.start()), last)
        if start and text[start - 1] == "”" and (opened := text.rfind("“", 0, start)) >= last:
            start = opened  # a quoted name before the noun: “三江口”协同发展区
        elif start and text[start - 1] == "）" and (opened := text.rfind("（", last, start)) >= 0:
            start = max(piece_start(text, opened), last)  # 西部（成都）科学城
        if 0 < last == start - 1 and text[last] == "（":
            continue  # another name of the park before it
        beside = 0 < last == start - 1 and text[last] == "、"
        end = _extended(text, match.end())
        start = strip_opening(words.before, text, start, match.start())
        if area := _AREA.match(text, start, match.start()) if text[start].isdigit() else None:
            start = area.end()
        if text[start] != "“" and (cut := _last_verb(text[start : match.start()])):
            start += cut
        if text[start - 1 : start] == "、" and (joint := _LISTED.match(text, start, match.start())):
            start = joint.end()
        if joined := _joint_end(text[start : match.start()]):
            start = strip_opening(words.before, text, start + joined, match.start())
        if known := words.known.search(text, start, end):
            start = known.start()
        if not _is_name(reading, start, end, set_off=beside or area is not None):
            continue
        if phase := _PHASE.match(text, end):
            end = phase.end()
        last = end
        found.append(reading.finding("park", start, end, "park.ending", VERSION))
    return found


def _joint_end(stem: str) -> int:
    """Return where the last joint, preposition or lead of a stretch ends, or else the joint that it begins with."""
    end = 0
    for joint in _words().joint.finditer(stem):
        end = joint.end("joint")
    return end or int(stem[:1] in _JOINTS and stem[1:2] not in _JOINED)


def _last_verb(stem: str) -> int:
    """Return where the last verb of a stretch ends, if a name of two characters or more follows."""
    last = 0
    for start, end in _words().verbs(stem):
        if len(stem) - end > 1 and (stem[start:end] not in _words().inside or 0 < last == start):
            last = end
    return last


def _extended(text: str, end: int) -> int:
    """Return the end of a name in which another ending follows (智能谷科技产业园)."""
    if end == len(text):
        return end
    words = _words()
    if text[end] == "区" and text[end - 1] == "园":
        end += 1
    if part := _PART.match(text, end):
        end = part.end()
    for match in words.ending.finditer(text, end):
        gap = text[end : match.start()]
        if len(gap) > 8 or words.gap.search(gap) or words.verbs(gap):
            break
        end = match.end()
    return end


def _is_name(reading: Reading, start: int, end: int, *, set_off: bool) -> bool:
    """Tell whether a stretch with a park's ending names one.

    ``set_off`` tells that it follows one in a list, or that its area stands before it.
    """
    words, text = _words(), reading.text
    if "“" in text and text.count("“", 0, start) > text.count("”", 0, start):
        return False  # a slogan in quotes
    name = text[start:end]
    head = words.head.search(name)
    stem = name[: head.start()] if head else name
    if name in words.whole or (_ITS.match(name) and text[start - 1 : start] not in ("、", *_JOINTS)):
        return True
    if not 2 <= len(stem) <= 24 or words.never.search(name) or _SUM.search(stem):
        return False
    if (
        text.endswith(_MANY, 0, start)
        or name.startswith(_MANY)
        or text.endswith("等", 0, start)
        or (end < len(text) and (words.no_park.match(text, end) or (name[-1] == "城" and text[end] in "市管乡镇区")))
        or (stem[0] == "“" and _CODE.match(stem))
        or ("公园" in name and name.endswith((*_SHORT, "启动区")))
    ):
        return False
    verbs = words.verbs(stem)
    begin, cut = verbs[-1] if verbs else (0, 0)
    bare, inner = stem[cut:], stem[begin:cut] in words.inside
    if not bare and not inner:
        return False  # 超前推进园区: a verb acts on parks
    if _OWN.match(stem) or (set_off and len(stem) > 3 and name.endswith(("园", "园区"))):
        return True
    if (
        words.generic.fullmatch(stem)
        or (bare and bare != stem and words.generic.fullmatch(bare if not inner else stem[:begin] + bare))
        or (name.startswith("国家") and "试验区" in name)
    ):
        return False
    if name.endswith(("基地", "集聚区")) and _PRAISED.search(text, 0, start):
        return False
    if reading.word in _STRIVING and name.endswith(("先导区", "试验区")) and not name.startswith("中国（"):
        return False
    if reading.word == "打造" and _VISION.search(name) and not _LISTED_ON.match(text, end):
        return False
    plain = "“" not in name and not name.startswith("中国")
    return not (plain and len(stem) < 3 and head is not None and head[0] in _SHORT)
