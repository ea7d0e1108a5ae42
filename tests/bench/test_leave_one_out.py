"""What is withheld from a vocabulary, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.bench.leave_one_out import EXPRESSIONS, left_out, occurs, predicted, rows, vocabularies, without


def test_rows_of_words_and_of_expressions() -> None:
    assert rows("开工 竣工\n投用", expression=False) == ["开工", "竣工", "投用"]
    assert rows(r"^甲(?:乙|丙)$|[丁|戊]己|\|庚", expression=True) == [r"^甲(?:乙|丙)$", "[丁|戊]己", r"\|庚"]


def test_an_expression_occurs_wherever_it_has_to_begin_and_end() -> None:
    assert occurs("^保持(?:稳定|平稳)$", "物价保持平稳。", expression=True)
    assert not occurs("保持(?:稳定|平稳)", "物价保持平稳。", expression=False)


def entries(data: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from entries(value, f"{path}.{key}")
    elif isinstance(data, list):
        for value in data:
            yield from entries(value, path)
    elif isinstance(data, str):
        yield path, data


def test_words_are_told_from_expressions() -> None:
    signs = re.compile(r"[|\\()\[\]^$?*]")
    told = [pair for name, data in vocabularies() for pair in entries(data, name) if not pair[0].startswith("noise")]
    assert [path for path, entry in told if not EXPRESSIONS.match(path) and signs.search(entry)] == []
    several = [path for path, entry in told if EXPRESSIONS.match(path) and len(entry.split()) > 1]
    assert [path for path, entry in told if path in several and not signs.search(entry)] == []


def test_an_entry_without_rows_matches_nothing() -> None:
    data = {"verbs": "开工 竣工", "levels": {"national": "甲 乙"}, "count": 3}
    left = without(data, "policies", lambda row, expression: row in ("开工", "甲", "乙"))
    assert left == {"verbs": "竣工", "levels": {"national": "␀"}, "count": 3}


def test_what_a_report_alone_has_is_withheld_and_no_longer_found(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("二、2031年工作安排\n开工建设青溪植物园。", encoding="utf-8")
    found = []
    for name, others, some in (("whole", [report.read_text("utf-8")], False), ("left", ["开工建设"], True)):
        folder = tmp_path / name
        folder.mkdir()
        assert (left_out(report.read_text("utf-8"), others, folder) > 0) == some
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            items = fresh.submit(predicted, report, folder).result()["items"]
        found.append([item["text"] for item in items if item["type"] == "project"])
    assert found == [["青溪植物园"], []]
