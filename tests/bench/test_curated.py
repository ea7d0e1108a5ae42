"""Curated statements in the form of the gold: what is compared, where, and what is left open."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from ontology.model import Graph
from tests.bench.curated import curated_gold
from tests.bench.extraction import SCORED

SOURCE = "yongjia-2024"


@pytest.fixture(scope="module")
def gold(seed_graph: Graph) -> dict[str, dict[str, Any]]:
    return {file["doc"]: file for file in curated_gold(seed_graph, SOURCE)}


def _item(gold: dict[str, dict[str, Any]], kind: str, text: str) -> dict[str, Any]:
    (item,) = [item for item in gold[kind]["items"] if item["text"] == text]
    del item["start"], item["end"]
    return item


def test_each_type_has_its_items_verbatim_within_its_excerpt(
    gold: dict[str, dict[str, Any]], seed_graph: Graph
) -> None:
    text = seed_graph.sources[SOURCE].text
    assert set(gold) == set(SCORED)
    for kind, file in gold.items():
        start, end = file["excerpt"]
        for item in file["items"]:
            assert item["type"] == kind
            assert item["text"] == text[item["start"] : item["end"]]
            assert start <= item["start"] < item["end"] <= end
    assert text[gold["measure"]["excerpt"][0] :].startswith("深化实施扩投资促消费专项行动")


def test_every_statement_of_a_class_is_one_item(gold: dict[str, dict[str, Any]], seed_graph: Graph) -> None:
    own = Counter(n.label for n in seed_graph.nodes.values() if any(e.source == SOURCE for e in n.evidence))
    for kind, label in (
        ("measure", "Measure"),
        ("target", "Target"),
        ("batch", "ProjectBatch"),
        ("park", "IndustrialPark"),
    ):
        assert len(gold[kind]["items"]) == own[label]
    assert len(gold["section"]["items"]) == own["Action"] + own["Task"] + own["Balance"]


def test_quotes_in_pieces(gold: dict[str, dict[str, Any]]) -> None:
    assert _item(gold, "target", "城乡居民人均可支配收入分别增长6%和7%左右") == {
        "type": "target",
        "text": "城乡居民人均可支配收入分别增长6%和7%左右",
        "indicator": "农村居民人均可支配收入增速",
        "comparator": "~",
        "value": 7.0,
        "unit": "%",
        "kind": "growth",
    }
    assert _item(gold, "measure", "教玩具产业向教育装备转型")["type"] == "measure"
    assert _item(gold, "measure", "打造数字经济集聚区")["type"] == "measure"


def test_attributes(gold: dict[str, dict[str, Any]]) -> None:
    assert _item(gold, "section", "狠抓重大项目建设") == {
        "type": "section",
        "text": "狠抓重大项目建设",
        "level": 3,
        "ordinal": 1,
    }
    assert _item(gold, "batch", "站前综合交通枢纽、海塘安澜工程乌牛段等17个重大项目")["declared_count"] == 17
    assert _item(gold, "project", "比亚迪刀片电池")["stage"] == "投产"
    assert _item(gold, "policy", "扩投资促消费专项行动")["type"] == "policy"


def test_what_annotators_take_or_leave_is_open(gold: dict[str, dict[str, Any]]) -> None:
    opened = {item["text"] for file in gold.values() for item in file["items"] if "note" in item}
    assert {"新发展理念", "国家超长期国债", "瓯北林垟、礁下与桥头外资工业区"} <= opened
    assert opened.isdisjoint({"党的二十大精神", "“八八战略”", "桥头外资工业区"})
