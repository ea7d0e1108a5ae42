"""Policies that stand in quotes: “千项万亿”工程, 三个“一号工程”, “8+4”经济政策体系."""

from __future__ import annotations

import re

from loaders.lexicon import HAN
from loaders.rules.names import piece_start, strip_opening
from loaders.rules.policy_words import behind_verbs, policy_words

_QUOTE = re.compile(r"“(?P<inner>[^“”]{1,40})”(?:\[\d+\])?(?P<version>\d\.\d版|升级版)?")
_ARTICLES = re.compile(r"(?:.{0,6}\d+|.{1,6}[一二三四五六七八九十])条(?:意见|措施|政策)?")
# Nouns that belong to a quote only right behind it: “六稳”工作, “五控”措施.
_ADJACENT = frozenset({"工作", "任务", "建设", "措施", "评审"})
_PROGRAMME = re.compile(r"(?:工程|行动|计划|试点|实施方案|办法|活动)$")
_CLAUSES = re.compile("[，、]")
_PROGRAMMES = ("工程", "行动", "计划")
_BATTLES = ("场硬战", "场硬仗", "攻坚硬仗")
_PERIOD = re.compile("十[一二三四五六]五")
_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万双]|\d+")
_COUNTED = re.compile("[一二两三四五六七八九十百千万双]")
_FIGURE = re.compile(r"\d{2,}")
# 实施扩大有效投资“百千”行动: behind what carries it out, a verb begins the name.
_CARRIED = re.compile(
    rf"(?:.*(?!{HAN}).)?(?:深入|大力|全面|组织|启动|对标|持续)*(?:实施|出台|落实|深化)(?=(?:扩大|推动|促进|支持|优化|积极应对|深化){HAN}{{4}})"
)
_JOINED = re.compile(
    r".*(?:和(?![美谐平])|与|及|牵引|完成|提速|按照|助力|作为|定为|包括|建设(?<!乡村建设)|关于|融入|对接|服务于|践行|争创|入选|纳入|列入)(?:实施|推进|深化)?|.*(?:实施|实行|落实|推进|推动|开展|抓好|打好|深化)好?$"
)
# What is carried out, and what is done to it: 实施“社康新韵”, 推动“川渝通办”提质增效.
_CARRYING = ("实施", "深化", "推行", "推广", "推进", "落实", "压实", "试点", "试点开展")
_PUSHING = ("推动", *_CARRYING)
_FURTHERING = ("推进", "推动", "深化", "抓好")
_SPREAD = re.compile("全面落地|扩展实施|提质|扩面|扩围|走深|增效|落地见效|常态化")
# What “三大行动” sums up belongs to its name: A、B、C“三大行动”.
_SUMMED = re.compile(rf"(?:{HAN}{{2,10}}(?<!工程)(?<!行动)(?<!计划)、)+{HAN}{{2,10}}(?=“[两三四五六七八九十]大)")
# Quotes in a row share what is done to them.
_NEIGHBOUR = re.compile("“[^“”]{2,14}”[、和]?$")
SHORTEST_CARRIED = 8  # characters that _CARRIED looks at
LONGEST_PREFIX = 14
# What is longer in quotes, without a noun behind them, is a saying.
LONGEST_NAME = 14
LONGEST_PROGRAMME = 24


def quoted_policies(text: str) -> list[tuple[int, int, str]]:
    """Return the spans of quoted policies, with their rule.

    What stands in quotes is a policy by the noun behind it, by its own ending, or as a code of numerals
    that the clause says is carried out.
    """
    found: list[tuple[int, int, str]] = []
    last = 0
    pending: list[tuple[int, int]] = []  # “A”“B”工程: A waits for B's noun
    for match in _QUOTE.finditer(text):
        quote, closed = match.span()
        end = _end(text, match)
        adjacent = text[closed : closed + 1] == "“" and 2 < len(match["inner"]) < 13
        start = _before(text, quote, last) if end or adjacent else quote
        if end and not text[start].isdigit():  # 3条道路“双修” is counted, not named
            found += [(*waiting, "policy.quote") for waiting in pending]
            found.append((quote if pending else start, end, "policy.quote"))
            pending = []
        else:
            end = 0
            pending = [*pending, (quote if pending else start, closed)] if adjacent else []
        last = end or closed
    return found


