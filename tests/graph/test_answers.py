"""What people read of coverage, gaps, cards and stats: on the seeds, the same from both stores."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from graph.answers import answer_lines, cited_sources
from graph.card import card, card_lines, card_rows, source_lines
from graph.coverage import coverage, coverage_lines
from graph.gaps import COLUMNS, gaps, gaps_lines, gaps_rows
from graph.lines import Page, print_lines, styled
from graph.stats import stats, stats_lines
from graph.store import Store
from graph.trace import BASES
from ontology.errors import NotFoundError
from ontology.schema import load_schema
from queries.catalogue import find_query, load_catalogue

if TYPE_CHECKING:
    from rich.text import Text

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = load_schema()
SAID = BASES[:3]


def text(lines: Iterable[Text]) -> str:
    out = io.StringIO()
    print_lines(lines, out)
    assert max(map(cell_len, out.getvalue().splitlines())) <= 100
    return out.getvalue()


def test_gaps_read_well(seed_store: Store, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "gaps.txt", text(gaps_lines(gaps(seed_store), SCHEMA)))


def test_coverage_reads_well(seed_store: Store, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "coverage.txt", text(coverage_lines(coverage(seed_store), SCHEMA)))


def test_stats_read_well(seed_store: Store, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "stats.txt", text(stats_lines(stats(seed_store, SCHEMA, verify=True), SCHEMA)))


def test_a_card_reads_well(seed_store: Store, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "show.txt", text(card_lines(card(seed_store, "project:330324:比亚迪刀片电池"), SCHEMA)))


@pytest.mark.parametrize("name", load_catalogue())
def test_every_query_fits(seed_store: Store, name: str) -> None:
    query = find_query(name)
    words = query.example.split()[3:]
    given = {key.removeprefix("--"): value for key, value in zip(words[::2], words[1::2], strict=True)}
    rows = seed_store.read(query.cypher, query.bind(given)).rows
    sources = cited_sources(seed_store, rows)
    for width in (80, 100):
        lines = [line.plain for line in answer_lines(query, rows, sources, SCHEMA, width)]
        assert lines[0].startswith(query.title_zh)
        assert max(map(cell_len, lines)) <= width
        if rows and "quote" in query.columns and "line" in query.columns:
            assert sum(line.lstrip().startswith("「") for line in lines) >= len(rows)


def test_a_query_reads_well(seed_store: Store, golden: Callable[[Path, str], None]) -> None:
    query = find_query("targets")
    rows = seed_store.read(query.cypher, query.bind({"kind": "growth"})).rows
    lines = answer_lines(query, rows, cited_sources(seed_store, rows), SCHEMA)
    golden(GOLDEN / "query-targets.txt", text(lines))


def test_what_the_report_declares_and_never_names(seed_store: Store) -> None:
    rows = [row for row in gaps_rows(gaps(seed_store), SCHEMA) if row["gap"] == "declared-and-named"]
    told = {row["detail"].split(" ")[0]: row["missing"] for row in rows}
    named = {row["detail"]: len(row["quote"]) for row in rows}
    assert {"宣布45个", "宣布83个", "宣布121个", "宣布17个", "宣布9大", "宣布10项"} <= told.keys()
    assert (told["宣布45个"], told["宣布83个"], told["宣布121个"], told["宣布17个"]) == (43, 81, 120, 15)
    assert all(named.values())


def test_gaps_of_each_kind(store: Store) -> None:
    found: dict[str, list[str]] = {}
    for row in gaps_rows(gaps(store), SCHEMA):
        assert set(row) == set(COLUMNS)
        assert row["quote"]
        assert row["line"]
        found.setdefault(row["gap"], []).append(f"{row['name']}|{row['detail']}")
    assert found == {
        "declared-and-named": [
            "七彩战略|宣布7个 列名1 未列名6",
            "8个开工项目|宣布8个 列名2 未列名6",
            "五大行动|宣布5大 列名1 未列名4",
        ],
        "measures-without-target": ["开工8个重大项目|强工兴县行动", "木艺转型|强工兴县行动"],
        "targets-without-owner": ["零点技改项目12个以上|零点技改"],
        "projects-without-place": ["北山大桥|", "北山大桥引桥|", "清泉水厂|"],
        "dangling": ["青溪木艺大会|活动"],
    }


def test_what_only_a_judgement_carries_is_a_gap_without_judgements(store: Store) -> None:
    rows = gaps_rows(gaps(store, bases=SAID), SCHEMA)
    assert [row["name"] for row in rows if row["gap"] == "directives-without-measure"] == ["七彩战略", "块状产业优势"]


def test_more_than_a_few_findings_are_folded_and_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.gaps.FEW", 2)
    found = gaps(store)
    assert "… 另有 1 项;--all 列出全部" in text(gaps_lines(found, SCHEMA))
    assert "另有" not in text(gaps_lines(found, SCHEMA, every=True))


def counts(rows: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    keys = ("general", "actions", "tasks", "measures", "targets", "projects", "curated")
    return {row["directive"]: tuple(row[k] for k in keys) for row in rows}


def test_a_part_counts_for_the_whole_and_the_general_plan_is_kept_apart(store: Store) -> None:
    assert counts(coverage(store).rows) == {
        "七彩战略": (True, 1, 1, 3, 1, 2, 5),
        "块状产业优势": (False, 1, 1, 3, 1, 2, 5),
    }
    assert counts(coverage(store, bases=SAID).rows) == {
        "七彩战略": (True, 0, 0, 0, 0, 0, 0),
        "块状产业优势": (False, 0, 0, 0, 0, 0, 0),
    }
    assert coverage(store, level="national").rows == []
    assert "未见落实" in text(coverage_lines(coverage(store, bases=SAID), SCHEMA))


def test_a_card_tells_both_directions(store: Store) -> None:
    found = card(store, "industrialPark:999901:木艺小镇")
    assert [(r["direction"], r["relation"], r["name"]) for r in card_rows(found)] == [
        ("", "", "木艺小镇"),
        ("out", "LOCATED_IN", "青溪县"),
        ("out", "TO_BECOME", "木艺总部基地"),
        ("in", "CONCERNS", "木艺转型"),
    ]
    assert "别名  木镇" in text(card_lines(found, SCHEMA))
    with pytest.raises(NotFoundError, match="the store holds no place:0"):
        card(store, "place:0")


def test_a_source_is_shown_with_line_numbers(store: Store) -> None:
    lines = text(source_lines(store, "qingxi-2024", SCHEMA)).splitlines()
    assert lines[0] == "① 青溪县2024年政府工作报告 2024"
    assert lines[1].startswith("   1  今年,青溪县全面贯彻稳中求进的要求")
    assert "   9  办好青溪木艺大会。" in lines
    assert source_lines(store, "no-such", SCHEMA) == []


def test_stats_count_and_verify(store: Store) -> None:
    found = stats(store, SCHEMA, verify=True)
    rows = {row["name"]: row for row in found.rows}
    assert (rows["Measure"]["count"], rows["Project"]["count"], rows["report"]["count"], rows["note"]["count"]) == (
        3,
        3,
        1,
        1,
    )
    assert (rows["IMPLEMENTS"]["stated"], rows["IMPLEMENTS"]["curated"]) == (1, 1)
    assert found.verified == sum(rows[kind]["quotes"] for kind in ("report", "note"))
    assert stats(store, SCHEMA).verified is None


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    page = Page(SCHEMA, {}, 20)
    lines = [line.plain for line in page.row("", styled("一二三四五六七八九十。甲乙丙丁"))]
    assert lines == ["一二三四五六七八九", "十。甲乙丙丁"]
    (only,) = page.row("", styled("一二三四五六七八九十甲乙丙丁"), most=1)
    assert only.plain.endswith("…")
