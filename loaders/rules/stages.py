"""How far a project is: the words before and behind a list that tell its stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from loaders.lexicon import HAN, adverb, alternation, by_last, by_word, guarded, vocabulary, words
from loaders.reading import Finding, Reading

# Done to things of all sorts, so that they do not tell that something is built.
_OF_ANYTHING = frozenset({"启动", "完成", "打通", "开放", "交付"})
_PREPARING = ("做好", "开展")
_BREAKING = re.compile(r"开工|动工|开建|^续建")
_LISTED = re.compile(r"等\d+[个项条座][^、，\d]{0,16}(?:项目|工程)$")
# A、B纳入市轨道交通五期规划: a plan that takes works in.
_INCLUDED = re.compile(
    r"(?:正式|最终|成功|尽快|早日|获批)*(?:[纳列]入|进入国家)[^，、]{0,26}?(?:规划(?:修编|建设|实施|调整|范围|网)?|计划|[一二三四五六七]期建设|线网调整|项目库|储备库|项目清单|盘子|笼子)$"
)
# 青山高铁完成投资20亿元: it goes on.
_INVESTED = re.compile(
    r"(?P<name>[^、]+?)(?:年内|全年|当年|年度)*完成投资(?:约|超)?\d+(?:\.\d+)?[万亿]*元(?:以上|左右)?$"
)
_HASTENING = re.compile("[快速紧]|建")
_STRIVING = re.compile(r"力争|争取|力促|尽快|尽早|早日")
# 投资2亿元建设…: what it costs stands before what is done.
_SPENT = re.compile(r"投资(?:约|超|近)?\d+(?:\.\d+)?余?[万亿]*余?元(?:左右|以上)?")


class Frame(NamedTuple):
    """What surrounds a list of projects in one clause, in offsets of the clause.

    ``start`` and ``end`` bound the list. ``stage`` may be None. ``explicit`` tells that words like 开工 or
    竣工 name the stage, so that what stands between them is something built.
    """

    start: int
    end: int
    stage: str | None
    explicit: bool
    verb: str


@dataclass(frozen=True, slots=True)
class _Words:
    before: re.Pattern[str]
    stages_before: dict[str, str]
    carrier: re.Pattern[str]
    assisting: re.Pattern[str]
    """What opens a clause about the works of others."""
    after: re.Pattern[str]
    stages_after: dict[str, str]
    closings: dict[str, tuple[str, ...]]
    """The words behind a list by their last two characters."""
    neutral: re.Pattern[str]
    efforts: tuple[str, ...]
    """Those of the neutral words that 加大 opens a clause of works with: 加大A项目建设力度."""


@cache
def _words() -> _Words:
    data = vocabulary("projects")
    before, after = by_word(data["before"]), by_word(data["after"])
    before |= dict.fromkeys(words([data["open"], data["allotting"]]), "")
    between = guarded(data["between"])
    date = r"\d{1,2}月(?:底|份|\d+日)?前?|年底前?|20\d\d年(?:底?前)?"
    return _Words(
        re.compile(rf"(?P<adverb>(?:{adverb()})*?)(?P<verb>{guarded(before)})(?:好|了)?"),
        before,
        re.compile(rf"(?:(?:{adverb()})*?(?:{guarded(data['carriers'])}))+(?!性)"),
        re.compile(
            rf"(?:全力|积极|大力|主动|切实|全力以赴|高质量)*(?P<verb>{guarded(data['assisting'])})(?:做好|抓好|好)?(?:上级(?:做好)?)?"
        ),
        re.compile(
            rf"(?P<between>(?:{between}|{date})*?)"
            rf"(?:(?P<stage>{guarded(after)})(?:[、并]{guarded(after)})?|(?P<arrival>落户){HAN}{{1,3}})$"
        ),
        after,
        by_last(after, 2),
        re.compile(rf"{alternation(data['neutral'])}$"),
        tuple(word for word in words(data["neutral"]) if word.endswith("力度")),
    )


def frame(reading: Reading) -> Frame | None:
    """Return the frame of the list of projects in a clause, or None without a word of construction."""
    vocabulary_, text, start = _words(), reading.masked, reading.lead
    if text.startswith("投资", start) and (spent := _SPENT.match(text, start)):
        start = spent.end()
    assisting = vocabulary_.assisting.match(text, start)
    if assisting:
        start = assisting.end()
    head = vocabulary_.before.match(text, start)
    carrier = vocabulary_.carrier.match(text, start) or assisting
    stage, verb = "", ""
    if head:
        start, verb = head.end(), head["verb"]
        stage = vocabulary_.stages_before[verb]
        if verb == "加大" and not text.endswith(vocabulary_.efforts):
            return None
        if stage == "开工" and _STRIVING.search(head["adverb"]):
            stage = "前期"
    if carrier and carrier.end() > start:
        goes_on = head is not None and stage == "续建"  # 提速推动
        start, stage, verb = carrier.end(), "续建" if goes_on else "", carrier[0]
    elif assisting and not head:
        verb = assisting["verb"]
    tail = behind(text, start)
    if tail is None and "完成投资" in text and (invested := _INVESTED.match(text, start)):
        tail = invested.end("name"), "续建"
    if tail and not head and not carrier and reading.word:
        return None  # a verb of another sort opens the clause
    if tail:
        end, stage_behind = tail
        striving = stage_behind == "开工" and _STRIVING.search(text, reading.lead, start)
        return Frame(start, end, "前期" if striving else stage_behind, True, verb)
    neutral = vocabulary_.neutral.search(text, start)
    end = neutral.start() if neutral else len(text)
    if carrier and not head and verb.endswith(_PREPARING):
        return None  # without 前期 behind it, 做好 opens all sorts of things
    if not head and not carrier:
        shared = neutral and reading.position and not reading.word and "等" in text and _LISTED.search(text, start, end)
        return Frame(start, end, "续建", False, "") if shared else None  # 加快A等3个项目，B等5个项目建设
    if carrier and not head:
        stage = "续建"
    if verb == "抓好" and not neutral:
        stage = ""  # 抓好45个重点项目 tells no stage
    if neutral and neutral[0] == "规划建设" and not _HASTENING.search(verb):
        stage = "前期"
    explicit = (stage in ("开工", "建成", "投产") or bool(_BREAKING.search(verb))) and verb not in _OF_ANYTHING
    return Frame(start, end, stage or None, explicit, verb)


def of_plants(frame: Frame, text: str) -> bool:
    """Tell whether a stage of plants stands behind the names, which may end in anything: 推动云溪药业建成投产."""
    return frame.explicit and frame.stage == "投产" and frame.end < len(text)


def behind(text: str, start: int) -> tuple[int, str] | None:
    """Return where the words behind a list begin and the stage that they tell, or None."""
    vocabulary_ = _words()
    told = text.endswith(vocabulary_.closings.get(text[-2:], ())) or "落户" in text[-5:]
    found = vocabulary_.after.search(text, max(start, len(text) - 18)) if told else None
    if found is None:
        included = _INCLUDED.search(text, start) if "入" in text else None
        return (included.start(), "前期") if included else None
    stage = vocabulary_.stages_after[found["stage"] or found["arrival"]]
    if stage == "开工" and _STRIVING.search(found["between"]):
        stage = "前期"
    return found.start(), stage


def of_many(reading: Reading) -> str | None:
    """Return the stage of those that the next clause names (在建项目竣工投产一批，重点抓好A、B), or None."""
    told = behind(reading.masked[:-2], reading.lead) if reading.masked.endswith("一批") else None
    return told[1] if told else None


def with_stage(work: Finding, stage: str) -> Finding:
    """Return a project or batch with another stage."""
    return work._replace(fields={**work.fields, "stage": stage})


def parts(masked: str, start: int) -> list[int]:
    """Return where the parts of a clause end that each tell their own stage (A等3个项目开工、B等5个竣工)."""
    if "、" not in masked or behind(masked, start) is None:
        return [len(masked)]
    comma = masked.find("、", start)
    ends: list[int] = []
    while comma >= 0:
        if behind(masked[:comma], start):
            ends.append(comma)
        comma = masked.find("、", comma + 1)
    return [*ends, len(masked)]


def leading_stage(text: str) -> tuple[int, str | None] | None:
    """Return the length of the stage verb that opens a list member, and its stage; None without one."""
    vocabulary_ = _words()
    found = vocabulary_.before.match(text)
    if not found:
        return None
    return found.end(), vocabulary_.stages_before[found["verb"]] or None


def lone_stage(reading: Reading) -> str | None:
    """Return the stage that a clause tells of what stands before it (年内竣工投用), or None.

    The clause has nothing but time words, words of effort, and the words of a stage.
    """
    vocabulary_, text = _words(), reading.masked
    if len(text) > 16:
        return None
    found = _lone().fullmatch(text.partition("、早")[0])  # 力促早开工、早投产
    if not found:
        return None
    stage = vocabulary_.stages_after[found["stage"]]
    return "前期" if stage == "开工" and _STRIVING.search(text) else stage


@cache
def _lone() -> re.Pattern[str]:
    data = vocabulary("projects")
    after = guarded([word for text in data["after"].values() for word in words(text)])
    between = guarded(data["between"])
    return re.compile(
        rf"(?:{between}|{guarded(data['carriers'])}|到?20\d\d年(?:底|前|上半年)*|\d{{1,2}}月(?:底|份|\d+日)?前?|年底前?|上半年|下半年|第[一二三四]季度|[一二三]期(?:工程|项目))*"
        rf"(?P<stage>{after})"
    )
