"""Cases picked by kind, rule and line."""

from __future__ import annotations

import pytest

from loaders.decisions import Decision
from loaders.document import document_of
from loaders.proposals import Proposal
from loaders.review import Case, cases
from loaders.selection import select
from ontology.errors import NotFoundError

TEXT = "甲项目开工。\n落实乙战略，建设丙项目。\n落实“丁”计划。"
DOCUMENT = document_of(TEXT.encode(), "a.txt")


def propose(kind: str, words: str, rule: str) -> Proposal:
    start = TEXT.index(words)
    return Proposal(kind, ((start, start + len(words)),), words, {}, rule, "2")


PROPOSALS = [
    propose("project", "甲项目", "project.list"),
    propose("policy", "乙战略", "policy.ending"),
    propose("project", "丙项目", "project.list"),
    propose("policy", "“丁”计划", "policy.quote"),
]
CASES = cases(DOCUMENT, PROPOSALS, [])


def quotes(*words: str, lines: tuple[int, int] | None = None, found: list[Case] = CASES) -> list[str]:
    return [case.content.anchors[0].exact for case in select(DOCUMENT, found, words, lines)]


def test_by_kind_rule_version_and_all() -> None:
    assert quotes("policy") == quotes("政策") == ["乙战略", "“丁”计划"]
    assert quotes("policy.quote") == quotes("policy.quote@2") == ["“丁”计划"]
    assert quotes("policy.quote", "项目") == ["甲项目", "丙项目", "“丁”计划"]
    assert quotes("all") == [case.content.anchors[0].exact for case in CASES]
    assert quotes() == quotes("park") == []  # a kind that this report has not


def test_within_lines() -> None:
    assert quotes("project", lines=(2, 2)) == ["丙项目"]
    assert quotes("all", lines=(1, 2)) == ["甲项目", "乙战略", "丙项目"]
    assert quotes("all", lines=(4, 9)) == []


def test_only_what_is_open() -> None:
    log = [Decision("accepted", CASES[0].content, None, "project.list@2", "林", "2031-01-01T00:00:00+00:00", "", "")]
    assert quotes("project", found=cases(DOCUMENT, PROPOSALS, log)) == ["丙项目"]


def test_a_word_that_means_nothing_is_told() -> None:
    with pytest.raises(NotFoundError, match="polcy is no kind and no rule of this report; did you mean policy"):
        quotes("polcy")
