"""Guards: what lets a rule pass over a text at once never keeps it from a match."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from loaders.lexicon import alternation, vocabulary, words
from loaders.rules import measures, quantities, stages

PROJECTS, TARGETS = vocabulary("projects"), vocabulary("targets")
FILLING = [
    "青石",
    "水库",
    "、",
    "12",
    "A",
    "和",
    "□□",
    "一期",
    "年底前",
    "第一",
    "个",
    "以上",
    "约",
    "每立方米",
    "两座",
]


def texts(*entries: str) -> st.SearchStrategy[str]:
    """Return texts of a few words of a vocabulary and of others."""
    return st.lists(st.sampled_from([*words(entries), *FILLING]), max_size=6).map("".join)


@given(texts(*PROJECTS["after"].values(), PROJECTS["between"], "落户"))
def test_a_stage_behind_a_list(text: str) -> None:
    found = stages._words().after.search(text, max(0, len(text) - 18))
    assert (stages.behind(text, 0) is None) == (found is None)


@given(texts(*(TARGETS[name] for name in quantities._COMPARATORS)))
def test_numbers_and_what_compares_them(text: str) -> None:
    """They are what one pattern matches that begins with what compares, and tries a range at each number."""
    known = quantities._words()
    compared = alternation(TARGETS[name] for name in quantities._COMPARATORS if not name.startswith("after"))
    opening, _, rest = known.number.pattern.partition("(?=[^")  # the look at whether a range follows
    whole = re.compile(rf"(?:{compared})*(?:每立方米)?(?P<number>{opening}{rest.partition('d)')[2]})")
    last, spans = 0, []
    for number in known.number.finditer(text):
        before = known.before.search(text, last, number.start())
        assert before is None or text[number.start() - 1] in known.lasts
        spans.append((before.start() if before else number.start(), *number.span()))
        last = number.end()
    assert spans == [(found.start(), *found.span("number")) for found in whole.finditer(text)]


@given(texts(vocabulary("measures")["reference"]))
def test_what_a_clause_refers_to(text: str) -> None:
    found = measures._words()
    assert not found.reference.match(text) or text[0] in found.refers
