"""From a document to proposals: the outline first, then every rule on every clause of the plan."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from loaders.clauses import clauses
from loaders.cues import BODY, BUILT, EVENT, PARK, PLACE, POLICY, QUALITY, QUANTITY, STAGE, UMBRELLA, Cues
from loaders.inner_leads import with_inner_leads
from loaders.outline import Outline, outline
from loaders.proposals import KINDS, FieldValue, Proposal, Span
from loaders.reading import Finding, Reading, read
from loaders.rules.concerned import concerned
from loaders.rules.declared import declared
from loaders.rules.measures import measure
from loaders.rules.mentions import events, organizations, places
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.stages import lone_stage, of_many, with_stage
from loaders.rules.target_kinds import carried
from loaders.rules.targets import targets

_GOALS = re.compile(r"(?:预期目标|主要目标|发展目标|奋斗目标)[^，。]{0,8}$")
_GENERAL = re.compile(r"(?:总体要求|总体思路|指导思想|总的要求)[^，。]{0,6}$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DEEDS = ((QUANTITY, targets), (QUALITY, qualitative))
_NAMED = ((PARK, parks), (EVENT, events), (BODY, organizations), (PLACE, places), (UMBRELLA, declared))
_CUED = QUANTITY | QUALITY | POLICY | PARK | EVENT | BODY | PLACE | UMBRELLA
_NAMING = POLICY | PARK | UMBRELLA
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

    @property
    def origin(self) -> Sequence[int]:
        """Return the place in ``text`` of each character of ``canonical``."""

    def span(self, start: int, end: int) -> Span:
        """Return the span of ``text`` behind a span of ``canonical``."""


_Placed: TypeAlias = tuple[Finding, int, int]
"""A finding; where the heading starts that it stands under, and where the measure does; -1 for none."""


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
    return _proposals(document, placed)


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
    headings = outline_.headings
    for heading, part, parent in zip(headings, outline_.parts, outline_.parents, strict=True):
        start, end, level, ordinal, rule = heading
        above = -1 if parent is None else headings[parent].start
        fields: dict[str, FieldValue] = {"level": level, "ordinal": ordinal, "part": part}
        yield Finding("section", start, end, rule, SECTION_VERSION, fields), above, -1


def _headings(text: str, outline_: Outline, cues: Cues) -> Iterator[_Placed]:
    """Yield the policies and parks that headings of the plan name, and the numbers that they declare."""
    for heading, part in zip(outline_.headings, outline_.parts, strict=True):
        if part == "plan":
            for clause, found in cues.of(clauses(text, heading.start, heading.end)):
                reading = read(clause, found) if found & _NAMING else None
                for cue, rule in _HEADED:
                    if reading and found & cue:
                        for finding in rule(reading):
                            yield finding, heading.start, -1


def _plan(text: str, outline_: Outline, cues: Cues) -> Iterator[_Placed]:
    """Yield what the plan says, clause by clause; it is found rule by rule, which keeps each rule's words near."""
    readings = list(_built(_clauses(text, outline_, cues)))
    cued = [reading for reading in readings if reading.cues & _CUED]
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
    for reading in readings:
        above = reading.heading
        deed = deed and reading.position > 0
        deeds = reading.deeds
        if before and deeds and reading.position and not reading.word:
            deeds = [carried(reading, before, one) if one.kind == "target" else one for one in deeds]
        before = next((one for one in reversed(deeds) if one.kind == "target"), None) if deeds else None
        made = measure(reading, deeds, deed_before=deed)
        under = -1
        if made:
            yield made, above, -1
            under = made.start
            deed = True
        if deeds:
            deed = True
            for finding in deeds:
                yield finding, above, under
        for finding in reading.names:
            yield finding, above, under
            deed = deed or finding.kind == "policy"


def _clauses(text: str, outline_: Outline, cues: Cues) -> Iterator[Reading]:
    """Yield the clauses of the plan; what a clause is may depend on the clauses before it in its sentence."""
    for begin, end, part, horizon, index in outline_.stretches:
        if part != "plan":
            continue
        heading = outline_.headings[index].start if index >= 0 else -1
        goals = general = False
        for clause, found in cues.of(clauses(text, begin, end)):
            _, words, stop, position = clause
            if not position:
                goals = general = False
            if stop in "：:" or words[-1] in "是为":
                goals = goals or _GOALS.search(words) is not None
                general = general or _GENERAL.search(words) is not None
            yield read(clause, found | QUALITY if goals else found, goals, general, horizon, heading)


def _built(readings: Iterable[Reading]) -> Iterator[Reading]:
    """Find projects, and leave out the clauses that only tell how far those before are (加快X建设，年内竣工)."""
    before: Reading | None = None
    for reading in readings:
        if before and before.deeds and reading.position and (stage := lone_stage(reading)):
            before.deeds = [with_stage(work, stage) for work in before.deeds]
            continue
        if reading.cues & BUILT and not (reading.goals or reading.general):
            if reading.cues & STAGE:
                reading.deeds = list(projects(reading))
            if not reading.deeds and "等" in reading.masked:
                reading.deeds = list(concerned(reading, before.deeds if before else ()))
            if reading.deeds and reading.position and before and (stage := of_many(before)):
                reading.deeds = [one if one.fields["stage"] else with_stage(one, stage) for one in reading.deeds]
        before = reading
        yield reading


def _already(policy: Finding, works: Sequence[Finding]) -> bool:
    """Tell whether what ends in 工程 was already read as something built."""
    return policy.rule == "policy.ending" and any(
        work.kind == "project" and policy.start < work.end and work.start < policy.end for work in works
    )


def _proposals(document: Readable, placed: Sequence[_Placed]) -> list[Proposal]:
    """Return the findings as proposals, sorted by place, each with its parent's index."""
    # By start, the longer first, then by kind; tuples are sorted sooner than by a function.
    order = sorted([(one[0][1], -one[0][2], _RANK[one[0][0]], at) for at, one in enumerate(placed)])
    sections = {start: position for position, (start, _, rank, _) in enumerate(order) if rank == _SECTION}
    measures = {start: position for position, (start, _, rank, _) in enumerate(order) if rank == _MEASURE}
    text, origin, result = document.text, document.origin, []
    for _, _, _, at in order:
        (kind, begin, stop, rule, version, fields, extra), above, under = placed[at]
        start, end = origin[begin], origin[stop - 1] + 1
        spans = ((start, end), *(document.span(*more) for more in extra)) if extra else ((start, end),)
        parent = measures.get(under, sections.get(above))
        result.append(Proposal(kind, spans, text[start:end], fields, rule, version, parent))
    return result


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SECTION, _MEASURE = _RANK["section"], _RANK["measure"]
