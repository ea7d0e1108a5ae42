"""The commands that ask, from the command line, on both stores."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.store import Store


def run(store: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store.address), *arguments])


@pytest.mark.parametrize("command", ["trace", "coverage", "gaps", "find", "show", "stats", "query"])
def test_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "-h"])
    assert result.exit_code == 0
    assert "--format" in result.output


def test_trace_in_each_format(store: Store) -> None:
    assert run(store, "trace", "ldjg").stdout.startswith("举措 零点技改")
    rows = json.loads(run(store, "trace", "零点技改", "--format", "json").stdout)
    assert rows == [
        json.loads(line) for line in run(store, "trace", "零点技改", "--format", "jsonl").stdout.splitlines()
    ]
    table = list(csv.DictReader(io.StringIO(run(store, "trace", "零点技改", "--format", "csv").stdout)))
    assert [row["name"] for row in table] == [row["name"] for row in rows]
    assert (rows[1]["relation"], rows[1]["name"], rows[1]["quote"]) == ("援引", "技改专项债", ["用好国家技改专项债"])


def test_judgements_are_left_out_on_request(store: Store) -> None:
    assert "研判" in run(store, "trace", "零点技改").stdout
    assert "(未计研判)" in (out := run(store, "trace", "零点技改", "--no-curated").stdout)
    assert "强工与块状产业同一方向" not in out
    only = json.loads(run(store, "trace", "强工兴县行动", "--basis", "curated", "--format", "json").stdout)
    assert {b for row in only if row["step"] for b in row["basis"]} == {"curated"}


def test_down(store: Store) -> None:
    out = run(store, "trace", "七彩战略", "--down").stdout
    assert "↓ 落实为  年度工作 青溪县2024年政府工作" in out


def test_an_ambiguous_text_lists_candidates_on_stderr(store: Store) -> None:
    result = run(store, "trace", "木艺")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Error: 「木艺」 may mean 2 things" in result.stderr
    assert run(store, "trace", "木艺", "--class", "measure").stdout.startswith("举措 木艺转型")
    assert run(store, "trace", "木艺", "--class", "活动").stdout.startswith("活动 青溪木艺大会")
    assert run(store, "trace", "木艺", "--class", "Thing").exit_code == 2
    assert run(store, "show", "木艺", "--class", "举措").stdout.startswith("举措 木艺转型")


def test_what_else_bears_the_name_is_told_on_stderr(store: Store) -> None:
    note = "「青溪县」 is taken as 地方 青溪县; it is also in the name of 1 other thing: countygraph find 青溪县\n"
    assert run(store, "trace", "青溪县").stderr == note
    assert run(store, "show", "青溪县").stderr == note
    assert run(store, "trace", "零点技改").stderr == ""
    assert run(store, "find", "青溪县").stdout.count("青溪县2024年政府工作") == 1


def test_coverage_and_gaps(store: Store) -> None:
    rows = json.loads(run(store, "coverage", "--format", "json").stdout)
    assert [row["directive"] for row in rows] == ["七彩战略", "块状产业优势"]
    assert run(store, "coverage", "--level", "village").exit_code == 2
    found = list(csv.DictReader(io.StringIO(run(store, "gaps", "--format", "csv").stdout)))
    assert found[0]["missing"] == "6"
    assert "8个开工项目" in run(store, "gaps").stdout


def test_find_and_show(store: Store) -> None:
    (hit,) = json.loads(run(store, "find", "节能改造", "--format", "json").stdout)
    assert (hit["name"], hit["way"], hit["line"]) == ("零点技改", "text", 5)
    assert "属 狠抓技改 「推进零点技改、节能改造“双改联动”」" in run(store, "find", "节能改造").stdout
    assert run(store, "find", "没有的事物").exit_code == 1
    assert "牵头" not in run(store, "show", "木艺小镇").stdout
    assert run(store, "show", "n-01").stdout.startswith("① 七彩战略是什么 一个来源")
    assert (
        json.loads(run(store, "show", "木艺小镇", "--format", "json").stdout)[0]["id"]
        == "industrialPark:999901:木艺小镇"
    )


def test_stats(store: Store) -> None:
    result = run(store, "stats", "--verify", "--format", "jsonl")
    rows = {row["name"]: row for row in map(json.loads, result.stdout.splitlines())}
    assert rows["Measure"]["count"] == 3
    assert "quotes compared with their sources: all right" in result.stderr
    assert "逐字核对无误" in run(store, "stats", "--verify").stdout


def test_queries_are_listed_and_run(store: Store) -> None:
    listed = json.loads(run(store, "query", "--format", "json").stdout)
    assert len(listed) >= 30
    assert {"name", "title", "question", "parameters", "example"} <= set(listed[0])
    rows = json.loads(run(store, "query", "projects", "--stage", "开工", "--format", "json").stdout)
    assert [row["project"] for row in rows] == ["北山大桥", "清泉水厂"]
    assert run(store, "query", "projects", "--stage", "建成", "--format", "csv").stdout.startswith("stage,project,")
    assert run(store, "query", "projects").stdout.splitlines()[:2] == [
        "项目:阶段与地点" + " " * 81 + "3 行",
        "阶段  项目          批次",
    ]


def test_a_query_tells_its_parameters_and_columns(store: Store) -> None:
    out = run(store, "query", "declared-and-named", "-h").stdout
    for words in ("宣布多少,列名多少", "--gaps BOOLEAN", "[default: no]", "missing       未列名", "--no-curated"):
        assert words in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["tragets"], 1, "no query 'tragets'; did you mean targets"),
        (["directive-parts"], 2, "Missing option '--directive'"),
        (["projects", "--stag", "开工"], 2, "Did you mean"),
        (["declared-and-named", "--gaps", "perhaps"], 2, "not a valid boolean"),
        (["statements-by-line", "--first", "one"], 2, "not a valid integer"),
    ],
)
def test_wrong_use_of_a_query(store: Store, arguments: list[str], code: int, message: str) -> None:
    result = run(store, "query", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_a_query_without_judgements(store: Store) -> None:
    arguments = ["query", "directive-carriers", "--format", "json"]
    assert [row["basis"] for row in json.loads(run(store, *arguments).stdout)] == ["stated", "curated"]
    assert [row["basis"] for row in json.loads(run(store, *arguments, "--no-curated").stdout)] == ["stated"]


@pytest.mark.parametrize("command", [["trace", "x"], ["coverage"], ["gaps"], ["find", "x"], ["show", "x"], ["stats"]])
def test_no_store_is_one_clear_message(tmp_path: Path, command: list[str]) -> None:
    result = CliRunner().invoke(main, ["--store", str(tmp_path / "none"), *command])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.strip().splitlines()) == 1
