"""Nodes and relationships read by id: whole, or without the evidence that a path has no need of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph import things as module
from graph.store import Store
from graph.things import read_links, read_nodes, read_passed
from ontology.model import Graph
from ontology.schema import load_schema
from tests.graph.sample import sample_graph

START = "place:330324"
"""What several sources speak of."""


def test_nodes_are_read_as_they_were_loaded(store: Store) -> None:
    graph = sample_graph()
    assert read_nodes(store, [*graph.nodes, *graph.sources, "nothing"]) == graph.nodes


def test_what_is_passed_comes_whole_unless_much_speaks_of_it(
    seed_store: Store, seed_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [*seed_graph.nodes, *seed_graph.sources, "nothing"]
    assert read_passed(seed_store, load_schema(), ids, START) == seed_graph.nodes
    monkeypatch.setattr(module, "MUCH", 2)
    expected = {
        n.id: n if n.id == START or len(n.evidence) <= 2 else replace(n, evidence=()) for n in seed_graph.nodes.values()
    }
    assert len(expected[START].evidence) > 2
    assert any(not n.evidence for n in expected.values())
    assert read_passed(seed_store, load_schema(), ids, START) == expected


def test_relationships_come_whole_unless_much_speaks_of_them(
    seed_store: Store, seed_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = [(r.id, r.start, r.end) for r in seed_graph.relationships.values()]
    assert read_links(seed_store, [*links, ("nothing", START, START)], START) == seed_graph.relationships
    monkeypatch.setattr(module, "MUCH", 2)
    own = {e.source for e in seed_graph.nodes[START].evidence[:2]}
    ways = {"whole": 0, "own": 0, "first": 0}
    expected = {}
    for r in seed_graph.relationships.values():
        said = tuple(e for e in r.evidence if e.source in own)
        way = "whole" if len(r.evidence) <= 2 else "own" if said else "first"
        ways[way] += 1
        expected[r.id] = {"whole": r, "own": replace(r, evidence=said), "first": replace(r, evidence=r.evidence[:2])}[
            way
        ]
    assert all(ways.values())
    assert read_links(seed_store, links, START) == expected
