"""Directives and gaps of one county, or of one year, in a store that holds two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.county import within
from graph.store import Store, open_store
from ontology.errors import NotFoundError
from ontology.schema import load_schema
from tests.bench.synthetic import County, counties
from tests.conftest import load
from tests.loaders.documents import REPORT

OTHER = County(0)
SCHEMA = load_schema()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """永嘉县 and a synthetic county of the same shape."""
    folder = str(tmp_path_factory.mktemp("two") / "store")
    with open_store(folder, write=True) as store:
        load(store, counties(1))
    with open_store(folder) as store:
        yield store


def ask(store: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store.address), *arguments])


def rows(store: Store, *arguments: str) -> list[dict[str, Any]]:
    result = ask(store, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("command", ["coverage", "gaps"])
def test_a_county_beside_another_is_as_it_is_alone(two: Store, seed_store: Store, command: str) -> None:
    alone = rows(seed_store, command)
    assert rows(two, command, "--county", "永嘉") == alone
    assert rows(two, command, "--county", "330324") == alone
    # What is the other county's own is found missing there just the same; it lies in another province.
    other = rows(two, command, "--county", OTHER.name + "县")
    own = {OTHER.id(row["id"]) for row in alone} - {row["id"] for row in alone}
    assert own and own == {row["id"] for row in other if OTHER.code in row["id"] or OTHER.report in row["id"]}
    assert not any("330" in row["id"].split(":")[1] for row in other)
    assert len(rows(two, command)) > len(alone)


@pytest.mark.parametrize("command", ["coverage", "gaps"])
def test_that_several_counties_are_shown_together_is_told(two: Store, seed_store: Store, command: str) -> None:
    assert ask(two, command).stderr == f"of 2 places together: {OTHER.name}县, 永嘉县; --county NAME for one of them\n"
    assert ask(two, command, "--county", "永嘉").stderr == ask(seed_store, command).stderr == ""


def test_whose_things_count(two: Store) -> None:
    assert within(two, SCHEMA, "永嘉县") == ["330324", "330300", "330000", "CN", "g6-03", "yongjia-2024"]
    assert within(two, SCHEMA, OTHER.code)[-1] == OTHER.report


def test_a_place_without_a_plan_and_one_that_is_unknown(two: Store) -> None:
    with pytest.raises(NotFoundError, match="the store holds no plan of 温州市") as caught:
        within(two, SCHEMA, "温州市")
    assert "永嘉县" in str(caught.value.hint)
    with pytest.raises(NotFoundError, match="nothing answers to 「place:110101」"):
        within(two, SCHEMA, "110101")
    assert ask(two, "gaps", "--county", "没有").exit_code == 1


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """永嘉县 in 2024, and in 2031 by a report that nobody reviewed."""
    folder = tmp_path_factory.mktemp("years")
    (folder / "a.txt").write_text(REPORT.replace("云溪县", "永嘉县"), "utf-8")
    out, address = str(folder / "out"), str(folder / "store")
    for arguments in (
        ("review", str(folder / "a.txt"), "--accept-all", "--publish", out, "--place", "330324"),
        ("--store", address, "build", out),
    ):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
    with open_store(address) as store:
        yield store


def test_one_year_of_a_county_that_has_two(years: Store, seed_store: Store) -> None:
    alone = {row["id"]: row for row in rows(seed_store, "gaps")}
    first = {row["id"]: row for row in rows(years, "gaps", "--year", "2024")}
    assert alone.items() <= first.items()
    assert {id_.split(":")[1] for id_ in first.keys() - alone.keys()} <= {"330324", "330300", "330000", "CN"}
    second = rows(years, "gaps", "--county", "永嘉", "--year", "2031")
    assert any("yongjia-2031" in row["id"] for row in second)
    assert not any("yongjia-2024" in row["id"] for row in second)


def test_only_what_one_year_does_carries_a_directive_out(years: Store, seed_store: Store) -> None:
    alone = {row["id"]: row["measures"] for row in rows(seed_store, "coverage")}
    assert alone.items() <= {row["id"]: row["measures"] for row in rows(years, "coverage", "--year", "2024")}.items()
    assert any(alone.values())
    assert not any(row["measures"] for row in rows(years, "coverage", "--year", "2031"))


def test_that_several_years_are_shown_together_is_told(years: Store) -> None:
    told = "of 2 years together: 2024, 2031; --year YEAR for one of them\n"
    assert ask(years, "coverage").stderr == ask(years, "coverage", "--county", "永嘉").stderr == told
    assert ask(years, "coverage", "--year", "2031").stderr == ""
    with pytest.raises(NotFoundError, match="the store holds no plan of 永嘉县 2030") as caught:
        within(years, SCHEMA, "永嘉县", 2030)
    assert caught.value.hint == "it holds those of 永嘉县 2024, 永嘉县 2031"
    with pytest.raises(NotFoundError, match="the store holds no plan of 2030"):
        within(years, SCHEMA, year=2030)
