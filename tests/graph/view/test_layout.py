"""Where things lie: nothing upon another, in the order of the text, and kept when the graph grows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.view.cascade import Cascade
from graph.view.items import BACKGROUND_LAYER, Item, items
from graph.view.layout import GAP, ROW, WIDTHS, Layout, lay_out
from graph.view.positions import read_positions, shipped_positions, write_positions
from ontology.errors import DocumentError
from ontology.model import Evidence, Graph, Node, Relationship
from ontology.schema import load_schema
from tests.graph.view.county import county_graph

SCHEMA = load_schema()


def laid_out(graph: Graph, known: dict[str, tuple[int, int]] | None = None) -> tuple[Cascade, list[Item], Layout]:
    cascade = Cascade(graph, SCHEMA)
    shown, _ = items(cascade)
    return cascade, shown, lay_out(cascade, shown, known)


def crowded(shown: list[Item], layout: Layout) -> list[tuple[str, str]]:
    """Return pairs of items of one layer whose rows overlap, and pairs of layers that do."""
    columns: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for item in shown:
        x, y = layout.positions[item.id]
        columns[item.layer, x].append((y, item.id))
    found = []
    for rows in columns.values():
        rows.sort()
        found += [(a, b) for (y, a), (z, b) in pairwise(rows) if z - y < ROW]
    bands = sorted(layout.bands.values())
    found += [(str(a), str(b)) for a, b in pairwise(bands) if b[0] < a[1]]
    return found


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 3), st.integers(0, 4), st.integers(0, 4), st.integers(0, 12))
def test_nothing_lies_upon_another(counties: int, actions: int, tasks: int, measures: int) -> None:
    graph = county_graph(counties=counties, actions=actions, tasks=tasks, measures=measures)
    _, shown, layout = laid_out(graph)
    assert crowded(shown, layout) == []
    assert set(layout.positions) == {item.id for item in shown}


def test_layers_lie_from_left_to_right_and_open_slots_below_the_actions() -> None:
    _, shown, layout = laid_out(county_graph())
    lefts = [layout.bands[layer][0] for layer in sorted(layout.bands)]
    assert lefts == sorted(lefts) and len(lefts) == 8
    actions = [layout.positions[i.id][1] for i in shown if i.label == "Action" and i.kind == "node"]
    slots = [layout.positions[i.id][1] for i in shown if i.kind == "slot"]
    assert len(slots) == 7 and min(slots) > max(actions)
    assert [i.ordinal for i in shown if i.kind == "slot"] == [3, 4, 5, 6, 7, 8, 9]


def test_measures_follow_the_text_and_stand_beside_their_task() -> None:
    cascade, shown, layout = laid_out(county_graph())
    measures = [i.id for i in shown if i.label == "Measure"]
    starts = [cascade.graph.nodes[m].evidence[0].start for m in measures]
    rows = [layout.positions[m][1] for m in measures]
    assert starts == sorted(starts) and rows == sorted(rows)
    for item in shown:
        if item.label == "Task":
            own = [layout.positions[m][1] for m in cascade.members[item.id]]
            assert min(own) <= layout.positions[item.id][1] <= max(own)


def grown(graph: Graph, part: float) -> Graph:
    """Return the graph with so many more nodes: measures, targets, projects and a directive, spread over the tasks."""
    new = Graph(dict(graph.sources), dict(graph.nodes), dict(graph.relationships))
    tasks = [n for n in graph.nodes.values() if n.label == "Task"]
    labels = ("Measure", "Target", "Project", "Directive")
    for i in range(max(1, round(part * len(graph.nodes)))):
        task = tasks[i * 7 % len(tasks)]
        label = labels[i % 4]
        identifier = f"{label.lower()}:new-{i}"
        evidence: tuple[Evidence, ...] = tuple(replace(e, basis="curated") for e in task.evidence)
        new.nodes[identifier] = Node(identifier, label, f"新增{i}", {"level": "national"}, evidence)
        if label == "Measure":
            edge = Relationship(f"PART_OF:new-{i}", "PART_OF", identifier, task.id, {}, evidence)
            new.relationships[edge.id] = edge
    new.nodes = dict(sorted(new.nodes.items()))
    return new


@pytest.mark.parametrize("size", [1, 4])
@pytest.mark.parametrize("part", [0.03, 0.2])
def test_what_is_there_stays_when_the_graph_grows(size: int, part: float) -> None:
    graph = county_graph(counties=size, actions=3)
    _, _, before = laid_out(graph)
    _, shown, after = laid_out(grown(graph, part), dict(before.positions))
    moved = [i for i, at in before.positions.items() if after.positions[i] != at]
    assert moved == []
    assert len(after.positions) > len(before.positions)
    assert crowded(shown, after) == []


def test_what_is_gone_leaves_room_and_moves_nothing() -> None:
    graph = county_graph()
    _, _, before = laid_out(graph)
    gone = [n for n in graph.nodes.values() if n.label == "Measure"][::10]
    fewer = Graph(graph.sources, {i: n for i, n in graph.nodes.items() if n not in gone}, {})
    fewer.relationships = {
        i: r for i, r in graph.relationships.items() if r.start in fewer.nodes and r.end in fewer.nodes
    }
    _, _, after = laid_out(fewer, dict(before.positions))
    assert all(before.positions[i] == at for i, at in after.positions.items())


def test_positions_of_another_county_are_not_followed() -> None:
    _, _, other = laid_out(county_graph(actions=1, tasks=1, measures=2))
    _, _, fresh = laid_out(county_graph())
    _, _, mixed = laid_out(county_graph(), dict(other.positions))
    assert mixed.positions == fresh.positions


def test_a_large_graph_is_shown_in_bundles_that_hold_every_node() -> None:
    graph = county_graph(counties=40, actions=4, tasks=4, measures=6)
    cascade, shown, layout = laid_out(graph)
    assert len(graph.nodes) > 4000
    assert len(shown) <= 2500
    held = [m for item in shown for m in (item.members or (item.id,)) if item.kind != "slot"]
    assert sorted(held) == sorted(graph.nodes)
    assert {item.kind for item in shown} == {"node", "bundle"}
    assert crowded(shown, layout) == []
    bundled = next(item for item in shown if item.kind == "bundle")
    assert len({cascade.graph.nodes[m].label for m in bundled.members}) == 1


def test_background_is_a_layer_of_its_own() -> None:
    _, shown, layout = laid_out(county_graph())
    assert {i.label for i in shown if i.layer == BACKGROUND_LAYER} == {"Indicator", "Organization", "Place"}
    assert layout.bands[8][0] - layout.bands[7][1] == GAP
    assert all(width >= 120 for width in WIDTHS.values())


def test_positions_file_round_trips(tmp_path: Path) -> None:
    path = tmp_path / "positions.json"
    write_positions(path, {"乙": (3, 4), "甲": (-1, 2)})
    assert path.read_text(encoding="utf-8") == '{\n"乙": [3, 4],\n"甲": [-1, 2]\n}\n'
    assert read_positions(path) == {"甲": (-1, 2), "乙": (3, 4)}
    assert isinstance(shipped_positions(), dict)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[1]", "not an object"),
        ("{", "no positions file"),
        ('{"a": [1]}', "'a': not a pair"),
        ('{"a": [1, "2"]}', "'a': not a pair"),
        ('{"a": [1.5, 2]}', "'a': not a pair"),
        ('{"a": [true, 2]}', "'a': not a pair"),
        ('{"a": [1, 99999999]}', "'a': not a pair"),
        ("[" * 100000, "no positions file"),
    ],
)
def test_what_is_no_positions_file_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=why):
        read_positions(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DocumentError, match="no positions file"):
        read_positions(path)
