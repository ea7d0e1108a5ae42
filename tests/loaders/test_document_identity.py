"""Whose report it is, and whether it is one."""

from __future__ import annotations

import pytest

from loaders.divisions import divisions, resolve
from loaders.document import document_of
from loaders.identity import recognise
from loaders.place import Found
from tests.loaders.documents import REPORT


def test_a_report_names_its_place_year_and_title() -> None:
    text = REPORT.replace("云溪县", "永嘉县")
    document = document_of(text.encode(), "-")
    identity = recognise(document)
    assert identity.is_report
    assert identity.score == 1.0
    assert (identity.code, identity.level and identity.level.value) == ("330324", "county")
    assert identity.place is not None
    assert (identity.place.value, identity.place.how, identity.place.sure) == ("永嘉县", "会议", True)
    assert document.text[identity.place.start : identity.place.end] == "永嘉县"
    assert identity.year is not None
    assert (identity.year.value, document.text[identity.year.start : identity.year.end]) == ("2031", "2031")
    assert identity.title == Found("永嘉县2031年政府工作报告", "由地名和年份拼成")


def test_a_place_that_is_in_no_list_is_named_but_not_sure() -> None:
    identity = recognise(document_of(REPORT.encode(), "-"))
    assert identity.place is not None
    assert (identity.place.value, identity.place.sure, identity.code) == ("云溪县", False, "")
    assert identity.level is not None
    assert identity.level.value == "county"


@pytest.mark.parametrize(
    ("text", "place", "level", "year"),
    [
        ("政 府 工 作 报 告\n现在，我代表国务院，向大会报告政府工作。\n二、2033年工作任务", "中国", "national", "2033"),
        ("2032年瑞安市政府工作报告\n各位代表：", "瑞安市", "county", "2032"),
        ("——2034年2月1日在温州市第十五届人民代表大会第三次会议上", "温州市", "municipal", "2034"),
        ("一、2030年工作回顾\n现在，我代表鹿城区人民政府，向大会报告工作", "鹿城区", "county", "2031"),
        ("上海市2030年政府工作报告\n各位代表", "上海市", "provincial", "2030"),
    ],
)
def test_places_levels_and_years(text: str, place: str, level: str, year: str) -> None:
    identity = recognise(document_of(text.encode(), "-"))
    assert [f and f.value for f in (identity.place, identity.level, identity.year)] == [place, level, year]


def test_what_only_the_file_name_says() -> None:
    text = "各位代表：我代表市人民政府报告工作。推动丽水发展，建设美丽丽水。".encode()
    identity = recognise(document_of(text, "丽水_2032.txt"))
    assert [(f and f.value, f and f.how) for f in (identity.place, identity.year)] == [
        ("丽水市", "文件名"),
        ("2032", "文件名"),
    ]


@pytest.mark.parametrize(
    ("title", "year", "how"),
    [
        ("一、2030年主要工作\n建成学校。\n二、2031年主要工作\n建大桥。", "2031", "计划部分的标题"),
        ("2030年工作回顾\n建成学校。\n努力做好2031年各项工作\n建大桥。", "2031", "计划部分的标题"),
        ("一、2030年工作回顾\n建成学校。\n二、今后的工作\n建大桥。", "2031", "回顾部分标题的次年"),
        ("过去一年，建成学校。\n建议2031年全县主要预期目标是：增长6%。", "2031", "预期目标所说的年份"),
        ("（2031年1月8日）\n过去一年，建成学校。", "2031", "会议"),
        ("2031年01月08日\n过去一年，建成学校。", "2029", "文件名"),
    ],
)
def test_the_year_that_is_planned(title: str, year: str, how: str) -> None:
    text = f"现在，我代表永嘉县人民政府，向大会报告工作。\n{title}"
    identity = recognise(document_of(text.encode(), "2029.txt"))
    assert identity.year is not None
    assert (identity.year.value, identity.year.how) == (year, how)


def test_a_meeting_in_december_is_of_the_next_year() -> None:
    text = "——2030年12月28日在永嘉县十七届人民代表大会第五次会议上\n各位代表："
    identity = recognise(document_of(text.encode(), "-"))
    assert [f and f.value for f in (identity.date, identity.year)] == ["2030-12-28", "2031"]


