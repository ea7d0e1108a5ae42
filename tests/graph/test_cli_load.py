"""``countygraph load`` as it is called, on both stores."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.store import open_store
from tests.neo4j_server import Neo4jServer


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of an empty store."""
    if request.param == "embedded":
        return str(tmp_path / "store")
    from neo4j import GraphDatabase

    server: Neo4jServer = request.getfixturevalue("neo4j_server")
    monkeypatch.setenv("COUNTYGRAPH_USER", server.user)
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", server.password)
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return server.uri


def run(address: str, *arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["--store", address, "load", *arguments])
    assert result.exit_code == code, result.output
    return result


def rows(result: Result) -> dict[str, dict[str, Any]]:
    return {row["source"]: row for row in json.loads(result.stdout)}


TEXT = "某县要加快建设新区。\n落实八八战略,新建厂房三座。\n"
STATEMENTS = """\
source: mou-2024
scope: "330324"
curator: tests
items:
  - Measure: 新建厂房三座
    IMPLEMENTS: {to: 八八战略, quote: "落实八八战略,新建厂房三座"}
  - Directive: 八八战略
"""


def further_seeds(folder: Path) -> str:
    """Write a folder of seeds with one short report beside the packaged ones; both speak of one directive."""
    report = folder / "further" / "reports" / "mou-2024"
    (report / "statements").mkdir(parents=True, exist_ok=True)
    (report / "text.txt").write_bytes(TEXT.encode())
    (report / "statements" / "10-all.yaml").write_text(STATEMENTS, encoding="utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    (report / "source.yaml").write_text(
        f"id: mou-2024\nkind: report\ntitle: 某县报告\nplace: '330324'\nyear: 2024\ndate: '2024'\n"
        f"curator: tests\nsha256: {sha256}\n",
        encoding="utf-8",
    )
    return str(folder / "further")


def test_load_prints_a_plan_and_carries_it_out_once(address: str) -> None:
    first = run(address, "--apply", "--format", "json")
    plan = rows(first)["yongjia-2024"]
    assert plan["title"].startswith("永嘉县")
    assert plan["added"] > 400
    assert {plan[k] for k in ("changed", "retracted", "unchanged", "kept")} == {0}
    assert "nodes created" in first.stderr
    second = run(address, "--apply", "--format", "json")
    again = rows(second)["yongjia-2024"]
    assert (again["added"], again["unchanged"]) == (0, plan["added"])
    assert second.stderr.endswith("written: nothing\n")


def test_without_apply_nothing_is_written(address: str, tmp_path: Path) -> None:
    run(address, "--apply")
    plan = run(address, further_seeds(tmp_path), "--format", "json")
    # The report, the measure, the directive's further evidence, and the relationship between them.
    assert {k: v for k, v in rows(plan)["mou-2024"].items() if v} == {
        "source": "mou-2024",
        "title": "某县报告",
        "added": 4,
    }
    assert "nothing is written yet" in plan.stderr
    assert "mou-2024" not in rows(run(address, "--format", "json"))


@pytest.mark.parametrize("limited", [False, True])
def test_a_source_that_is_gone_is_retracted(address: str, tmp_path: Path, limited: bool) -> None:
    run(address, further_seeds(tmp_path), "--apply")
    before = rows(run(address, "--format", "json"))
    assert before["mou-2024"]["retracted"] == 4
    gone = run(address, *(("--source", "mou-2024") if limited else ()), "--apply")
    assert "2 nodes deleted, 1 relationships deleted" in gone.stderr
    after = rows(run(address, "--format", "json"))
    assert "mou-2024" not in after
    assert {row["added"] + row["changed"] + row["retracted"] for row in after.values()} == {0}


def test_a_source_that_is_nowhere_is_an_error(address: str) -> None:
    result = run(address, "--source", "nowhere-1999", "--apply", code=1)
    assert "neither the seeds nor the store have a source nowhere-1999" in result.stderr


def test_the_table_has_a_line_for_each_source_that_changes(address: str, tmp_path: Path) -> None:
    lines = run(address, "--apply").stdout.splitlines()
    assert lines[0].split() == ["来源", "标题", "新增", "变更", "撤回", "不变", "保留"]
    every = rows(run(address, "--format", "json"))
    assert {line.split()[0] for line in lines[1:]} == set(every)
    assert run(address).stdout == f"{len(every)} 个来源不变\n"
    plan = rows(run(address, further_seeds(tmp_path), "--format", "json"))
    changing = {id_ for id_, row in plan.items() if row["added"] or row["changed"]}
    assert "mou-2024" in changing < set(plan)  # and the sources that say of the directive what it says too
    lines = run(address, further_seeds(tmp_path)).stdout.splitlines()
    assert {line.split()[0] for line in lines[1:-1]} == changing
    assert lines[-1] == f"其余 {len(plan) - len(changing)} 个来源不变"


def test_a_disk_that_is_too_full_is_told_before_it_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, usage = tmp_path / "store", shutil.disk_usage(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=9_900_000))
    assert run(str(store), "--apply", code=1).stderr == (
        f"Error: the disk of the store {store} has 9 MB free and needs 40; make room, or give another folder\n"
    )
    assert not store.exists()
    monkeypatch.undo()
    run(str(store), "--apply")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=4_000_000))
    assert run(str(store), "--apply").stderr.endswith("written: nothing\n")  # what needs no room is done


def test_a_second_load_is_refused_while_one_is_under_way(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    with open_store(store, write=True) as opened, opened.loading():
        refused = f"another load of the store {store} is under way; wait until it ends, then load again"
        assert run(store, "--apply", code=1).stderr == f"Error: {refused}\n"
        built = CliRunner().invoke(main, ["--store", store, "build"])
        assert (built.exit_code, built.stderr) == (1, f"Error: {refused}\n")
        assert "nothing is written yet" in run(store).stderr  # a plan only reads
    run(store, "--apply")
