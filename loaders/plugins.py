"""Other extractors, as plug-ins: they only propose verbatim quotes, which the host locates and reads itself.

A plug-in is an entry point of the group ``countygraph.extractors``: a callable that takes the text of a
document and returns :class:`Quote` values. None runs unless it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import entry_points
from typing import NamedTuple, TypeAlias

from loaders.extraction import Readable
from loaders.proposals import KINDS, Proposal
from loaders.reading import Rule, read
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.targets import targets
from ontology.errors import CountyGraphError

GROUP = "countygraph.extractors"
VERSION = "1"


class Quote(NamedTuple):
    """What a plug-in proposes: a kind, words of the document, and the words before them if they recur."""

    kind: str
    text: str
    before: str = ""


Extractor: TypeAlias = Callable[[str], Iterable[Quote]]


def extractor(name: str) -> Extractor:
    """Return the plug-in of that name.

    Raises
    ------
    CountyGraphError
        No plug-in has that name, or it cannot be loaded.
    """
    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        known = ", ".join(sorted(found)) or "none is installed"
        raise CountyGraphError(f"there is no extractor {name!r}", f"known: {known}")
    try:
        loaded: Extractor = found[name].load()
    except ImportError as error:
        raise CountyGraphError(f"the extractor {name!r} cannot be loaded: {error}", "install it again") from error
    return loaded


def quoted(
    document: Readable, name: str, quotes: Iterable[Quote], known: Sequence[Proposal] = ()
) -> tuple[list[Proposal], list[Quote]]:
    """Return the proposals that a plug-in's quotes make, and the quotes that cannot be used.

    A quote is used if its kind is known and it stands in the document exactly once, or once behind
    ``before``. Fields are read out of it by the host's own rules, never taken from the plug-in.
    ``known`` are proposals that the rules made: a quote of the same kind and span adds nothing.
    """
    seen = {(proposal.kind, *proposal.spans[0]) for proposal in known}
    measures = [(index, proposal) for index, proposal in enumerate(known) if proposal.kind == "measure"]
    made: list[Proposal] = []
    refused: list[Quote] = []
    for quote in quotes:
        start = _locate(document.text, quote) if quote.kind in KINDS else None
        if start is None:
            refused.append(quote)
            continue
        end = start + len(quote.text)
        if (quote.kind, start, end) not in seen:
            seen.add((quote.kind, start, end))
            proposal = Proposal(quote.kind, ((start, end),), quote.text, _fields(quote), f"plugin.{name}", VERSION)
            parent = next((index for index, one in measures if one.start <= start and end <= one.end), None)
            made.append(proposal._replace(parent=parent))
    return made, refused


def _locate(text: str, quote: Quote) -> int | None:
    """Return where a quote stands, if there is one place only."""
    if not quote.text:
        return None
    wanted = quote.before + quote.text
    start = text.find(wanted)
    if start < 0 or text.find(wanted, start + 1) >= 0:
        return None
    return start + len(quote.before)


def _fields(quote: Quote) -> dict[str, str | int | float | bool | None]:
    """Return what the host's rules read in a quote of that kind; empty where they find nothing."""
    reading = read((0, quote.text, "", 0))
    rules: tuple[Rule, ...] = (targets, qualitative, projects, parks, policies)
    for rule in rules:
        for finding in rule([reading])[0]:
            if finding.kind == quote.kind:
                return dict(finding.fields)
    return {}
