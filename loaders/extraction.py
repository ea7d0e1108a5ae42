"""From a document to proposals: the outline first, then every rule on every clause of the plan."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

from loaders.clauses import clauses
from loaders.cues import AIM, BODY, BUILT, EVENT, PARK, PLACE, POLICY, QUALITY, QUANTITY, STAGE, UMBRELLA, Cues
from loaders.inner_leads import with_inner_leads
from loaders.outline import Outline, outline
from loaders.proposals import KINDS, FieldValue, Proposal, Span
from loaders.reading import Finding, Reading, read
from loaders.rules.concerned import concerned
from loaders.rules.declared import declared
from loaders.rules.measures import VERSION as MEASURE_VERSION
from loaders.rules.measures import measure
from loaders.rules.mentions import events, organizations, places
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.shared_values import topics
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
SECTION_VERSION = "5"


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


_Row: TypeAlias = tuple[int, int, int, int, int, int, str, str, str, Mapping[str, FieldValue], tuple[Span, ...]]
"""A finding as it is sorted: its start, its end below zero, the rank of its kind, its number; where the heading
starts that it stands under, and where the measure does, -1 for none; then its other fields."""


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
    text = document.canonical
    outline_ = with_inner_leads(text, outline(text))
    cues = Cues(text, *outline_.plan)
    rows: list[_Row] = []
    _sections(rows, outline_)
    _plan(rows, _readings(text, outline_, cues))
    _headings(rows, text, outline_, cues)
    return _proposals(document, rows)


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


def _add(rows: list[_Row], findings: Iterable[Finding], above: int, under: int = -1) -> None:
    """Append findings to the rows."""
    for kind, start, end, rule, version, fields, extra in findings:
        rows.append((start, -end, _RANK[kind], len(rows), above, under, kind, rule, version, fields, extra))


def _sections(rows: list[_Row], outline_: Outline) -> None:
    headings = outline_.headings
    for heading, part, parent in zip(headings, outline_.parts, outline_.parents, strict=True):
        start, end, level, ordinal, rule = heading
        above = -1 if parent is None else headings[parent].start
        fields: dict[str, FieldValue] = {"level": level, "ordinal": ordinal, "part": part}
        rows.append((start, -end, _SECTION, len(rows), above, -1, "section", rule, SECTION_VERSION, fields, ()))


def _headings(rows: list[_Row], text: str, outline_: Outline, cues: Cues) -> None:
    """Add the policies and parks that headings of the plan name, and the numbers that they declare."""
    for (start, end, *_), part in zip(outline_.headings, outline_.parts, strict=True):
        if part == "plan" and cues.within(start, end) & _NAMING:
            for clause, found in cues.of(clauses(text, start, end)):
                reading = read(clause, found) if found & _NAMING else None
                for cue, rule in _HEADED:
                    if reading and found & cue:
                        _add(rows, rule(reading), start)


def _plan(rows: list[_Row], readings: Sequence[Reading]) -> None:
    """Add what the plan says, clause by clause; it is found rule by rule, which keeps each rule's words near."""
    cued = [reading for reading in readings if reading.cues & _CUED]
    for cue, rule in _DEEDS:
        for reading in cued:
            if reading.cues & cue:
                reading.deeds = [*reading.deeds, *rule(reading)]
    for reading in cued:
        if reading.cues & POLICY:
            reading.names = [*policies(reading)]
            if reading.names and reading.deeds:
                reading.names = [finding for finding in reading.names if not _already(finding, reading.deeds)]
    for cue, rule in _NAMED:
        for reading in cued:
            if reading.cues & cue:
                reading.names = [*reading.names, *rule(reading)]
    deed = False  # whether one stands before in the sentence
    before: Finding | None = None  # the last target of the clause before
    for last, reading in zip([None, *readings], readings, strict=False):
        above, deeds, names = reading.heading, reading.deeds, reading.names
        if not reading.position:
            deed = False
        if deeds:
            if last and reading.position and reading.text.startswith("分别"):
                deeds = topics(last, deeds)
            if before and reading.position and not reading.word:
                deeds = [carried(reading, before, one) if one.kind == "target" else one for one in deeds]
            before = next((one for one in reversed(deeds) if one.kind == "target"), None)
        else:
            before = None
        under = -1
        if made := measure(reading, deeds, deed_before=deed):
            under, end, rule_ = made
            rows.append((under, -end, _MEASURE, len(rows), above, -1, "measure", rule_, MEASURE_VERSION, _NONE, ()))
            deed = True
        if deeds:
            deed = True
            _add(rows, deeds, above, under)
        if names:
            _add(rows, names, above, under)
            deed = deed or any(finding.kind == "policy" for finding in names)


def _readings(text: str, outline_: Outline, cues: Cues) -> list[Reading]:
    """Return the clauses of the plan with the projects in them.

    What a clause is may depend on the clauses before it in its sentence. One that only tells how far the projects
    before it are (加快X建设，年内竣工) is left out.
    """
    readings: list[Reading] = []
    before: Reading | None = None
    for begin, end, part, horizon, index in outline_.stretches:
        if part != "plan":
            continue
        heading = outline_.headings[index].start if index >= 0 else -1
        goals = general = False
        for clause, found in cues.of(clauses(text, begin, end)):
            _, words, stop, position = clause
            if not position:
                goals = general = False
            if found & AIM and (stop in "：:" or words[-1] in "是为"):
                goals = goals or _GOALS.search(words) is not None
                general = general or _GENERAL.search(words) is not None
            reading = read(clause, found | QUALITY if goals else found, goals, general, horizon, heading)
            if found & STAGE and before and before.deeds and position and (stage := lone_stage(reading)):
                before.deeds = [with_stage(work, stage) for work in before.deeds]
                continue
            if found & BUILT and not (goals or general):
                if found & STAGE:
                    reading.deeds = list(projects(reading))
                if not reading.deeds and "等" in reading.masked:
                    reading.deeds = list(concerned(reading, before.deeds if before else ()))
                if reading.deeds and position and before and (stage := of_many(before)):
                    reading.deeds = [one if one.fields["stage"] else with_stage(one, stage) for one in reading.deeds]
            before = reading
            readings.append(reading)
    return readings


def _already(policy: Finding, works: Sequence[Finding]) -> bool:
    """Tell whether what ends in 工程 was already read as something built."""
    return policy.rule == "policy.ending" and any(
        work.kind == "project" and policy.start < work.end and work.start < policy.end for work in works
    )


def _proposals(document: Readable, rows: list[_Row]) -> list[Proposal]:
    """Return the findings as proposals, sorted by place, each with its parent's index."""
    rows.sort()  # by start, the longer first, then by kind
    sections = {row[0]: position for position, row in enumerate(rows) if row[2] == _SECTION}
    measures = {row[0]: position for position, row in enumerate(rows) if row[2] == _MEASURE}
    text, origin, result = document.text, document.origin, []
    new = tuple.__new__  # half the time of a call of the class
    for begin, stop, _, _, above, under, kind, rule, version, fields, extra in rows:
        start, end = origin[begin], origin[-stop - 1] + 1
        spans = ((start, end), *(document.span(*more) for more in extra)) if extra else ((start, end),)
        parent = sections.get(above) if under < 0 else measures[under]
        result.append(new(Proposal, (kind, spans, text[start:end], fields, rule, version, parent)))
    return result


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SECTION, _MEASURE = _RANK["section"], _RANK["measure"]
_NONE: Mapping[str, FieldValue] = {}
