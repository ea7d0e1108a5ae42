"""The things that items speak of: the same thing twice is one, and a word means the nearest thing of its name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from loaders import ids
from loaders.ids import normal_name
from loaders.items import Item
from loaders.validation import did_you_mean
from loaders.yamltree import At, Text
from ontology.errors import Problem
from ontology.model import Evidence, Value
from ontology.schema import Schema

_UNKNOWN = "unknown"
"""The level of a policy whose level a report does not tell: what another tells, holds."""
_NEAR = 20
"""So many problems, and names that look alike are no longer sought for each: they are many in a large graph."""

_scopes = cache(lambda code: tuple(ids.scopes(code)))


@dataclass(slots=True)
class Thing:
    """A node in the making: what all items say of it, and where they say so."""

    id: str
    label: str
    name: str
    at: At
    properties: dict[str, tuple[Value, At]] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    evidence: set[Evidence] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    """Properties that were given and could not be read."""
    unresolved: Counter[str] = field(default_factory=Counter)
    """Relationships that were given and lead nowhere, by type."""


class Things:
    """All things by id; mistakes are added to ``problems``.

    ``incomplete`` says that some files could not be read: a name that is unknown may then be one of theirs.
    """

    def __init__(self, schema: Schema, problems: list[Problem], incomplete: bool) -> None:
        self.schema = schema
        self.problems = problems
        self.incomplete = incomplete
        self.by_id: dict[str, Thing] = {}
        self._of: dict[int, Thing] = {}
        # What a word may mean: handles and statements by the source of their file, other things by their place.
        self._handles: dict[tuple[str, str], Item] = {}
        self._statements: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        self._named: dict[tuple[str, str], list[Thing]] = defaultdict(list)

    def add(self, items: Iterable[Item]) -> None:
        """Make a thing of each item, or add to the one of its class and name in its scope or above."""
        every = list(items)
        # Wide scopes come first, and within a scope the items that give aliases: what they define, the others find.
        for item in sorted(every, key=lambda i: (len(_scopes(i.file.scope)), not i.aliases)):
            self._add(item)
        for item in every:
            self._add_handle(item)

    def of(self, item: Item) -> Thing | None:
        """Return the thing that an item speaks of; None when that could not be told."""
        return self._of.get(id(item))

    def resolve(self, reference: Text, item: Item, allowed: set[str]) -> Thing | None:
        """Return what a reference in an item means: an id, a handle, or the nearest thing of that name.

        Things of the ``allowed`` classes come before others. None, and a problem, when it means nothing or too much.
        """
        word = reference.text
        if word in self.by_id:
            return self.by_id[word]
        handled = self._handles.get((item.file.group, word)) or self._handles.get(("", word))
        if handled is not None:
            return self.of(handled)
        levels = self._levels(word, item)
        fitting = [[t for t in level if t.label in allowed] for level in levels]
        nearest = next(filter(None, (*fitting, *levels)), [])
        if len(nearest) == 1:
            return nearest[0]
        if nearest:
            meant = ", ".join(sorted(t.id for t in nearest))
            self._wrong(reference.at, f"{word} is ambiguous: {meant}", "write Class:name, an id, or a handle (as:)")
        elif not self.incomplete:
            hint = did_you_mean(word, self._known_words(item), "add an item for it, or correct the name")
            self._wrong(reference.at, f"unknown reference {word}", hint)
        return None

    def _levels(self, word: str, item: Item) -> list[list[Thing]]:
        """Return the things of a name, or of a class and name, from near to far."""
        label, _, rest = word.partition(":")
        one_class = bool(rest) and label in self.schema.classes
        key = normal_name(rest if one_class else word)
        levels: list[Sequence[Thing]] = [self._statements.get((item.file.group, key), ())]
        levels += [self._named.get((scope, key), ()) for scope in _scopes(item.file.scope)]
        return [[t for t in level if not one_class or t.label == label] for level in levels]

    def _known_words(self, item: Item) -> list[str]:
        if len(self.problems) >= _NEAR:
            return []
        groups, around = (item.file.group, ""), set(_scopes(item.file.scope))
        return [
            *(handle for group, handle in self._handles if group in groups),
            *(name for scope, name in self._named if scope in around),
            *(name for group, name in self._statements if group == item.file.group),
        ]

    def _wrong(self, at: At, message: str, hint: str) -> None:
        self.problems.append(at.problem(message, hint))

    def _add(self, item: Item) -> None:
        names = {item.name.text, *item.aliases}
        thing = self._find(item, names)
        if thing is None:
            return
        self._of[id(item)] = thing
        thing.aliases |= {name for name in names if normal_name(name) != normal_name(thing.name)}
        thing.faulty |= item.faulty
        for name, (value, at) in item.properties.items():
            if name == "aliases":
                continue
            known, where = thing.properties.setdefault(name, (value, at))
            if known == _UNKNOWN:
                thing.properties[name] = value, at
            elif value not in (known, _UNKNOWN):
                who = thing.name if item.name.text == thing.name else f"{item.name.text} (that is, {thing.name})"
                message = f"{who} has {name} {value}, but {known} in {where.file}:{where.line}"
                self._wrong(at, message, "keep the true one")
        self._register(thing, names, item)

    def _find(self, item: Item, names: set[str]) -> Thing | None:
        kind = self.schema.classes[item.label].identified_by
        if kind == "statement":
            return self._statement(item)
        if kind == "code" and "code" in item.properties:
            return self._coded(item, names)
        for scope in _scopes(item.file.scope):
            keys = map(normal_name, names)
            found = {t.id: t for key in keys for t in self._named.get((scope, key), ()) if t.label == item.label}
            if len(found) > 1:
                message = f"{item.name.text} is the name of {' and '.join(sorted(found))}"
                self._wrong(item.at, message, "give each a name of its own")
                return None
            if found:
                return next(iter(found.values()))
        if kind == "code":
            message = f"{item.label} {item.name.text} is not known here and has no code"
            self._wrong(item.at, message, "add code: (its statistical code), or correct the name")
            return None
        return self._thing(ids.named_id(item.label, item.file.scope, item.name.text), item)

    def _thing(self, identifier: str, item: Item) -> Thing:
        return self.by_id.setdefault(identifier, Thing(identifier, item.label, item.name.text, item.at))

    def _statement(self, item: Item) -> Thing:
        first = item.citations[0] if item.citations else None
        quotes = [(q.exact, q.prefix, q.suffix) for q, _ in first.quotes] if first else []
        source = (first.source if first else None) or item.source
        name = item.name.text
        words = quotes or [(name, "", "")]
        return self._thing(ids.statement_id(item.label, source.text if source else "", words, name), item)

    def _coded(self, item: Item, names: set[str]) -> Thing:
        thing = self._thing(ids.coded_id(item.label, str(item.properties["code"][0])), item)
        if {normal_name(n) for n in names}.isdisjoint(normal_name(n) for n in (thing.name, *thing.aliases)):
            message = f"{thing.id} is called {item.name.text}, but {thing.name} in {thing.at.file}:{thing.at.line}"
            self._wrong(item.at, message, "correct the code, or add the other name as an alias")
        return thing

    def _register(self, thing: Thing, names: set[str], item: Item) -> None:
        kind = self.schema.classes[thing.label].identified_by
        # A place is known within itself and to its neighbours; any other thing, where it was first named.
        code = thing.id.split(":")[1]
        scopes = {code, ids.scope_above(code)} if kind == "code" else {code}
        for key in {normal_name(name) for name in names}:
            if kind == "statement":
                tables = [self._statements[item.file.group, key]]
            else:
                tables = [self._named[scope, key] for scope in scopes]
            for table in tables:
                if not any(other is thing for other in table):
                    table.append(thing)

    def _add_handle(self, item: Item) -> None:
        if item.handle is None:
            return
        first = self._handles.setdefault((item.file.group, item.handle.text), item)
        if first is not item:
            hint = f"choose another; the first is in {first.at.file}:{first.at.line}"
            self._wrong(item.handle.at, f"the handle {item.handle.text} is given twice", hint)
