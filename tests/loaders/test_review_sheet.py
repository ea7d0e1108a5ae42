"""The sheet: written, edited in bulk, read back, and all its mistakes at once."""

from __future__ import annotations

import pytest

from loaders.document import document_of
from loaders.proposals import FieldValue, Proposal
from loaders.review import Case, cases
from loaders.review_sheet import write_sheet
from loaders.rulings import Ruling, read_sheet
from ontology.errors import ProblemsError
from ontology.schema import load_schema

TEXT = "改造小区20个，改造小区20个。\n生产总值增长6%以上，新建水厂3座。"
DOCUMENT = document_of(TEXT.encode(), "a.txt")


def span(words: str) -> tuple[tuple[int, int]]:
    start = TEXT.rindex(words)
    return ((start, start + len(words)),)


FIELDS: dict[str, FieldValue] = {
    "indicator": "生产总值",
    "comparator": ">=",
    "value": 6,
    "upper": None,
    "unit": "%",
    "kind": "growth",
}
PROPOSALS = [
    Proposal("measure", span("改造小区20个"), "改造小区20个", {}, "measure.verb"),
    Proposal("target", span("生产总值增长6%以上"), "生产总值增长6%以上", FIELDS, "target.number"),
]
CASES = cases(DOCUMENT, PROPOSALS, [])
GAP = (TEXT.index("3座"), TEXT.index("3座") + 1)
SHEET = write_sheet(DOCUMENT, "云溪县2031年政府工作报告", CASES, [GAP])
SPREAD = write_sheet(DOCUMENT, "云溪县2031年政府工作报告", CASES, [GAP], spread=True)


def read(sheet: str, found: list[Case] = CASES) -> list[Ruling]:
    return read_sheet(sheet, "sheet.yaml", DOCUMENT, found, load_schema())


def test_the_sheet_as_people_read_it() -> None:
    first, second = CASES
    assert (
        SHEET.split("\n", 4)[4]
        == f"""report: 云溪县2031年政府工作报告
text: {DOCUMENT.sha256}
cases:
- {{verdict: open, kind: measure, line: 1, quote: {{exact: 改造小区20个, prefix: 20个，}},\
 rule: measure.verb@1, case: {first.id}}}
- {{verdict: open, kind: target, line: 2, quote: 生产总值增长6%以上, fields: {{indicator: 生产总值,\
 comparator: '>=', value: 6, unit: '%', kind: growth}}, rule: target.number@1, case: {second.id}}}
unexplained:
- {{number: '3', line: 2, context: 生产总值增长6%以上，新建水厂3座。}}
lost: []
"""
    )


def test_one_case_is_spread_for_the_editor_with_every_field() -> None:
    assert (
        write_sheet(DOCUMENT, "题", CASES[1:], [], spread=True).split("cases:\n")[1]
        == f"""- verdict: open
  kind: target
  line: 2
  quote: 生产总值增长6%以上
  fields:
    indicator: 生产总值
    comparator: '>='
    value: 6
    upper: null
    unit: '%'
    kind: growth
  rule: target.number@1
  case: {CASES[1].id}
  why: ''
unexplained: []
lost: []
"""
    )


def test_words_that_yaml_takes_for_its_own_come_back_from_one_line() -> None:
    text = '要求：做好a, b, [c] {d}: "e" #f 的事\n不换'
    document = document_of(text.encode(), "a.txt")
    found = cases(document, [Proposal("policy", ((3, len(text)),), text[3:], {"name": "- 是: null,"}, "policy.x")], [])
    sheet = write_sheet(document, "题", found, []).replace("verdict: open", "verdict: accept")
    (ruling,) = read_sheet(sheet, "sheet.yaml", document, found, load_schema())
    assert (ruling.verdict, ruling.content) == ("accepted", found[0].content)


def test_verdicts_and_kinds_may_be_chinese() -> None:
    sheet = SHEET.replace("verdict: open", "verdict: 采纳", 1).replace("verdict: open", "verdict: 不采纳", 1)
    sheet = sheet.replace("unexplained:", "- {verdict: 采纳, kind: 项目, quote: 新建水厂}\nunexplained:")
    assert [(r.verdict, r.content.kind) for r in read(sheet)] == [
        ("accepted", "measure"),
        ("rejected", "target"),
        ("accepted", "project"),
    ]


