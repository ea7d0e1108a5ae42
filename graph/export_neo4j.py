"""The graph for people who are at home in Neo4j: files for ``neo4j-admin database import``, and a Cypher script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeAlias

from loaders.bootstrap import bootstrap, text_index
from loaders.layout import label_of, properties
from ontology.errors import CountyGraphError
from ontology.model import Graph, Node, Relationship, Source
from ontology.schema import ENTITY, Schema

ROWS = 200
"""Rows in one statement of the script."""

_ARRAY = "\x1f"  # the unit separator: quotes are full of semicolons and commas
_ARGUMENTS = ("--array-delimiter=U+001F", "--multiline-fields=true", "--bad-tolerance=0")
_TYPES: dict[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}

# CSV has no list of one empty text and no empty list: these are left out there and put in afterwards.
_LEFT_OUT = ("reasons", "confidences", "damageStarts", "damageEnds", "damageKinds")
_FILL = (
    "MATCH (n:Entity) WHERE n.digest IS NOT NULL AND NOT n:Source AND n.{0} IS NULL",
    "MATCH (:Entity)-[n]->(:Entity) WHERE n.digest IS NOT NULL AND n.{0} IS NULL",
    "MATCH (n:Source) WHERE n.digest IS NOT NULL AND n.{0} IS NULL",
)
_Item: TypeAlias = Node | Relationship | Source


def write_admin(graph: Graph, schema: Schema, folder: Path) -> list[Path]:
    """Write what ``neo4j-admin database import full neo4j @import.args`` takes as it is.

    Parameters
    ----------
    graph : Graph
        The checked graph.
    schema : Schema
        The ontology.
    folder : Path
        Made if it is not there; the files are to be used from within it. ``after.cypher`` is to be run when the
        server has started: constraints, the full-text index, and the empty lists that CSV cannot express.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.

    Raises
    ------
    CountyGraphError
        A text holds the control character that separates the elements of a list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    arguments = list(_ARGUMENTS)
    nodes: list[Node | Source] = sorted([*graph.sources.values(), *graph.nodes.values()], key=_label_first)
    for label, things in groupby(nodes, label_of):
        files = _write_csv(folder, f"nodes-{label}", [({"id:ID": n.id}, n) for n in things])
        arguments.append(f"--nodes={ENTITY}:{label}={','.join(f.name for f in files)}")
        written += files
    for type_, edges in groupby(sorted(graph.relationships.values(), key=_type_first), lambda r: r.type):
        rows = [({":START_ID": r.start, ":END_ID": r.end, "id:string": r.id}, r) for r in edges]
        files = _write_csv(folder, f"relationships-{type_}", rows)
        arguments.append(f"--relationships={type_}={','.join(f.name for f in files)}")
        written += files
    after = bootstrap(schema, "neo4j")
    for match, lists in ((_FILL[0], _LEFT_OUT[:2]), (_FILL[1], _LEFT_OUT[:2]), (_FILL[2], _LEFT_OUT[2:])):
        for name in lists:
            fill = f"SET n.{name} = [x IN coalesce(n.sources, []) | '']"
            after.append(f"{match.format(name)} CALL {{ WITH n {fill} }} IN TRANSACTIONS OF 10000 ROWS")
    for name, lines in (("import.args", arguments), ("after.cypher", [f"{s};" for s in after])):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        written.append(folder / name)
    return written


def _label_first(item: Node | Source) -> tuple[str, str]:
    return label_of(item), item.id


def _type_first(edge: Relationship) -> tuple[str, str]:
    return edge.type, edge.id


def _write_csv(folder: Path, name: str, rows: Sequence[tuple[Mapping[str, str], _Item]]) -> list[Path]:
    """Write a file of heads and a file of rows: first the given columns, then the properties by name."""
    stored = [(first, {k: v for k, v in properties(item).items() if k != "id"}) for first, item in rows]
    types: dict[str, str] = {}
    for _, values in stored:
        for key, value in values.items():
            types[key] = types.get(key, "") or _type(value)
    columns = sorted(types)
    header, data = folder / f"{name}-header.csv", folder / f"{name}.csv"
    heads = [*rows[0][0], *(f"{key}:{types[key] or 'string[]'}" for key in columns)]
    header.write_text(",".join(heads) + "\n", encoding="utf-8")
    with data.open("w", encoding="utf-8", newline="") as file:
        for first, values in stored:
            cells = [_quoted(value) for value in first.values()]
            cells += [_cell(key, values[key], types[key]) if key in values else "" for key in columns]
            file.write(",".join(cells) + "\n")
    return [header, data]


def _type(value: Any) -> str:
    if isinstance(value, list):
        return f"{_TYPES[type(value[0])]}[]" if value else ""
    return _TYPES[type(value)]


def _cell(key: str, value: Any, column: str) -> str:
    if _type(value) not in ("", column):
        raise CountyGraphError(f"{key} is {column} in one place and {_type(value)} in another", "make it one type")
    if not isinstance(value, list):
        return _quoted(str(value).lower() if isinstance(value, bool) else str(value))
    if value in ([], [""]):
        if key not in _LEFT_OUT:
            raise CountyGraphError(f"a list {key} without content cannot be imported", "leave the property out")
        return ""
    texts = [str(v) for v in value]
    if any(_ARRAY in text for text in texts):
        raise CountyGraphError(f"{key} holds the control character U+001F", "take it out of the source")
    return _quoted(_ARRAY.join(texts))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def cypher_script(graph: Graph, schema: Schema) -> Iterator[str]:
    """Yield the lines of a script of Cypher, one statement a line; running it again changes nothing.

    All is ASCII, Chinese as ``\\uXXXX``: cypher-shell takes files for what the machine's encoding is (on Java 17 and
    a Chinese Windows, GBK), and would store other characters than the file holds.

    Parameters
    ----------
    graph, schema
        As for :func:`write_admin`.
    """
    for statement in (*bootstrap(schema, "neo4j", text=False), *_statements(graph), *text_index("neo4j")):
        yield f"{statement};\n"


def _statements(graph: Graph) -> Iterator[str]:
    nodes: list[Node | Source] = sorted([*graph.sources.values(), *graph.nodes.values()], key=_label_first)
    for label, things in groupby(nodes, label_of):
        for rows in _chunks(properties(n) for n in things):
            yield f"UNWIND {rows} AS r MERGE (n:`{label}` {{id: r.id}}) SET n:{ENTITY} SET n = r"

    def ends(edge: Relationship) -> tuple[str, str, str]:
        return graph.nodes[edge.start].label, edge.type, graph.nodes[edge.end].label

    edges = sorted(graph.relationships.values(), key=lambda r: (*ends(r), r.id))
    for (a, type_, b), group in groupby(edges, ends):
        for rows in _chunks({"start": r.start, "end": r.end, "props": properties(r)} for r in group):
            yield (
                f"UNWIND {rows} AS r MATCH (a:`{a}` {{id: r.start}}) MATCH (b:`{b}` {{id: r.end}}) "
                f"MERGE (a)-[x:`{type_}` {{id: r.props.id}}]->(b) SET x = r.props"
            )


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    rows = iter(rows)
    while part := list(islice(rows, ROWS)):
        yield _literal(part)


def _literal(value: Any) -> str:
    """Return the value as Cypher writes it: JSON, but for the keys of maps."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{k}`: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value)
