"""How much there is: things by class, relationships by type, quotes by basis, and whether the quotes are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.lines import WIDTH, Page, styled
from graph.store import Store
from graph.stored import read_graph
from ontology.schema import Schema
from queries.catalogue import find_query

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = {
    "kind": "种类",
    "name": "名称",
    "words": "中文",
    "count": "数",
    "quotes": "引文",
    "stated": "原文",
    "structural": "结构",
    "aligned": "对照",
    "curated": "研判",
    "unreviewed": "未审",
}
"""Columns of the rows of stats, with their heads; ``kind`` is ``class``, ``relation`` or ``source``."""

_NUMBERS = ("count", "quotes", "stated", "structural", "aligned", "curated", "unreviewed")
_HEADS = {"class": "事物", "relation": "关系", "source": "来源"}


@dataclass(frozen=True, slots=True)
class Stats:
    """Rows with :data:`COLUMNS`; ``verified`` counts the quotes that were compared with their sources, if any were."""

    rows: Sequence[Mapping[str, Any]]
    verified: int | None


def stats(store: Store, schema: Schema, *, verify: bool = False) -> Stats:
    """Count what the store holds.

    Parameters
    ----------
    store : Store
        Open.
    schema : Schema
        The ontology.
    verify : bool
        Whether to read all and compare each quote with its source, character by character.

    Raises
    ------
    CountyGraphError
        ``verify`` found something that is not as it was loaded.
    """
    rows: list[dict[str, Any]] = []
    for kind, name, known in (("class", "classes", schema.classes), ("relation", "relations", schema.relations)):
        query = find_query(name)
        found = store.read(query.cypher, query.bind({})).rows
        order = list(known)
        if kind == "class":
            order.sort(key=lambda c: (schema.classes[c].layer or 9, c))
        for row in sorted(found, key=lambda r: order.index(r[kind]) if r[kind] in order else len(order)):
            entry = known.get(row[kind])
            words = entry.words.zh if entry else ""
            count = row["nodes" if kind == "class" else "links"]
            rows.append(
                {"kind": kind, "name": row[kind], "words": words, "count": count}
                | {c: row.get(c) for c in _NUMBERS[1:]}
            )
    query = find_query("evidence-by-source")
    kinds: dict[str, list[int]] = {}
    for row in store.read(query.cypher, query.bind({})).rows:
        kinds.setdefault(row["kind"], []).append(row["quotes"])
    for kind, quotes in sorted(kinds.items(), reverse=True):
        words = {"report": "报告", "note": "笔记"}.get(kind, "")
        rows.append({"kind": "source", "name": kind, "words": words, "count": len(quotes), "quotes": sum(quotes)})
    verified = None
    if verify:
        graph = read_graph(store)
        verified = sum(len(n.evidence) for n in graph.nodes.values()) + sum(
            len(r.evidence) for r in graph.relationships.values()
        )
    return Stats(rows, verified)


def stats_lines(found: Stats, schema: Schema, width: int = WIDTH) -> Iterator[Text]:
    """Yield the counts as tables, one below the other."""
    page = Page(schema, {}, width)
    for kind, head in _HEADS.items():
        rows = [row for row in found.rows if row["kind"] == kind]
        shown = [c for c in _NUMBERS if any(row.get(c) is not None for row in rows)]
        if not any(row.get("unreviewed") for row in found.rows):
            shown = [c for c in shown if c != "unreviewed"]
        titles = [{"count": "数量"}.get(c, COLUMNS[c]) for c in shown]
        yield from page.row("", styled(head, "bold"), styled("".join(map(_cell, titles)), "bold"))
        for row in rows:
            left = styled(f"  {row['words']} ").append(row["name"], "dim")
            yield from page.row("", left, styled("".join(_cell(row.get(c) or "·") for c in shown)))
        total = [sum(row.get(c) or 0 for row in rows) for c in shown]
        yield from page.row("", styled("  合计", "bold"), styled("".join(map(_cell, total)), "bold"))
        yield styled("")
    if found.verified is not None:
        yield styled(f"引文 {found.verified} 条,逐字核对无误。", "bold green")


def _cell(value: object) -> str:
    from rich.cells import cell_len

    return " " * max(1, 8 - cell_len(str(value))) + str(value)
