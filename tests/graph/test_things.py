"""Nodes read by id: whole, or with the evidence of some sources only."""

from __future__ import annotations

from dataclasses import replace

from graph.store import Store
from graph.things import read_nodes
from tests.graph.sample import sample_graph


def test_nodes_are_read_as_they_were_loaded(store: Store) -> None:
    graph = sample_graph()
    assert read_nodes(store, [*graph.nodes, *graph.sources, "nothing"]) == graph.nodes


def test_only_the_evidence_of_some_sources_is_read(store: Store) -> None:
    graph = sample_graph()
    for cited in ([], [next(iter(graph.sources))], list(graph.sources)):
        expected = {
            id_: replace(n, evidence=tuple(e for e in n.evidence if e.source in cited))
            for id_, n in graph.nodes.items()
        }
        assert read_nodes(store, graph.nodes, cited=cited) == expected
    assert len(graph.sources) > 1  # so that the second case leaves something out
