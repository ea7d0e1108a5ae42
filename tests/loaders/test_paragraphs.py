"""Paragraphs: lines that go on with the line before them, on invented texts."""

from __future__ import annotations

import pytest

from loaders.document import document_of


def canonical(text: str) -> str:
    return document_of(text.encode(), "a.txt").canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实省级“六稳”\n，扩大投资。\n稳住就业。", "落实省级“六稳”，扩大投资。\n稳住就业。"),
        ("坚决做到“\n两个维护\n”，落实部署。", "坚决做到“两个维护”，落实部署。"),
        ("打击电信诈骗（\n含网络\n）。", "打击电信诈骗（含网络）。"),
        ("扩大投资\n稳住就业", "扩大投资\n稳住就业"),
    ],
)
def test_a_mark_that_opens_or_closes_nothing_joins_its_lines(text: str, expected: str) -> None:
    assert canonical(text) == expected


# A text as some sites give it: a line for each run of characters of one kind.
_TORN = """一、
去年主要工作
2030
年
，全县新增企业
5
家
，增长
6.5
%
。
（一）县城面貌
明显
改观
。
针对基础差、欠账多
，
改造道路
3
条
；
新建公园
2
个
。
(
二
)
环境持续向好。
二、
20
31
年工作安排
今年全县
要做到“
两不误
”
：
（一）扩大投资，增强后劲
全年开工建设云溪至青山公路
30
公里和
2
个出入口
，完成投资
3
亿元
。"""


def test_a_torn_text_is_joined_and_its_titles_stand_alone() -> None:
    assert canonical(_TORN).split("\n") == [
        "一、去年主要工作",
        "2030年，全县新增企业5家，增长6.5%。",
        "（一）县城面貌明显改观。",
        "针对基础差、欠账多，改造道路3条；",
        "新建公园2个。",
        "（二）环境持续向好。",
        "二、2031年工作安排",
        "今年全县要做到“两不误”：",
        "（一）扩大投资，增强后劲",
        "全年开工建设云溪至青山公路30公里和2个出入口，完成投资3亿元。",
    ]


def test_places_of_a_torn_text_are_its_own() -> None:
    document = document_of(_TORN.encode(), "a.txt")
    start = document.canonical.index("开工建设云溪至青山公路30公里")
    begin, end = document.span(start, start + len("开工建设云溪至青山公路30公里"))
    assert document.text[begin:end] == "开工建设云溪至青山公路\n30\n公里"
    assert {mark.kind for mark in document.marks} == {"ascii-punctuation"}  # no table, no chrome
