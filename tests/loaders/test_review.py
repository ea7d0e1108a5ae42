"""Decisions: the log, and what holds under newer rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.decisions import Anchor, Content, Decision, anchor, append, effective, read_log
from loaders.document import Document, document_of
from loaders.proposals import FieldValue, Proposal
from loaders.review import Case, cases, content_of, records
from ontology.errors import ProblemsError

TEXT = "我们将改造老旧小区20个，新建水厂3座，生产总值增长6%以上。\n去年新建水厂3座，今年改造老旧小区20个。"
DOCUMENT = document_of(TEXT.encode(), "a.txt")


def propose(
    words: str,
    kind: str = "measure",
    rule: str = "measure.verb",
    version: str = "1",
    nth: int = 0,
    **fields: FieldValue,
) -> Proposal:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Proposal(kind, ((start, start + len(words)),), words, fields, rule, version)


def decide(verdict: str, proposal: Proposal, content: Content | None = None, when: str = "2031-01-01") -> Decision:
    proposed = content_of(TEXT, proposal)
    rule = f"{proposal.rule}@{proposal.version}"
    return Decision(
        verdict,
        content or proposed,
        proposed if content else None,
        rule,
        "林",
        f"{when}T08:00:00+00:00",
        "",
        DOCUMENT.sha256,
    )


def told(found: list[Case]) -> list[tuple[str, str]]:
    return [(case.status, case.content.anchors[0].exact) for case in found]


def test_the_log_keeps_every_decision_and_gives_it_back(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    target = propose("生产总值增长6%以上", "target", "target.number", value=6, indicator="生产总值", upper=None)
    edited = Content("target", (anchor(TEXT, 4, 8),), {"value": 6.5})
    first, second = decide("rejected", propose("新建水厂3座")), decide("edited", target, edited)
    assert read_log(log) == []
    assert append(log, [first]) == 1
    before = log.read_bytes()
    assert append(log, [second]) == 1
    assert log.read_bytes().startswith(before)
    assert read_log(log) == [first, second]
    assert append(log, []) == 0
    row = json.loads(log.read_text("utf-8").splitlines()[0])
    assert (row["who"], row["when"], row["verdict"]) == ("林", "2031-01-01T08:00:00+00:00", "rejected")


def test_a_broken_log_is_told_line_by_line_and_gets_no_glued_line(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    append(log, [decide("accepted", propose("新建水厂3座"))])
    good = log.read_text("utf-8")
    log.write_text('{"verdict": "perhaps"}\n' + good + '{"verdict": "acc', "utf-8")
    with pytest.raises(ProblemsError) as error:
        read_log(log)
    assert [(p.line, p.hint.split(":")[0]) for p in error.value.problems] == [
        (1, "restore the line, or delete it"),
        (3, "the line was not written to its end"),
    ]
    append(log, [decide("accepted", propose("新建水厂3座"))])
    assert log.read_text("utf-8").endswith("\n" + good)


def test_open_accepted_and_rejected_in_the_order_of_the_text() -> None:
    proposals = [propose("改造老旧小区20个"), propose("新建水厂3座"), propose("今年改造老旧小区20个")]
    log = [decide("rejected", proposals[1]), decide("accepted", proposals[0])]
    found = cases(DOCUMENT, proposals, log)
    assert told(found) == [
        ("accepted", "改造老旧小区20个"),
        ("rejected", "新建水厂3座"),
        ("open", "今年改造老旧小区20个"),
    ]
    assert [(r.rule, r.open, r.accepted, r.edited, r.rejected, r.rate) for r in records(found)] == [
        ("measure.verb@1", 1, 1, 0, 1, 0.5)
    ]


def test_the_same_words_elsewhere_are_another_case() -> None:
    proposals = [propose("新建水厂3座"), propose("新建水厂3座", nth=1)]
    found = cases(DOCUMENT, proposals, [decide("rejected", proposals[1])])
    assert [case.status for case in found] == ["open", "rejected"]


def test_what_was_rejected_does_not_come_back_under_newer_rules() -> None:
    log = [decide("rejected", propose("新建水厂3座"))]
    newer = [propose("，新建水厂3座", version="2"), propose("水厂3座", rule="measure.other")]
    assert told(cases(DOCUMENT, newer, log)) == [("rejected", "新建水厂3座")]
    # another kind, or the other place, is another statement
    others = [propose("水厂3座", "project", "project.list"), propose("新建水厂3座", nth=1)]
    assert [case.status for case in cases(DOCUMENT, others, log)] == ["open", "open"]


def test_what_was_accepted_stays_as_it_was_when_rules_change() -> None:
    target = propose("生产总值增长6%以上", "target", "target.number", value=6, comparator=">=")
    log = [decide("accepted", target)]
    newer = target._replace(version="2", fields={"value": 6, "comparator": "="})
    (case,) = cases(DOCUMENT, [newer], log)
    assert (case.status, case.content.fields["comparator"], case.differs) == ("accepted", ">=", True)
    (same,) = cases(DOCUMENT, [target._replace(version="2")], log)
    assert (same.status, same.differs, same.rule) == ("accepted", False, "target.number@1")
    (gone,) = cases(DOCUMENT, [], log)
    assert (gone.status, gone.proposal, gone.spans) == ("accepted", None, target.spans)


def test_a_target_of_another_value_is_another_case() -> None:
    shared = ("城乡居民收入", "target", "target.respectively")
    text = "城乡居民收入分别增长6%和7%。"
    document = document_of(text.encode(), "a.txt")
    both = [
        Proposal("target", ((0, len(text) - 1),), text[:-1], {"value": value, "indicator": name}, shared[2])
        for value, name in ((6, "城镇居民收入"), (7, "农村居民收入"))
    ]
    content = content_of(text, both[1])
    log = [Decision("rejected", content, None, "target.respectively@1", "林", "2031-01-01T00:00:00+00:00", "", "")]
    assert [(case.content.fields["value"], case.status) for case in cases(document, both, log)] == [
        (6, "open"),
        (7, "rejected"),
    ]


def test_an_edit_is_published_and_found_again_by_what_was_proposed() -> None:
    proposal = propose("新建水厂3座")
    start = TEXT.index("我们将")
    longer = Content("measure", (anchor(TEXT, start, start + 18),), {})
    log = [decide("edited", proposal, longer)]
    (case,) = cases(DOCUMENT, [proposal], log)
    assert (case.status, case.spans, case.id) == ("edited", ((0, 18),), content_of(TEXT, proposal).id)


def test_the_last_decision_holds_and_reopening_undoes_it() -> None:
    proposal = propose("新建水厂3座")
    log = [decide("accepted", proposal), decide("rejected", proposal)]
    assert [d.verdict for d in effective(log)] == ["rejected"]
    assert told(cases(DOCUMENT, [proposal], [*log, decide("reopened", proposal)])) == [("open", "新建水厂3座")]


def test_decisions_move_with_the_words_and_are_lost_with_them() -> None:
    log = [decide("accepted", propose("新建水厂3座", nth=1)), decide("accepted", propose("生产总值增长6%以上"))]
    moved = document_of(("前言。\n" + TEXT.replace("生产总值", "GDP")).encode(), "a.txt")
    found = cases(moved, [], log)
    assert [(case.status, moved.text[slice(*case.spans[0])] if case.spans else "") for case in found] == [
        ("accepted", "新建水厂3座"),
        ("lost", ""),
    ]
    assert found[0].start == moved.text.rindex("新建水厂3座")
    assert records(found)[0].accepted == 1


def test_an_anchor_finds_words_whose_context_changed() -> None:
    document: Document = document_of("新建水厂3座！".encode(), "a.txt")
    content = Content("measure", (Anchor("新建水厂3座", "曾在", "之前", 77),))
    log = [Decision("accepted", content, None, "", "林", "2031-01-01T00:00:00+00:00", "", "")]
    (case,) = cases(document, [], log)
    assert (case.status, case.spans) == ("accepted", ((0, 6),))


def test_headings_that_look_back_are_no_cases() -> None:
    sections = [propose("去年新建", "section", "outline.first", part=part) for part in ("review", "plan")]
    assert told(cases(DOCUMENT, sections[:1], [])) == []
    assert told(cases(DOCUMENT, sections[1:], [])) == [("open", "去年新建")]
