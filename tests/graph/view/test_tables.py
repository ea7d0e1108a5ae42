"""What is read without the map: the first screen's figures, tables, outline, shapes and colours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.view import glyphs
from graph.view.cascade import Cascade
from graph.view.summary import chinese, summarise
from graph.view.tables import read_tables, value_text, words
from ontology.model import Evidence, Graph, Node, Relationship, Source, Value
from ontology.schema import load_schema
from tests.graph.view.county import county_graph

SCHEMA = load_schema()
CASCADE = Cascade(county_graph(), SCHEMA)
TABLES = read_tables(CASCADE, SCHEMA)


def test_the_summary_counts_what_is_there() -> None:
    summary = summarise(CASCADE, SCHEMA)
    assert (summary.place, summary.year, summary.title) == ("青溪县", "2024", "青溪县2024年")
    assert dict(summary.counts) == {
        "部署": 4, "行动": 2, "任务": 6, "举措": 54, "目标": 19, "项目": 18, "产业园": 4
    }  # fmt: skip
    (programme,) = summary.programmes
    assert (programme.declares, programme.told, programme.elsewhere, programme.unknown) == (9, 2, 0, 7)
    assert [m.ordinal for m in programme.members] == list("一二三四五六七八九")
    assert [m.name for m in programme.members if m.node] == ["兴水利强农桑", "办实业活商贸"]
    assert programme.members[0].counts == (("任务", 3), ("举措", 27), ("目标", 9))
    assert [(f.node.name, f.named, f.declares) for f in summary.findings][:2] == [
        ("六六规划", 2, 6),
        ("3个前期项目", 1, 3),
    ]


def _without_programme() -> Graph:
    """Return the county whose actions hang on the plan itself, numbered anew from the second on."""
    graph = county_graph()
    (programme,) = (i for i, node in graph.nodes.items() if node.label == "Programme")
    (plan,) = (i for i, node in graph.nodes.items() if node.label == "Plan")
    for identifier, one in list(graph.relationships.items()):
        if one.start == programme:
            del graph.relationships[identifier]
        elif one.end == programme:
            graph.relationships[identifier] = replace(one, end=plan)
    del graph.nodes[programme]
    actions = [node for node in graph.nodes.values() if node.label == "Action"]
    last = max(actions, key=lambda node: node.evidence[0].start)
    graph.nodes[last.id] = replace(last, properties={**last.properties, "ordinal": 1})
    return graph


def test_a_plan_that_declares_nothing_is_told_by_its_actions() -> None:
    (shown,) = summarise(Cascade(_without_programme(), SCHEMA), SCHEMA).programmes
    assert (shown.node.label, shown.declares, shown.told, shown.unknown) == ("Plan", 0, 2, 0)
    assert [(m.ordinal, m.name) for m in shown.members] == [("一", "兴水利强农桑"), ("", "办实业活商贸")]


def test_the_programme_that_has_members_is_told_of_and_the_others_by_their_number() -> None:
    graph = county_graph()
    known = next(node for node in graph.nodes.values() if node.label == "Programme")
    graph.nodes["programme:0"] = replace(known, id="programme:0", name="三项工程", properties={"declares": 3})
    summary = summarise(Cascade(graph, SCHEMA), SCHEMA)
    assert [shown.node.id for shown in summary.programmes] == [known.id]
    assert ("三项工程", 0, 3) in [(f.node.name, f.named, f.declares) for f in summary.findings]


def test_several_plans_have_no_one_place() -> None:
    summary = summarise(Cascade(county_graph(counties=3), SCHEMA), SCHEMA)
    assert (summary.place, summary.year, summary.title) == ("", "", "3份年度工作")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "100")],
)
def test_chinese_numerals(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({"value": 6.5, "unit": "%", "comparator": ">="}, "6.5%以上"),
        ({"value": 2500.0, "unit": "亿元", "comparator": ">"}, "超过2500亿元"),
        ({"value": 3.0, "unit": "%", "comparator": "<"}, "低于3%"),
        ({"value": 7.0, "unit": "%", "comparator": "~"}, "7%左右"),
        ({"value": 83, "unit": "个", "comparator": "="}, "83个"),
        ({"value": 2000.0, "unit": "亩", "comparator": "<="}, "2000亩以内"),
        ({"value": 5.0, "upper": 6.5, "unit": "%", "comparator": "="}, "5–6.5%"),
        ({"value": 12345678.0, "unit": "元", "comparator": "="}, "12345678元"),
        ({"comparator": "="}, ""),
    ],
)
def test_values_are_written_as_people_write_them(properties: dict[str, Value], text: str) -> None:
    assert value_text(SCHEMA, Node("target:1", "Target", "目标", properties, ())) == text


def test_targets_know_their_measure_and_action() -> None:
    assert len(TABLES.targets) == 19
    row = next(r for r in TABLES.targets if r.owner and r.owner.label == "Measure")
    assert row.action and row.action.name == "兴水利强农桑行动"
    assert row.indicator and row.indicator.name == "农业产值增速"
    assert row.value == f"{row.number}处以上" and row.quote == f"全年完成{row.number}处"


def test_projects_are_grouped_by_stage_with_declared_against_named() -> None:
    assert [s.stage for s in TABLES.stages] == ["前期", "开工", "续建", "建成", "投产"]
    batches = [n for n in CASCADE.graph.nodes.values() if n.label == "ProjectBatch"]
    for rows in TABLES.stages:
        own = [b for b in batches if b.properties["stage"] == rows.stage]
        assert rows.declares == sum(int(str(b.properties["declares"])) for b in own)
        assert rows.named == len(own) == len(rows.batches) == len(rows.rows)
    assert sum(len(s.rows) for s in TABLES.stages) == 18


def test_parks_are_listed_with_what_they_are_to_become() -> None:
    first = TABLES.parks[0]
    assert first.kind == "产业园" and first.roles and first.quote.startswith(f"把{first.node.name}建成")
    assert [bool(r.roles) for r in TABLES.parks] == sorted((bool(r.roles) for r in TABLES.parks), reverse=True)


def test_the_outline_holds_every_node_once() -> None:
    seen: list[str] = []

    def walk(entries: list[object]) -> None:
        for entry in entries:
            seen.append(entry.node.id)  # type: ignore[attr-defined]
            walk(entry.members)  # type: ignore[attr-defined]

    walk(list(TABLES.outline))
    assert sorted(seen) == sorted(CASCADE.graph.nodes)
    assert TABLES.outline[0].node.label == "Plan"


def test_words_prefer_the_report_and_join_what_stands_apart() -> None:
    sources = {i: Source(i, kind, i, "甲乙丙丁", "") for i, kind in (("a", "note"), ("b", "report"))}

    def said(source: str, start: int) -> Evidence:
        return Evidence(source, start, start + 1, "甲乙丙丁"[start], 1, "stated", "t")

    graph = Graph(sources)
    assert words(graph, (said("a", 0), said("b", 1), said("b", 3))) == "乙……丁"
    assert words(graph, (said("a", 0),)) == "甲"
    assert words(graph, ()) == ""


def test_a_circle_of_parts_does_not_hang() -> None:
    nodes = {i: Node(i, "Measure", i, {}, ()) for i in "abc"}
    edges = [Relationship(f"{x}{y}", "PART_OF", x, y, {}, ()) for x, y in ("ab", "bc", "ca", "aa")]
    cascade = Cascade(Graph({}, nodes, {e.id: e for e in edges}), SCHEMA)
    assert len(cascade.owner) == 2
    assert sorted(cascade.order) == ["a", "b", "c"]


@pytest.mark.parametrize("name", sorted(SCHEMA.classes))
def test_shapes_and_colours_of_the_ontology_are_drawn_and_readable(name: str) -> None:
    known = SCHEMA.classes[name]
    assert known.shape in glyphs.PATHS
    assert glyphs.contrast(known.colour, "#fffefb") >= 4.5
    assert glyphs.contrast(glyphs.on_dark(known.colour), glyphs.DARK_PAGE) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert glyphs.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert glyphs.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert glyphs.on_dark("#ffffff") == "#ffffff"
