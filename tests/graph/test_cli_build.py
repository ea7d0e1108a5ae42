"""build, check, export and schema as they are typed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ontology.check
from graph.cli import main
from graph.exports import FORMATS
from graph.exports import write_export as write
from loaders.assembly import assemble
from ontology.errors import Problem
from ontology.schema import load_schema
from tests.loaders.seedbed import STATEMENTS, sow


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented seeds, and the store that is built from them."""
    folder = tmp_path_factory.mktemp("built")
    sow(folder / "seeds")
    result = run("--store", str(folder / "store"), "build", "--alone", str(folder / "seeds"))
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[:2] == [
        "3 sources, 12 nodes, 12 relationships, 30 quotes verified",
        "2 things declare 8 members, 2 are named",
    ]
    assert lines[2].startswith(f"{folder / 'store'}: built in ")
    assert len(lines) == 3
    return folder


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "cypher"])
def test_an_export_of_the_store_is_that_of_the_seeds(folder: Path, name: str) -> None:
    result = run("--store", str(folder / "store"), "export", "--format", name)
    assert (result.exit_code, result.stderr) == (0, "30 quotes verified\n")
    out = io.StringIO()
    write(assemble(folder / "seeds"), load_schema(), name, out)
    assert result.stdout_bytes == out.getvalue().encode()


def test_export_to_a_file(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    result = run("--store", str(folder / "store"), "export", "-o", str(path))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "30 quotes verified\n")
    assert len(path.read_bytes().splitlines()) == 27


def test_export_without_a_store(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    path.write_text("as it was")
    result = run("--store", str(tmp_path / "store"), "export", "-o", str(path))
    assert result.exit_code == 1
    assert result.output == f"Error: there is no store at {tmp_path}/store; make one with `countygraph build`\n"
    assert path.read_text() == "as it was"


def test_packaged_and_own_seeds_together(tmp_path: Path) -> None:
    """A county's own report needs nothing but its statements: the registry comes along."""
    own = sow(
        tmp_path,
        registry="scope: CN\ncurator: 甲\nitems:\n  - Directive: 青山战略\n    level: county\n    source: n-01\n",
    )
    text = STATEMENTS.replace("330399", "330324").replace("东溪县\n", "永嘉县\n").replace("to: 东溪县", "to: 永嘉县")
    text = text.replace("OF_INDICATOR: 固定资产投资", "OF_INDICATOR: 固定资产投资增速").replace("绿色战略", "青山战略")
    text = text.replace("level: provincial", "level: county")
    (own / "reports/dongxi-2024/statements/1.yaml").write_text(text)
    result = run("check", str(own))
    assert result.output.startswith("no problems; "), result.output
    assert run("check", "--alone", str(own)).exit_code == 1


def test_check_tells_all_on_stdout(tmp_path: Path) -> None:
    statements = STATEMENTS.replace("Task: 狠抓", "Taks: 狠抓").replace("kind: growth", "kind: grwth")
    seeds = sow(tmp_path, statements=statements)
    result = run("check", "--alone", str(seeds))
    assert (result.exit_code, result.stderr) == (1, "1 problem\n")
    file = f"{seeds}/reports/dongxi-2024/statements/1.yaml"
    assert result.stdout == f"{file}:17:5: unknown class Taks; did you mean Task?\n"


def test_check_of_what_comes_along() -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("no problems; ")


def test_check_of_the_ontology_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Problem("ontology/shapes.ttl", 3, 1, "not Turtle: x", "correct the line")
    monkeypatch.setattr(ontology.check, "ontology_problems", lambda: [wrong])
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "ontology/shapes.ttl:3:1: not Turtle: x; correct the line\n")


def test_alone_needs_a_folder() -> None:
    for command in ("build", "check"):
        result = run(command, "--alone")
        assert result.exit_code == 2
        assert "--alone needs at least one folder of SEEDS" in result.output


def test_schema_as_json() -> None:
    rows = json.loads(run("schema", "--format", "json").stdout)
    schema = load_schema()
    assert len({(row["kind"], row["name"]) for row in rows}) == len(rows)
    kinds = [row["kind"] for row in rows]
    assert kinds.count("class") == len(schema.classes)
    assert kinds.count("relation") == len(schema.relations)
    assert {k for k in kinds if k not in ("class", "relation", "property")} == schema.vocabularies.keys()
    (part_of,) = [row for row in rows if row["name"] == "PART_OF"]
    assert (part_of["zh"], part_of["en"]) == ("隶属于", "part of")
    assert "Task → Action" in part_of["detail"]
    assert part_of["definition"]


def test_schema_in_parts_and_formats() -> None:
    table = run("schema", "classes").stdout.splitlines()
    assert table[0].split() == ["类别", "代码", "中文", "英文", "细目"]
    assert len(table) == 1 + len(load_schema().classes)
    rows = list(csv.DictReader(io.StringIO(run("schema", "vocabularies", "--format", "csv").stdout)))
    assert [r["zh"] for r in rows if r["kind"] == "stage"] == ["前期", "开工", "续建", "建成", "投产"]
    assert run("schema", "nothing").exit_code == 2
