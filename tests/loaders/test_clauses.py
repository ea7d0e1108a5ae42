"""Sentences and clauses."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.clauses import LONGEST, clauses


def texts(text: str) -> list[str]:
    return [clause for _, clause, _, _ in clauses(text, 0, len(text))]


def test_breaks_and_what_ends_them() -> None:
    assert clauses("修路，架桥；\n办学。", 0, 10) == [
        (0, "修路", "，", 0),
        (3, "架桥", "；", 1),
        (7, "办学", "。", 0),
    ]


def test_marks_inside_quotes_and_brackets_break_nothing() -> None:
    assert texts("实施“东拓、西优，南联”战略，出台《云溪，新规》（试行，一年）。") == [
        "实施“东拓、西优，南联”战略",
        "出台《云溪，新规》（试行，一年）",
    ]


def test_a_quote_that_never_closes_does_not_swallow_the_text() -> None:
    assert texts("打造“云溪，修路。办学") == ["打造“云溪", "修路", "办学"]


def test_the_number_of_an_item_belongs_to_no_clause() -> None:
    text = "①修路。⑵架桥，（3）办学；4.建站，12、治水，5、6号机组投产，2.5公里，十二是办校"
    assert texts(text) == ["修路", "架桥", "办学", "建站", "治水", "5、6号机组投产", "2.5公里", "办校"]


def test_a_clause_longer_than_any_is_cut_at_a_comma() -> None:
    found = texts("建设青石水库、" * 100)
    assert max(map(len, found)) <= LONGEST and "".join(found) == "建设青石水库、" * 100
    assert all(piece.endswith("、") for piece in found)


@given(st.text(alphabet="修路办学，。；“”（）《》\n ,.①12", max_size=80))
def test_every_clause_is_verbatim_and_in_order(text: str) -> None:
    last = 0
    for start, clause, _, _ in clauses(text, 0, len(text)):
        assert clause == text[start : start + len(clause)] == clause.strip() != ""
        assert start >= last
        last = start + len(clause)
