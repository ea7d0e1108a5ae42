"""All that is known of one thing: its properties, its evidence, and what it is linked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.lines import WIDTH, Page, styled
from graph.rows import cell_text
from graph.store import Store
from graph.things import SourceHead, read_nodes, read_sources
from graph.trace import BASES
from ontology.errors import NotFoundError
from ontology.model import UNREVIEWED, Node, unreviewed
from ontology.schema import SOURCE, Schema
from queries.catalogue import find_query

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = {
    "direction": "方向",
    "relation": "关系",
    "class": "类别",
    "name": "名称",
    "quote": "原文",
    "source": "出处",
    "line": "行",
    "basis": "依据方式",
    "reason": "理由",
    "confidence": "把握",
    "method": "规则或研判者",
    "id": "编号",
}
"""Columns of the rows of a card, with their heads; the thing itself comes first, with an empty relation."""


_SOURCE_TEXT = f"MATCH (s:{SOURCE} {{id: $id}}) RETURN s.text AS text"


@dataclass(frozen=True, slots=True)
class Card:
    """A thing, the rows of the query ``neighbours`` for it, and the sources that both quote."""

    node: Node
    links: Sequence[Mapping[str, Any]]
    sources: Mapping[str, SourceHead]


def card(store: Store, id_: str, *, bases: Sequence[str] = BASES) -> Card:
    """Read a thing and what is next to it.

    Raises
    ------
    NotFoundError
        The store holds no such thing.
    """
    nodes = read_nodes(store, [id_])
    if id_ not in nodes:
        raise NotFoundError(f"the store holds no {id_}", "look for it with: countygraph find TEXT")
    query = find_query("neighbours")
    links = store.read(query.cypher, query.bind({"id": id_, "bases": bases})).rows
    cited = {e.source for e in nodes[id_].evidence} | {link["source"] for link in links}
    return Card(nodes[id_], links, read_sources(store, cited))


def card_rows(found: Card) -> list[dict[str, Any]]:
    """Return the thing's own evidence, a row a quote, then a row for each relationship."""
    node = found.node
    own = [
        {
            "direction": "",
            "relation": "",
            "class": node.label,
            "name": node.name,
            "quote": e.quote,
            "source": e.source,
            "line": e.line,
            "basis": e.basis,
            "reason": e.reason,
            "confidence": e.confidence,
            "method": e.method,
            "id": node.id,
        }
        for e in node.evidence
    ]
    return own + [{key: link[key] for key in COLUMNS} for link in found.links]


def card_lines(found: Card, schema: Schema, width: int = WIDTH) -> Iterator[Text]:
    """Yield the card, fitted to ``width`` cells."""
    page = Page(schema, found.sources, width)
    node = found.node
    cls = schema.classes[node.label]
    yield from page.row("", page.thing(node.label, node.name), styled(node.id, "dim"))
    for name, value in sorted(node.properties.items()):
        declared = cls.properties.get(name)
        words = declared.words.zh if declared else name
        values = value if isinstance(value, tuple) else (value,)
        told = [
            schema.label(declared.vocabulary, str(v)) if declared and declared.vocabulary else _plain(v) for v in values
        ]
        yield from page.row("  ", styled(f"{words}  ", "dim").append(cell_text("、".join(told)), ""))
    yield styled("依据", "bold").append("·未审" if unreviewed(node.evidence) else "", "red")
    for quote, source, number, reason in dict.fromkeys((e.quote, e.source, e.line, e.reason) for e in node.evidence):
        yield from page.quote("  ", quote, source, number, reason)
    group = None
    for link in found.links:
        relation = schema.relations[link["relation"]]
        words = relation.words.zh if link["direction"] == "out" else relation.inverse_zh
        if words != group:
            group = words
            yield styled(words, "bold")
        line = page.thing(link["class"], link["name"])
        line.append(f"  {link['id']}", "dim")
        yield from page.row(
            "  ",
            line,
            page.basis(link["basis"], link["confidence"] or "", unreviewed=link["method"].endswith(UNREVIEWED)),
        )
        yield from page.quote("    ", "…".join(link["quote"]), link["source"], link["line"], link["reason"] or "")
    yield styled("")
    yield from page.footnotes()


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def source_lines(store: Store, id_: str, schema: Schema, width: int = WIDTH) -> list[Text]:
    """Return a source's title and text, line by line with numbers; nothing if the store has no such source."""
    heads = read_sources(store, [id_])
    if id_ not in heads:
        return []
    text = store.read(_SOURCE_TEXT, {"id": id_}).rows[0]["text"]
    page = Page(schema, heads, width)
    page.mark(id_)
    lines = list(page.footnotes())
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            lines += page.row(f"{number:>4}  ", styled(cell_text(line.strip())), most=len(line))
    return lines
