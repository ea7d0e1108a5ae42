"""Proposals held against decisions: what is open, what is decided, and how often each rule was right."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from loaders.decisions import Anchor, Content, Decision, anchor, effective
from loaders.document import Document
from loaders.proposals import FieldValue, Proposal, Span
from loaders.quotes import Quote, occurrences

SAME = 0.5
"""Two spans of one kind are about the same thing when they share at least this part of what both cover."""
_FAR = 2000  # no statement is longer, so that none further before a place can reach it


@dataclass(frozen=True, slots=True)
class Case:
    """One thing to decide, or decided.

    ``status`` is ``open``, ``accepted``, ``edited``, ``rejected``, or ``lost`` when the words of a decision are
    no longer in the text. ``content`` and ``spans`` are what would be published. ``proposal`` is the index of
    the proposal, None when no rule says it (any longer). ``differs`` tells that the rule now reads it otherwise
    than it was decided.
    """

    id: str
    status: str
    content: Content
    spans: tuple[Span, ...]
    rule: str
    proposal: int | None
    decision: Decision | None
    differs: bool = False

    @property
    def start(self) -> int:
        """Where its main words stand in the text; -1 when they are lost."""
        return self.spans[0][0] if self.spans else -1


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How a rule fared: its cases by status, and the share of decided ones that were accepted as they were."""

    rule: str
    open: int
    accepted: int
    edited: int
    rejected: int

    @property
    def rate(self) -> float | None:
        """Accepted unchanged among all decided; None when nothing is decided."""
        decided = self.accepted + self.edited + self.rejected
        return self.accepted / decided if decided else None


def cases(document: Document, proposals: Sequence[Proposal], log: Iterable[Decision]) -> list[Case]:
    """Return every case of a document in the order of its text; lost ones last.

    Headings outside the plan are no cases: nothing of them is published.

    A decision holds for the proposal of its kind that covers the same words (and, for a target, has the same
    value), whatever rule and version makes it now. What was rejected stays rejected for every proposal like it.
    What was accepted or edited stays as it was decided, even when no rule proposes it any longer.
    """
    contents = [content_of(document.text, proposal) for proposal in proposals]
    first = {content.id: index for index, content in reversed(list(enumerate(contents)))}
    near = _Near(proposals)
    taken: dict[int, Decision] = {}
    hidden = {
        index
        for index, content in enumerate(contents)
        if first[content.id] != index or content.fields.get("part", "plan") != "plan"
    }
    found: list[Case] = []
    located = [(decision, _locate(document.text, decision)) for decision in effective(log)]
    for exactly in (True, False):
        rest = []
        for decision, spans in located:
            index = next(near.like(decision, spans, exactly, taken), None)
            if index is None:
                rest.append((decision, spans))
                continue
            taken[index] = decision
            if decision.verdict == "rejected":
                alike = list(near.like(decision, spans, False, taken))
                taken |= dict.fromkeys(alike, decision)
                hidden.update(alike)
        located = rest
    for decision, spans in located:
        if not spans or decision.verdict != "rejected":
            found.append(_decided(document.text, decision, None, None))
    found += [
        _decided(document.text, taken[index], index, content)
        if index in taken
        else Case(content.id, "open", content, proposal.spans, f"{proposal.rule}@{proposal.version}", index, None)
        for index, (proposal, content) in enumerate(zip(proposals, contents, strict=True))
        if index not in hidden
    ]
    return sorted(found, key=lambda case: (not case.spans, case.start, -case.spans[0][1] if case.spans else 0))


def content_of(text: str, proposal: Proposal) -> Content:
    """Return what a proposal says, anchored by its words."""
    return Content(proposal.kind, tuple(anchor(text, *span) for span in proposal.spans), dict(proposal.fields))


def records(found: Iterable[Case]) -> list[RuleRecord]:
    """Return how each rule fared, by its name and version; what people added counts under ``-``."""
    counts: dict[str, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("open", "accepted", "edited", "rejected"), 0)
    )
    for case in found:
        if case.status != "lost":
            counts[case.rule or "-"][case.status] += 1
    return [RuleRecord(rule, **count) for rule, count in sorted(counts.items())]


def locate(text: str, sought: Anchor) -> Span | None:
    """Return where anchored words stand now: with their context if they do, else wherever they are nearest."""
    quote = Quote(sought.exact, sought.prefix, sought.suffix)
    places = occurrences(text, quote) or occurrences(text, Quote(sought.exact))
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - sought.start))
    return start, start + len(sought.exact)


def _locate(text: str, decision: Decision) -> tuple[Span, ...]:
    spans = [locate(text, a) for a in decision.content.anchors]
    return tuple(span for span in spans if span) if None not in spans else ()


def _decided(text: str, decision: Decision, index: int | None, content: Content | None) -> Case:
    spans = _locate(text, decision)
    said = decision.proposed or decision.content
    differs = content is not None and (content.id, dict(content.fields)) != (said.id, dict(said.fields))
    status = decision.verdict if spans else "lost"
    return Case(decision.id, status, decision.content, spans, decision.rule, index, decision, differs)


class _Near:
    """Proposals by kind and place."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        self.proposals = proposals
        self.kinds: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, proposal in enumerate(proposals):
            self.kinds[proposal.kind].append((proposal.start, index))
        for rows in self.kinds.values():
            rows.sort()

    def like(
        self, decision: Decision, spans: tuple[Span, ...], exactly: bool, taken: dict[int, Decision]
    ) -> Iterator[int]:
        """Yield the proposals, not taken yet, that the decision is about, the likest first."""
        said = decision.proposed or decision.content
        if not spans:
            return
        start, end = spans[0]
        if said is not decision.content and (place := said.anchors[0]):
            start = place.start + (start - decision.content.anchors[0].start)
            end = start + len(place.exact)
        rows = self.kinds[said.kind]
        found: list[tuple[bool, float, int]] = []
        for at, index in rows[bisect_left(rows, (start - _FAR, -1)) :]:
            if at >= end:
                break
            proposal = self.proposals[index]
            if index in taken or _value(proposal.fields) != _value(said.fields):
                continue
            shared = (min(end, proposal.end) - max(start, at)) / (max(end, proposal.end) - min(start, at))
            same = proposal.fields.get("indicator") == said.fields.get("indicator")
            if shared >= (1 if exactly else SAME) and (same or not exactly):
                found.append((not same, -shared, index))
        yield from (index for *_, index in sorted(found))


def _value(fields: Mapping[str, FieldValue]) -> FieldValue:
    return fields.get("value")
