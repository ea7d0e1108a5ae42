"""Outline: parts, headings and lead sentences, on invented reports."""

from __future__ import annotations

import pytest

from loaders.outline import Outline, outline


def headings(text: str) -> list[tuple[int, int | None, str]]:
    result = outline(text)
    return [(h.level, h.ordinal, text[h.start : h.end]) for h in result.headings]


def plan(text: str) -> str:
    return "".join(text[s.start : s.end] for s in outline(text).stretches if s.part == "plan")


REPORT = """各位代表：
现在，我代表县人民政府，向大会报告工作。
一、2030年工作回顾
一是经济稳了。二是民生好了。
二、2031年工作安排
今年经济社会发展主要预期目标是：生产总值增长6%。
（一）做强产业，夯实云溪家底
狠抓项目建设。开工建设北门大桥，推进南门学校建设。
以招商引资为突破口，壮大县域工业。引进企业20家。
（二）扮靓城市，提升云溪颜值。全面改造老城。一是畅通路网。打通青云路。二是完善管网。改造管网3公里。
各位代表！蓝图已绘就，让我们一起奋斗！
名词解释
1.一核两翼：指青溪镇和两个乡。
"""


def test_levels_ordinals_and_titles() -> None:
    assert headings(REPORT) == [
        (1, 1, "2030年工作回顾"),
        (1, 2, "2031年工作安排"),
        (2, 1, "做强产业，夯实云溪家底"),
        (3, None, "狠抓项目建设"),
        (3, None, "以招商引资为突破口，壮大县域工业"),
        (2, 2, "扮靓城市，提升云溪颜值"),
        (3, 1, "畅通路网"),
        (3, 2, "完善管网"),
    ]


def test_parents_follow_levels() -> None:
    assert outline(REPORT).parents == [None, None, 1, 2, 2, 1, 5, 5]


def test_only_the_plan_is_plan() -> None:
    text = plan(REPORT)
    assert "生产总值增长6%" in text and "打通青云路" in text
    assert "经济稳了" not in text and "蓝图" not in text and "一核两翼" not in text


def test_a_list_in_the_review_makes_no_tasks() -> None:
    result = outline(REPORT)
    assert all(
        part == "plan" for heading, part in zip(result.headings, result.parts, strict=True) if heading.level == 3
    )


def test_plan_without_numbered_headings_is_found_by_its_requirement() -> None:
    text = (
        "现在，我代表市人民政府报告工作。\n过去一年，建成学校5所。\n"
        "今年工作的总体要求是：稳中求进。\n狠抓招商。引进企业9家。"
    )
    assert "引进企业9家" in plan(text) and "建成学校5所" not in plan(text)


def test_tasks_numbered_like_parts_stay_in_the_plan() -> None:
    text = (
        "2031年工作安排\n今年工作的总体思路是：稳中求进。\n"
        "一、坚持绿色发展，建设美丽云溪\n造林3万亩。\n二、坚持工业当先\n技改9项。"
    )
    assert headings(text)[1:] == [(2, 1, "坚持绿色发展，建设美丽云溪"), (2, 2, "坚持工业当先")]
    assert "造林3万亩" in plan(text)


def test_a_document_on_one_line() -> None:
    text = REPORT.replace("\n", " ") + "补" * 3000
    assert headings(text)[:3] == headings(REPORT)[:3]


@pytest.mark.parametrize(
    "line",
    [
        "以文促旅，以旅彰文。推进文旅融合，提升景区品质。",
        "发展是第一要务，项目是第一支撑。积极招商，引进企业。",
        "今年要办好十件实事。修建学校，改造医院。",
        "新增耕地500亩。改造农田，修复河道，治理沟渠。",
        "当前形势复杂多变。我们要坚定信心，迎难而上。",
    ],
)
def test_what_only_looks_like_a_lead_sentence(line: str) -> None:
    assert headings(f"二、2031年工作安排\n（一）建设美丽云溪\n{line}")[2:] == []


def test_horizon_of_five_years_is_told_from_the_year() -> None:
    text = "二、今后五年的目标任务\n建成高速。\n三、2031年工作安排\n建成大桥。"
    assert [s.horizon for s in outline(text).stretches] == ["term", "year"]


