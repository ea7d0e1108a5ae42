"""Lead sentences inside a paragraph, as reports have them that write each action as one paragraph."""

from __future__ import annotations

import re

from loaders.outline import Heading, Outline, Stretch
from loaders.outline_words import outline_words

_LEAD = re.compile(r"(?<=。)[^，、。；：！？\d“”（）\n]{6,16}(?=。[^。\n]*，)")
_LONG = 300  # characters of a paragraph that holds several tasks
_LEADS = 3


def with_inner_leads(text: str, outline: Outline) -> Outline:
    """Return the outline with a task for each short sentence that opens a new matter inside a paragraph.

    One such sentence tells nothing; they are taken for tasks where most actions of the plan are one long
    paragraph with several of them.
    """
    found = _found(text, outline)
    plan = [heading for heading, part in zip(outline.headings, outline.parts, strict=True) if part == "plan"]
    actions = sum(heading.level == 2 for heading in plan)
    led = {outline.parents[index] for index, heading in enumerate(outline.headings) if heading.level == 3}
    if not found or len(found) + len(led) < 2 or (len(found) + len(led - {None})) * 2 < actions:
        return outline
    result, moved = Outline(), {-1: -1}
    for index, heading in enumerate(outline.headings):
        moved[index] = len(result.headings)
        above = outline.parents[index]
        _add(result, heading, outline.parts[index], None if above is None else moved[above])
        for start, end in found.get(index, ()):
            _add(result, Heading(start, end, 3, None, "outline.inner_lead"), outline.parts[index], moved[index])
    for stretch in outline.stretches:
        under, begin = moved[stretch.heading], stretch.start
        for start, end in found.get(stretch.heading, ()) if stretch.part == "plan" else ():
            result.stretches.append(stretch._replace(start=begin, end=start, heading=under))
            under, begin = under + 1, end + 1
        result.stretches.append(stretch._replace(start=begin, heading=under))
    return result


def _add(outline: Outline, heading: Heading, part: str, parent: int | None) -> None:
    outline.headings.append(heading)
    outline.parts.append(part)
    outline.parents.append(parent)


def _found(text: str, outline: Outline) -> dict[int, list[tuple[int, int]]]:
    """Return the lead sentences of each action that is one long paragraph, by the index of its heading."""
    under: dict[int, list[Stretch]] = {}
    for stretch in outline.stretches:
        if stretch.part == "plan" and stretch.heading >= 0:
            under.setdefault(stretch.heading, []).append(stretch)
    doing = outline_words().doing
    found: dict[int, list[tuple[int, int]]] = {}
    for index, stretches in under.items():
        only = stretches[0]
        if outline.headings[index].level != 2 or len(stretches) > 1 or only.end - only.start < _LONG:
            continue
        leads = [match.span() for match in _LEAD.finditer(text, only.start, only.end) if doing.match(match[0])]
        if len(leads) >= _LEADS:
            found[index] = leads
    return found
