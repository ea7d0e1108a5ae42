"""From a document to proposals: the outline first, then every rule on every clause of the plan."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from loaders.clauses import clauses
from loaders.cues import BODY, EVENT, PARK, PLACE, POLICY, QUALITY, QUANTITY, UMBRELLA, Cues
from loaders.inner_leads import with_inner_leads
from loaders.outline import Outline, outline
from loaders.plan_readings import plan_readings
from loaders.proposals import KINDS, FieldValue, Proposal, Span
from loaders.reading import Finding, Reading, Rule, read
from loaders.rules.declared import declared
from loaders.rules.measures import VERSION as MEASURE_VERSION
from loaders.rules.measures import measures
from loaders.rules.mentions import events, organizations, places
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.qualitative import qualitative
from loaders.rules.shared_values import topics
from loaders.rules.target_kinds import carried
from loaders.rules.targets import targets

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
    _plan(rows, plan_readings(text, outline_, cues))
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
    readings: list[Reading] = []
    for (start, end, *_), part in zip(outline_.headings, outline_.parts, strict=True):
        if part == "plan" and cues.within(start, end) & _NAMING:
            for clause, found in cues.of(clauses(text, start, end)):
                if found & _NAMING:
                    readings.append(read(clause, found, heading=start))
    for cue, rule in _HEADED:
        for reading, found_ in _found(rule, cue, readings):
            _add(rows, found_, reading.heading)


def _found(rule: Rule, cue: int, readings: Iterable[Reading]) -> Iterator[tuple[Reading, Sequence[Finding]]]:
    """Yield the clauses that have a cue, each with what the rule finds in it."""
    cued = [reading for reading in readings if reading.cues & cue]
    return zip(cued, rule(cued), strict=True)


def _plan(rows: list[_Row], readings: Sequence[Reading]) -> None:
    """Add what the plan says, clause by clause; it is found rule by rule, which keeps each rule's words near."""
    cued = [reading for reading in readings if reading.cues & _CUED]
    for cue, rule in _DEEDS:
        for reading, found in _found(rule, cue, cued):
            reading.deeds = [*reading.deeds, *found]
    for reading, found in _found(policies, POLICY, cued):
        works = reading.deeds
        reading.names = [one for one in found if not _already(one, works)] if found and works else found
    for cue, rule in _NAMED:
        for reading, found in _found(rule, cue, cued):
            reading.names = [*reading.names, *found]
    _carry(readings)
    for reading, made in zip(readings, measures(readings), strict=True):
        above, under = reading.heading, -1
        if made:
            under, end, rule_ = made
            rows.append((under, -end, _MEASURE, len(rows), above, -1, "measure", rule_, MEASURE_VERSION, _NONE, ()))
        if reading.deeds:
            _add(rows, reading.deeds, above, under)
        if reading.names:
            _add(rows, reading.names, above, under)


def _carry(readings: Sequence[Reading]) -> None:
    """Let the targets of a clause have what the clause before it tells of them."""
    before: Finding | None = None  # the last target of the clause before
    for last, reading in zip([None, *readings], readings, strict=False):
        if deeds := reading.deeds:
            if last and reading.position and reading.text.startswith("分别"):
                deeds = topics(last, deeds)
            if before and reading.position and not reading.word:
                deeds = [carried(reading, before, one) if one.kind == "target" else one for one in deeds]
            before, reading.deeds = next((one for one in reversed(deeds) if one.kind == "target"), None), deeds
        else:
            before = None


def _already(policy: Finding, works: Sequence[Finding]) -> bool:
    """Tell whether what ends in 工程 was already read as something built."""
    return policy.rule == "policy.ending" and any(
        work.kind == "project" and policy.start < work.end and work.start < policy.end for work in works
    )


def _proposals(document: Readable, rows: list[_Row]) -> list[Proposal]:
    """Return the findings as proposals, sorted by place, each with its parent's index."""
    rows.sort()  # by start, the longer first, then by kind
    sections = {row[0]: position for position, row in enumerate(rows) if row[2] == _SECTION}
    deeds = {row[0]: position for position, row in enumerate(rows) if row[2] == _MEASURE}
    text, origin, result = document.text, document.origin, []
    new = tuple.__new__  # half the time of a call of the class
    for begin, stop, _, _, above, under, kind, rule, version, fields, extra in rows:
        start, end = origin[begin], origin[-stop - 1] + 1
        spans = ((start, end), *(document.span(*more) for more in extra)) if extra else ((start, end),)
        parent = sections.get(above) if under < 0 else deeds[under]
        result.append(new(Proposal, (kind, spans, text[start:end], fields, rule, version, parent)))
    return result


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_SECTION, _MEASURE = _RANK["section"], _RANK["measure"]
_NONE: Mapping[str, FieldValue] = {}
