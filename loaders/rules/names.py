"""Where an unquoted name starts: behind the verbs, adverbs and joints before it; and whether a place opens it."""

from __future__ import annotations

import re
from functools import cache

from loaders.divisions import divisions
from loaders.lexicon import HAN, atoms, guarded

# 等 closes a list, but not in some words (高等, 中等, 平等 …).
_JOINT = re.compile(r"[、，；：。的“”（）《》等](?<![高中初对同平]等)")


def piece_start(text: str, end: int) -> int:
    """Return where the stretch without a comma, quote, 的 or 等 begins that ends at ``end``."""
    return end - len(_JOINT.split(text[:end])[-1])


def opening(*entries: str) -> re.Pattern[str]:
    """Return a pattern that matches any run of the words, perhaps none, at the start of a stretch.

    服务 before 业, 要 before 素, 和 before 美 or 平（, 高质量 before 发展, 集成 before 电路, 一体 before 化,
    应 before 急, 进 before 口, 再 before 生, 对 before 外 and the like are parts of words (服务业, 要素, 和美乡村,
    高质量发展, 集成电路, 一体化, 应急, 进口, 再生水, 对外, 全面从严治党).
    """
    return re.compile(
        rf"(?:{guarded(atoms(entries))})+(?![业美化素]|发展|电路|平（|急(?<=应急)|口(?<=进口)|生(?<=再生)|谐(?<=和谐)|外(?<=对外)|严(?<=从严)|从严|型(?<=创新型)|驱(?<=创新驱)|领域(?<=重点领域)|农田(?<=高标准农田)|投资(?<=有效投资))|"
    )


def strip_opening(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return ``start`` moved behind the words that open ``text[start:end]`` and belong to no name."""
    found = pattern.match(text, start, end)
    return found.end() if found else start


# 市体育学校, 区福利中心, 第二水厂, 青山路学校, 北岭镇供热站.
_LOCAL = re.compile(
    r"[省市县区](?!级|内|外|场|域|政|直|属|民|乡|域|委|间|际|块|位|分|管|镇|校|企|区|县)|第[一二三四五六七八九十]"
    rf"|(?!重点|乡镇|城镇|小镇|村镇|乡村|农村|新农村|江河|河湖|山水|大湾){HAN}{{1,3}}?(?:山|湖|岛|镇(?!街)|湾(?!区)|岭|坪|塘|沟|屯|庄)"
)


@cache
def _places() -> frozenset[str]:
    """Return the first two characters of the names of divisions."""
    return frozenset(division.name[:2] for division in divisions()) - {"城区", "郊区", "矿区"}


def is_local(name: str) -> bool:
    """Tell whether a place, or the government itself, opens a name, so that it is one of a thing and not of a kind."""
    return name[:2] in _places() or _LOCAL.match(name) is not None
