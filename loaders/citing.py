"""What vouches for an item and for a relationship: quotes located in their sources, as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from loaders.items import Citation, Item, Link
from loaders.quotes import Quote, evidence_at, locate
from loaders.validation import did_you_mean
from ontology.errors import Problem, QuoteError
from ontology.model import Evidence, Source


class Citing:
    """Locates quotes and remembers those of each item; mistakes are added to ``problems``.

    ``incomplete`` says that some files could not be read: a source that is unknown may then be one of theirs.
    """

    def __init__(self, sources: Mapping[str, Source], problems: list[Problem], incomplete: bool) -> None:
        self.sources = sources
        self.problems = problems
        self.incomplete = incomplete
        self._evidence_of: dict[int, list[Evidence]] = {}

    def evidence(self, item: Item) -> list[Evidence]:
        """Return the evidence of an item: its quotes, looked for first in those of the item around it."""
        if id(item) not in self._evidence_of:
            around = self.evidence(item.parent) if item.parent else []
            citations = item.citations or (Citation(None, (), item.at),)
            self._evidence_of[id(item)] = [e for c in citations for e in self._cite(item, c, around)]
        return self._evidence_of[id(item)]

    def vouchers(self, item: Item, link: Link, other: Iterable[Evidence]) -> list[Evidence]:
        """Return the evidence of a relationship, as the table in seeds/README.md says.

        ``other`` is all evidence of the thing at its other end. Who says so is who wrote the link.
        """
        return [replace(e, method=link.curator) for e in self._vouchers(item, link, other)]

    def _vouchers(self, item: Item, link: Link, other: Iterable[Evidence]) -> list[Evidence]:
        own = self.evidence(item)
        if link.citations:
            found = [e for c in link.citations for e in self._cite(item, c, own)]
            return _judged(found, link) if link.reason else found
        far = self.evidence(link.to) if isinstance(link.to, Item) else _same_source(own, other)
        if link.reason:
            return _judged([*own, *far], link)
        shared = {e.source for e in own if self.sources[e.source].kind == "report"} & {e.source for e in far}
        if link.type == "PART_OF" and shared:
            both = [e for e in (*own, *far) if e.source in shared]
            return [replace(e, basis="structural") for e in both]
        beyond = far if isinstance(link.to, Item) else []
        return [*own, *(e for e in beyond if not any(_holds(o, e) for o in own))]

    def _cite(self, item: Item, citation: Citation, around: list[Evidence]) -> list[Evidence]:
        if citation.broken:
            return []
        named = citation.source or item.source
        if named is None:
            self._wrong(citation.at.problem(f"{item.name.text} rests on nothing", "add source: and quote:"))
            return []
        source = self.sources.get(named.text)
        if source is None:
            if not self.incomplete:
                hint = did_you_mean(named.text, self.sources, "add it to notes.yaml or reports/")
                self._wrong(named.at.problem(f"unknown source {named.text}", hint))
            return []
        default = source.text if source.kind == "note" else item.name.text
        within = [(e.start, e.end) for e in around if e.source == source.id]
        found = []
        for quote, at in citation.quotes or ((Quote(default), citation.at),):
            try:
                span = locate(source.text, quote, within)
            except QuoteError as error:
                self._wrong(at.problem(error.message, error.hint))
            else:
                found.append(evidence_at(source, span, "stated", item.file.curator))
        return found

    def _wrong(self, problem: Problem) -> None:
        self.problems.append(problem)


def _same_source(own: list[Evidence], other: Iterable[Evidence]) -> list[Evidence]:
    every = list(other)
    sources = {e.source for e in own}
    return [e for e in every if e.source in sources] or every


def _judged(evidence: Iterable[Evidence], link: Link) -> list[Evidence]:
    return [replace(e, basis="curated", reason=link.reason, confidence=link.confidence) for e in evidence]


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return outer.source == inner.source and outer.start <= inner.start and inner.end <= outer.end
