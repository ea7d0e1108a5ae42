"""Review in a terminal: a key for each case, written at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
import pytest

from graph.review_terminal import in_context, run
from loaders.document import document_of
from loaders.proposals import Proposal
from loaders.review import Case, cases
from loaders.review_sheet import write_sheet
from loaders.rulings import Ruling, read_sheet
from ontology.schema import load_schema

TEXT = "前文。\n改造小区20个，新建水厂3座，拓宽北门路。\n后文。"
DOCUMENT = document_of(TEXT.encode(), "a.txt")


def propose(words: str) -> Proposal:
    start = TEXT.index(words)
    return Proposal("measure", ((start, start + len(words)),), words, {}, "measure.verb")


CASES = cases(DOCUMENT, [propose("改造小区20个"), propose("新建水厂3座"), propose("拓宽北门路")], [])


def review(keys: str, monkeypatch: pytest.MonkeyPatch, why: str = "", edited: str | None = None) -> list[Ruling]:
    pressed: Iterator[str] = iter(keys)
    monkeypatch.setattr(click, "getchar", lambda: next(pressed))
    monkeypatch.setattr(click, "prompt", lambda *_, **__: why)
    if edited is not None:
        monkeypatch.setattr(click, "edit", lambda text, **_: text.replace("新建水厂3座", edited))
    decided: list[Ruling] = []

    def sheet_of(some: Sequence[Case]) -> str:
        return write_sheet(DOCUMENT, "题", some, [], spread=True)

    def back(sheet: str, shown: str) -> list[Ruling]:
        return read_sheet(sheet, shown, DOCUMENT, CASES, load_schema())

    run(DOCUMENT, CASES, load_schema(), decided.extend, sheet_of, back)
    return decided


def test_accept_reject_and_quit(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = review("arq", monkeypatch, why="已建成")
    assert [(r.case, r.verdict, r.why) for r in decided] == [
        (CASES[0], "accepted", ""),
        (CASES[1], "rejected", "已建成"),
    ]


def test_skip_help_and_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = review("sx?aussq", monkeypatch)
    assert [(r.case, r.verdict) for r in decided] == [(CASES[1], "accepted"), (CASES[1], "reopened")]


def test_a_capital_decides_on_the_rest_of_the_paragraph_and_is_undone_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = review("aAq", monkeypatch)
    assert [(r.case, r.verdict) for r in decided] == [(case, "accepted") for case in CASES]
    out = capsys.readouterr().out
    assert "第2行 3条" in out and "  举措 拓宽北门路\n" in out
    decided = review("RuSq", monkeypatch, why="重复")
    assert [(r.case, r.verdict, r.why) for r in decided] == [
        *((case, "rejected", "重复") for case in CASES),
        *((case, "reopened", "") for case in CASES),
    ]


def test_a_capital_stays_within_its_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "改造小区20个。\n新建水厂3座，拓宽北门路。"
    document = document_of(text.encode(), "a.txt")
    spans = [
        (text.index(words), text.index(words) + len(words)) for words in ("改造小区20个", "新建水厂3座", "拓宽北门路")
    ]
    found = cases(
        document, [Proposal("measure", (span,), text[slice(*span)], {}, "measure.verb") for span in spans], []
    )
    pressed = iter("AAq")
    monkeypatch.setattr(click, "getchar", lambda: next(pressed))
    steps: list[list[str]] = []
    run(
        document,
        found,
        load_schema(),
        lambda rulings: steps.append([r.content.anchors[0].exact for r in rulings]),
        lambda _: "",
        lambda *_: [],
    )
    assert steps == [["改造小区20个"], ["新建水厂3座", "拓宽北门路"]]


def test_an_edit_goes_through_the_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    (ruling,) = review("seq", monkeypatch, edited="水厂3座")
    assert (ruling.verdict, ruling.content.anchors[0].exact, ruling.case) == ("edited", "水厂3座", CASES[1])


def test_a_wrong_edit_is_told_and_asks_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review("seq", monkeypatch, edited="新建大桥") == []
    assert "“新建大桥” does not stand in its source" in capsys.readouterr().err


def test_the_words_are_shown_within_their_line() -> None:
    assert in_context(DOCUMENT, CASES[1]).plain == "改造小区20个，新建水厂3座，拓宽北门路。"


def test_nothing_that_a_terminal_obeys_comes_from_the_text() -> None:
    document = document_of(("政府\x1b[2J工作\u202e报告" + "\n正文" * 60).encode(), "a.txt")
    (case,) = cases(document, [Proposal("measure", ((2, 8),), document.text[2:8], {}, "measure.verb")], [])
    assert in_context(document, case).plain == "政府 [2J工作 报告"
