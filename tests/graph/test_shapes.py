"""The engine that builds are held to, the reference engine, and the loader agree on what is right and wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
from rdflib import Graph as RdfGraph

import graph.shapes
from graph.rdf import plain_triples
from graph.shapes import lines_problems, shape_problems
from loaders.assembly import assemble
from ontology.errors import ProblemsError
from ontology.model import Graph, Node, Value
from ontology.reader import read_ontology
from ontology.schema import load_schema, type_name
from tests.loaders.seedbed import REGISTRY, STATEMENTS, sow

SCHEMA = load_schema()


@pytest.fixture
def graph_(tmp_path: Path) -> Graph:
    """The invented seeds as a graph."""
    return assemble(sow(tmp_path))


def reference(lines: list[str]) -> bool:
    """Return what pySHACL says of triples, whole and unhurried."""
    data = RdfGraph().parse(data="".join(f"{line} .\n" for line in lines), format="nt")
    shapes = read_ontology()
    conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=shapes)
    return bool(conforms)


def only(graph: Graph, label: str) -> Node:
    (node,) = [n for n in graph.nodes.values() if n.label == label]
    return node


def with_value(label: str, name: str, value: Value | None) -> Callable[[Graph], None]:
    """Return what sets a property of the one node of a class, or takes it away."""

    def change(graph: Graph) -> None:
        node = only(graph, label)
        properties = {key: old for key, old in node.properties.items() if key != name}
        graph.nodes[node.id] = replace(node, properties=properties if value is None else {**properties, name: value})

    return change


def without(type_: str) -> Callable[[Graph], None]:
    """Return what takes the relationships of a type away."""

    def change(graph: Graph) -> None:
        graph.relationships = {i: r for i, r in graph.relationships.items() if r.type != type_}

    return change


def turned(type_: str, label: str) -> Callable[[Graph], None]:
    """Return what leads the relationships of a type to the one node of another class."""

    def change(graph: Graph) -> None:
        end = only(graph, label).id
        for r in list(graph.relationships.values()):
            if r.type == type_:
                graph.relationships[r.id] = replace(r, end=end)

    return change


def doubled(graph: Graph) -> None:
    """Give the plan a second place."""
    (r,) = [r for r in graph.relationships.values() if r.type == "OF_PLACE"]
    graph.relationships["x"] = replace(r, id="x", end="place:CN")


# What is done to the graph, to the file that it comes from, and the path of the shape that it breaks.
CASES: dict[str, tuple[Callable[[Graph], None], tuple[str, str], str]] = {
    "value outside the vocabulary": (with_value("Target", "kind", "grwth"), ("kind: growth", "kind: grwth"), "kind"),
    "comparator outside": (
        with_value("Target", "comparator", "=>"),
        ('comparator: ">="', 'comparator: "=>"'),
        "comparator",
    ),
    "wrong pattern": (with_value("Target", "period", "今年"), ("period: 2024", "period: 今年"), "period"),
    "required property missing": (
        with_value("ProjectBatch", "declares", None),
        ("            declares: 5\n", ""),
        "declares",
    ),
    "relation missing": (without("OF_INDICATOR"), ("        OF_INDICATOR: 固定资产投资\n", ""), "ofIndicator"),
    "relation twice": (doubled, ("OF_PLACE: 东溪县", "OF_PLACE: [东溪县, 中国]"), "ofPlace"),
    "wrong class of the end": (
        turned("OF_INDICATOR", "Directive"),
        ("OF_INDICATOR: 固定资产投资", "OF_INDICATOR: 青山战略"),
        "ofIndicator",
    ),
    "wrong one of several classes": (
        turned("COVERS", "Task"),
        (
            "        COVERS:\n          - ProjectBatch: 5个开工项目",
            "        COVERS: 狠抓重大项目建设\n        CITES:\n          - ProjectBatch: 5个开工项目",
        ),
        "covers",
    ),
}


@pytest.mark.parametrize(("change", "edit", "path"), CASES.values(), ids=CASES.keys())
def test_all_three_refuse(
    graph_: Graph, tmp_path: Path, change: Callable[[Graph], None], edit: tuple[str, str], path: str
) -> None:
    change(graph_)
    problems = shape_problems(graph_, SCHEMA)
    assert [path in p.message for p in problems].count(True) == len(problems) >= 1
    assert {p.file for p in problems} <= graph_.nodes.keys()
    assert not reference(list(plain_triples(graph_, SCHEMA)))
    assert STATEMENTS.count(edit[0]) == 1
    with pytest.raises(ProblemsError) as caught:
        assemble(sow(tmp_path / "edited", statements=STATEMENTS.replace(*edit)))
    assert any(path in p.message or type_name(path) in p.message for p in caught.value.problems)


@pytest.mark.parametrize("datatype", ["string", "integer", "double"])
def test_wrong_datatypes(graph_: Graph, datatype: str) -> None:
    """The writer of triples types by the ontology, so a wrong type has to be put into the triples by hand."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    right, wrong = f'"8.0"^^<{xsd}decimal>', f'"8.0"^^<{xsd}{datatype}>'
    lines = [line.replace(right, wrong) for line in plain_triples(graph_, SCHEMA)]
    assert sum(wrong in line for line in lines) == 1
    assert [("value" in p.message) for p in lines_problems(lines)] == [True]
    assert not reference(lines)


def test_all_three_accept(graph_: Graph) -> None:
    assert shape_problems(graph_, SCHEMA) == []
    assert reference(list(plain_triples(graph_, SCHEMA)))


def test_the_packaged_seeds_conform_by_both() -> None:
    graph = assemble()
    assert shape_problems(graph, SCHEMA) == []
    assert reference(list(plain_triples(graph, SCHEMA)))


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_chunks_find_what_the_whole_finds(graph_: Graph, monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    """Ends of relationships that lie in another chunk are neither missed nor blamed."""
    with_value("Target", "kind", "grwth")(graph_)
    without("OF_PLACE")(graph_)
    whole = shape_problems(graph_, SCHEMA)
    assert len(whole) == 2
    monkeypatch.setattr(graph.shapes, "CHUNK", chunk)
    assert shape_problems(graph_, SCHEMA) == whole


def test_a_problem_names_the_node_and_what_to_do(graph_: Graph) -> None:
    with_value("Target", "kind", "grwth")(graph_)
    (problem,) = shape_problems(graph_, SCHEMA)
    assert problem.file == only(graph_, "Target").id
    assert problem.message.startswith("does not conform to its shape: kind In constraint not satisfied.")
    assert problem.message.endswith('(found "grwth")')
    assert problem.hint == "correct the seeds or the ontology"


def test_names_that_no_iri_may_hold(tmp_path: Path) -> None:
    """Blanks, quotes, percent signs and brackets in a name come back as they were."""
    name = '甲"乙 <100%> [丙]#丁?/\\\\'
    registry = REGISTRY + f"  - Directive: '{name}'\n    level: county\n    source: n-02\n"
    graph_ = assemble(sow(tmp_path, registry=registry))
    assert shape_problems(graph_, SCHEMA) == []
    (node,) = [n for n in graph_.nodes.values() if n.name == name]
    with_level = replace(node, properties={"level": "none"})
    graph_.nodes[node.id] = with_level
    assert [p.file for p in shape_problems(graph_, SCHEMA)] == [node.id]
