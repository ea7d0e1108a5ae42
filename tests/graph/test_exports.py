"""Exports: the same bytes every time, nothing lost, nothing that is not quoted."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import networkx as nx
import pytest

from graph.exports import write_export
from graph.network import to_networkx
from loaders.assembly import assemble
from ontology.errors import QuoteError
from ontology.model import Graph, Node, Relationship
from ontology.schema import load_schema
from tests.loaders.seedbed import REGISTRY, sow

GOLDEN = Path(__file__).parent / "golden" / "dongxi.jsonl"
FORMATS = ("jsonl", "csv", "turtle", "nquads", "json-ld", "graphml", "node-link")
SCRIPT = """
import hashlib, io, sys
from pathlib import Path
from graph.exports import write_export
from loaders.assembly import assemble
from ontology.schema import load_schema
graph = assemble(Path(sys.argv[1]))
for name in sys.argv[2:]:
    out = io.StringIO()
    write_export(graph, load_schema(), name, out)
    print(name, hashlib.sha256(out.getvalue().encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The invented seeds as a graph."""
    return assemble(sow(tmp_path_factory.mktemp("seeds")))


def exported(graph: Graph, name: str) -> str:
    out = io.StringIO()
    write_export(graph, load_schema(), name, out)
    return out.getvalue()


def test_jsonl_is_as_it_was(graph: Graph) -> None:
    """``python -m tests.graph.test_exports`` writes the golden file anew."""
    assert exported(graph, "jsonl") == GOLDEN.read_text(encoding="utf-8")


def test_jsonl_holds_all(graph: Graph) -> None:
    rows = [json.loads(line) for line in exported(graph, "jsonl").splitlines()]
    for kind, things in (("source", graph.sources), ("node", graph.nodes), ("relationship", graph.relationships)):
        own = [{k: v for k, v in row.items() if k != "record"} for row in rows if row["record"] == kind]
        assert own == json.loads(json.dumps([asdict(thing) for thing in things.values()]))


def test_same_bytes_under_any_hash_seed(tmp_path: Path, graph: Graph) -> None:
    seeds = sow(tmp_path)
    outputs = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-c", SCRIPT, str(seeds), *FORMATS]
        outputs.add(subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout)
    here = "".join(f"{n} {hashlib.sha256(exported(graph, n).encode()).hexdigest()}\n" for n in FORMATS)
    assert outputs == {here}


@pytest.mark.parametrize("name", FORMATS)
def test_quotes_are_verified_before_a_byte_is_written(graph: Graph, name: str) -> None:
    node = next(iter(graph.nodes.values()))
    changed = Graph(graph.sources, dict(graph.nodes), graph.relationships)
    changed.nodes[node.id] = replace(node, evidence=(replace(node.evidence[0], quote="别的"),))
    out = io.StringIO()
    with pytest.raises(QuoteError):
        write_export(changed, load_schema(), name, out)
    assert out.getvalue() == ""


def test_csv_has_a_row_for_each_quote(graph: Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(graph, "csv"))))
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    assert len(rows) == sum(len(thing.evidence) for thing in things)
    for row in rows:
        assert graph.sources[row["source"]].text[int(row["from"]) : int(row["to"])] == row["quote"]
    (part,) = [r for r in rows if r["class"] == "OF_PLACE"]
    assert (part["startName"], part["endName"], part["basis"]) == ("东溪县2024年工作", "东溪县", "stated")


def test_networkx(graph: Graph) -> None:
    network = to_networkx(graph)
    assert list(network.nodes) == list(graph.nodes)
    assert {key for *_, key in network.edges(keys=True)} == graph.relationships.keys()
    assert network.nodes["place:330399"]["label"] == "Place"
    assert network.nodes["place:330399"]["evidence"][0]["source"] == "n-02"
    # Up the cascade from a project, over the relations as they run.
    batch = next(n for n in network.predecessors("project:330399:东溪大桥") if n.startswith("projectBatch"))
    assert nx.has_path(network, next(network.predecessors(batch)), "directive:CN:青山战略")


def test_graphml_and_node_link_come_back(graph: Graph, tmp_path: Path) -> None:
    network = to_networkx(graph)
    path = tmp_path / "graph.graphml"
    path.write_text(exported(graph, "graphml"), encoding="utf-8")
    back = nx.read_graphml(path, force_multigraph=True)
    assert set(back.nodes) == set(network.nodes)
    assert set(back.edges) == set(network.edges)
    own = network.nodes["place:330399"]
    assert json.loads(back.nodes["place:330399"]["evidence"]) == own["evidence"]
    linked = nx.node_link_graph(json.loads(exported(graph, "node-link")), edges="edges")
    assert dict(linked.nodes["place:330399"]) == own
    assert set(linked.edges) == set(network.edges)


def test_graphml_of_characters_that_xml_has_not(tmp_path: Path, graph: Graph) -> None:
    node = graph.nodes["place:330399"]
    changed = Graph(graph.sources, dict(graph.nodes), graph.relationships)
    changed.nodes[node.id] = replace(node, name='<甲>&"\x02\ufffe')
    path = tmp_path / "graph.graphml"
    path.write_text(exported(changed, "graphml"), encoding="utf-8")
    assert nx.read_graphml(path).nodes[node.id]["name"] == '<甲>&"\ufffd\ufffd'


def test_nothing_an_export_holds_is_markup(tmp_path: Path) -> None:
    """Line ends and quotation marks in what people wrote stay inside their cell, line and literal."""
    text = '甲",\n乙'
    registry = REGISTRY + '  - Directive: 丙丁\n    text: "甲\\",\\n乙"\n    level: county\n    source: n-02\n'
    graph = assemble(sow(tmp_path, registry=registry))
    rows = [r for r in csv.DictReader(io.StringIO(exported(graph, "csv"))) if r["name"] == "丙丁"]
    assert [json.loads(r["properties"])["text"] for r in rows] == [text]
    records = [json.loads(line) for line in exported(graph, "jsonl").splitlines()]
    assert [r["properties"]["text"] for r in records if r.get("name") == "丙丁"] == [text]
    assert all(line.endswith(" .") for line in exported(graph, "nquads").splitlines())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        GOLDEN.write_text(exported(assemble(sow(Path(folder))), "jsonl"), encoding="utf-8", newline="\n")
