"""Checks that need no files: circles, and values by the ontology's datatypes."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.validation import cycles, did_you_mean, property_value
from loaders.yamltree import At, Sequence, Text
from ontology.errors import Problem
from ontology.schema import load_schema

SCHEMA = load_schema()
AT = At("f", 1, 1)
EDGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=15)


@settings(deadline=None)
@given(EDGES)
def test_circles_are_found_if_there_are_any(edges: list[tuple[str, str]]) -> None:
    found = cycles(edges)
    graph: nx.DiGraph[str] = nx.DiGraph(edges)
    assert bool(found) == (not nx.is_directed_acyclic_graph(graph))
    for cycle in found:
        for pair in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            assert graph.has_edge(*pair)
    # Without one edge of each circle that was told there is no other.
    graph.remove_edges_from((cycle[0], [*cycle, cycle[0]][1]) for cycle in found)
    assert nx.is_directed_acyclic_graph(graph)


@settings(deadline=None)
@given(st.floats(-1e9, 1e9).map(lambda x: format(x, ".4f")))
def test_decimals(text: str) -> None:
    problems: list[Problem] = []
    value = SCHEMA.classes["Target"].properties["value"]
    assert property_value(value, Text(text, AT), problems) == float(text)
    assert not problems


@pytest.mark.parametrize("text", ["１２", "1e5", "0x1", "1_000", "nan", "inf", "1,5", "12 34", "9" * 16, "--1"])
def test_what_is_no_number(text: str) -> None:
    for name in ("value", "upper"):
        problems: list[Problem] = []
        assert property_value(SCHEMA.classes["Target"].properties[name], Text(text, AT), problems) is None
        assert [p.message for p in problems] == [f"{name} is {text}, which is no decimal"]


def test_many_and_one() -> None:
    aliases = SCHEMA.classes["Task"].properties["aliases"]
    problems: list[Problem] = []
    assert property_value(aliases, Text("甲", AT), problems) == ("甲",)
    assert property_value(aliases, Sequence((Text("甲", AT), Text(" 乙 ", AT)), AT), problems) == ("甲", "乙")
    assert not problems
    assert property_value(aliases, Sequence((Text("甲", AT), Sequence((), AT)), AT), problems) is None
    assert [str(p) for p in problems] == ["f:1:1: aliases is one string; write a single value"]


def test_did_you_mean() -> None:
    assert did_you_mean("Taks", ["Task", "Target"], "else") == "did you mean Task?"
    assert did_you_mean("zzz", ["Task", "Target"], "else") == "else"
