"""From a document to proposals: the outline first, then every rule on every clause of the plan."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from loaders.clauses import clauses
from loaders.cues import BODY, BUILT, EVENT, PARK, PLACE, POLICY, QUALITY, QUANTITY, STAGE, UMBRELLA, Cues
from loaders.inner_leads import with_inner_leads
from loaders.outline import Outline, Stretch, outline
from loaders.proposals import KINDS, Proposal, Span
from loaders.reading import Finding, Reading, read
from loaders.rules.declared import declared
from loaders.rules.measures import measure
from loaders.rules.mentions import events, organizations, places
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.stages import lone_stage
from loaders.rules.targets import carried, targets

_GOALS = re.compile(r"(?:预期目标|主要目标|发展目标|奋斗目标)[^，。]{0,8}$")
_GENERAL = re.compile(r"(?:总体要求|总体思路|指导思想|总的要求)[^，。]{0,6}$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DEEDS = ((QUANTITY, targets), (QUALITY, qualitative))
_NAMED = ((PARK, parks), (EVENT, events), (BODY, organizations), (PLACE, places), (UMBRELLA, declared))
_CUED = QUANTITY | QUALITY | POLICY | PARK | EVENT | BODY | PLACE | UMBRELLA
_HEADED = ((POLICY, policies), (PARK, parks), (UMBRELLA, declared))
SECTION_VERSION = "4"


class Readable(Protocol):
    """What the rules need of a document; :class:`loaders.document.Document` has it."""

    @property
    def text(self) -> str:
        """Return the text as given."""

    @property
    def canonical(self) -> str:
        """Return the text as rules read it."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of ``text`` behind a span of ``canonical``."""


_Placed: TypeAlias = tuple[Finding, int, int]
"""A finding; the index of the heading that it stands under, and where the measure starts; -1 for none."""


_Row: TypeAlias = tuple[Reading, int]
"""A clause, and the index of the heading above it."""


def extract(document: Readable) -> list[Proposal]:
    """Return what a report says, in the order of its text.

    Only the plan part is read for commitments; the headings of the review part are proposed too.
    Every proposal quotes the document verbatim: ``text == document.text[start:end]``.
    """
    collecting = gc.isenabled()
    gc.disable()  # nothing that rules make refers to itself, and looking for what does takes a tenth more
    try:
        return _extract(document)
    finally:
        if collecting:
            gc.enable()


def _extract(document: Readable) -> list[Proposal]:
    outline_ = with_inner_leads(document.canonical, outline(document.canonical))
    cues = Cues(document.canonical, *outline_.plan)
    placed = [
        *_sections(outline_),
        *_plan(document.canonical, outline_, cues),
        *_headings(document.canonical, outline_, cues),
    ]
    return _proposals(document, outline_, placed)


def unexplained_numbers(document: Readable, proposals: Sequence[Proposal]) -> list[Span]:
    """Return the spans of the numbers of the plan part that no proposal covers, in order."""
    covered = sorted((start, end) for proposal in proposals for start, end in proposal.spans)
    spans: list[Span] = []
    for stretch in outline(document.canonical).stretches:
        if stretch.part == "plan":
            for match in _NUMBER.finditer(document.canonical, stretch.start, stretch.end):
                spans.append(document.span(match.start(), match.end()))
    spans.sort()
    missing: list[Span] = []
    reach, at = -1, 0
    for start, end in spans:
        while at < len(covered) and covered[at][0] <= start:
            reach = max(reach, covered[at][1])
            at += 1
        if reach < end:
            missing.append((start, end))
    return missing


def _sections(outline_: Outline) -> Iterator[_Placed]:
    for heading, part in zip(outline_.headings, outline_.parts, strict=True):
        fields: dict[str, str | int | float | bool | None] = {
            "level": heading.level,
            "ordinal": heading.ordinal,
            "part": part,
        }
        yield Finding("section", heading.start, heading.end, heading.rule, SECTION_VERSION, fields), -1, -1


def _headings(text: str, outline_: Outline, cues: Cues) -> Iterator[_Placed]:
    """Yield the policies and parks that headings of the plan name, and the numbers that they declare."""
    for index, (heading, part) in enumerate(zip(outline_.headings, outline_.parts, strict=True)):
        if part == "plan":
            for clause in clauses(text, heading.start, heading.end):
                cues.skip(clause[0])
                reading = read(clause, cues.until(clause[0] + len(clause[1])))
                for cue, rule in _HEADED:
                    if reading.cues & cue:
                        for finding in rule(reading):
                            yield finding, index, -1


