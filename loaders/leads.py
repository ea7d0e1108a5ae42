"""Lead sentences: the short first sentence of a paragraph that names the task which the paragraph tells."""

from __future__ import annotations

import re

from loaders.outline_words import outline_words

_SENTENCE = re.compile(r"(?:[^。！？\n“]++|“[^”\n]{0,200}”|“)*+")
_URGED = re.compile(r"..(?<![重需主首紧必])要(?!素)")
_STATED = re.compile(r"(?!坚持).*?(?:(?<![求其别])是(?!金山)|必须)")
_TASK_LIKE = re.compile(r"“.{1,4}”$|上(?:下功夫|做文章|见成效|出实招|聚力|发力)$")
AMOUNT = re.compile(r"[；：]|\d+(?:\.\d+)?(?:%|[万亿个家项条所座亩公名户套张])")
LONGEST_LEAD = 34
LONGEST_NAME = 20  # of a lead sentence without a verb of doing


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the first sentence of ``text[start:end]`` ends; quotes are kept whole."""
    sentence = _SENTENCE.match(text, start, end)
    return sentence.end() if sentence else end


def begins(text: str, start: int, heading_end: int) -> bool:
    """Tell whether a paragraph begins at a line, behind a sentence or the last heading, and is no page's line."""
    return text[max(start - 3, 0) : start].rstrip()[-1:] in "。！？：；”" or heading_end > start - 3


def lead_end(text: str, start: int, end: int) -> int:
    """Return where the lead sentence of a paragraph ends; 0 if its first sentence does not read like one."""
    words = outline_words()
    stop = sentence_end(text, start, end)
    title = text[start:stop]
    if (
        not 3 < len(title) <= LONGEST_LEAD
        or stop >= end - 1
        or text[stop] != "。"
        or words.not_lead.match(title)
        or AMOUNT.search(title)
        or ("要" in title and _URGED.search(title))
        or (("是" in title or "必须" in title) and _STATED.match(title))
    ):
        return 0
    pieces = title.split("，")
    if len(pieces) > 3 or "提出了" in title:
        return 0
    if any(_reads_like_a_task(piece, first=not at) for at, piece in enumerate(pieces)):
        return stop
    named = len(pieces) == 1 and len(title) <= LONGEST_NAME and not words.no_name.search(title)
    return stop if named and not words.urging.match(text, stop + 1) else 0


def _reads_like_a_task(piece: str, *, first: bool) -> bool:
    """Tell whether a piece of a sentence names something to do; only the first may open like 以 or 把."""
    words = outline_words()
    if words.doing.match(piece) or (first and len(piece) > 5 and words.opening.match(piece)):
        return True
    return _TASK_LIKE.search(piece) is not None