def test_promises_behind_the_report_are_plan_again() -> None:
    text = "二、2031年工作安排\n修路。\n附件1\n2031年民生实事项目\n改造农贸市场5个。\n名词解释\n1.雪亮工程：指监控。"
    assert "改造农贸市场5个" in plan(text) and "监控" not in plan(text)
    assert headings(text)[1:] == [(1, None, "2031年民生实事项目")]


def test_a_second_copy_starts_over() -> None:
    twice = outline(REPORT + REPORT)
    assert [h.level for h in twice.headings] == [h.level for h in outline(REPORT).headings] * 2


def test_a_numbered_promise_is_no_heading() -> None:
    text = "二、2031年工作安排\n（一）办好实事\n1.新建农村公路100公里。\n2.改造敬老院6家。\n3.优化服务。提升窗口效率。"
    assert headings(text)[2:] == [(3, 3, "优化服务")]
    assert "新建农村公路100公里" in plan(text)


def test_items_that_count_are_promises_and_no_headings() -> None:
    text = "二、2031年工作安排\n实事三件：一是新建学校5所。二是畅通路网。打通青云路。三是就业率达90%。以上已定。\n"
    assert [title for _, _, title in headings(text)] == ["2031年工作安排", "畅通路网"]
    assert "一是新建学校5所。" in plan(text) and "三是就业率达90%。" in plan(text)


def test_nothing_comes_of_nothing() -> None:
    assert outline("") == Outline()


@pytest.mark.parametrize("lead", ["持续加强资源要素保障", "毫不放松抓好安全生产"])
def test_leads_with_a_word_that_only_looks_like_another(lead: str) -> None:
    text = f"一、2031年工作安排\n{lead}。开工建设北门大桥，推进南门学校建设。"
    assert (3, None, lead) in headings(text)


def test_levels_under_titles_without_numbers() -> None:
    text = (
        "2030年工作回顾\n一、产业稳步提升\n2031年工作安排\n一、聚焦产业\n（一）做强集群\n开工建设大桥。\n"
        "（二）壮大企业\n二、聚焦民生\n办好学校。"
    )
    assert headings(text) == [
        (1, None, "2030年工作回顾"),
        (2, 1, "产业稳步提升"),
        (1, None, "2031年工作安排"),
        (2, 1, "聚焦产业"),
        (3, 1, "做强集群"),
        (3, 2, "壮大企业"),
        (2, 2, "聚焦民生"),
    ]
    assert outline(text).parents == [None, 0, None, 2, 3, 3, 2]


def leads(line: str) -> list[str]:
    return [title for _, _, title in headings(f"二、2031年工作安排\n（一）建设美丽云溪\n{line}")[2:]]


@pytest.mark.parametrize(
    "lead",
    [
        "铁腕监管",
        "科技引领",
        "旗帜鲜明讲政治",
        "城市治理更温暖",
        "突出抓好安全生产",
        "坚持实事求是",
        "不松须臾抓好安全工作",
    ],
)
def test_short_leads_without_a_known_verb(lead: str) -> None:
    assert leads(f"{lead}。严格落实责任，加强排查。") == [lead]


@pytest.mark.parametrize(
    "line",
    [
        "突出抓好以下工作。严格落实责任，加强排查。",
        "重点抓好八个方面。严格落实责任，加强排查。",
        "绿色决定成色。我们要坚持绿色发展，守好青山。",
        "民之所盼，政之所向。办好民生实事，改造学校。",
        "就业是民生之本。促进就业，开展培训。",
        "抓落实就是抓发展。加快项目建设，改造老城。",
        "加快发展，必须深化改革。加快项目建设，改造老城。",
    ],
)
def test_announcements_and_sayings_are_no_leads(line: str) -> None:
    assert leads(line) == []


def test_a_line_of_a_page_that_goes_on_is_no_lead() -> None:
    assert leads("推进南门学校建设，办\n好人民满意的教育。改造校舍9间，新建食堂。") == []


def test_circled_numbers_and_ordinals_in_words() -> None:
    text = (
        "二、2031年工作安排\n（一）建设美丽云溪\n①整治河道。疏浚青溪。\n第二，修复山林。补植树木。\n"
        "⑫建好公园。新建绿道。"
    )
    assert headings(text)[2:] == [(3, 1, "整治河道"), (3, 2, "修复山林"), (3, 12, "建好公园")]
