"""What a curated file says, as it is written there: items with their quotes, properties and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.quotes import Quote
from loaders.yamltree import At, Text
from ontology.model import Value


@dataclass(frozen=True, slots=True)
class Citation:
    """Words of one source; ``source`` None is the source around it, no ``quotes`` is the name or the whole note."""

    source: Text | None
    quotes: tuple[tuple[Quote, At], ...]
    at: At
    broken: bool = False
    """Whether a quote was given that could not be read."""


@dataclass(frozen=True, slots=True)
class File:
    """A statement file's head: the source it quotes by default, the place it speaks of, who entered it."""

    source: Text | None
    scope: str
    curator: str
    at: At

    @property
    def group(self) -> str:
        """Return what the file's handles and statements are known in: its source, or nothing for a registry."""
        return self.source.text if self.source else ""


@dataclass(slots=True)
class Link:
    """A relationship as it is written in an item: type, other end, who says so, and what vouches for it."""

    type: str
    inverse: bool
    to: Text | Item
    at: At
    curator: str
    properties: dict[str, Value] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    reason: str = ""
    confidence: str = ""


@dataclass(slots=True)
class Item:
    """One item: class, name, handle, words that say so, properties with their places, links."""

    label: str
    name: Text
    file: File
    parent: Item | None
    handle: Text | None = None
    citations: tuple[Citation, ...] = ()
    properties: dict[str, tuple[Value, At]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    """Properties that were given and could not be read."""

    @property
    def at(self) -> At:
        """Return where the item stands."""
        return self.name.at

    @property
    def source(self) -> Text | None:
        """Return the source that the item quotes: its own, or that of the item around it, or its file's."""
        for citation in self.citations:
            if citation.source is not None:
                return citation.source
        return self.parent.source if self.parent else self.file.source

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return the other names that the item gives."""
        value = self.properties["aliases"][0] if "aliases" in self.properties else ()
        return value if isinstance(value, tuple) else ()

    def walk(self) -> Iterator[Item]:
        """Yield the item and all that is nested in it, in the order of the file."""
        yield self
        for link in self.links:
            if isinstance(link.to, Item):
                yield from link.to.walk()
