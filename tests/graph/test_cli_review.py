"""The commands extract and review, as people use them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from graph.cli import main
from loaders.decisions import read_log
from tests.loaders.documents import REPORT, docx, paragraph

TEXT = REPORT.replace("云溪县", "永嘉县")


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COUNTYGRAPH_WHO", "林")
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments: str, input: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input)


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_gives_verbatim_rows_and_says_whose_report(report: Path) -> None:
    result = run("extract", "a.txt", "--format", "jsonl")
    found = rows(result)
    assert {row["kind"] for row in found} >= {"section", "target", "project", "batch"}
    for row in found:
        if row["kind"] != "unexplained":
            assert TEXT[row["start"] : row["end"]] == row["quote"]
            assert TEXT.count("\n", 0, row["start"]) + 1 == row["line"]
    target = next(row for row in found if row["quote"] == "生产总值增长6%以上")
    assert (target["fields"]["value"], target["fields"]["comparator"]) == (6, ">=")
    assert target["rule"].startswith("target.number@")
    assert (
        "a.txt: place 永嘉县 330324 (会议), level county (会议), year 2031 (计划部分的标题), score 1.00"
        in result.stderr
    )


def test_every_number_of_the_plan_is_in_a_proposal_or_listed(report: Path) -> None:
    (report.parent / "b.txt").write_text(TEXT.replace("300亩。", "300亩。\n有关数字777不属任何一类。"), "utf-8")
    plan = TEXT.index("二、2031年")
    for name in ("a.txt", "b.txt"):
        text = Path(name).read_text("utf-8")
        spans = [(row["start"], row["end"]) for row in rows(run("extract", name, "--format", "jsonl"))]
        for number in re.finditer(r"\d+(\.\d+)?", text[plan:]):
            at = plan + number.start()
            assert any(start <= at < end for start, end in spans), number.group()


def test_extract_reads_standard_input_and_other_formats(report: Path) -> None:
    plain = rows(run("extract", "-", "--format", "jsonl", input=TEXT.encode("gb18030")))
    (report.parent / "a.docx").write_bytes(docx("".join(paragraph(line) for line in TEXT.splitlines())))
    word = rows(run("extract", "a.docx", "--format", "jsonl"))
    assert [row["quote"] for row in plain] == [row["quote"] for row in word]


def test_several_files_at_once_give_the_same_rows_as_one_after_the_other(report: Path) -> None:
    (report.parent / "b.txt").write_text(TEXT.replace("青石", "白石"), "utf-8")
    one = run("extract", "a.txt", "b.txt", "--format", "csv")
    two = run("extract", "a.txt", "b.txt", "--format", "csv", "--jobs", "2")
    assert one.exit_code == two.exit_code == 0
    assert one.stdout == two.stdout
    assert one.stdout.startswith("file,kind,start,end,line,quote,fields,rule,parent\n")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.bin", bytes(range(256)) * 20, "a.bin is binary"),
        ("e.txt", b"", "e.txt is empty"),
        ("x.txt", "今天天气很好，我们去公园散步。".encode(), "does not look like a government work report (score 0.00"),
        ("missing.txt", None, "there is no file missing.txt"),
    ],
)
def test_bad_input_is_one_message_and_no_rows(report: Path, name: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (report.parent / name).write_bytes(data)
    for command in (("extract", name), ("review", name, "--publish", "out", "--accept-all", "--place", "330324")):
        result = run(*command)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert message in result.stderr
        assert "Traceback" not in result.stderr
    assert sorted(p.name for p in report.parent.iterdir()) == sorted({"a.txt", *([name] if data is not None else [])})


def test_good_files_come_out_beside_bad_ones(report: Path) -> None:
    result = run("extract", "missing.txt", "a.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert {json.loads(line)["file"] for line in result.stdout.splitlines()} == {"a.txt"}


def test_a_text_that_is_none_is_taken_anyway_when_told(report: Path) -> None:
    Path("x.txt").write_text("二、明年工作安排\n新建学校3所。\n", "utf-8")
    assert run("extract", "x.txt").exit_code == 1
    assert any(row["quote"] == "新建学校3所" for row in rows(run("extract", "x.txt", "--anyway", "--format", "jsonl")))


def test_from_file_to_sheet_to_decisions_to_seeds(report: Path) -> None:
    assert run("review", "a.txt", "--export", "sheet.yaml").exit_code == 0
    assert not Path("a.txt.decisions.jsonl").exists()
    sheet = yaml.safe_load(Path("sheet.yaml").read_text("utf-8"))
    for row in sheet["cases"]:
        row["verdict"] = "reject" if row["kind"] == "project" else "accept"
    Path("sheet.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), "utf-8")
    result = run("review", "a.txt", "--apply", "sheet.yaml", "--by-rule", "--format", "jsonl")
    by_rule = {row["rule"]: row for row in rows(result)}
    assert {row["rate"] for rule, row in by_rule.items() if rule.startswith("project.")} == {0.0}
    assert {row["rate"] for rule, row in by_rule.items() if not rule.startswith("project.")} == {1.0}
    log = read_log(Path("a.txt.decisions.jsonl"))
    assert len(log) == len(sheet["cases"])
    assert {decision.who for decision in log} == {"林"}
    assert run("review", "a.txt", "--apply", "sheet.yaml").exit_code == 0
    assert read_log(Path("a.txt.decisions.jsonl")) == log  # the same sheet again says nothing new
    result = run("review", "a.txt", "--publish", "out")
    assert result.exit_code == 0, result.stderr
    assert "next: countygraph build out" in result.stderr
    assert "永嘉县 and 2031 are as recognised and say 未审: publish with --place 330324 once" in result.stderr
    told = run("review", "a.txt", "--publish", "told", "--place", "330324")
    assert "as recognised" not in told.stderr
    assert "unreviewed" not in Path("told/reports/yongjia-2031/statements/10-report.yaml").read_text("utf-8")
    statements = Path("out/reports/yongjia-2031/statements/10-report.yaml").read_text("utf-8")
    assert "accepted by 林" in statements
    assert "unreviewed" not in statements.replace("identity.recognise@1 unreviewed", "")
    assert "- Project:" not in statements


def test_kinds_and_rules_are_decided_at_once(report: Path) -> None:
    result = run("review", "a.txt", "--accept", "all", "--reject", "项目", "--reject", "target", "--why", "成批核对")
    assert result.exit_code == 0, result.stderr
    log = read_log(Path("a.txt.decisions.jsonl"))
    verdicts = {(d.content.kind in ("project", "target"), d.verdict) for d in log}
    assert verdicts == {(True, "rejected"), (False, "accepted")}
    assert {(d.who, d.why) for d in log} == {("林", "成批核对")}
    assert "0 open" in result.stderr
    assert result.stderr.endswith("next: countygraph review a.txt --publish FOLDER\n")
    assert f"{len(log)} decisions added" in result.stderr
    run("review", "a.txt", "--accept", "all")
    assert read_log(Path("a.txt.decisions.jsonl")) == log  # what is decided stays


def test_a_paragraph_is_decided_and_published_in_one_go(report: Path) -> None:
    first = rows(run("extract", "a.txt", "--format", "jsonl"))
    line = next(row["line"] for row in first if row["kind"] == "target")
    result = run("review", "a.txt", "--accept", "all", "--lines", str(line), "--publish", "out")
    assert result.exit_code == 0, result.stderr
    log = read_log(Path("a.txt.decisions.jsonl"))
    assert log and {TEXT.count("\n", 0, d.content.anchors[0].start) + 1 for d in log} == {line}
    assert Path("out/reports/yongjia-2031/text.txt").exists()


def test_a_report_without_a_plan_says_so(report: Path) -> None:
    Path("b.txt").write_text(TEXT[: TEXT.index("二、2031年")], "utf-8")
    result = run("extract", "b.txt", "--format", "jsonl")
    assert "no plan part is found" in result.stderr
    result = run("review", "b.txt", "--publish", "out", "--accept-all")
    assert result.exit_code == 1
    assert "the text has no plan part, only what looks back" in result.stderr
    assert not Path("out").exists()


def test_the_table_speaks_chinese_and_the_data_keep_their_codes(report: Path) -> None:
    table = run("extract", "a.txt").stdout
    assert "指标 生产总值 · 比较 以上 · 数值 6 · 单位 % · 类型 增速 · 期限 当年" in table
    assert "growth" not in table and "measure " not in table
    assert "comparator=>=; value=6; unit=%; kind=growth" in run("extract", "a.txt", "--format", "csv").stdout


def test_nothing_is_published_unless_reviewed_or_told(report: Path) -> None:
    result = run("review", "a.txt", "--publish", "out")
    assert result.exit_code == 1
    assert "nothing of this report is accepted yet; review it first, or say --accept-all" in result.stderr
    assert not Path("out").exists()
    result = run("review", "a.txt", "--publish", "out", "--accept-all")
    assert result.exit_code == 0, result.stderr
    statements = yaml.safe_load(Path("out/reports/yongjia-2031/statements/10-report.yaml").read_text("utf-8"))
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend([value["curator"]] if "curator" in value else [])
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(statements["items"])
    assert len(found) > 8
    assert all(curator.endswith(" unreviewed") for curator in found)
    assert not Path("a.txt.decisions.jsonl").exists()


def test_what_is_not_recognised_is_asked_for(report: Path) -> None:
    Path("b.txt").write_text(REPORT, "utf-8")  # its county is in no list
    result = run("review", "b.txt", "--publish", "out", "--accept-all")
    assert result.exit_code == 1
    assert "the place of the report is not recognised; it may be 云溪县 (会议); say --place" in result.stderr
    assert not Path("out").exists()
    told = ("--place", "330324", "--year", "2032", "--id", "x-2032", "--title", "题")
    result = run("review", "b.txt", "--publish", "out", "--accept-all", *told)
    assert result.exit_code == 0, result.stderr
    source = yaml.safe_load(Path("out/reports/x-2032/source.yaml").read_text("utf-8"))
    assert (source["place"], source["year"], source["title"]) == ("330324", 2032, "题")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("a.txt",), 2, "this is no terminal"),
        (("a.txt", "--accept", "polcy"), 1, "polcy is no kind and no rule of this report; did you mean policy?"),
        (("a.txt", "--accept", "all", "--lines", "3-x"), 2, "3-x is no line of the text"),
        (("a.txt", "--publish", "out", "--lines", "3"), 2, "--lines and --why go with --accept and --reject"),
        (("a.txt", "--accept-all"), 2, "say where, with --publish FOLDER"),
        (("-", "--publish", "out"), 2, "give --log"),
        (("a.txt", "--apply", "none.yaml"), 1, "none.yaml: the file is missing"),
        (("a.txt", "--publish", "out", "--accept-all", "--place", "无此县"), 1, "无此县 is no division"),
        (("a.txt", "--publish", "out", "--accept-all", "--id", "yongjia-2024"), 1, "the id of another source"),
        (("a.txt", "--publish", "out", "--accept-all", "--id", "../x"), 1, "is no id"),
    ],
)
def test_mistakes_get_a_message(report: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    result = run("review", *arguments, input=TEXT)
    assert result.exit_code == code, result.stderr
    assert message in result.stderr
    assert [p.name for p in report.parent.iterdir() if p.is_file()] == ["a.txt"]


def test_a_wrong_sheet_changes_nothing(report: Path) -> None:
    run("review", "a.txt", "--export", "sheet.yaml")
    text = Path("sheet.yaml").read_text("utf-8").replace("verdict: open", "verdict: accept")
    Path("sheet.yaml").write_text(text.replace("verdict: accept", "verdict: yes please", 1), "utf-8")
    result = run("review", "a.txt", "--apply", "sheet.yaml")
    assert result.exit_code == 1
    assert "sheet.yaml:8:13: yes please is no verdict" in result.stderr
    assert not Path("a.txt.decisions.jsonl").exists()


def test_what_nobody_reviewed_says_so_wherever_it_is_read(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTYGRAPH_STORE", str(report.parent / "store"))
    assert run("review", "a.txt", "--publish", "out", "--accept-all").exit_code == 0
    assert run("build", "out").exit_code == 0
    open_ones = rows(run("query", "unreviewed", "--format", "jsonl"))
    assert len(open_ones) > 8 and all(row["method"].endswith(" unreviewed") for row in open_ones)
    counts = rows(run("stats", "--format", "jsonl"))
    assert sum(row["unreviewed"] for row in counts if row["kind"] == "class") == len(open_ones)
    measure = next(row["id"] for row in open_ones if row["class"] == "Measure")
    traced = run("trace", measure).stdout
    assert re.search(r"^举措 .*·未审 ", traced) and "结构·未审" in traced
    assert re.search(r"所列 (\d+) 条关系中 \1 条未经人审", traced)
    shown = run("show", measure).stdout
    assert "\n依据·未审\n" in shown and "结构·未审" in shown
    assert "未审" not in run("trace", "零地技改").stdout.replace("countygraph", "")
