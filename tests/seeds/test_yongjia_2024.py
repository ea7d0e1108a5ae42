"""What the seeds say of the first report, held against its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from loaders.assembly import assemble
from ontology.model import Evidence, Graph, Node, Relationship

REPORT = "yongjia-2024"
TAIL = "本文仅代表作者观点"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return assemble()


def spans(things: Iterable[Node | Relationship]) -> list[Evidence]:
    return [e for thing in things for e in thing.evidence if e.source == REPORT]


def named(graph: Graph, label: str) -> dict[str, Node]:
    return {node.name: node for node in graph.nodes.values() if node.label == label}


def test_only_connectives_and_one_slogan_are_left_out(graph: Graph) -> None:
    text = graph.sources[REPORT].text
    covered: set[int] = set()
    for evidence in spans([*graph.nodes.values(), *graph.relationships.values()]):
        covered.update(range(evidence.start, evidence.end))
    left = "".join("|" if i in covered else text[i] for i in range(text.index(TAIL)))
    words = [part for run in left.split("|") for part in re.findall(r"[一-鿿\d%]+", run)]
    assert words == [
        *(
            "综合各方面因素",
            "建议",
            "为",
            "和",
            "在工作推进过程中",
            "我们要深刻把握",
            "各位代表",
            "今年",
            "我们将",
            "一",
        ),
        *("实现", "实现", "全面打开永嘉新一轮的增长空间", "二", "全年实现"),
    ]


def test_nothing_rests_on_the_page_behind_the_report(graph: Graph) -> None:
    end = graph.sources[REPORT].text.index(TAIL)
    assert max(e.end for e in spans([*graph.nodes.values(), *graph.relationships.values()])) <= end


def test_every_figure_is_a_target_s_or_a_batch_s_or_part_of_a_name(graph: Graph) -> None:
    text = graph.sources[REPORT].text
    counted = spans(n for n in graph.nodes.values() if n.label in ("Target", "ProjectBatch", "Project"))
    figures = list(re.finditer(r"\d+(?:\.\d+)?", text[: text.index(TAIL)]))
    stray = [m[0] for m in figures if not any(e.start <= m.start() and m.end() <= e.end for e in counted)]
    assert stray == ["5", "3", "3"]  # 5g数智订货会, “3 3”产业集群


def test_values_stand_in_the_words_that_they_are_taken_from(graph: Graph) -> None:
    for name, target in named(graph, "Target").items():
        words = " ".join(e.quote for e in target.evidence)
        value = target.properties.get("value")
        assert (value is None) == (target.properties["kind"] == "qualitative"), name
        if value is not None:
            assert f"{value:g}{target.properties['unit']}" in words, name
        expected = {"以上": ">=", "左右": "~"}.get(words[-2:])
        if expected:
            assert target.properties["comparator"] == expected, name


def test_what_is_declared_and_what_is_named(graph: Graph) -> None:
    members = Counter(r.end for r in graph.relationships.values() if r.type == "PART_OF")
    members.update(r.start for r in graph.relationships.values() if r.type == "INCLUDES")
    found = {
        node.name: (node.properties["declares"], members[node.id])
        for node in graph.nodes.values()
        if "declares" in node.properties
    }
    assert found == {
        "八八战略": (8, 8),
        "三个“一号工程”": (3, 3),
        "十项重大工程": (10, 4),
        "四大振兴": (4, 4),
        "强城行动": (6, 6),
        "浙江省新一轮制造业“腾笼换鸟、凤凰涅槃”攻坚行动方案(2021—2023年)": (4, 4),
        "九大专项行动": (9, 3),
        "45个前期重大项目": (45, 2),
        "83个开工重大项目": (83, 2),
        "121个重大续建项目": (121, 1),
        "17个建成重大项目": (17, 2),
        "两大千亿级产业集群": (2, 0),
    }


def test_a_judgement_says_why_and_how_sure(graph: Graph) -> None:
    for relationship in graph.relationships.values():
        for evidence in relationship.evidence:
            judged = evidence.basis == "curated"
            assert judged == bool(evidence.reason) == bool(evidence.confidence), relationship.id


def test_the_damage_is_marked(graph: Graph) -> None:
    source = graph.sources[REPORT]
    marked = Counter(kind for _, _, kind in source.damage)
    assert marked == {
        "ascii-punctuation": 113,
        "leading-blanks": 10,
        "lost-plus": 1,
        "lower-case": 1,
        "foreign-word": 1,
        "lost-character": 1,
        "tail": 1,
    }
    words = {kind: source.text[start:end] for start, end, kind in source.damage}
    assert (words["lost-plus"], words["lower-case"], words["foreign-word"]) == ("3 3", "5g", "pp电子娱乐官网")
    assert words["tail"].startswith(TAIL) and source.text.endswith(words["tail"])
