"""``countygraph schema``: the words of the ontology as rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from graph.rows import format_option, write_rows

if TYPE_CHECKING:
    from ontology.schema import Property, Schema, Words


@click.command()
@click.argument("part", required=False, type=click.Choice(("classes", "relations", "properties", "vocabularies")))
@format_option
def schema(part: str | None, format_: str) -> None:
    """List what the ontology speaks of, with its words in Chinese and English: all of it, or one part."""
    from ontology.schema import load_schema

    known = load_schema()
    parts: dict[str, Callable[[Schema], Iterator[dict[str, str]]]] = {
        "classes": _classes,
        "relations": _relations,
        "properties": _properties,
        "vocabularies": _vocabularies,
    }
    rows = [row for name, list_ in parts.items() if part in (None, name) for row in list_(known)]
    titles = {"kind": "类别", "name": "代码", "zh": "中文", "en": "英文", "detail": "细目", "definition": "定义"}
    columns = [c for c in titles if c != "definition" or format_ != "table"]
    write_rows(columns, rows, format_, sys.stdout, titles=titles)


def _row(kind: str, name: str, words: Words, detail: str) -> dict[str, str]:
    return {
        "kind": kind,
        "name": name,
        "zh": words.zh,
        "en": words.en,
        "detail": detail,
        "definition": words.definition,
    }


def _classes(known: Schema) -> Iterator[dict[str, str]]:
    for cls in known.classes.values():
        own = ", ".join(name for name in cls.properties if name not in ("id", "name"))
        yield _row("class", cls.name, cls.words, own)


def _relations(known: Schema) -> Iterator[dict[str, str]]:
    for relation in known.relations.values():
        pairs = "; ".join(f"{start} → {' | '.join(ends)}" for start, ends in relation.pairs.items())
        yield _row("relation", relation.name, relation.words, pairs)


def _properties(known: Schema) -> Iterator[dict[str, str]]:
    found: dict[str, Property] = {}
    for cls in known.classes.values():
        found |= cls.properties
    for relation in known.relations.values():
        found |= relation.properties
    for name, prop in sorted(found.items()):
        detail = f"{prop.datatype}, one of {' | '.join(prop.values)}" if prop.values else prop.datatype
        yield _row("property", name, prop.words, detail)


def _vocabularies(known: Schema) -> Iterator[dict[str, str]]:
    for vocabulary, concepts in known.vocabularies.items():
        for concept in concepts.values():
            detail = "; ".join((*concept.alternatives, *(f"{kind} {iri}" for kind, iri in concept.matches)))
            yield _row(vocabulary, concept.code, concept.words, detail)
