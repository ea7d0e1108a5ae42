"""The canonical view: what it leaves out, what it rewrites, and where each of its characters came from."""

from __future__ import annotations

import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.canonical import view
from loaders.document import document_of
from loaders.marks import DAMAGE

_WORDS = """一、总体要求|（一）扩大投资
|新增耕地500亩|增长6.5%以上|，|,|。|.|;|:|(|)|"|“3 3”|1,000|a|<U+00A0>|&nbsp;|\\r\\n
|<!-- x -->|<!--|-->|[12]|〔3〕|５Ｇ|５％|5g|??|— 3 —|12|分享到：|上一篇：|名词解释|附件1|各位代表：|责任编辑：某某
|全面推进云溪县综合交通枢纽建设加快打通断头道路着力|\ufffd|\ue001|\U00020bb7"""
_PIECES = st.sampled_from(
    [*_WORDS.replace("\n", "").split("|"), "\n", "\r\n", "\n\n", " ", "\u3000", "\t", "\xa0", "\ufeff"]
)


def _same(a: str, b: str) -> bool:
    """Whether two characters are one but for width, quotes, and what stands for a blank or a line break."""
    if a in " \n":
        return b.isspace() or b in "<\\" or (a == " " and b in "\ufeff&?")
    folded = [unicodedata.normalize("NFKC", c).replace("“", '"').replace("”", '"') for c in (a, b)]
    return folded[0] == folded[1] or (a, b) == ("。", ".")


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_each_character_of_the_view_is_the_one_at_its_origin(text: str) -> None:
    canonical, origin, marks = view(text)
    assert len(canonical) == len(origin)
    assert all(a < b for a, b in itertools.pairwise(origin))
    for char, place in zip(canonical, origin, strict=True):
        assert _same(char, text[place]), (char, text[place], place)
    assert canonical == "\n".join(line.strip() for line in canonical.split("\n") if line.strip())
    for mark in marks:
        assert 0 <= mark.start < mark.end <= len(text)


@given(st.lists(_PIECES, min_size=1, max_size=60).map("".join), st.data())
def test_a_span_of_the_view_covers_the_text_that_it_came_from(text: str, data: st.DataObject) -> None:
    document = document_of(("报告" + text).encode(), "a.txt")
    end = data.draw(st.integers(1, len(document.canonical)))
    start = data.draw(st.integers(0, end - 1))
    a, b = document.span(start, end)
    assert _same(document.canonical[start], document.text[a])
    assert _same(document.canonical[end - 1], document.text[b - 1])
    assert b - a >= end - start
    inside = set(document.origin[start:end])
    for place in set(range(a, b)) - inside:  # what is skipped is noise or blank, never a word of the report
        char = document.text[place]
        kept = (DAMAGE - {"lost-character"}) | {"table"}
        marked = any(m.start <= place < m.end and m.kind not in kept for m in document.marks)
        assert marked or char.isspace() or char == "\ufeff", (char, place)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("增长8.5%,达到12:30;(试行)", "增长8.5%，达到12:30；（试行）"),
        ("其中:新增1,000亩,工业3.5%,8%.", "其中：新增1,000亩，工业3.5%，8%."),
        ("任务完成.全面推进", "任务完成。全面推进"),
        ("1.稳投资\n2.促消费", "1.稳投资\n2.促消费"),
        ('推进"平安云溪"建设', "推进“平安云溪”建设"),
        ("占比５．２％、ＧＤＰ＋", "占比5.2%、GDP+"),
        ("保持“七种能力”[21]，永葆〔3〕本色", "保持“七种能力”，永葆本色"),
        ("一是\\r\\n二是", "一是\n二是"),
        ("<U+00A0><U+00A0>一、回顾\n<!-- \n -->\n二、安排", "一、回顾\n二、安排"),
        ("县长??林知远", "县长 林知远"),
        ("　　县长　林知远　\r\n\r\n  各位代表：", "县长 林知远\n各位代表："),
        ("甲\r乙\r", "甲\n乙"),
        ("产业“3 3”体系", "产业“3 3”体系"),
        ("新增 8.3 万户，GDP 增长 6%", "新增8.3万户，GDP 增长6%"),
        ("达到426万亩、 183 万吨，建成公园、 白云隧道", "达到426万亩、183万吨，建成公园、白云隧道"),
    ],
)
def test_one_form_of_writing(text: str, canonical: str) -> None:
    assert view(text).canonical == canonical


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("打造“3 3”集群", [("lost-plus", "3 3")]),
        ("建设5g基站30座、重5gram", [("lower-case", "5g")]),
        ("增长6%,就业:稳", [("ascii-punctuation", ","), ("ascii-punctuation", ":")]),
        ("见注[3]。", [("footnote-mark", "[3]")]),
        ("甲\ufffd乙\ue123", [("lost-character", "\ufffd"), ("lost-character", "\ue123")]),
    ],
)
def test_damage_is_marked_and_left(text: str, marks: list[tuple[str, str]]) -> None:
    assert [(m.kind, text[m.start : m.end]) for m in view(text).marks] == marks


_SENTENCE = "我们将坚持以人民为中心的发展思想，持续办好民生实事，让群众有更多的获得感、幸福感和安全感，谱写云溪新篇章。"


