"""The graph as RDF: plain triples of what there is, and apart from them the evidence of each statement.

A node is an IRI with its class and properties; a relationship is a plain triple. The evidence stands in a graph of
its own: a relationship is reified there with its properties, and an annotation (Web Annotation) joins each statement
to the spans of the source that say so. How a statement was had is one triple, ``prov:wasGeneratedBy``: the activity,
one per source and rule set, is shared by all statements that it made.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from ontology.model import Evidence, Graph, Node, Relationship, Source, Value
from ontology.reader import NAMESPACE
from ontology.schema import Schema, local_name

if TYPE_CHECKING:
    from rdflib import Graph as RdfGraph

BASE = "https://w3id.org/countygraph/"
THINGS = f"{BASE}id/"
EVIDENCE_GRAPH = f"<{BASE}graph/evidence>"
PREFIXES = {
    "cg": NAMESPACE,
    "id": THINGS,
    "src": f"{BASE}source/",
    "annotation": f"{BASE}annotation/",
    "activity": f"{BASE}activity/",
    "agent": f"{BASE}agent/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
}
_NOT_IN_IRIS = re.compile(r'[\x00-\x20<>"{}|\\^`%#?/\[\]]')
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_TO_ESCAPE = re.compile(r'[\\"\n\r\t]')

Line = str
"""A triple in N-Triples, without the dot at its end."""


def _iri(prefix: str, local: str) -> str:
    return f"<{PREFIXES[prefix]}{_NOT_IN_IRIS.sub(lambda m: percent(m[0], safe=''), local)}>"


def _word(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _text(value: str) -> str:
    return '"' + _TO_ESCAPE.sub(lambda m: _ESCAPED[m[0]], value) + '"'


def _typed(value: str | int | float | bool, datatype: str) -> str:
    if datatype == "string":
        return _text(str(value))
    if isinstance(value, bool):
        text = str(value).lower()
    elif datatype == "decimal":
        whole, _, part = format(value, "f").partition(".")
        text = f"{whole}.{part.rstrip('0') or '0'}"  # as Turtle abbreviates it, so that all formats agree
    else:
        text = str(value)
    return f'"{text}"^^{_word("xsd:" + datatype)}'


def _values(value: Value) -> Iterable[str | int | float | bool]:
    return value if isinstance(value, tuple) else (value,)


def plain_triples(graph: Graph, schema: Schema) -> Iterator[Line]:
    """Yield, in a fixed order, the triples that the shapes speak of: classes, properties, relationships."""
    type_, id_, name_ = _word("rdf:type"), _word("cg:id"), _word("cg:name")
    for node in graph.nodes.values():
        this = _iri("id", node.id)
        yield f"{this} {type_} {_word('cg:' + node.label)}"
        yield f"{this} {id_} {_text(node.id)}"
        yield f"{this} {name_} {_text(node.name)}"
        known = schema.classes[node.label].properties
        for name, value in node.properties.items():
            for one in _values(value):
                yield f"{this} {_word('cg:' + name)} {_typed(one, known[name].datatype)}"
    for link in graph.relationships.values():
        yield f"{_iri('id', link.start)} {_word('cg:' + local_name(link.type))} {_iri('id', link.end)}"


def evidence_triples(graph: Graph, schema: Schema) -> Iterator[Line]:
    """Yield, in a fixed order, who said each statement and where: sources, activities, spans, annotations."""
    yield from _source_triples(graph)
    made: set[tuple[str, str]] = set()
    spans: set[tuple[str, int, int]] = set()
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    for thing in things:
        if isinstance(thing, Relationship):
            yield from _reified(thing, schema)
        made |= {(e.source, e.method) for e in thing.evidence}
        spans |= {(e.source, e.start, e.end) for e in thing.evidence}
        yield from _annotations(thing)
    for method in sorted({method for _, method in made}):
        agent = _iri("agent", method)
        yield f"{agent} {_word('rdf:type')} {_word('prov:SoftwareAgent' if '@' in method else 'prov:Agent')}"
        yield f"{agent} {_word('rdfs:label')} {_text(method)}"
    for source, method in sorted(made):
        activity = _activity(source, method)
        yield f"{activity} {_word('rdf:type')} {_word('prov:Activity')}"
        yield f"{activity} {_word('prov:used')} {_iri('src', source)}"
        yield f"{activity} {_word('prov:wasAssociatedWith')} {_iri('agent', method)}"
        yield f"{activity} {_word('rdfs:label')} {_text(f'{source}, {method}')}"
    for source, start, end in sorted(spans):
        yield from _span_triples(graph.sources[source], start, end)


def _activity(source: str, method: str) -> str:
    return _iri("activity", f"{source};{method}")


def _span(source: str, start: int, end: int, what: str = "char") -> str:
    # RFC 5147: the fragment #char=begin,end of a text counts code points, as our offsets do.
    return f"{_iri('src', source)[:-1]}#{what}={start},{end}>"


def _source_triples(graph: Graph) -> Iterator[Line]:
    for source in graph.sources.values():
        this = _iri("src", source.id)
        yield f"{this} {_word('rdf:type')} {_word('cg:Source')}"
        yield f"{this} {_word('rdf:type')} {_word('prov:PrimarySource')}"
        words = {
            "dcterms:identifier": source.id,
            "dcterms:title": source.title,
            "dcterms:type": source.kind,
            "dcterms:date": source.date,
            "dcterms:source": source.url,
            "cg:certainty": source.certainty,
            "cg:sha256": source.sha256,
            "prov:value": source.text,
        }
        for word, value in words.items():
            if value:
                yield f"{this} {_word(word)} {_text(value)}"


def _reified(link: Relationship, schema: Schema) -> Iterator[Line]:
    this = _iri("id", link.id)
    yield f"{this} {_word('rdf:type')} {_word('rdf:Statement')}"
    yield f"{this} {_word('rdf:subject')} {_iri('id', link.start)}"
    yield f"{this} {_word('rdf:predicate')} {_word('cg:' + local_name(link.type))}"
    yield f"{this} {_word('rdf:object')} {_iri('id', link.end)}"
    known = schema.relations[link.type].properties
    for name, value in link.properties.items():
        for one in _values(value):
            yield f"{this} {_word('cg:' + name)} {_typed(one, known[name].datatype)}"


def _annotations(thing: Node | Relationship) -> Iterator[Line]:
    """Yield one annotation for each way in which a source says so; all but its spans is shared by them."""
    groups: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for e in thing.evidence:
        groups[e.source, e.basis, e.method, e.reason, e.confidence].append(e)
    for (source, basis, method, reason, confidence), evidence in sorted(groups.items()):
        key = hashlib.sha256("\0".join((source, basis, method, reason, confidence)).encode()).hexdigest()[:8]
        this = _iri("annotation", f"{thing.id};{key}")
        yield f"{this} {_word('rdf:type')} {_word('oa:Annotation')}"
        yield f"{this} {_word('oa:hasBody')} {_iri('id', thing.id)}"
        yield f"{this} {_word('prov:wasGeneratedBy')} {_activity(source, method)}"
        yield f"{this} {_word('cg:basis')} {_text(basis)}"
        for word, value in (("dcterms:description", reason), ("cg:confidence", confidence)):
            if value:
                yield f"{this} {_word(word)} {_text(value)}"
        for e in evidence:
            yield f"{this} {_word('oa:hasTarget')} {_span(e.source, e.start, e.end)}"


def _span_triples(source: Source, start: int, end: int) -> Iterator[Line]:
    this = _span(source.id, start, end)
    quote, position = _span(source.id, start, end, "quote"), _span(source.id, start, end, "position")
    yield f"{this} {_word('rdf:type')} {_word('oa:SpecificResource')}"
    yield f"{this} {_word('oa:hasSource')} {_iri('src', source.id)}"
    yield f"{this} {_word('oa:hasSelector')} {quote}"
    yield f"{this} {_word('oa:hasSelector')} {position}"
    yield f"{quote} {_word('rdf:type')} {_word('oa:TextQuoteSelector')}"
    yield f"{quote} {_word('oa:exact')} {_text(source.text[start:end])}"
    yield f"{position} {_word('rdf:type')} {_word('oa:TextPositionSelector')}"
    yield f"{position} {_word('oa:start')} {_typed(start, 'nonNegativeInteger')}"
    yield f"{position} {_word('oa:end')} {_typed(end, 'nonNegativeInteger')}"


def nquads(graph: Graph, schema: Schema) -> Iterator[str]:
    """Yield lines of N-Quads: the plain triples in the default graph, the evidence in a graph of its own."""
    for line in plain_triples(graph, schema):
        yield f"{line} .\n"
    for line in evidence_triples(graph, schema):
        yield f"{line} {EVIDENCE_GRAPH} .\n"


def to_rdflib(graph: Graph, schema: Schema) -> RdfGraph:
    """Return plain triples and evidence as one graph of rdflib, with our prefixes bound."""
    from rdflib import Graph as RdfGraph

    rdf = RdfGraph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        rdf.bind(prefix, namespace)
    lines = (*plain_triples(graph, schema), *evidence_triples(graph, schema))
    rdf.parse(data="".join(f"{line} .\n" for line in lines), format="nt")
    return rdf