def test_an_editor_that_works_by_line_decides_by_rule() -> None:
    lines = (row.replace("open", "reject") if "rule: target." in row else row for row in SHEET.splitlines())
    assert [(r.verdict, r.case) for r in read("\n".join(lines))] == [("rejected", CASES[1])]


def test_an_unchanged_sheet_rules_nothing() -> None:
    assert read(SHEET) == read(SPREAD) == []


def test_replacing_all_verdicts_accepts_in_bulk() -> None:
    rulings = read(SHEET.replace("verdict: open", "verdict: accept").replace(", case:", ", why: 核对过, case:", 1))
    assert [(r.verdict, r.content, r.why) for r in rulings] == [
        ("accepted", CASES[0].content, "核对过"),
        ("accepted", CASES[1].content, ""),
    ]


def test_a_changed_field_or_quote_is_an_edit() -> None:
    sheet = SPREAD.replace("verdict: open", "verdict: accept").replace("value: 6\n", "value: 6.5\n")
    sheet = sheet.replace("exact: 改造小区20个", "exact: 小区20个")
    measure, target = read(sheet)
    (where,) = measure.content.anchors
    assert (measure.verdict, where.exact, where.start) == ("edited", "小区20个", 10)
    assert (target.verdict, target.content.fields["value"]) == ("edited", 6.5)
    assert target.case == CASES[1]


def test_a_row_without_case_adds_what_no_rule_found() -> None:
    row = "- {verdict: accept, kind: project, quote: 新建水厂, fields: {stage: 开工}, why: 漏提}\nunexplained:"
    (ruling,) = read(SPREAD.replace("unexplained:", row))
    assert (ruling.case, ruling.verdict, ruling.content.kind) == (None, "accepted", "project")
    assert (ruling.content.anchors[0].start, dict(ruling.content.fields)) == (TEXT.index("新建水厂"), {"stage": "开工"})


def test_all_mistakes_are_told_with_their_places_and_nothing_counts() -> None:
    sheet = SPREAD.replace("verdict: open", "verdict: acept", 1).replace("comparator: '>='", "comparator: more")
    sheet = sheet.replace("value: 6\n", "value: many\n").replace("verdict: open", "verdict: accept")
    sheet = sheet.replace(
        "unexplained:",
        "- {verdict: accept, kind: thing, quote: 新建水厂}\n"
        "- {verdict: accept, kind: park, quote: 新建大桥, colour: 1}\n"
        "- {case: 0000000000, verdict: reject}\n- {kind: park, quote: 新建}\nunexplained:",
    )
    with pytest.raises(ProblemsError) as error:
        read(sheet)
    assert [str(problem).split(";")[0] for problem in error.value.problems] == [
        "sheet.yaml:8:12: acept is no verdict",
        "sheet.yaml:23:17: more is no comparator",
        "sheet.yaml:24:12: value is no number: many",
        "sheet.yaml:31:27: thing is no kind",
        "sheet.yaml:32:40: “新建大桥” does not stand in its source",
        "sheet.yaml:32:46: unknown key colour",
        "sheet.yaml:33:10: there is no case 0000000000",
        "sheet.yaml:34:3: an added case is open",
    ]


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("just text", "not a review sheet"),
        ("cases: {}", "not a review sheet"),
        (SPREAD.replace(DOCUMENT.sha256, "0" * 64), "about another text"),
        ("cases: [", "not YAML"),
        (SPREAD.replace("- verdict", "- &a verdict", 1), "an anchor"),
    ],
)
def test_what_is_no_sheet_of_this_text_is_refused(sheet: str, message: str) -> None:
    with pytest.raises(ProblemsError, match=message):
        read(sheet)


def test_a_number_must_be_finite() -> None:
    for word in (".inf", "nan", "inf", "1e400"):
        with pytest.raises(ProblemsError):
            read(SPREAD.replace("value: 6\n", f"value: {word}\n").replace("verdict: open", "verdict: accept"))