def test_what_a_web_page_puts_around_a_report_is_left_out() -> None:
    text = (
        "当前位置：首页>>政务公开\n时间：2031-01-08 作者：某某\n阅读：\n661\n"
        "【字体：大 中 小】\n政府工作报告\n各位代表：\n"
        f"{_SENTENCE}\n责任编辑：某某\n分享到：\n某某空间\n上一篇：\n邻县2030年政府工作报告\n网站地图\n"
    )
    found = view(text)
    assert found.canonical == f"政府工作报告\n各位代表：\n{_SENTENCE}"
    assert [m.kind for m in found.marks] == ["chrome", "chrome", "tail"]


def test_a_word_of_the_tail_before_the_last_sentence_ends_nothing() -> None:
    text = f"分享到：\n各位代表：\n{_SENTENCE}"
    assert view(text).canonical == f"各位代表：\n{_SENTENCE}"


def test_a_glossary_ends_at_the_next_annex() -> None:
    text = (
        f"{_SENTENCE}\n附件1\n 有关名词解释 \n1.“双减”：指两项减负。\n2.三资：资金等。\n附件2\n民生实事\n新建学校3所。"
    )
    found = view(text)
    assert found.canonical == f"{_SENTENCE}\n附件1\n附件2\n民生实事\n新建学校3所。"
    (mark,) = found.marks
    assert (mark.kind, text[mark.start : mark.end][:6], text[mark.end - 3 : mark.end]) == (
        "glossary",
        "有关名词解释",
        "金等。",
    )


def test_the_second_copy_of_a_text_is_left_out() -> None:
    body = "\n".join(f"第{n}段。{_SENTENCE}" for n in range(12))
    text = f"{body}\n政府工作报告\n{body}"
    found = view(text)
    assert found.canonical == f"{body}\n政府工作报告"
    assert [(m.kind, m.start) for m in found.marks] == [("repeat", len(body) + 8)]


def test_a_sentence_that_is_said_twice_stays() -> None:
    assert view(f"{_SENTENCE}\n甲\n{_SENTENCE}").canonical.count(_SENTENCE) == 2


def test_lines_of_a_page_are_joined_and_paragraphs_kept() -> None:
    words = "扎实推进重点项目建设，着力扩大有效投资；完善基础设施，提升公共服务水平，" * 12
    lines = [words[at : at + 28] for at in range(0, 28 * 12, 28)]
    text = "二、工作安排\n\n（一）扩大投资\n\n" + "\n\n".join(
        [*lines[:6], "— 7 —", *lines[6:], "收官。", "（二）改善民生"]
    )
    assert view(text).canonical == "二、工作安排\n（一）扩大投资\n" + "".join(lines) + "收官。\n（二）改善民生"


def test_a_flattened_table_is_marked_and_kept() -> None:
    table = (
        "序号\n项目名称\n内容\n投资\n时限\n1\n青石水库项目\n" + _SENTENCE + "\n5亿元\n2031年\n水利局\n林知远\n周舟\n2"
    )
    text = f"{_SENTENCE}\n附件1\n{table}\n{_SENTENCE}\n甲\n乙"
    found = view(text)
    assert found.canonical == text
    (mark,) = found.marks
    assert (mark.kind, text[mark.start : mark.end]) == ("table", f"附件1\n{table}")


def test_a_document_on_one_line_is_cut_at_blanks_and_headings() -> None:
    first, second, third = (f"{what}方面。" + _SENTENCE * 60 for what in ("农业", "工业", "投资"))
    text = f"各位代表： 现在报告工作。一、工作回顾 {first} ——{second}（一）扩大投资 {third}"
    found = view(text)
    assert found.canonical.split("\n") == [
        "各位代表：", "现在报告工作。", "一、工作回顾", first, f"——{second}", "（一）扩大投资", third,
    ]  # fmt: skip
    assert view(first.replace("农业", "增长 12 %") + third).canonical.count("\n") == 0  # a number is no heading
    for char, place in zip(found.canonical, found.origin, strict=True):
        assert char in ("\n", text[place])


def test_the_lines_of_pages_on_one_line_are_joined() -> None:
    words = "".join(chr(0x4E10 + at) for at in range(5600))  # no line is there twice
    lines = [words[at : at + 28] for at in range(0, 5600, 28)]
    pages = [" ".join(lines[at : at + 25]) for at in range(0, 200, 25)]
    text = " — 7 — ".join(["各位代表： 一、工作回顾 " + pages[0], *pages[1:]]) + "。 — 9 — 二、工作安排"
    assert view(text).canonical.split("\n") == ["各位代表：", "一、工作回顾", "".join(lines) + "。", "二、工作安排"]


def test_lines_of_two_widths_are_those_of_a_page() -> None:
    words = "扎实推进重点项目建设着力扩大有效投资完善基础设施提升公共服务水平" * 60
    lines = [words[at : at + 28] for at in range(0, 1400, 28)]
    joined = [lines[at] + (lines[at + 1] if not at % 3 else "") for at in range(0, 50, 2)]
    assert view("\n".join([*joined[:20], *lines[40:]])).canonical.count("\n") == 0


def test_the_view_takes_time_in_proportion_to_length() -> None:
    """Patterns that could look far ahead are given long texts in which they must fail."""
    for piece in ("<!--", "（", "1 ", "“3", ' "', "[1", "。 ", "?", "一、", "大 中 小", "………"):
        text = piece * (100_000 // len(piece))
        assert re.sub(r"\s", "", view(text).canonical)[:1] in (piece.strip()[:1], "“", "")
