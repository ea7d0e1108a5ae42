"""Find things by id, name, part of a name, alias, pinyin or words of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from graph.hits import EXACT, WAYS, Hit
from graph.pinyin import sounds_like
from graph.store import Store
from loaders.bootstrap import FULLTEXT
from loaders.ids import normal_name
from ontology.schema import ENTITY

MOST = 200
"""Hits that are taken over from the full-text index."""

_FIELDS = (
    "[l IN labels(n) WHERE l <> $entity][0] AS class, n.id AS id, n.name AS name, n.aliases AS aliases, "
    "n.quotes AS quotes, n.sources AS sources, n.lines AS lines, n.bases AS bases"
)
_BY_ID = f"MATCH (n:{ENTITY} {{id: $text}}) RETURN {_FIELDS}"
_BY_TEXT = (
    "CALL db.index.fulltext.queryNodes($index, $query) YIELD node AS n, score "
    f"WITH n, score WHERE n.quotes IS NOT NULL WITH n, score ORDER BY score DESC, n.id LIMIT $most RETURN {_FIELDS}"
)
_BY_PART = f"MATCH (n:{ENTITY}) WHERE n.name CONTAINS $text RETURN {_FIELDS} ORDER BY n.id LIMIT $most"
_NAMES = f"MATCH (n:{ENTITY}) RETURN n.id AS id, n.name AS name, n.aliases AS aliases"
_BY_IDS = f"UNWIND $ids AS id MATCH (n:{ENTITY} {{id: id}}) RETURN {_FIELDS}"
_HOME = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})-[r:PART_OF|OF_PLACE|LOCATED_IN|ISSUED_BY]->(h:Entity) "
    "RETURN id, type(r) AS relation, h.name AS home "
    "UNION UNWIND $ids AS id MATCH (:Entity {id: id})"
    "<-[r:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CITES|CONCERNS]-(h:Entity) "
    "RETURN id, type(r) AS relation, h.name AS home"
)
_HOMES = (
    "PART_OF",
    "HAS_TARGET",
    "OF_INDICATOR",
    "COVERS",
    "INCLUDES",
    "OF_PLACE",
    "LOCATED_IN",
    "CITES",
    "CONCERNS",
    "ISSUED_BY",
)
_LUCENE = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
_DIVISION = re.compile(r"(?<=..)(省|市|县|区|旗|盟|州)$")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def find(store: Store, text: str, *, classes: Sequence[str] = (), limit: int = 20) -> list[Hit]:
    """Find the things that answer to a text, the best first.

    Parameters
    ----------
    store : Store
        Open, with the full-text index of the bootstrap.
    text : str
        An id, a name or part of one, an alias, pinyin (whole, or initials), or words of a quote.
    classes : sequence of str
        Classes to look in; all if empty.
    limit : int
        How many to return at most.
    """
    text = text.strip()
    if not text:
        return []
    # Without evidence it is a source, or something that others keep in the same store.
    rows = {row["id"]: row for row in _candidates(store, text) if row["quotes"]}
    hits = (_hit(row, text) for row in rows.values() if not classes or row["class"] in classes)
    ranked = sorted((h for h in hits if h), key=lambda h: _rank(h, text))[:limit]
    return _with_homes(store, ranked)


def _candidates(store: Store, text: str) -> list[dict[str, Any]]:
    """Return all rows that may match; the same one may come twice."""
    found = store.read(_BY_ID, {"text": text, "entity": ENTITY}).rows
    if found:
        return found
    words = " ".join(_LUCENE.sub(r"\\\1", word) for word in text.lower().split())
    if len(_CHINESE.findall(text)) == 1:
        # The index holds pairs of characters: one alone is only found by looking.
        found += store.read(_BY_PART, {"text": text, "most": MOST, "entity": ENTITY}).rows
    for query in (f'"{words}"', words):
        if not found:
            given = {"index": FULLTEXT, "query": query, "most": MOST, "entity": ENTITY}
            found += store.read(_BY_TEXT, given).rows
    if text.isascii() and not any((hit := _hit(row, text)) and hit.way in EXACT for row in found):
        ids = [row["id"] for row in store.read(_NAMES).rows if sounds_like(_names(row), text)]
        found += store.read(_BY_IDS, {"ids": ids, "entity": ENTITY}).rows
    return found


def _hit(row: dict[str, Any], text: str) -> Hit | None:
    """Return how the row answers to the text, or None if it does not."""
    wanted = normal_name(text).lower()
    names = [normal_name(name).lower() for name in _names(row)]
    if row["class"] == "Place":
        names.append(_DIVISION.sub("", names[0]))  # 永嘉 for 永嘉县
    quotes = [normal_name(quote).lower() for quote in row["quotes"] or ()]
    place = next((i for i, quote in enumerate(quotes) if wanted in quote), 0)
    if row["id"] == text:
        way = "id"
    elif names[0] == wanted:
        way = "name"
    elif wanted in names:
        way = "alias"
    elif any(name.startswith(wanted) for name in names):
        way = "start"
    elif any(wanted in name for name in names):
        way = "part"
    elif text.isascii() and (sound := sounds_like(_names(row), text)):
        way = sound
    elif any(wanted in quote for quote in quotes):
        way = "text"
    elif _shared(wanted, [*names, *quotes]):
        way = "words"
        place = max(range(len(quotes)), key=lambda i: _shared(wanted, [quotes[i]]), default=0)
    else:
        return None
    quoted = [(row[key] or ("",))[place] for key in ("quotes", "sources", "bases")]
    line = (row["lines"] or (0,))[place]
    return Hit(row["id"], row["class"], row["name"], way, quoted[0], quoted[1], int(line), quoted[2])


def _names(row: dict[str, Any]) -> list[str]:
    return [row["name"], *(row["aliases"] or ())]


def _rank(hit: Hit, text: str) -> tuple[Any, ...]:
    """Sort by way, then by how much of the name or quote the text makes up."""
    shared = _shared(normal_name(text).lower(), [normal_name(hit.name).lower(), normal_name(hit.quote).lower()])
    return WAYS.index(hit.way), -shared if hit.way == "words" else 0, len(hit.name), hit.id


def _shared(wanted: str, texts: Iterable[str]) -> int:
    """Return how many pairs of characters of ``wanted`` stand in one of the texts."""
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    return max((sum(pair in text for pair in pairs) for text in texts), default=0)


def _with_homes(store: Store, hits: Sequence[Hit]) -> list[Hit]:
    """Say of each hit where it belongs: what it is part of or named by, else where it lies, else who issued it."""
    homes: dict[str, str] = {}
    rows = store.read(_HOME, {"ids": [h.id for h in hits]}).rows
    for row in sorted(rows, key=lambda r: (r["id"], _HOMES.index(r["relation"]), r["home"])):
        homes.setdefault(row["id"], row["home"])
    return [replace(hit, home=homes.get(hit.id, "")) for hit in hits]
