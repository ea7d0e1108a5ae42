"""Named policies: strategies, programmes, actions, plans, pilots, documents, and the spirit of meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from loaders.cues import ENDING, KNOWN, MEETING, QUOTE, TITLE
from loaders.lexicon import HAN, beginning
from loaders.reading import Finding, Reading
from loaders.rules.names import piece_start, strip_opening
from loaders.rules.policy_words import Loose, behind_verbs, level, plain, policy_words
from loaders.rules.project_words import project_words
from loaders.rules.quoted_policies import quoted_policies

VERSION = "12"
# “一网通办”率 measures, 就业优先导向 is said of anything; 以创新驱动发展 is a deed.
_PLAIN_BEHIND = ("率", "导向", "面积", "之路")
_BY_INNOVATION = "以创新驱动发展"
# 海塘安澜工程乌牛段 is a project of that programme.
_SECTION = re.compile(rf"{HAN}{{2,5}}段")
_TITLE = re.compile(rf"(?P<issuer>{HAN}{{2,6}}[省市县区])?《(?P<title>[^》]{{4,60}})》")
_PROGRAMME = re.compile(r"实施|推进|落实|启动|迭代升级|开展|深化|抓好|、|和$")
_WORD = re.compile(rf"{HAN}{{2}}")
_COUNT = re.compile(r"\d+[个项条类批](?:.{0,4}|(?:乡|镇|村).*)|20\d\d年度?.{0,4}")
# A 解决方案 is a product, in A和服务战略B the name goes on, 以A为试点 and A等领域一揽子政策 name none.
_OTHER_WORD = beginning(
    "解决 设计 领域 服务 为 纳入 列入 年度投资 有 见 打 年 周 抓 这个 这一 更多 编 做 贵在 进行 想",
    r"(?:(?:解决|设计)(?=方案)|领域(?=一揽子)|服务(?=战略)|(?:为|纳入|列入)(?=试点)|为(?=[省国][级家]战略|主导战略)|年度投资(?=计划)|[有见](?=行动)|打(?=攻坚战)|年(?=年活动)|周(?=年活动)"
    r"|(?:抓|这个|这一|更多|编|做|贵在|进行)(?=战略|规划|行动)|想(?=办法))",
)
# Works of a kind, wherever they are: 棚户区改造工程, 亮化工程.
_WORKS = re.compile("棚户区|老旧小区|(?<!造林)(?<!国土)(?<!空间)绿化|亮化|重大生态")
_SUMMED = re.compile(r"\d+[个项条](?!月)")
_BRACKET = re.compile(rf"{HAN}（{HAN}{{1,4}}）$")
_MONEY = re.compile(r"\d+(?:\.\d+)?[万亿]+元(?:以上)?(?:的|规模)?")
_SUM = re.compile(r"\d+(?:\.\d+)?(?:[万个项处条]|公里)")
# Names of these begin with a verb of their own.
_DEEDS = ("行动", "工程", "计划", "方案", "条例", "举措", "措施", "战略", "政策")
# Where a pilot is.
_SEAT = re.compile("城市|地区|示范市|县(?![区域级市])")
# 青溪县省级试点: the place is no part of the name.
_PLACE = re.compile(rf"{HAN}{{1,5}}[市县区](?=(?:国家|[省市])级)")
_DRAWN_UP = ("编制", "修编")
_SO_MANY = re.compile("[两三四五六七八九十]大")
_SHARED = re.compile(rf"(?:{_SO_MANY.pattern}.*|(?<!景观)提升工程|培育工程)$")
_JOINT = re.compile("[与和及]|等各?项|有关|相关")
# 完善…制度 betters what there is of a kind, 执行限时审批制度 keeps to one; 制度创新 is another thing.
_BETTERED = re.compile("(?:完善|健全|创新|优化|改革)$")
_KEPT = re.compile("(?:落实|执行|推广|推行|实行)$")
_OTHERWISE = ("改革", "创新", "突破", "集成", "经验", "成果")
_SHORT_THINGS = re.compile(rf"(?:(?:(?!的){HAN}){{2,12}}[、和])+")
# 落实助企、稳岗政策, 落实各项惠企政策: of whatever kind.
_LOOSE = re.compile("^一?系列|[、和与及]|等|各项|各类|相关|有关|法规|配套")
_YEARS = re.compile(r"[一二三四五两\d]年")
# Behind 规划, these say that planning is a deed.
_PLANNED = ("好", "建设", "重建", "体系", "优化", "实施机制", "工作", "过境")
# Nouns that name a policy only behind a verb.
_BEHIND_VERB = frozenset({"规划", "方案", "办法", "基金", "计划"})

_Named: TypeAlias = tuple[int, int, str]
"""Where a name starts and ends in a clause, and the rule that finds it."""


def policies(readings: Sequence[Reading]) -> list[list[Finding]]:
    """Return the named policies of each clause; of two that overlap, the longer one.

    One way to find them is tried on all clauses before the next: it takes a sixth less time to keep its words near.
    """
    spans: list[list[_Named]] = [[] for _ in readings]
    for cue, find in _WAYS:
        for reading, found in zip(readings, spans, strict=True):
            if reading.cues & cue:
                found += find(reading.text)
    return [_findings(reading, found) if found else [] for reading, found in zip(readings, spans, strict=True)]


def _findings(reading: Reading, found: list[_Named]) -> list[Finding]:
    """Return the spans of a clause as findings, but those that overlap a longer one."""
    text, base, known, result = reading.text, reading.start, bool(reading.cues & KNOWN), []
    for start, end, rule in _longest(found) if len(found) > 1 else found:
        name = plain(text[start:end])
        fields = {"level": level(name, known=known), "name": name}
        result.append(Finding("policy", base + start, base + end, rule, VERSION, fields))
    return result


def _longest(found: list[_Named]) -> list[_Named]:
    """Return the spans of which none overlaps a longer one."""
    found.sort(key=lambda span: (span[0] - span[1], span[0]))
    taken: list[_Named] = []
    for start, end, rule in found:
        for low, high, _ in taken:
            if start < high and low < end:
                break
        else:
            taken.append((start, end, rule))
    return taken


def _known(text: str) -> list[_Named]:
    return [
        (start, end, "policy.known")
        for start, end in policy_words().known(text)
        if not text.startswith(_PLAIN_BEHIND, end)
        and text[start - 1 : end] != _BY_INNOVATION
        and not (text.endswith("工程", start, end) and _SECTION.match(text, end))
    ]


def _titles(text: str) -> list[_Named]:
    found = []
    for match in _TITLE.finditer(text):
        if not policy_words().document.search(match["title"]):
            continue  # a book, a film, a play
        start = match.start()
        if match["issuer"]:
            start = strip_opening(policy_words().verbs, text, start, match.end("issuer"))
        found.append((start, match.end(), "policy.title"))
    return found


def _meetings(text: str) -> list[_Named]:
    return [(*match.span(), "policy.meeting") for match in policy_words().meeting.finditer(text)]


def _endings(text: str) -> list[_Named]:
    """Return unquoted names by their ending."""
    words, last, found = policy_words(), 0, []
    for match in words.ending.finditer(text):
        if match.start() < last:
            continue
        stop, noun = match.start(), match[0]
        end = _extended(text, match.end())
        if end < len(text) and (
            text[end] == "”"
            or (words.not_before.match(text, end) and not (noun.endswith("规划") and text.startswith(_DRAWN_UP, end)))
        ):
            continue
        begin = max(piece_start(text, stop), last)
        if "的若干" in text and text[begin - 1 : begin + 2] == "的若干":
            begin = max(piece_start(text, begin - 1), last)  # 出台支持研发的若干措施
        start = _opened(text, begin, match)
        if start == begin and (_closes_list(text, begin, match) or _shares(text, begin, last, match)):
            low = last + text.startswith(("、", "和"), last)
            start = strip_opening(words.verbs, text, low, stop)
        if text[start].isdigit() and (sum_ := _MONEY.match(text, start)):
            start = sum_.end()
        if (
            "）" in text
            and text[start - 1 : start] == "）"
            and (bracket := _BRACKET.search(text, begin - 8 if begin > 8 else 0, start))
        ):
            start = strip_opening(words.verbs, text, piece_start(text, bracket.start() + 1), start)
        start = behind_verbs(text, start, stop)
        if "级" in text and (cut := _PLACE.match(text, start, stop)):
            start = cut.end()
        if start == begin and "”" in text and text[max(0, start - 2) : start].rstrip("等").endswith("”"):
            last = end
            continue  # the rule for quotes has it
        if _is_name(text, start, match) and (noun != "制度" or _is_institution(text, begin, start, match)):
            end += len(seat[0]) if noun.endswith("试点") and (seat := _SEAT.match(text, end)) else 0
            last = end
            found.append((start, end, "policy.ending"))
    return found


def _closes_list(text: str, begin: int, ending: re.Match[str]) -> bool:
    """Tell whether 等 before an ending closes a list that belongs to the name (教育、医疗等…提升行动, A等试点)."""
    if begin < 2 or text[begin - 1] != "等" or "”" in text[:begin]:
        return False
    if ending[0].endswith("试点") or _SO_MANY.fullmatch(text, begin, ending.start()):
        return True
    return ending.start() - begin > 3 and "、" in text[:begin]


def _shares(text: str, begin: int, last: int, ending: re.Match[str]) -> bool:
    """Tell whether short things before an ending have it in common: 绿色机关、绿色学校创建行动, A、B、C三大工程."""
    if text[begin - 1 : begin] != "、" or begin - 1 == last:
        return False
    if text[begin : ending.end()] in policy_words().levels:
        return False  # 垃圾分类、光盘行动
    if not ending[0].endswith("行动") and not _SHARED.search(text, begin, ending.end()):
        return False
    opened = strip_opening(policy_words().verbs, text, last, ending.start())
    return opened > last and _SHORT_THINGS.fullmatch(text, opened, begin) is not None


def _opened(text: str, begin: int, ending: re.Match[str]) -> int:
    """Return where a name begins behind the words that open it: 实施降低成本行动 is about 降低成本行动."""
    words, end = policy_words(), ending.start()
    start = strip_opening(words.verbs, text, begin, end)
    if start == begin or not ending[0].endswith(_DEEDS):
        return start
    carriers = list(words.carrier.finditer(text, begin, start))
    return min(start, strip_opening(words.light, text, carriers[-1].end(), end)) if carriers else start


def _extended(text: str, end: int) -> int:
    """Return where a name ends whose ending another one follows: 新型城镇化战略五年行动计划."""
    if end == len(text):
        return end
    words, behind = policy_words(), end + 2 if "年" in text and _YEARS.match(text, end) else end
    following = words.ending.match(text, behind)
    return following.end() if following and following[0] not in words.loose else end


def _is_name(text: str, start: int, ending: re.Match[str]) -> bool:
    """Tell whether what stands before an ending makes it a name."""
    words, stem, noun = policy_words(), text[start : ending.start()], ending[0]
    kind = noun[-2:]
    if not 2 <= len(stem) <= 30 or "思想" in stem or stem[-1] in "与和及":
        return False
    named = kind == "行动" and len(noun) > 3 and len(stem) > 3  # 重点项目攻坚行动 is one
    if not named and words.generic.fullmatch(stem):
        return False
    if (
        (stem[0] == "建" and text[start - 1 : start] == "在")
        or (stem[0].isdigit() and _COUNT.fullmatch(stem))
        or "等各类" in stem
        or "相关" in stem
        or _OTHER_WORD.search(text, start, ending.end())
    ):
        return False
    if stem == "产业" and kind in ("政策", "规划", "基金"):
        return False  # of any industry; 产业促进条例 is one
    if stem == "生态" and noun == "工程":
        return False
    if noun == "工程" and _SUM.match(text, ending.end()):
        return False  # 文物保护工程40个: a kind of thing
    if (loose := words.loose.get(noun)) and not _is_carried_out(text, start, ending, loose):
        return False
    if noun in words.issued and not words.issuing.search(text[:start]):
        return False
    if kind == "基金" and ("和" in stem or "一批" in text[:start]):
        return False
    if kind in ("工程", "试点") and _SUMMED.search(stem):
        return False
    if noun == "规划" and text.startswith(_PLANNED, ending.end()):
        return False
    if noun == "工程":
        works = _WORKS.search(stem) or project_words().physical.search(stem)
        return not works and _PROGRAMME.search(text, 0, start) is not None
    return noun not in _BEHIND_VERB or _WORD.search(text, 0, start) is not None


def _is_carried_out(text: str, start: int, ending: re.Match[str], loose: Loose) -> bool:
    """Tell whether a policy or a reform is one of its own: 落实生育补贴政策, but not 落实各项惠企政策."""
    stem = text[start : ending.start()]
    if len(stem) < 4 or _LOOSE.search(stem) or text.startswith(loose.further, ending.end()):
        return False
    return loose.verb.search(text, 0, start) is not None and not loose.words.fullmatch(stem)


def _is_institution(text: str, begin: int, start: int, ending: re.Match[str]) -> bool:
    """Tell whether a long name before 制度, behind a verb, names one institution: 建立青年技师导师制度."""
    stem = text[start : ending.start()]
    bettered = _BETTERED.search(text, begin, start) and not stem.endswith("会议")
    if bettered or text.startswith(_OTHERWISE, ending.end()):
        return False
    return start > begin and len(stem) > (3 if _KEPT.search(text, begin, start) else 5) and not _JOINT.search(stem)


_WAYS = (
    (KNOWN, _known),
    (ENDING, _endings),
    (TITLE, _titles),
    (MEETING, _meetings),
    (QUOTE, quoted_policies),
)