def test_a_title_of_another_year_is_none() -> None:
    text = "永嘉县2033年政府工作报告\n——2031年1月24日在永嘉县第十七届人民代表大会第一次会议上\n各位代表："
    identity = recognise(document_of(text.encode(), "-"))
    assert [f and f.value for f in (identity.year, identity.title)] == ["2031", "永嘉县2031年政府工作报告"]


def test_a_name_of_several_is_told_by_what_lies_above() -> None:
    head = "现在，我代表南山区人民政府，向大会报告工作。\n"
    told = recognise(document_of(f"{head}落实深圳市委部署，服务深圳，扎根深圳。".encode(), "-"))
    untold = recognise(document_of(f"{head}落实市委部署。".encode(), "-"))
    assert (told.code, untold.code) == ("440305", "")


def test_a_name_of_several_is_told_by_the_level_of_the_government() -> None:
    text = "现在，我代表{}人民政府，向大会报告工作。建设美丽吉林，吉林，加油！"
    codes = [recognise(document_of(text.format(kind).encode(), "吉林.txt")).code for kind in ("市", "省")]
    assert codes == ["220200", "220000"]


def test_the_name_of_a_file_tells_as_the_text_does() -> None:
    name = "深圳市宝安区人民政府区长某某在深圳市宝安区第五届人民代表大会第六次会议上作政府工作报告.txt"
    identity = recognise(document_of("各位代表：宝安要扎实工作，宝安要争先。".encode(), name))
    assert (identity.code, identity.place and identity.place.sure) == ("440306", True)


@pytest.mark.parametrize(
    ("reporter", "place"),
    [("坪山新区管委会", "坪山新区"), ("永嘉县第十四届人民政府", "永嘉县"), ("凉山州人民政府", "凉山彝族自治州")],
)
def test_who_reports(reporter: str, place: str) -> None:
    identity = recognise(document_of(f"现在，我代表{reporter}，向大会报告工作。".encode(), "-"))
    assert identity.place and identity.place.value == place


def test_words_that_are_names_too_are_no_place() -> None:
    text = "现在，我代表县人民政府，向大会报告工作。" + "畅通物流通道，打通通道。" * 9
    assert recognise(document_of(text.encode(), "-")).place is None


def test_what_nothing_says_is_none() -> None:
    identity = recognise(document_of("各位代表：我们要扎实工作。".encode(), "-"))
    assert (identity.place, identity.level, identity.year, identity.title, identity.code) == (None,) * 4 + ("",)


@pytest.mark.parametrize(
    "text",
    [
        "永嘉县人民法院工作报告\n各位代表：现在，我代表县人民法院，向大会报告工作，请予审议。\n一、2030年工作回顾",
        "永嘉县2030年国民经济和社会发展统计公报\n全年生产总值增长6%，固定资产投资增长8%，社会消费品零售总额增长5%。",
        "关于永嘉县2030年预算执行情况和2031年预算草案的报告\n各位代表：请予审议。一般公共预算收入增长5%。",
        "The quick brown fox jumps over the lazy dog.",
        "今天天气很好，我们去公园散步。",
    ],
)
def test_what_is_no_report_scores_low(text: str) -> None:
    identity = recognise(document_of(text.encode(), "-"))
    assert not identity.is_report, identity.reasons


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("温州", "330300"),
        ("永嘉", "330324"),
        ("保定市满城区", "130607"),
        ("北京市朝阳区", "110105"),
        ("朝阳区", None),
        ("国务院", "CN"),
        ("东莞", "441900"),
        ("恩施", "422800"),
        ("黔东南州", "522600"),
        ("景宁县", "331127"),
        ("广西", "450000"),
        ("县", None),
        ("云溪镇", None),
        ("", None),
    ],
)
def test_names_are_resolved_to_codes(name: str, code: str | None) -> None:
    found = resolve(name)
    assert (found.code if found else None) == code


def test_divisions_are_unique_by_code() -> None:
    codes = [division.code for division in divisions()]
    assert len(codes) == len(set(codes)) == 3339