def _plan(text: str, outline_: Outline, cues: Cues) -> Iterator[_Placed]:
    """Yield what the plan says, clause by clause; it is found rule by rule, which keeps each rule's words near."""
    rows = [row for stretch in outline_.stretches if stretch.part == "plan" for row in _rows(text, stretch, cues)]
    rows = list(_built(rows))
    cued = [reading for reading, _ in rows if reading.cues & _CUED]
    for cue, rule in _DEEDS:
        for reading in cued:
            if reading.cues & cue:
                reading.deeds = [*reading.deeds, *rule(reading)]
    for reading in cued:
        if reading.cues & POLICY:
            reading.names = [finding for finding in policies(reading) if not _already(finding, reading.deeds)]
    for cue, rule in _NAMED:
        for reading in cued:
            if reading.cues & cue:
                reading.names = [*reading.names, *rule(reading)]
    deed = False  # whether one stands before in the sentence
    before: Finding | None = None  # the last target of the clause before
    for reading, heading in rows:
        deed = deed and reading.position > 0
        deeds = reading.deeds
        if before and deeds and reading.position and not reading.word:
            deeds = [carried(reading, before, one) if one.kind == "target" else one for one in deeds]
        before = next((one for one in reversed(deeds) if one.kind == "target"), None) if deeds else None
        made = measure(reading, deeds, deed_before=deed)
        under = -1
        if made:
            yield made, heading, -1
            under = made.start
            deed = True
        if deeds:
            deed = True
            for finding in deeds:
                yield finding, heading, under
        for finding in reading.names:
            yield finding, heading, under
            deed = deed or finding.kind == "policy"


def _rows(text: str, stretch: Stretch, cues: Cues) -> Iterator[_Row]:
    """Yield the clauses of a stretch; what a clause is may depend on the clauses before it in its sentence."""
    goals = general = False
    cues.skip(stretch.start)
    for clause in clauses(text, stretch.start, stretch.end):
        start, words, stop, position = clause
        if not position:
            goals = general = False
        if stop in "：:" or words[-1] in "是为":
            goals = goals or _GOALS.search(words) is not None
            general = general or _GENERAL.search(words) is not None
        found = cues.until(start + len(words))
        reading = read(clause, found | QUALITY if goals else found, goals, general, stretch.horizon)
        yield reading, stretch.heading


def _built(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Find projects, and leave out the clauses that only tell how far those before are (加快X建设，年内竣工)."""
    before: Reading | None = None
    for row in rows:
        reading = row[0]
        if before and before.deeds and reading.position and (stage := lone_stage(reading)):
            before.deeds = [work._replace(fields={**work.fields, "stage": stage}) for work in before.deeds]
            continue
        before = reading
        if reading.cues & STAGE and reading.cues & BUILT and not (reading.goals or reading.general):
            reading.deeds = list(projects(reading))
        yield row


def _already(policy: Finding, works: Sequence[Finding]) -> bool:
    """Tell whether what ends in 工程 was already read as something built."""
    return policy.rule == "policy.ending" and any(
        work.kind == "project" and policy.start < work.end and work.start < policy.end for work in works
    )


def _proposals(document: Readable, outline_: Outline, placed: Sequence[_Placed]) -> list[Proposal]:
    """Return the findings as proposals, sorted by place, each with its parent's index."""
    order = sorted(placed, key=_place)
    headings = {heading.start: index for index, heading in enumerate(outline_.headings)}
    sections: dict[int, int] = {}
    measures: dict[int, int] = {}
    for position, (finding, _, _) in enumerate(order):
        if finding.kind == "section":
            sections[headings[finding.start]] = position
        elif finding.kind == "measure":
            measures[finding.start] = position
    text, span, result = document.text, document.span, []
    for (kind, begin, stop, rule, version, fields, extra), heading, under in order:
        if kind == "section":
            above = outline_.parents[headings[begin]]
            parent = sections.get(above) if above is not None else None
        else:
            parent = measures.get(under, sections.get(heading))
        start, end = span(begin, stop)
        spans = ((start, end), *(span(*more) for more in extra)) if extra else ((start, end),)
        result.append(Proposal(kind, spans, text[start:end], fields, rule, version, parent))
    return result


def _place(placed: _Placed) -> tuple[int, int, int]:
    """Return what findings are sorted by: by start, the longer first, then by kind."""
    kind, start, end = placed[0][:3]
    return start, -end, _RANK[kind]


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
