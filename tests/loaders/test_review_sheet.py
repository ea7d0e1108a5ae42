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
SHEET = write_sheet(DOCUMENT, "云溪县2031年政府工作报告", CASES, [(TEXT.index("3座"), TEXT.index("3座") + 1)])


def read(sheet: str, found: list[Case] = CASES) -> list[Ruling]:
    return read_sheet(sheet, "sheet.yaml", DOCUMENT, found, load_schema())


def test_the_sheet_as_people_read_it() -> None:
    first, second = CASES
    assert (
        SHEET.split("\n", 3)[3]
        == f"""report: 云溪县2031年政府工作报告
text: {DOCUMENT.sha256}
cases:
- case: {first.id}
  verdict: open
  kind: measure
  line: 1
  quote:
    exact: 改造小区20个
    prefix: 20个，
  rule: measure.verb@1
  why: ''
- case: {second.id}
  verdict: open
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
  why: ''
unexplained:
- number: '3'
  line: 2
  context: 生产总值增长6%以上，新建水厂3座。
lost: []
"""
    )


def test_an_unchanged_sheet_rules_nothing() -> None:
    assert read(SHEET) == []


def test_replacing_all_verdicts_accepts_in_bulk() -> None:
    rulings = read(SHEET.replace("verdict: open", "verdict: accept").replace("why: ''", "why: 核对过", 1))
    assert [(r.verdict, r.content, r.why) for r in rulings] == [
        ("accepted", CASES[0].content, "核对过"),
        ("accepted", CASES[1].content, ""),
    ]


def test_a_changed_field_or_quote_is_an_edit() -> None:
    sheet = SHEET.replace("verdict: open", "verdict: accept").replace("value: 6\n", "value: 6.5\n")
    sheet = sheet.replace("exact: 改造小区20个", "exact: 小区20个")
    measure, target = read(sheet)
    (where,) = measure.content.anchors
    assert (measure.verdict, where.exact, where.start) == ("edited", "小区20个", 10)
    assert (target.verdict, target.content.fields["value"]) == ("edited", 6.5)
    assert target.case == CASES[1]


def test_a_row_without_case_adds_what_no_rule_found() -> None:
    row = "- {verdict: accept, kind: project, quote: 新建水厂, fields: {stage: 开工}, why: 漏提}\nunexplained:"
    (ruling,) = read(SHEET.replace("unexplained:", row))
    assert (ruling.case, ruling.verdict, ruling.content.kind) == (None, "accepted", "project")
    assert (ruling.content.anchors[0].start, dict(ruling.content.fields)) == (TEXT.index("新建水厂"), {"stage": "开工"})


def test_all_mistakes_are_told_with_their_places_and_nothing_counts() -> None:
    sheet = SHEET.replace("verdict: open", "verdict: acept", 1).replace("comparator: '>='", "comparator: more")
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
        "sheet.yaml:30:27: thing is no kind",
        "sheet.yaml:31:40: “新建大桥” does not stand in its source",
        "sheet.yaml:31:46: unknown key colour",
        "sheet.yaml:32:10: there is no case 0000000000",
        "sheet.yaml:33:3: an added case is open",
    ]


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("just text", "not a review sheet"),
        ("cases: {}", "not a review sheet"),
        (SHEET.replace(DOCUMENT.sha256, "0" * 64), "about another text"),
        ("cases: [", "not YAML"),
        (SHEET.replace("- case", "- &a case", 1), "an anchor"),
    ],
)
def test_what_is_no_sheet_of_this_text_is_refused(sheet: str, message: str) -> None:
    with pytest.raises(ProblemsError, match=message):
        read(sheet)


def test_a_number_must_be_finite() -> None:
    for word in (".inf", "nan", "inf", "1e400"):
        with pytest.raises(ProblemsError):
            read(SHEET.replace("value: 6\n", f"value: {word}\n").replace("verdict: open", "verdict: accept"))
