"""The graph as files of other programs: the same bytes for the same graph, its quotes verified once more."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import IO, Any

from loaders.quotes import verify
from ontology.model import Graph, Node, Relationship
from ontology.schema import Schema

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_export(graph: Graph, schema: Schema, format: str, file: IO[str]) -> int:
    """Write a graph in one of :data:`FORMATS`.

    Parameters
    ----------
    graph : Graph
        Its quotes are verified before anything is written.
    schema : Schema
        Datatypes of the properties, for RDF.
    format : str
        ``jsonl``: sources, nodes and relationships, one JSON object a line. ``csv``: one row for each piece of
        evidence of each node and relationship. ``turtle``, ``nquads``, ``json-ld``: RDF; N-Quads has the evidence in
        a named graph. ``graphml``, ``node-link``: as networkx reads them. ``cypher``: a script for cypher-shell.
    file : text file
        Where it goes; newlines are written as they are.

    Returns
    -------
    int
        How many quotes were verified.

    Raises
    ------
    QuoteError
        A quote or a source is not what it was.
    """
    verified = verify(graph)
    for part in FORMATS[format](graph, schema):
        file.write(part)
    return verified


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _jsonl(graph: Graph, schema: Schema) -> Iterator[str]:
    del schema
    for source in graph.sources.values():
        yield _line({"record": "source", **asdict(source)})
    for node in graph.nodes.values():
        yield _line({"record": "node", **asdict(node)})
    for relationship in graph.relationships.values():
        yield _line({"record": "relationship", **asdict(relationship)})


_COLUMNS = (
    *("kind", "id", "class", "name", "start", "startName", "end", "endName", "properties"),
    *("source", "line", "from", "to", "quote", "basis", "method", "reason", "confidence"),
)


def _csv(graph: Graph, schema: Schema) -> Iterator[str]:
    del schema
    yield _csv_row(_COLUMNS)
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    for thing in things:
        own = (*_identity(graph, thing), json.dumps(thing.properties, ensure_ascii=False) if thing.properties else "")
        for e in thing.evidence:
            yield _csv_row((*own, e.source, e.line, e.start, e.end, e.quote, e.basis, e.method, e.reason, e.confidence))


def _identity(graph: Graph, thing: Node | Relationship) -> tuple[str, ...]:
    if isinstance(thing, Node):
        return "node", thing.id, thing.label, thing.name, "", "", "", ""
    start, end = graph.nodes[thing.start], graph.nodes[thing.end]
    return "relationship", thing.id, thing.type, "", start.id, start.name, end.id, end.name


def _csv_row(cells: tuple[Any, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _turtle(graph: Graph, schema: Schema) -> Iterator[str]:
    from graph.rdf import to_rdflib

    yield to_rdflib(graph, schema).serialize(format="turtle")


def _nquads(graph: Graph, schema: Schema) -> Iterator[str]:
    from graph.rdf import nquads

    yield from nquads(graph, schema)


def _json_ld(graph: Graph, schema: Schema) -> Iterator[str]:
    from graph.rdf import PREFIXES, to_rdflib

    text = to_rdflib(graph, schema).serialize(format="json-ld", context=PREFIXES, auto_compact=False)
    yield json.dumps(_ordered(json.loads(text)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _ordered(value: Any) -> Any:
    """Sort what JSON-LD leaves unordered: the nodes of a graph and the values of a property."""
    if isinstance(value, dict):
        return {key: _ordered(member) for key, member in value.items()}
    if isinstance(value, list):
        return sorted(map(_ordered, value), key=lambda v: json.dumps(v, ensure_ascii=False, sort_keys=True))
    return value


def _graphml(graph: Graph, schema: Schema) -> Iterator[str]:
    del schema
    # The writer that needs nothing beyond the standard library: another may be chosen where lxml is installed.
    from networkx.readwrite.graphml import GraphMLWriter

    from graph.network import to_networkx

    network = to_networkx(graph)
    attributes = [a for _, a in network.nodes(data=True)] + [a for *_, a in network.edges(data=True)]
    for own in attributes:
        for name, value in own.items():
            text = value
            if isinstance(value, list | tuple):
                text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            own[name] = _NOT_IN_XML.sub("\ufffd", text) if isinstance(text, str) else text
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True, edge_id_from_attribute=None)
    writer.add_graph_element(network)
    out = io.BytesIO()
    writer.dump(out)
    yield out.getvalue().decode()


def _node_link(graph: Graph, schema: Schema) -> Iterator[str]:
    del schema
    import networkx as nx

    from graph.network import to_networkx

    yield json.dumps(nx.node_link_data(to_networkx(graph), edges="edges"), ensure_ascii=False, indent=1) + "\n"


def _cypher(graph: Graph, schema: Schema) -> Iterator[str]:
    from graph.export_neo4j import cypher_script

    yield from cypher_script(graph, schema)


FORMATS: dict[str, Callable[[Graph, Schema], Iterator[str]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "turtle": _turtle,
    "nquads": _nquads,
    "json-ld": _json_ld,
    "graphml": _graphml,
    "node-link": _node_link,
    "cypher": _cypher,
}
"""Name of a format → what writes it."""
