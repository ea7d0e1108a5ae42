"""Ids say what a thing is, and say it the same way every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.ids import coded_id, named_id, normal_name, relationship_id, scope_above, scopes, statement_id

NAMES = st.text(min_size=1, max_size=20)


def test_named_things_carry_place_and_name() -> None:
    assert named_id("Project", "330399", "“南门” 水厂") == "project:330399:南门水厂"
    assert named_id("ProjectBatch", "CN", '"5G" 项目') == "projectBatch:CN:5G项目"
    assert coded_id("Place", "330399006") == "place:330399006"


def test_statements_carry_their_source() -> None:
    quote = ("开工建设", "", "")
    # Written down once: a change of these ids would break every link to them.
    assert statement_id("Measure", "dongxi-2024", [quote], "开工") == "measure:dongxi-2024:d735ab4fc1"
    assert statement_id("Measure", "dongxi-2024", [("开工建设", "将", "")], "开工") == "measure:dongxi-2024:d8c2f67c29"
    assert relationship_id("PART_OF", "a", "b", {}) == "PART_OF:e419e30e3ea537e8"
    assert relationship_id("COVERS", "a", "b", {"stage": "开工"}) == "COVERS:6a27b57589eb5844"


@settings(deadline=None)
@given(NAMES)
def test_normal_names_stay_as_they_are(name: str) -> None:
    once = normal_name(name)
    assert normal_name(once) == once
    assert not set(once) & set('“”" \t\n\u3000')


@settings(deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=3), NAMES, NAMES)
def test_ids_differ_where_statements_do(quotes: list[tuple[str, str, str]], name: str, other: str) -> None:
    first = statement_id("Task", "s", quotes, name)
    assert first == statement_id("Task", "s", list(quotes), name)
    if name != other:
        assert first != statement_id("Task", "s", quotes, other)
    assert first != statement_id("Task", "s", [*quotes, ("x", "", "")], name)


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("330324006001", ["330324006001", "330324006", "330324", "330300", "330000", "CN"]),
        ("330324", ["330324", "330300", "330000", "CN"]),
        ("330300", ["330300", "330000", "CN"]),
        ("330000", ["330000", "CN"]),
        ("429004", ["429004", "429000", "420000", "CN"]),
        ("CN", ["CN"]),
    ],
)
def test_scopes(code: str, chain: list[str]) -> None:
    assert list(scopes(code)) == chain
    assert scope_above(code) == (chain[1] if len(chain) > 1 else "CN")


@settings(deadline=None)
@given(st.from_regex(r"\A[1-9]\d{5}(\d{3}(\d{3})?)?\Z"))
def test_scopes_lead_up_to_the_country(code: str) -> None:
    chain = list(scopes(code))
    assert chain[0] == code
    assert chain[-1] == "CN"
    assert len(set(chain)) == len(chain)
    assert scope_above(code) == chain[1]
