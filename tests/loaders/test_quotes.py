"""Quotes stand where they are said to stand, to the character."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.quotes import Quote, locate, occurrences, verify
from ontology.errors import QuoteError
from ontology.model import Graph, Node, Relationship, Source
from tests.graph.sample import sample_graph

TEXT = "建成大桥。开工大桥,建成水厂。"


def test_nested_first_then_whole() -> None:
    assert locate(TEXT, Quote("大桥"), [(5, 9)]) == (7, 9)
    assert locate(TEXT, Quote("水厂"), [(5, 9)]) == (12, 14)
    assert locate(TEXT, Quote("水厂")) == (12, 14)


def test_several_quotes_around() -> None:
    assert locate(TEXT, Quote("建成"), [(5, 9), (10, 14)]) == (10, 12)
    assert locate(TEXT, Quote("建成"), [(10, 14), (10, 13)]) == (10, 12)


def test_prefix_and_suffix_may_stand_outside_the_quote_around() -> None:
    assert locate(TEXT, Quote("大桥", prefix="建成")) == (2, 4)
    assert locate(TEXT, Quote("大桥", suffix=",")) == (7, 9)
    assert locate(TEXT, Quote("大桥", prefix="开工"), [(7, 9)]) == (7, 9)


def test_overlapping_occurrences_are_told_apart() -> None:
    assert occurrences("哈哈哈", Quote("哈哈")) == [0, 1]
    with pytest.raises(QuoteError, match="stands 2 times in the quote around it"):
        locate("哈哈哈", Quote("哈哈"), [(0, 3)])


def test_first_place_without_anything_before_it() -> None:
    with pytest.raises(QuoteError) as caught:
        locate("大桥和大桥", Quote("大桥"))
    assert str(caught.value) == (
        "“大桥” stands 2 times in its source (lines 1, 1); "
        "quote more words, or say which: {exact: 大桥, suffix: 和大桥} is the first"
    )


def test_characters_count_as_code_points() -> None:
    text = "𠮷永嘉e\u0301县"
    assert locate(text, Quote("永嘉")) == (1, 3)
    assert locate(text, Quote("县")) == (5, 6)


@settings(deadline=None)
@given(st.text(alphabet="建成大桥水厂,。\n", max_size=60), st.data())
def test_what_is_located_is_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    exact = text[start:end]
    if not exact.strip():
        with pytest.raises(QuoteError):
            locate(text, Quote(exact))
        return
    every = [i for i in range(len(text)) if text.startswith(exact, i)]
    assert occurrences(text, Quote(exact)) == every
    if len(every) == 1:
        assert locate(text, Quote(exact)) == (start, end)
    # With all that is before it as prefix, any quote is one of its kind.
    assert (start, end) == locate(text, Quote(exact, prefix=text[:start], suffix=text[end:]))


@settings(deadline=None)
@given(st.text(alphabet="建成大桥\n", max_size=30), st.text(alphabet="建成大桥水", min_size=1, max_size=10))
def test_a_quote_that_stands_nowhere_is_told_with_where_it_departs(text: str, exact: str) -> None:
    if exact in text:
        return
    with pytest.raises(QuoteError) as caught:
        locate(text, Quote(exact))
    longest = max(n for n in range(len(exact)) if exact[:n] in text)
    departs = f"departs after “{exact[:longest][-10:]}”"
    assert (departs in caught.value.hint) == (longest > 1)


def graph_of(text: str) -> Graph:
    source = Source("s", "report", "t", text, hashlib.sha256(text.encode()).hexdigest())
    return Graph(sources={"s": source})


def test_verify_counts_every_quote() -> None:
    graph = sample_graph()
    things: list[Node | Relationship] = [*graph.nodes.values(), *graph.relationships.values()]
    assert verify(graph) == sum(len(thing.evidence) for thing in things) > 50


@pytest.mark.parametrize("change", ["start", "end", "quote", "source"])
def test_verify_refuses_a_changed_quote(change: str) -> None:
    graph = sample_graph()
    node = next(iter(graph.nodes.values()))
    evidence = node.evidence[0]
    other = {
        "start": replace(evidence, start=evidence.start + 1),
        "end": replace(evidence, end=evidence.end - 1),
        "quote": replace(evidence, quote=evidence.quote + "x"),
        "source": replace(evidence, source="nowhere"),
    }[change]
    graph.nodes[node.id] = replace(node, evidence=(other,))
    with pytest.raises(QuoteError, match=r"is not “|is no source"):
        verify(graph)


def test_verify_refuses_a_changed_source() -> None:
    graph = graph_of("原文")
    assert verify(graph) == 0
    graph.sources["s"] = replace(graph.sources["s"], text="改文")
    with pytest.raises(QuoteError, match="the text of s does not match its sha256"):
        verify(graph)


def test_verify_refuses_what_rests_on_nothing() -> None:
    graph = sample_graph()
    node = next(iter(graph.nodes.values()))
    graph.nodes[node.id] = replace(node, evidence=())
    with pytest.raises(QuoteError, match="rests on nothing"):
        verify(graph)
