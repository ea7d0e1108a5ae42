"""Vocabulary files and alternations."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lexicon import alternation, guarded, vocabulary, words

WORDS = st.lists(st.text(alphabet="开工建设投用.+", min_size=1, max_size=4), min_size=1, max_size=12)


@given(WORDS, st.text(alphabet="开工建设投用.+", max_size=8))
def test_an_alternation_matches_the_longest_of_its_words(entries: list[str], text: str) -> None:
    longest = max((word for word in entries if text.startswith(word)), key=len, default=None)
    for pattern in (alternation(entries), guarded(entries)):
        match = re.match(pattern, text)
        assert (match[0] if match else None) == longest


@pytest.mark.parametrize(
    "name", ["outline", "verbs", "targets", "measures", "projects", "parks", "policies", "mentions"]
)
def test_every_vocabulary_is_read(name: str) -> None:
    assert vocabulary(name)


def test_regular_expressions_in_vocabularies_compile() -> None:
    for name, key in (
        ("measures", "doctrine"),
        ("policies", "meetings"),
        ("policies", "code"),
        ("projects", "generic"),
    ):
        re.compile(vocabulary(name)[key])


def test_words_of_a_text_and_of_a_list() -> None:
    assert words("开工 竣工\n投用") == words(["开工 竣工", "投用"]) == ["开工", "竣工", "投用"]


def test_vocabularies_travel_with_the_package() -> None:
    assert (files("loaders") / "vocabulary" / "verbs.yaml").is_file()
