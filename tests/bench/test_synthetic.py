"""The synthetic counties are what the benchmarks take them for."""

from __future__ import annotations

from graph.building import checked_graph
from loaders.folders import packaged_seeds
from loaders.quotes import verify
from ontology.schema import load_schema
from tests.bench.synthetic import counties


def test_each_county_has_the_shape_of_the_seed() -> None:
    seed = checked_graph([packaged_seeds()], load_schema(), lambda *_: None)
    own = [n for n in seed.nodes.values() if "330324" in n.id or "yongjia-2024" in n.id]
    graph = counties(3)
    assert len(graph.nodes) == len(seed.nodes) + 3 * len(own)
    assert {n.label for n in graph.nodes.values()} == {n.label for n in seed.nodes.values()}
    assert verify(graph) > 3 * verify(seed) / 2
    # What is shared gathers the evidence of every report that speaks of it.
    shared = graph.nodes["directive:330000:八八战略"]
    assert {e.source for e in shared.evidence} >= {"yongjia-2024", *(f"synthetic-{i:06d}" for i in range(3))}


def test_relationships_are_filled_up_and_the_same_arguments_give_the_same_graph() -> None:
    graph = counties(2, relationships=2500)
    assert len(graph.relationships) == 2500
    assert counties(2, relationships=2500) == graph
