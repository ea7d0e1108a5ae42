"""Where a quote stands in its source, to the character, and whether it still does."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ontology.errors import QuoteError
from ontology.model import Evidence, Graph, Node, Relationship, Source

Span: TypeAlias = tuple[int, int]
_CONTEXT = 4
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, and what stands right before or behind them where the words alone are not enough.

    ``nth`` counts from 1 where even that is not enough, as in a text that holds itself twice; 0 is the only one.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    nth: int = 0


def occurrences(text: str, quote: Quote, span: Span | None = None) -> list[int]:
    """Return every offset at which the quote begins, overlapping ones too, within a span or the whole text."""
    start, end = span or (0, len(text))
    found = []
    at = text.find(quote.exact, start, end)
    while at >= 0:
        if text.endswith(quote.prefix, 0, at) and text.startswith(quote.suffix, at + len(quote.exact)):
            found.append(at)
        at = text.find(quote.exact, at + 1, end)
    return found


def locate(text: str, quote: Quote, within: Sequence[Span] = ()) -> Span:
    """Return the one span at which the quote stands: inside the given spans if it is there, else anywhere.

    Raises
    ------
    QuoteError
        It stands nowhere, or more than once.
    """
    if not quote.exact.strip():
        raise QuoteError("the quote is empty", "quote the words of the source")
    if quote.nth:
        every = occurrences(text, quote)
        if quote.nth > len(every):
            message = f"“{_short(quote.exact)}” stands {len(every)} times in its source"
            raise QuoteError(message, f"nth is 1 to {len(every)}" if every else "copy the words of the source")
        return every[quote.nth - 1], every[quote.nth - 1] + len(quote.exact)
    inside = sorted({at for span in within for at in occurrences(text, quote, span)})
    found = inside or occurrences(text, quote)
    if len(found) == 1:
        return found[0], found[0] + len(quote.exact)
    if found:
        raise QuoteError(*_ambiguous(text, quote, found, bool(inside)))
    raise QuoteError(*_nowhere(text, quote))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _ambiguous(text: str, quote: Quote, found: list[int], nested: bool) -> tuple[str, str]:
    lines = ", ".join(str(text.count("\n", 0, at) + 1) for at in found[:5]) + (", …" if len(found) > 5 else "")
    where = "the quote around it" if nested else "its source"
    before = text[max(0, found[0] - _CONTEXT) : found[0]].rpartition("\n")[2]
    after = text[found[0] + len(quote.exact) :][:_CONTEXT].partition("\n")[0]
    hint = f"prefix: {before}" if before else f"suffix: {after}"
    return (
        f"“{_short(quote.exact)}” stands {len(found)} times in {where} (lines {lines})",
        f"quote more words, or say which: {{exact: {_short(quote.exact)}, {hint}}} is the first",
    )


def _nowhere(text: str, quote: Quote) -> tuple[str, str]:
    message = f"“{_short(quote.exact)}” does not stand in its source"
    if quote.exact in text:
        return f"{message} with that prefix or suffix", "copy what stands right before or behind it"
    # How much of a beginning is found falls as it grows: bisection finds where the quote departs from the text.
    length = bisect_left(range(1, len(quote.exact)), True, key=lambda n: quote.exact[:n] not in text)
    if length < 2:
        return message, "copy the words from the source, damage included"
    begin = text.index(quote.exact[:length]) + length
    return message, (
        f"it departs after “{quote.exact[:length][-10:]}”: the quote goes on “{quote.exact[length:][:6]}”, "
        f"the source “{text[begin : begin + 6].splitlines()[0] if text[begin : begin + 6].strip() else ''}”"
    )


def evidence_at(source: Source, span: Span, basis: str, method: str) -> Evidence:
    """Return the evidence that a span of a source's text is."""
    start, end = span
    return Evidence(source.id, start, end, source.text[start:end], source.line(start), basis, method)


def verify(graph: Graph) -> int:
    """Compare every quote of a graph with its source, and every source with its checksum.

    Returns
    -------
    int
        How many quotes were compared.

    Raises
    ------
    QuoteError
        A source is missing or not the one that was read, or a quote is not what stands at its offsets.
    """
    for source in graph.sources.values():
        if hashlib.sha256(source.text.encode()).hexdigest() != source.sha256:
            raise QuoteError(f"the text of {source.id} does not match its sha256", "build the graph again")
    count = 0
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    for thing in things:
        if not thing.evidence:
            raise QuoteError(f"{thing.id} rests on nothing", "build the graph again")
        for evidence in thing.evidence:
            found = graph.sources.get(evidence.source)
            if found is None:
                raise QuoteError(f"{thing.id} rests on {evidence.source}, which is no source", "build the graph again")
            if not evidence.quote or found.text[evidence.start : evidence.end] != evidence.quote:
                raise QuoteError(
                    f"{thing.id}: {evidence.source}[{evidence.start}:{evidence.end}] is not “{_short(evidence.quote)}”",
                    "build the graph again",
                )
            count += 1
    return count
