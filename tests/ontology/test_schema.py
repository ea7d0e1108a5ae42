"""The ontology holds together, and the program reads all of it."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Namespace
from rdflib.collection import Collection

from ontology.errors import SchemaError
from ontology.reader import NAMESPACE, SchemaReader, read_ontology
from ontology.schema import Schema, load_schema, local_name, type_name

CG = Namespace(NAMESPACE)


@pytest.fixture(scope="module")
def rdf() -> Graph:
    return read_ontology()


@pytest.fixture(scope="module")
def schema() -> Schema:
    return load_schema()


def test_every_class_and_relation_of_the_turtle_is_in_the_schema(rdf: Graph, schema: Schema) -> None:
    classes = {str(s).removeprefix(NAMESPACE) for s in rdf.subjects(RDFS.subClassOf, CG.Entity)}
    relations = {
        type_name(str(s).removeprefix(NAMESPACE))
        for s in rdf.subjects(RDF.type, OWL.ObjectProperty)
        if rdf.value(s, OWL.inverseOf) is None
    }
    assert set(schema.classes) == classes
    assert set(schema.relations) == relations
    assert {
        "Directive",
        "Programme",
        "Action",
        "Task",
        "Measure",
        "Target",
        "Indicator",
        "ProjectBatch",
    } <= classes
    assert {
        "IMPLEMENTS",
        "PART_OF",
        "HAS_TARGET",
        "OF_INDICATOR",
        "COVERS",
        "INCLUDES",
        "CONCERNS",
    } <= relations


def test_labels_and_types_share_no_name(schema: Schema) -> None:
    assert not {c.upper() for c in schema.classes} & set(schema.relations)


def test_every_relation_joins_classes_that_exist(schema: Schema) -> None:
    for relation in schema.relations.values():
        assert relation.pairs, relation.name
        for start, ends in relation.pairs.items():
            assert start in schema.classes
            assert set(ends) <= set(schema.classes)


def test_closed_lists_of_shapes_are_those_of_the_vocabularies(rdf: Graph, schema: Schema) -> None:
    checked = set()
    for shape, scheme in rdf.subject_objects(CG.vocabulary):
        name = str(scheme).rsplit("/", 1)[-1]
        listed = rdf.value(shape, SH["in"])
        assert set(map(str, Collection(rdf, listed))) == set(schema.vocabularies[name]), name
        checked.add(name)
    assert checked == {"level", "stage", "comparator", "kind", "indicator"}


def test_every_property_has_a_place_in_some_shape(rdf: Graph, schema: Schema) -> None:
    declared = {str(s).removeprefix(NAMESPACE) for s in rdf.subjects(RDF.type, OWL.DatatypeProperty)}
    used = {p for c in schema.classes.values() for p in c.properties} | {
        p for r in schema.relations.values() for p in r.properties
    }
    assert used == declared


def test_required_properties(schema: Schema) -> None:
    required = {c.name: {p.name for p in c.properties.values() if p.required} for c in schema.classes.values()}
    assert required["Target"] == {"id", "name", "comparator", "kind"}
    assert required["ProjectBatch"] == {"id", "name", "declares"}
    assert required["Measure"] == {"id", "name"}
    assert schema.relations["OF_INDICATOR"].counts == {"Target": (1, 1)}


def test_stage_stands_on_the_relationship_since_it_changes_from_year_to_year(schema: Schema) -> None:
    assert "stage" not in schema.classes["Project"].properties
    assert schema.relations["COVERS"].properties["stage"].values == ("前期", "开工", "续建", "建成", "投产")


def test_every_concept_and_class_is_defined_in_both_languages(rdf: Graph, schema: Schema) -> None:
    for node_class in schema.classes.values():
        languages = {o.language for o in rdf.objects(CG[node_class.name], SKOS.definition)}
        assert languages == {"zh", "en"}, node_class.name


def contrast_with_white(colour: str) -> float:
    """WCAG 2.2 contrast ratio of a #rrggbb colour on white."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_colours_are_distinct_and_readable_on_white(schema: Schema) -> None:
    colours = [c.colour for c in schema.classes.values()]
    assert len(set(colours)) == len(colours)
    for colour in colours:
        assert re.fullmatch("#[0-9a-f]{6}", colour)
        assert contrast_with_white(colour) >= 4.5, colour  # WCAG AA for text


@pytest.mark.parametrize("local, type_", [("partOf", "PART_OF"), ("covers", "COVERS"), ("ofIndicator", "OF_INDICATOR")])
def test_names_of_relations_go_both_ways(local: str, type_: str) -> None:
    assert type_name(local) == type_
    assert local_name(type_) == local


def test_the_shapes_are_well_formed_shacl(rdf: Graph) -> None:
    from pyshacl import validate

    conforms, _, text = validate(Graph(), shacl_graph=rdf, meta_shacl=True)
    assert conforms, text


def test_only_gdp_growth_is_a_close_match_abroad(schema: Schema) -> None:
    close = {
        code: [iri for kind, iri in concept.matches if kind == "closeMatch"]
        for code, concept in schema.vocabularies["indicator"].items()
    }
    assert {code: iris for code, iris in close.items() if iris} == {
        "gdp-growth": ["https://data.worldbank.org/indicator/NY.GDP.MKTP.KD.ZG"]
    }


def test_a_class_without_chinese_words_is_refused() -> None:
    graph = read_ontology()
    graph.add((CG.Stray, RDFS.subClassOf, CG.Entity))
    with pytest.raises(SchemaError, match="Stray lacks a label in zh or en"):
        SchemaReader(graph).schema()
