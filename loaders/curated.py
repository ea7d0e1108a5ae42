"""Curated statement files: YAML → items, each with its place, its quotes, its properties and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from loaders.ids import COUNTRY, normal_name
from loaders.items import Citation, File, Item, Link
from loaders.quotes import Quote
from loaders.validation import did_you_mean, property_value
from loaders.yamltree import At, Mapping, Sequence, Text, Tree, read_tree
from ontology.errors import Problem
from ontology.schema import ENTITY, SOURCE, Schema

FILE_KEYS = ("source", "scope", "curator", "items")
VOUCHERS = ("quote", "source", "evidence", "reason", "confidence")
# Line ends, and what would move the cursor or turn the direction of the text.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_SCOPE = re.compile(r"CN|\d{6}|\d{9}|\d{12}", re.ASCII)


def read_items(path: Path, root: Path, shown: str, schema: Schema) -> tuple[list[Item], list[Problem]]:
    """Read a statement file.

    Returns
    -------
    list of Item
        The outermost items that could be read; the others are nested in their links.
    list of Problem
        Every mistake of form: unknown classes, properties and relations, values that are not what the
        ontology asks for, wrong shapes. What is wrong with quotes and references shows when all files
        are put together.

    Raises
    ------
    ProblemsError
        The file cannot be read, or is no YAML.
    """
    reader = _Reader(schema)
    return reader.file(read_tree(path, root, shown)), reader.problems


class _Reader:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.problems: list[Problem] = []
        self.classes = [name for name in schema.classes if name not in (ENTITY, SOURCE)]
        self.inverses = {relation.inverse: name for name, relation in schema.relations.items() if relation.inverse}

    def wrong(self, at: At, message: str, hint: str) -> None:
        self.problems.append(at.problem(message, hint))

    def file(self, tree: Tree) -> list[Item]:
        if not isinstance(tree, Mapping):
            self.wrong(tree.at, "not a statement file", "begin with source:, scope:, curator: and items:")
            return []
        for key, _ in tree:
            if key.text not in FILE_KEYS:
                hint = did_you_mean(key.text, FILE_KEYS, f"a statement file takes {', '.join(FILE_KEYS)}")
                self.wrong(key.at, f"unknown key {key.text}", hint)
        scope = self.text(tree, "scope")
        if scope is None:
            self.wrong(tree.at, "scope is missing", f'add scope: "330324" (a place\'s code) or {COUNTRY}')
        elif not _SCOPE.fullmatch(scope.text):
            self.wrong(scope.at, f"{scope.text} is no scope", f"it is {COUNTRY} or a place's code of 6, 9 or 12 digits")
        curator = self.text(tree, "curator")
        if curator is None:
            self.wrong(tree.at, "curator is missing", "add curator: who entered it")
        head = File(
            self.text(tree, "source"), scope.text if scope else COUNTRY, curator.text if curator else "", tree.at
        )
        items = tree.get("items")
        if not isinstance(items, Sequence) or not items.items:
            self.wrong(items.at if items else tree.at, "no items", "add items: and a list of them")
            return []
        return [item for entry in items.items if (item := self.item(entry, head, None)) is not None]

    def text(self, tree: Mapping, key: str) -> Text | None:
        value = tree.get(key)
        if value is None:
            return None
        if not isinstance(value, Text):
            self.wrong(value.at, f"{key} is one text", "write a single value")
            return None
        if not value.text.strip():
            self.wrong(value.at, f"{key} is empty", "give it a value or leave it out")
            return None
        return value

    def item(self, tree: Tree, head: File, parent: Item | None, relation: str = "") -> Item | None:
        """Read an item; ``relation`` is the one whose value it is, without a mapping around it."""
        if not isinstance(tree, Mapping):
            self.wrong(tree.at, "not an item", "write - Class: name")
            return None
        labels = [key for key, _ in tree if key.text in self.classes]
        if not labels:
            first = next((key for key, _ in tree), None)
            word = first.text if first else "nothing"
            known = [*self.classes, "to"] if relation else self.classes
            hint = did_you_mean(word, known, f"an item begins with its class: {', '.join(self.classes)}")
            self.wrong(first.at if first else tree.at, f"unknown class {word}", hint)
            return None
        if len(labels) > 1:
            self.wrong(
                labels[1].at, f"an item of two classes, {labels[0].text} and {labels[1].text}", "make two items of it"
            )
            return None
        label = labels[0].text
        name = self.text(tree, label)
        if name is None:
            return None
        if not normal_name(name.text) or _CONTROL.search(name.text.strip()):
            self.wrong(name.at, f"{label} has no name that can be read", "write letters, on one line")
            return None
        curator = self.text(tree, "curator")
        if curator is not None:
            head = replace(head, curator=curator.text)
        item = Item(label, Text(name.text.strip(), labels[0].at), head, parent)
        self.body(item, tree, relation)
        return item

    def body(self, item: Item, tree: Mapping, relation: str) -> None:
        known = {k: p for k, p in self.schema.classes[item.label].properties.items() if k not in ("id", "name")}
        vouching = tuple(self.schema.relations[relation].properties) if relation else ()
        item.handle = self.text(tree, "as")
        item.citations = self.citations(tree, item.at)
        for key, value in tree:
            word = key.text
            if word in (item.label, "as", "curator", *VOUCHERS):
                continue
            if word in known:
                found = property_value(known[word], value, self.problems)
                if found is not None:
                    item.properties[word] = (found, key.at)
                else:
                    item.faulty.add(word)
            elif word in self.schema.relations or word in self.inverses:
                item.links.extend(self.links(item, key, value))
            elif word not in vouching:
                words = (*known, *vouching, *self.schema.relations, *self.inverses, "as", "curator", *VOUCHERS)
                self.wrong(
                    key.at, f"{item.label} has no {word}", did_you_mean(word, words, f"it has {', '.join(known)}")
                )
        if not relation:
            for word in ("reason", "confidence"):
                if word in tree:
                    self.wrong(
                        tree.pairs[word][0].at,
                        f"{word} on an item",
                        "it belongs to a relationship: TYPE: {to: …, reason: …}",
                    )

    def links(self, item: Item, key: Text, value: Tree) -> Iterator[Link]:
        for entry in value.items if isinstance(value, Sequence) else (value,):
            link = self.link(item, key, entry)
            if link is not None:
                yield link

    def link(self, item: Item, key: Text, entry: Tree) -> Link | None:
        type_ = self.inverses.get(key.text, key.text)
        inverse = key.text in self.inverses
        if isinstance(entry, Sequence):
            self.wrong(entry.at, "a list in a list", "write one list of references and items")
            return None
        if isinstance(entry, Text):
            if not entry.text.strip():
                self.wrong(entry.at, f"{key.text} is empty", "name what it leads to or leave it out")
                return None
            return Link(type_, inverse, Text(entry.text.strip(), entry.at), entry.at, item.file.curator)
        if "to" not in entry:
            nested = self.item(entry, item.file, item, type_)
            if nested is None:
                return None
            link = Link(type_, inverse, nested, nested.at, nested.file.curator)
            self.vouch(link, entry, taken=set(self.schema.classes[nested.label].properties))
            return link
        to = entry.get("to")
        end: Text | Item | None = None
        if isinstance(to, Text):
            end = self.text(entry, "to")
        elif isinstance(to, Mapping):
            end = self.item(to, item.file, item)
        elif to is not None:
            self.wrong(to.at, "to is a list", "write one mapping for each")
        if end is None:
            return None
        curator = self.text(entry, "curator")
        by = curator.text if curator else (end if isinstance(end, Item) else item).file.curator
        link = Link(type_, inverse, end, entry.at, by, citations=self.citations(entry, entry.at))
        allowed = ("to", "curator", *VOUCHERS, *self.schema.relations[type_].properties)
        for word, _ in entry:
            if word.text not in allowed:
                self.wrong(
                    word.at,
                    f"{type_} has no {word.text}",
                    did_you_mean(word.text, allowed, f"it has {', '.join(allowed)}"),
                )
        self.vouch(link, entry, taken=set())
        return link

    def vouch(self, link: Link, tree: Mapping, taken: set[str]) -> None:
        """Read the relationship's own properties, reason and confidence; ``taken`` belong to the nested item."""
        for name, prop in self.schema.relations[link.type].properties.items():
            value = tree.get(name)
            if value is not None and name not in taken:
                found = property_value(prop, value, self.problems)
                if found is not None:
                    link.properties[name] = found
        reason, confidence = self.text(tree, "reason"), self.text(tree, "confidence")
        levels = tuple(self.schema.vocabularies["confidence"])
        if confidence is not None and confidence.text not in levels:
            hint = did_you_mean(confidence.text, levels, f"it is {', '.join(levels)}")
            self.wrong(confidence.at, f"{confidence.text} is no confidence", hint)
        if (reason is None) != (confidence is None):
            given, lacks = ("reason", "confidence") if reason else ("confidence", "reason")
            at = (reason or confidence or Text("", tree.at)).at
            self.wrong(at, f"{given} without {lacks}", "a judgement needs both")
        link.reason = reason.text.strip() if reason else ""
        link.confidence = confidence.text if confidence else ""

    def citations(self, tree: Mapping, at: At) -> tuple[Citation, ...]:
        found = []
        source, quotes = self.text(tree, "source"), self.quotes(tree.get("quote"))
        if source is not None or quotes is None or quotes:
            found.append(self.citation(source, quotes, source.at if source else at))
        evidence = tree.get("evidence")
        for entry in evidence.items if isinstance(evidence, Sequence) else () if evidence is None else (evidence,):
            if not isinstance(entry, Mapping) or not {key.text for key, _ in entry} <= {"source", "quote"}:
                self.wrong(entry.at, "not a piece of evidence", "write {source: …, quote: …}")
                continue
            found.append(self.citation(self.text(entry, "source"), self.quotes(entry.get("quote")), entry.at))
        return tuple(found)

    @staticmethod
    def citation(source: Text | None, quotes: tuple[tuple[Quote, At], ...] | None, at: At) -> Citation:
        return Citation(source, quotes or (), quotes[0][1] if quotes else at, broken=quotes is None)

    def quotes(self, tree: Tree | None) -> tuple[tuple[Quote, At], ...] | None:
        """Return the quotes, none where none is written, None where one cannot be read."""
        if tree is None:
            return ()
        entries = tree.items if isinstance(tree, Sequence) else (tree,)
        if not entries:
            self.wrong(tree.at, "quote is empty", "copy the words of the source or leave it out")
        found = [self.quote(entry) for entry in entries]
        return tuple(q for q in found if q is not None) if found and None not in found else None

    def quote(self, tree: Tree) -> tuple[Quote, At] | None:
        if isinstance(tree, Text):
            if tree.text.strip():
                return Quote(tree.text), tree.at
            self.wrong(tree.at, "quote is empty", "copy the words of the source or leave it out")
            return None
        keys = ("exact", "prefix", "suffix", "nth")
        if not isinstance(tree, Mapping) or "exact" not in tree or not {key.text for key, _ in tree} <= set(keys):
            self.wrong(tree.at, "not a quote", "write a text, a list of texts, or {exact: …, prefix: …}")
            return None
        words = {key: text.text for key in keys if (text := self.text(tree, key)) is not None}
        nth = words.pop("nth", "0")
        if not nth.isdecimal():
            self.wrong(tree.at, f"nth is {nth}", "count from 1, or leave it out")
            return None
        return Quote(**words, nth=int(nth)), tree.at
