"""Lead sentences inside a paragraph: short sentences that open a new matter, told by their company.

One such sentence tells nothing, since many a measure is as short. They are taken for tasks where most actions of
the plan are one long paragraph with several of them, and where those of one paragraph are built alike.
"""

from __future__ import annotations

import re
from collections import Counter

from loaders.outline import Heading, Outline
from loaders.outline_words import outline_words

_LEAD = re.compile(r"(?<=。)[^，、。；：！？\d“”（）\n]{6,16}(?=。[^。\n]*，)")
_SHORT = range(4, 15)  # characters of a short sentence
_PLAIN = re.compile(r"[^，、；：！？\d（）\n]*")
_QUOTES = str.maketrans("", "", "“”")
_LONG = 300  # characters of a paragraph that holds several tasks
_LEADS = 3
_LONGEST_ALIKE = 12
_LONGEST_PAIR = 10
_LONGEST_TWIN = 9
_TOLD = 20  # characters, at least, in which a task is told
_MANNER = 3  # paragraphs with such sentences, at least, that show how a report is written

Spans = list[tuple[int, int]]


def with_inner_leads(text: str, outline: Outline) -> Outline:
    """Return the outline with a task for each short sentence that opens a new matter inside a paragraph."""
    found = _of_actions(text, outline)
    for at, leads in _alike(text, outline).items():
        found[at] = sorted({*found.get(at, ()), *leads})
    if not found:
        return outline
    result = Outline()
    moved: dict[int | None, int | None] = {None: None}
    stretches: dict[int, list[int]] = {}
    for at, stretch in enumerate(outline.stretches):
        stretches.setdefault(stretch.heading, []).append(at)
    for index in range(-1, len(outline.headings)):
        if index >= 0:
            moved[index] = len(result.headings)
            _add(result, outline.headings[index], outline.parts[index], moved[outline.parents[index]])
        for at in stretches.get(index, ()):
            stretch = outline.stretches[at]
            begin = stretch.start
            for start, end in found.get(at, ()):
                result.stretches.append(stretch._replace(start=begin, end=start, heading=len(result.headings) - 1))
                above = outline.parents[index] if outline.headings[index].level == 3 else index
                _add(result, Heading(start, end, 3, None, "outline.inner_lead"), stretch.part, moved[above])
                begin = end + 1
            result.stretches.append(stretch._replace(start=begin, heading=len(result.headings) - 1))
    return result


def _add(outline: Outline, heading: Heading, part: str, parent: int | None) -> None:
    outline.headings.append(heading)
    outline.parts.append(part)
    outline.parents.append(parent)


def _of_actions(text: str, outline: Outline) -> dict[int, Spans]:
    """Return the lead sentences of actions that are one long paragraph, by the stretch; none if these are few."""
    plan = [heading for heading, part in zip(outline.headings, outline.parts, strict=True) if part == "plan"]
    actions = sum(heading.level == 2 for heading in plan)
    led = {outline.parents[index] for index, heading in enumerate(outline.headings) if heading.level == 3}
    counts = Counter(stretch.heading for stretch in outline.stretches if stretch.part == "plan")
    doing = outline_words().doing
    found: dict[int, Spans] = {}
    for at, only in enumerate(outline.stretches):
        if only.part != "plan" or only.heading < 0 or counts[only.heading] > 1:
            continue
        if outline.headings[only.heading].level != 2 or only.end - only.start < _LONG:
            continue
        leads = [match.span() for match in _LEAD.finditer(text, only.start, only.end) if doing.match(match[0])]
        if len(leads) >= _LEADS:
            found[at] = leads
    many = len(found) + len(led) > 1 and (len(found) + len(led - {None})) * 2 >= actions
    return found if many else {}


def _alike(text: str, outline: Outline) -> dict[int, Spans]:
    """Return the lead sentences of paragraphs in which several are built alike, by the stretch.

    Three of one length, or two that share words, show it; two of one length only where that is the
    manner of the report.
    """
    found: dict[int, Spans] = {}
    twins: dict[int, Spans] = {}
    for at, (start, end, part, _, heading) in enumerate(outline.stretches):
        if part != "plan" or heading < 0:
            continue
        short = _short(text, max(start - 1, 0), end)
        if len(short) < 2 or not (leads := _of_one_length(text, short, end)):
            continue
        first, second = (text[start:end].translate(_QUOTES) for start, end in leads[:2])
        if len(leads) > 2 or _share_words(first, second):
            found[at] = leads
        elif len(first) <= _LONGEST_TWIN:
            twins[at] = leads
    return found | twins if len(found) + len(twins) >= _MANNER else found


def _short(text: str, start: int, end: int) -> Spans:
    """Return the short sentences that stand between two others and have neither commas nor numbers."""
    found: Spans = []
    first, *others = text[start:end].split("。")
    at = start + len(first) + 1
    for sentence in others[:-1]:
        if len(sentence) in _SHORT and _PLAIN.fullmatch(sentence):
            found.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return found


def _of_one_length(text: str, short: Spans, end: int) -> Spans:
    """Return the short sentences of the commonest length, with those close to it, if each opens a longer text."""
    words = outline_words()
    fit = [
        (name.translate(_QUOTES), span)
        for name, span in ((text[start:stop], (start, stop)) for start, stop in short)
        if not words.not_lead.match(name) and not words.no_name.search(name)
    ]
    lengths = Counter(len(name) for name, _ in fit)
    length = max(lengths, key=lambda one: (lengths[one], -one), default=0)
    if lengths[length] < 2 or length > _LONGEST_ALIKE:
        return []
    openings = {name[:2] for name, _ in fit if len(name) == length}
    leads = []
    for name, span in fit:
        apart = abs(len(name) - length)
        if apart < 2 or (apart < 4 and name[:2] in openings):
            leads.append(span)
    begins = [*(start for start, _ in leads[1:]), end]
    told = min(begin - stop for begin, (_, stop) in zip(begins, leads, strict=True))
    return leads if told >= _TOLD and (len(short) - len(leads)) * 2 <= len(leads) else []


def _share_words(one: str, other: str) -> bool:
    """Tell whether two sentences have the same characters at several places, or open with the same."""
    if len(one) != len(other) or len(one) > _LONGEST_PAIR:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=True))
    return same * 3 >= len(one) or (same > 1 and one[0] == other[0])