def _end(text: str, match: re.Match[str]) -> int:
    """Return where the name ends that a quote begins, or 0 if the quote names no policy."""
    words, inner, (begin, end) = policy_words(), match["inner"], match.span()
    if len(inner) < 2:
        return 0
    if "条" in inner and _ARTICLES.fullmatch(inner):
        return end + 2 * text.startswith("政策", end)  # 民营经济“28条”
    noun = words.quoted_noun.match(text, end) if end < len(text) else None
    if noun and noun["noun"] in _ADJACENT and not noun["more"] and (noun["gap"] or text.startswith("项目", noun.end())):
        noun = None
    if noun and noun["gap"].startswith("等"):
        summed = len(noun["gap"]) < 6 and noun["noun"] not in words.weak_nouns
        return end if summed else 0  # the noun sums up several: “助企热线”等活动
    ending = inner[-1]
    never = inner.endswith(words.never_quoted_endings.get(ending, ())) or words.never_quoted.search(inner)
    if never and not inner.endswith(_BATTLES) and not (noun and _PROGRAMME.search(noun[0])):
        return 0
    if noun and not (noun["noun"] in words.weak_nouns and words.not_noun.match(text, end)):
        if noun["noun"] not in words.code_nouns or noun["more"] or _is_code(inner, noun["noun"]):
            return noun.end()
        if noun["noun"] == "建设" and len(inner) < 9 and text.endswith(_FURTHERING, 0, begin):
            return noun.end()  # 推进“数字青溪”建设
    elif (
        text[end : end + 1] == "的"
        and match[0] not in words.levels
        and (attributed := words.attributed_noun.match(text, end))
    ):
        return attributed.end()
    if match["version"] or (
        inner.endswith(words.quoted_endings.get(ending, ()))
        and (len(inner) <= LONGEST_NAME or (len(inner) <= LONGEST_PROGRAMME and _is_programme(inner)))
    ):
        return end
    if 2 < len(inner) <= LONGEST_NAME and not inner.endswith("项目") and _is_carried_out(text, begin, end):
        return end
    alone = not begin and text[end : end + 1] in ("、", "和")
    carried = alone or text.endswith(words.carrying.get(text[begin - 1], ()), 0, begin)
    return end if carried and not words.not_noun.match(text, end) and _is_code(inner) else 0


def _is_programme(inner: str) -> bool:
    """Tell whether a long quote is the name of a programme, in one piece."""
    return inner.endswith(_PROGRAMMES) and not _CLAUSES.search(inner)


def _is_carried_out(text: str, start: int, end: int) -> bool:
    """Tell whether a quote is all that a clause carries out, or pushes further."""
    while start and text[start - 1] in "”、和" and (neighbour := _NEIGHBOUR.search(text, 0, start)):
        start = neighbour.start()
    if not text.endswith(_PUSHING, 0, start):
        return False
    alone = end == len(text) or text[end] == "、"
    return (alone and not text.endswith("推动", 0, start)) or _SPREAD.match(text, end) is not None


def _is_code(inner: str, noun: str = "") -> bool:
    """Tell whether a quote is a code of numerals: 一核三辅, 1357, 双百双千."""
    numerals = _NUMERAL.findall(inner)
    if not numerals or len(inner) > 16 or _PERIOD.fullmatch(inner):
        return False
    if policy_words().code.match(inner) and (len(numerals) > 1 or _COUNTED.match(inner)):
        return len(inner) > 2 or inner.startswith(("两", "双")) or noun in _ADJACENT
    return _FIGURE.search(inner) is not None


def _before(text: str, quote: int, last: int) -> int:
    """Return where the words in front of a quote begin that belong to the name (都市农业“百千万”工程)."""
    begin = max(piece_start(text, quote), last)
    if begin == quote:
        return quote
    if text[begin - 1 : begin] == "、":
        opened = strip_opening(policy_words().verbs, text, last, quote)
        if opened > last and _SUMMED.match(text, opened, quote + 3):
            return opened
    start = strip_opening(policy_words().verbs, text, begin, quote)
    if quote - begin >= SHORTEST_CARRIED and (carried := _CARRIED.match(text, begin, quote)):
        start = min(start, carried.end())
    cut = _JOINED.match(text, start, quote)
    start = cut.end() if cut else behind_verbs(text, start, quote)
    return quote if quote - start > LONGEST_PREFIX else start
