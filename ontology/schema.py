"""What the ontology says, as plain values: classes, relations, properties and vocabularies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

ENTITY = "Entity"
SOURCE = "Source"


@dataclass(frozen=True, slots=True)
class Words:
    """What something is called and how it is defined, in Chinese and English."""

    zh: str
    en: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of nodes or relationships, with all that its shape asks of it.

    ``datatype`` is one of ``string``, ``integer``, ``decimal``, ``boolean``. ``vocabulary`` names the scheme
    whose codes are ``values``; both are empty when any value of the datatype will do.
    """

    name: str
    words: Words
    datatype: str
    required: bool
    many: bool
    values: tuple[str, ...] = ()
    vocabulary: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class NodeClass:
    """A class whose instances are nodes; ``name`` is the node label.

    ``identified_by`` is ``statement``, ``name`` or ``code``; ``layer`` is the page's column or None.
    """

    name: str
    words: Words
    identified_by: str
    layer: int | None
    colour: str
    shape: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation; ``name`` is the relationship type, as in ``PART_OF``.

    ``pairs`` maps a start class to the end classes that it may lead to, ``counts`` a start class to the
    least and the most (None: any) number of such relationships. ``trace`` is ``up``, ``down`` or empty.
    ``inverse`` is the word by which curated files write it the other way round, or empty.
    """

    name: str
    words: Words
    inverse_zh: str
    inverse: str
    trace: str
    pairs: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, tuple[int, int | None]]
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a vocabulary; ``code`` is what graphs and files hold."""

    code: str
    words: Words
    alternatives: tuple[str, ...]
    matches: tuple[tuple[str, str], ...]
    """Pairs of mapping relation (``closeMatch`` …) and IRI."""


@dataclass(frozen=True, slots=True)
class Schema:
    """All that the ontology says, keyed by name; node classes leave out the abstract ``Entity``."""

    classes: Mapping[str, NodeClass]
    relations: Mapping[str, RelationType]
    vocabularies: Mapping[str, Mapping[str, Concept]]
    version: str

    def label(self, vocabulary: str, code: str) -> str:
        """Return the Chinese word for ``code``, or ``code`` itself when the vocabulary lacks it."""
        concept = self.vocabularies.get(vocabulary, {}).get(code)
        return concept.words.zh if concept else code


def type_name(local: str) -> str:
    """Turn the local name of a relation into a relationship type: ``partOf`` → ``PART_OF``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", local).upper()


def local_name(type_: str) -> str:
    """Turn a relationship type into the local name of its relation: ``PART_OF`` → ``partOf``."""
    head, *rest = type_.lower().split("_")
    return head + "".join(map(str.capitalize, rest))


@cache
def load_schema() -> Schema:
    """Read the ontology that the program ships.

    Returns
    -------
    Schema
        The same object at every call.

    Raises
    ------
    SchemaError
        A class, relation or property lacks what the program needs of it.
    """
    from ontology.kept import kept_schema

    return kept_schema()
