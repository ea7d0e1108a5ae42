"""The one set of DDL that each kind of store needs, derived from the ontology."""

from __future__ import annotations

from ontology.schema import ENTITY, Schema

MARK = "CountygraphLoad"
"""Label of the one node by which loads of the same store keep out of each other's way; it is no entity."""

FULLTEXT = "entity_text"
"""Name of the full-text index over all entities, Chinese by pairs of characters."""

_TEXTS = ("name", "search")


def bootstrap(schema: Schema, kind: str, *, text: bool = True) -> list[str]:
    """Return the statements that make an empty store ready; running them again changes nothing.

    Parameters
    ----------
    schema : Schema
        The ontology: its classes become labels, its relations relationship types.
    kind : str
        ``neo4j``: Cypher, each in a transaction of its own. ``embedded``: SQL, in this order; classes are
        types under ``Entity`` there, and that is what makes an id unique across them and a match by any of its
        labels fast.
    text : bool
        Whether :func:`text_index` is among them. A first load without it, and then the index, is cheaper by a sixth.
    """
    if kind == "neo4j":
        statements = [
            f"CREATE CONSTRAINT {label}_id IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE"
            for label in (ENTITY, *schema.classes, MARK)
        ]
    elif kind == "embedded":
        statements = [
            *(f"CREATE VERTEX TYPE {t} IF NOT EXISTS" for t in (ENTITY, MARK)),
            *(f"CREATE PROPERTY {t}.id IF NOT EXISTS STRING" for t in (ENTITY, MARK)),
            *(f"CREATE INDEX IF NOT EXISTS ON {t} (id) UNIQUE" for t in (ENTITY, MARK)),
            *(f"CREATE PROPERTY {ENTITY}.{t} IF NOT EXISTS STRING" for t in _TEXTS),
            *(f"CREATE VERTEX TYPE `{c}` IF NOT EXISTS EXTENDS {ENTITY}" for c in schema.classes),
            *(f"CREATE EDGE TYPE `{t}` IF NOT EXISTS" for t in schema.relations),
        ]
    else:
        raise ValueError(f"no kind of store {kind!r}")
    return statements + (text_index(kind) if text else [])


def text_index(kind: str) -> list[str]:
    """Return the statements that make the full-text index and wait until it answers."""
    if kind == "neo4j":
        return [
            f"CREATE FULLTEXT INDEX {FULLTEXT} IF NOT EXISTS FOR (n:{ENTITY}) "
            f"ON EACH [{', '.join(f'n.{t}' for t in _TEXTS)}] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}",
            f"CALL db.awaitIndex('{FULLTEXT}', 3600)",
        ]
    return [
        f"CREATE INDEX {FULLTEXT} IF NOT EXISTS ON {ENTITY} ({', '.join(_TEXTS)}) FULL_TEXT METADATA "
        '{"analyzer":"org.apache.lucene.analysis.cjk.CJKAnalyzer"}'
    ]
