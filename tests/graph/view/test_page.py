"""The page as a text: complete, closed to the world, the same every time."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from graph.view import generate_page
from graph.view.data import safe_url, utf16
from ontology.errors import NotFoundError
from ontology.model import Evidence, Graph, Node, Source
from ontology.schema import load_schema
from tests.graph.view.county import county_graph
from tests.graph.view.pages import Collector, data_of

SCHEMA = load_schema()


@pytest.fixture(scope="module")
def graph() -> Graph:
    return county_graph()


@pytest.fixture(scope="module")
def page(graph: Graph) -> str:
    return generate_page(graph, SCHEMA)


def test_what_nobody_reviewed_is_counted_in_the_head(graph: Graph, page: str) -> None:
    assert "尚无人审核" not in page.split("<script", 1)[0]
    some = sorted(graph.nodes)[:3]
    marked = {
        i: replace(graph.nodes[i], evidence=tuple(replace(e, method="x@1 unreviewed") for e in graph.nodes[i].evidence))
        for i in some
    }
    told = generate_page(Graph(graph.sources, graph.nodes | marked, graph.relationships), SCHEMA)
    assert "其中 3 个节点由规则提出，尚无人审核。" in told


def test_nothing_is_fetched(page: str) -> None:
    for tag, attributes in Collector(page).elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "audio", "video"}
        assert "src" not in attributes and "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if href := attributes.get("href"):
            assert tag == "a" and (href.startswith("#") or href == "https://example.org/report")
    assert "url(" not in "".join(Collector(page).texts["style"])


def test_the_policy_allows_these_scripts_and_nothing_else(page: str) -> None:
    found = Collector(page)
    policies = [a["content"] for t, a in found.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1 and policies[0]
    rules = dict(rule.split(" ", 1) for rule in policies[0].split("; "))
    kinds = [a.get("type") for t, a in found.elements if t == "script"]
    run = [text for kind, text in zip(kinds, found.texts["script"], strict=True) if kind is None]

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split() == [digest(text) for text in run]
    assert rules["style-src"].split() == [digest(text) for text in found.texts["style"]]
    assert "unsafe" not in policies[0] and "http" not in policies[0]
    assert page.index("Content-Security-Policy") < page.index("<style") < page.index("<script")


def test_the_first_screen_says_whose_year_it_is(page: str) -> None:
    head = page[page.index("<main") : page.index('id="targets"')]
    assert '<h1 id="title">青溪县2024年<small>' in head
    assert "《青溪县2024年政府工作报告(虚构)》" in head
    assert "宣布 9 项，报告展开 2 项，7 项未见其名" in head
    assert head.count('<li class="slot">') == 2 and head.count('<li class="slot open">') == 7


def test_data_holds_each_quote_as_a_span_of_its_text(page: str, graph: Graph) -> None:
    data = data_of(page)
    assert [n[0] for n in data["nodes"]] == list(graph.nodes)
    assert [e[0] for e in data["edges"]] == list(graph.relationships)
    for row, node in zip(data["nodes"], graph.nodes.values(), strict=True):
        spans = [tuple(row[4][i : i + 3]) for i in range(0, len(row[4]), 7)]
        assert [data["sources"][s][6][a:b] for s, a, b in spans] == [e.quote for e in node.evidence]
    assert data["focus"] == -1


def test_offsets_are_counted_as_scripts_count() -> None:
    text = "𠮷庆𠮷粮仓"
    unit = utf16(text)
    wide = text.encode("utf-16-le")
    for start in range(len(text) + 1):
        assert wide[: 2 * unit(start)].decode("utf-16-le") == text[:start]


def test_names_that_are_searched_by_pinyin_have_all_readings() -> None:
    data = data_of(generate_page(county_graph(tasks=4, actions=3), SCHEMA))
    assert set(data["readings"]["长"].split()) == {"chang", "zhang"}
    assert {"le", "yue"} <= set(data["readings"]["乐"].split())
    assert all(re.fullmatch(r"[a-z]+( [a-z]+)*", r) for r in data["readings"].values())


def test_it_opens_at_a_node(graph: Graph) -> None:
    target = next(n for n in graph.nodes.values() if n.label == "Target")
    data = data_of(generate_page(graph, SCHEMA, focus=target.id))
    assert data["nodes"][data["focus"]][0] == target.id
    with pytest.raises(NotFoundError, match="no node has the id 'target:none'; look it up with"):
        generate_page(graph, SCHEMA, focus="target:none")


def test_same_graph_same_bytes_in_every_hash_seed() -> None:
    code = (
        "import hashlib, sys; from graph.view import generate_page; from ontology.schema import load_schema;"
        "from tests.graph.view.county import county_graph;"
        "sys.stdout.write(hashlib.sha256(generate_page(county_graph(), load_schema()).encode()).hexdigest())"
    )
    root = Path(__file__).parents[3]
    digests = set()
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run([sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True)
        digests.add(done.stdout or done.stderr)
    assert len(digests) == 1 and len(digests.pop()) == 64


def test_an_empty_graph_makes_a_page() -> None:
    page = generate_page(Graph(), SCHEMA)
    assert "没有目标。" in page and "没有项目。" in page and "没有园区。" in page
    assert data_of(page)["nodes"] == []


def test_a_class_the_schema_does_not_know_and_evidence_less_nodes_are_shown() -> None:
    graph = county_graph()
    graph.nodes["zebra:1"] = Node("zebra:1", "Zebra", "斑马", {}, ())
    data = data_of(generate_page(graph, SCHEMA))
    assert ["Zebra", "Zebra"] in [c[:2] for c in data["classes"]]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" https://example.org", False),
        ("data:text/html,<script>", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, kept: bool) -> None:
    assert safe_url(url) == (url if kept else "")


def test_a_wide_character_before_a_quote_shifts_nothing() -> None:
    text = "𠮷村修桥。"
    source = Source("s", "report", "报告", text, hashlib.sha256(text.encode()).hexdigest())
    said = Evidence("s", 2, 4, "修桥", 1, "stated", "test")
    graph = Graph({"s": source}, {"measure:1": Node("measure:1", "Measure", "修桥", {}, (said,))}, {})
    row = data_of(generate_page(graph, SCHEMA))["nodes"][0]
    assert row[4][:3] == [0, 3, 5]
    assert replace(said, start=2).quote == text[2:4]
