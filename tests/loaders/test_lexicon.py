"""Vocabulary files and alternations."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lexicon import alternation, atoms, beginning, by_word, finder, guarded, vocabulary, words
from loaders.reading import head, read

WORDS = st.lists(st.text(alphabet="开工建设投用.+", min_size=1, max_size=4), min_size=1, max_size=12)


@given(WORDS, st.text(alphabet="开工建设投用.+", max_size=8))
def test_an_alternation_matches_the_longest_of_its_words(entries: list[str], text: str) -> None:
    longest = max((word for word in entries if text.startswith(word)), key=len, default=None)
    for pattern in (alternation(entries), guarded(entries)):
        match = re.match(pattern, text)
        assert (match[0] if match else None) == longest


@given(WORDS, st.text(alphabet="开工建设投用.+", max_size=8))
def test_atoms_repeated_match_what_all_words_repeated_match(entries: list[str], text: str) -> None:
    few, all_ = (re.fullmatch(f"(?:{alternation(some)})*", text) for some in (atoms(entries), entries))
    assert (few is None) == (all_ is None)


@given(WORDS, st.text(alphabet="开工建设投用.+", max_size=12))
def test_a_finder_finds_what_the_alternation_finds(entries: list[str], text: str) -> None:
    assert finder(entries)(text) == [found.span() for found in re.finditer(alternation(entries), text)]


def in_two_ways(entries: list[str]) -> bool:
    """Tell whether some text can be taken apart into these words in two ways (Sardinas and Patterson)."""

    def rests(some: set[str], others: set[str]) -> set[str]:
        return {word[len(one) :] for one in some for word in others if word != one and word.startswith(one)}

    known, seen = set(entries), set[str]()
    left = rests(known, known)
    while left:
        if left & known:
            return True
        seen |= left
        left = (rests(left, known) | rests(known, left)) - seen
    return False


@pytest.mark.parametrize(
    "entries",
    [
        vocabulary("verbs")["adverb"],
        vocabulary("policies")["verbs"],
        [vocabulary("parks")["before"], vocabulary("policies")["verbs"]],
    ],
    ids=["adverbs", "verbs before names", "words before parks"],
)
def test_words_that_patterns_repeat_part_in_one_way_only(entries: str | list[str]) -> None:
    assert in_two_ways(["稳步", "有序", "稳步有序"])  # so that the next line says something
    assert not in_two_ways(atoms(entries))


def test_a_clause_opens_as_the_whole_pattern_tells() -> None:
    verbs = vocabulary("verbs")
    known = sorted({*words(verbs["deed"]), *words(verbs["adverb"]), *words(verbs["lead"]), "3月底", "、", "公路"})
    for first in known:
        for second in ("", "建设", "加快", "推进", "新", "公路", "、持续优化", "再建设", "2024年", *known[::60]):
            for rest in ("", "路", "公路网"):
                text = first + second + rest
                match = head().match(text)
                assert match
                verb = match[2] or ""
                read_ = read((0, text, "", 0))
                lead = match.end(1) if verb else match.end()
                assert (read_.word, read_.lead, read_.object) == (verb, lead, match.end()), text


def test_a_clause_of_nothing_but_adverbs_is_read() -> None:
    assert read((0, "稳步有序" * 100 + "的人", "", 0)).word == ""


@pytest.mark.parametrize(
    "name", ["outline", "verbs", "targets", "measures", "projects", "parks", "policies", "mentions"]
)
def test_every_vocabulary_is_read(name: str) -> None:
    assert vocabulary(name)


def test_regular_expressions_in_vocabularies_compile() -> None:
    for name, key in (
        ("measures", "doctrine"),
        ("measures", "doctrine_opening"),
        ("policies", "meetings"),
        ("policies", "code"),
        ("projects", "generic"),
    ):
        re.compile(vocabulary(name)[key])


def test_words_of_a_text_and_of_a_list() -> None:
    assert words("开工 竣工\n投用") == words(["开工 竣工", "投用"]) == ["开工", "竣工", "投用"]


def test_vocabularies_travel_with_the_package() -> None:
    assert (files("loaders") / "vocabulary" / "verbs.yaml").is_file()


def test_a_beginning_is_where_a_pattern_begins() -> None:
    found = beginning("学校 桥", r"(?<!大)(?:学校|桥)(?=$|、)")
    assert [(match.start(), match[0]) for match in found.finditer("学校门、石桥、大学校、小学校")] == [
        (5, "桥"),
        (12, "学"),
    ]


def test_words_by_the_part_of_an_entry_that_has_them() -> None:
    assert by_word({"开工": "动工 开建", "建成": "竣工"}) == {"动工": "开工", "开建": "开工", "竣工": "建成"}
