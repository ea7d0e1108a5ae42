"""Two years of one county in a store: what both speak of is one thing, and each row cites the year that it is of."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from graph.cli import main

PLAN = """{county}政府工作报告
——{year}年1月10日在{county}第十七届人民代表大会第一次会议上
县长 林某

各位代表：
现在，我代表县人民政府，向大会报告工作。

一、{last}年工作回顾
过去一年，各项工作取得新成效。

二、{year}年工作安排
（一）持续推进重点项目。{sentence}
"""
SENTENCES = {2031: "开工建设青石水厂、北岸大桥等项目。", 2032: "建成青石水厂、东门学校等项目。"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("years")
    for year, sentence in SENTENCES.items():
        text = PLAN.format(county="博野县", year=year, last=year - 1, sentence=sentence)
        (folder / f"{year}.txt").write_text(text, "utf-8")
        told = ("--accept", "all", "--who", "林", "--publish", str(folder / "out"))
        result = CliRunner().invoke(main, ["review", str(folder / f"{year}.txt"), *told])
        assert result.exit_code == 0, result.stderr
    address = str(folder / "store")
    assert CliRunner().invoke(main, ["--store", address, "build", str(folder / "out")]).exit_code == 0
    return address


def rows(store: str, *arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["--store", store, *arguments, "--format", "jsonl"])
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_project_of_both_years_is_one_and_each_stage_cites_its_year(store: str) -> None:
    of: dict[str, list[tuple[str, str, list[str]]]] = {}
    for row in rows(store, "query", "projects"):
        if row["id"].startswith("project:130637:"):
            of.setdefault(row["project"], []).append((row["stage"], row["source"], row["quote"]))
    assert of == {
        "青石水厂": [("建成", "boye-2032", ["青石水厂"]), ("开工", "boye-2031", ["青石水厂"])],
        "北岸大桥": [("开工", "boye-2031", ["北岸大桥"])],
        "东门学校": [("建成", "boye-2032", ["东门学校"])],
    }


def test_the_trace_of_it_goes_through_both_years(store: str) -> None:
    traced = rows(store, "trace", "青石水厂")
    assert {row["name"] for row in traced if row["class"] == "Plan"} == {
        "博野县2031年政府工作",
        "博野县2032年政府工作",
    }


def test_a_county_shows_its_years(store: str) -> None:
    shown = rows(store, "show", "博野")
    assert [row["name"] for row in shown if row["class"] == "Plan"] == ["博野县2031年政府工作", "博野县2032年政府工作"]
