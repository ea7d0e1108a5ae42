"""What a graph is made of: sources, evidence, nodes and relationships, as plain immutable values."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Value: TypeAlias = str | int | float | bool | tuple[str, ...]

UNREVIEWED = " unreviewed"
"""What the method of a statement ends in that a rule proposed and nobody has looked at."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text that is quoted from, whole and immutable.

    ``kind`` is ``report`` (the text as it was published) or ``note`` (what a curator noted down from
    a page that is not stored; ``text`` is the note, ``url`` the page). ``sha256`` is over the UTF-8
    bytes of ``text``. ``certainty`` says how sure a note is: ``two`` or ``one`` independent sources.
    ``damage`` lists marked spans ``(start, end, kind)`` where the text is known not to be as printed.
    """

    id: str
    kind: str
    title: str
    text: str
    sha256: str
    url: str = ""
    date: str = ""
    certainty: str = ""
    damage: tuple[tuple[int, int, str], ...] = ()

    def line(self, offset: int) -> int:
        """Return the line number, from 1, in which the code point at ``offset`` stands."""
        return self.text.count("\n", 0, offset) + 1

    def digest(self) -> str:
        """Return the sha256 of all that is said of this source, its text through ``sha256``."""
        return _digest(self.id, self.kind, self.title, self.sha256, self.url, self.date, self.certainty, self.damage)


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One span of a source that says so; ``quote == source.text[start:end]``.

    ``basis`` is one of ``stated``, ``structural``, ``aligned``, ``curated``. ``method`` is the rule
    (``rule@version``) or the curator. ``reason`` and ``confidence`` (``high``, ``medium``, ``low``) are
    empty unless a person or an alignment judged. ``line`` counts from 1.
    """

    source: str
    start: int
    end: int
    quote: str
    line: int
    basis: str
    method: str
    reason: str = ""
    confidence: str = ""


def unreviewed(evidence: tuple[Evidence, ...]) -> bool:
    """Return whether all that vouches for a statement was proposed by rules, and no person has looked at it."""
    return bool(evidence) and all(e.method.endswith(UNREVIEWED) for e in evidence)


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _digest(*parts: Any) -> str:
    return hashlib.sha256(_canonical(parts).encode()).hexdigest()


def _evidence_rows(evidence: tuple[Evidence, ...]) -> list[list[Any]]:
    return [[e.source, e.start, e.end, e.quote, e.basis, e.method, e.reason, e.confidence] for e in evidence]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing or a statement. ``label`` is its class in the ontology; ``properties`` hold no null."""

    id: str
    label: str
    name: str
    properties: dict[str, Value]
    evidence: tuple[Evidence, ...]

    def digest(self) -> str:
        """Return the sha256 of all that is said of this node, evidence included."""
        return _digest(self.id, self.label, self.name, self.properties, _evidence_rows(self.evidence))


@dataclass(frozen=True, slots=True)
class Relationship:
    """A directed relationship between two nodes; ``type`` is a property of the ontology."""

    id: str
    type: str
    start: str
    end: str
    properties: dict[str, Value]
    evidence: tuple[Evidence, ...]

    def digest(self) -> str:
        """Return the sha256 of all that is said of this relationship, evidence included."""
        return _digest(self.id, self.type, self.start, self.end, self.properties, _evidence_rows(self.evidence))


@dataclass(slots=True)
class Graph:
    """The checked graph: three dictionaries keyed by id, each in sorted order of id."""

    sources: dict[str, Source] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
