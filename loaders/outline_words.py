"""The words that tell the parts, headings and lead sentences of a report, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import adverb, alternation, vocabulary


@dataclass(frozen=True, slots=True)
class OutlineWords:
    """Compiled vocabulary, and the patterns that tell the parts of a report."""

    review: re.Pattern[str]
    plan: re.Pattern[str]
    long_horizon: re.Pattern[str]
    appendix: re.Pattern[str]
    promises: re.Pattern[str]
    not_lead: re.Pattern[str]
    no_name: re.Pattern[str]
    urging: re.Pattern[str]
    opening: re.Pattern[str]
    doing: re.Pattern[str]
    unnumbered: re.Pattern[str]
    ahead: re.Pattern[str]
    looking_back: re.Pattern[str]
    kept: re.Pattern[str]
    requirement: re.Pattern[str]


@cache
def outline_words() -> OutlineWords:
    """Return the words of ``vocabulary/outline.yaml``, compiled once."""
    data, verbs = vocabulary("outline"), vocabulary("verbs")
    doing = alternation([verbs["deed"], data["lead_verbs"]])
    plan = alternation(data["plan"])
    period = rf"(?:20\d\d年|{alternation([data['periods'], data['ahead']])})"
    title = alternation([data["review"], data["plan"], "工作"])
    return OutlineWords(
        review=re.compile(alternation(data["review"])),
        plan=re.compile(plan),
        long_horizon=re.compile(alternation(data["long_horizon"])),
        appendix=re.compile(rf"(?:附[件录]?[：:\d]*\s*)?《?[^。\n]{{0,24}}?{alternation(data['appendix'])}"),
        promises=re.compile(
            rf"(?!.*\.(?:docx?|pdf|xlsx?|wps)$)[^。，\n]{{0,24}}{alternation(data['promises'])}[^。，\n]{{0,12}}"
        ),
        not_lead=re.compile(
            rf"{alternation(data['not_lead'])}"
            rf"|{alternation(data['announcing'])}.*?(?:[以如]下|[一二三四五六七八九十几]{{1,3}}(?:个|项|件|大|方面|重点))"
        ),
        no_name=re.compile(alternation(data["no_name"])),
        urging=re.compile(alternation(data["urging"])),
        opening=re.compile(rf"(?:{adverb()})*{alternation(data['lead_openings'])}"),
        doing=re.compile(rf"(?:{adverb()})*{doing}"),
        unnumbered=re.compile(
            rf"(?!.*报告)[^。！？，；：]{{0,10}}{period}[^。！？，；：]*{title}[^。！？，；：]{{0,6}}"
        ),
        ahead=re.compile(alternation(data["ahead"])),
        looking_back=re.compile(alternation(data["looking_back"])),
        kept=re.compile(alternation(data["kept"])),
        requirement=re.compile(
            r"(?:今年|20\d\d年|政府工作|今后五年|全[市县区省年])[^。\n]{0,40}?"
            r"(?:总体要求|总体思路|指导思想|预期目标|主要目标|总的要求)[^。\n]{0,12}?[是为：]"
        ),
    )
