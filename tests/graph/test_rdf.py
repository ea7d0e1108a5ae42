"""RDF: plain triples apart from the evidence, provenance shared, every quote where it stands."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rdflib import PROV, RDF, Dataset, Literal, Namespace, URIRef
from rdflib import Graph as RdfGraph

from graph.rdf import EVIDENCE_GRAPH, evidence_triples, nquads, plain_triples, to_rdflib
from loaders.assembly import assemble
from ontology.model import Graph, Node, Relationship
from ontology.reader import NAMESPACE
from ontology.schema import load_schema
from tests.loaders.seedbed import sow

CG = Namespace(NAMESPACE)
OA = Namespace("http://www.w3.org/ns/oa#")
ID = Namespace("https://w3id.org/countygraph/id/")
SCHEMA = load_schema()
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The invented seeds as a graph."""
    return assemble(sow(tmp_path_factory.mktemp("seeds")))


@pytest.fixture(scope="module")
def rdf(graph: Graph) -> RdfGraph:
    """All of it in rdflib."""
    return to_rdflib(graph, SCHEMA)


def test_a_node(rdf: RdfGraph) -> None:
    place = URIRef(f"{ID}place:330399")
    assert set(rdf.predicate_objects(place)) == {
        (RDF.type, CG.Place),
        (CG.id, Literal("place:330399")),
        (CG.name, Literal("东溪县")),
        (CG.code, Literal("330399")),
        (CG.division, Literal("县")),
        (CG.locatedIn, ID["place:CN"]),
    }


def test_numbers_have_the_datatype_of_the_ontology(rdf: RdfGraph) -> None:
    (value,) = rdf.objects(None, CG.value)
    assert value.n3() == '"8.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    assert {o.n3() for o in rdf.objects(None, CG.declares)} == {
        f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in (3, 5)
    }


def test_every_relationship_is_a_plain_triple_and_a_statement(graph: Graph, rdf: RdfGraph) -> None:
    for link in graph.relationships.values():
        this = URIRef(ID + link.id)
        triple = (rdf.value(this, RDF.subject), rdf.value(this, RDF.predicate), rdf.value(this, RDF.object))
        assert triple in rdf
        assert (this, RDF.type, RDF.Statement) in rdf
    (with_stage,) = [s for s in rdf.subjects(CG.stage, Literal("开工")) if (s, RDF.type, RDF.Statement) in rdf]
    assert rdf.value(with_stage, RDF.object) == URIRef(f"{ID}project:330399:南门水厂")


def test_every_quote_stands_where_its_selectors_say(graph: Graph, rdf: RdfGraph) -> None:
    checked = 0
    for annotation in rdf.subjects(RDF.type, OA.Annotation):
        for span in rdf.objects(annotation, OA.hasTarget):
            source = rdf.value(span, OA.hasSource)
            text = str(rdf.value(source, PROV.value))
            selectors = set(rdf.objects(span, OA.hasSelector))
            (exact,) = [str(o) for s in selectors for o in rdf.objects(s, OA.exact)]
            (start,) = [int(str(o)) for s in selectors for o in rdf.objects(s, OA.start)]
            (end,) = [int(str(o)) for s in selectors for o in rdf.objects(s, OA.end)]
            assert text[start:end] == exact
            assert str(span) == f"{source}#char={start},{end}"
            checked += 1
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    assert checked == sum(len(thing.evidence) for thing in things)


def test_provenance_is_one_triple_a_statement_and_fourteen_a_source(graph: Graph) -> None:
    """An activity, its agent and its source are described once, however many statements there are."""
    one = Graph({"dongxi-2024": graph.sources["dongxi-2024"]})
    one.nodes = {
        n.id: n for n in graph.nodes.values() if {(e.source, e.method) for e in n.evidence} == {("dongxi-2024", "乙")}
    }
    rdf = RdfGraph().parse(data="".join(f"{t} .\n" for t in evidence_triples(one, SCHEMA)), format="nt")
    shared = [s for type_ in (PROV.Activity, PROV.Agent, PROV.PrimarySource) for s in rdf.subjects(RDF.type, type_)]
    assert len(shared) == 3
    triples = Counter(len(list(rdf.predicate_objects(s))) for s in shared)
    assert sum(n * count for n, count in triples.items()) == 14
    assert len(list(rdf.subject_objects(PROV.wasGeneratedBy))) == len(one.nodes)


def test_judgements_carry_their_reason(rdf: RdfGraph) -> None:
    curated = set(rdf.subjects(CG.basis, Literal("curated")))
    assert len(curated) == 3
    for annotation in curated:
        assert rdf.value(annotation, CG.confidence) in (Literal("low"), Literal("medium"))
        assert rdf.value(annotation, URIRef("http://purl.org/dc/terms/description"))


def test_nquads_keep_the_evidence_apart(graph: Graph, rdf: RdfGraph) -> None:
    data = Dataset(default_union=False)
    data.parse(data="".join(nquads(graph, SCHEMA)), format="nquads")
    plain, evidence = data.default_graph, data.graph(URIRef(EVIDENCE_GRAPH[1:-1]))
    assert len(plain) == len(set(plain_triples(graph, SCHEMA)))
    assert len(evidence) == len(set(evidence_triples(graph, SCHEMA)))
    assert len(plain) + len(evidence) == len(rdf)
    assert not set(plain.subjects(RDF.type, OA.Annotation))


def test_no_blank_nodes(rdf: RdfGraph) -> None:
    """Names that differ from run to run would be other bytes."""
    assert {type(term) for triple in rdf for term in triple} == {URIRef, Literal}


@pytest.mark.parametrize("name", ["turtle", "json-ld"])
def test_serialisations_come_back(graph: Graph, rdf: RdfGraph, name: str, tmp_path: Path) -> None:
    from graph.exports import write_export

    path = tmp_path / "graph"
    with path.open("w", encoding="utf-8") as file:
        write_export(graph, SCHEMA, name, file)
    assert set(RdfGraph().parse(path, format=name)) == set(rdf)
