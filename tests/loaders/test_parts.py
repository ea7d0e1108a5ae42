"""Review and plan told apart by titles, on invented reports."""

from __future__ import annotations

import pytest

from loaders.outline import outline
from loaders.parts import report_year

_BACK = "一年来，建成学校5所。"
_AHEAD = "新建大桥2座。"


def spans(text: str, part: str) -> str:
    return "\n".join(text[s.start : s.end] for s in outline(text).stretches if s.part == part)


def terms(text: str) -> str:
    return "\n".join(text[s.start : s.end] for s in outline(text).stretches if s.part == "plan" and s.horizon == "term")


@pytest.mark.parametrize(
    "title",
    [
        "二、2031年工作安排",
        "二、关于2031年工作",
        "二、2031年工作",
        "二、2031年工作谋划",
        "二、高质量做好2031年各项工作，以优异成绩回报云溪人民",
        "二、站在新起点，推进云溪振兴",
        "二、展望新时期，我们站在新的起点、",
        "2031年重点工作",
        "努力做好2031年各项工作",
        "未来五年工作思路",
        "新一届政府目标任务",
    ],
)
def test_titles_that_lead_into_the_plan(title: str) -> None:
    text = f"一、2030年工作回顾\n{_BACK}\n{title}\n{_AHEAD}"
    assert spans(text, "plan") == _AHEAD
    assert _BACK in spans(text, "review")


@pytest.mark.parametrize("title", ["一、2030年主要工作", "一、关于2030年工作", "一、“十四五”发展成就和2030年主要工作"])
def test_titles_of_last_year_look_back(title: str) -> None:
    text = f"{title}\n{_BACK}\n二、2031年主要工作\n{_AHEAD}"
    assert (spans(text, "review"), spans(text, "plan")) == (_BACK, _AHEAD)


def test_a_title_of_no_known_word_whose_text_looks_back() -> None:
    text = (
        f"一、2030年工作回顾\n{_BACK}\n二、把学习成果化为生动实践\n去年9月以来，深入学习。\n"
        f"三、2031年工作安排\n{_AHEAD}"
    )
    assert spans(text, "plan") == _AHEAD


def test_tasks_of_a_look_back_without_number_open_no_plan() -> None:
    text = (
        f"2030年工作回顾\n一、完成脱贫任务，群众生活改善\n{_BACK}\n二、自身建设不断加强\n办结提案20件。\n"
        f"2031年工作安排\n一、做强产业\n{_AHEAD}"
    )
    assert spans(text, "plan") == _AHEAD


def test_a_plan_whose_title_is_missing_begins_where_the_year_requires() -> None:
    text = f"一、2030年工作回顾\n{_BACK}\n做好今年政府工作的总体要求是：稳中求进。\n{_AHEAD}"
    assert spans(text, "plan") == f"做好今年政府工作的总体要求是：稳中求进。\n{_AHEAD}"


def test_a_plan_inside_a_line_that_holds_the_whole_report() -> None:
    back = _BACK * 90
    text = f"各位代表：现在，我代表县人民政府报告工作。{back}建议2031年的主要预期目标是：增长6%。{_AHEAD}"
    assert spans(text, "review").endswith(back)
    assert spans(text, "plan") == f"建议2031年的主要预期目标是：增长6%。{_AHEAD}"


def test_a_part_that_looks_back_and_then_forward() -> None:
    text = (
        f"一、2030年工作回顾\n{_BACK}\n二、“十四五”时期发展成就和“十五五”时期目标任务\n五年来，建成水库1座。\n"
        f"“十五五”时期，实现生产总值翻番。\n三、2031年重点工作\n{_AHEAD}"
    )
    assert "建成水库1座" in spans(text, "review")
    assert terms(text) == "“十五五”时期，实现生产总值翻番。"
    assert _AHEAD in spans(text, "plan")


def test_a_part_of_five_years_and_one() -> None:
    text = (
        f"2030年工作回顾\n{_BACK}\n“十五五”主要思路和2031年工作计划\n到2035年，建成高速。\n2031年是开局之年。\n{_AHEAD}"
    )
    assert terms(text) == "到2035年，建成高速。"
    assert _AHEAD in spans(text, "plan")


def test_five_years_of_a_plan_told_by_its_requirement() -> None:
    text = f"各位代表：\n{_BACK}\n今后五年的总体思路是：建成高速。"
    assert terms(text) == "今后五年的总体思路是：建成高速。"


def test_an_address_inside_the_plan_does_not_end_it() -> None:
    text = (
        "一、2031年工作安排\n开好头。\n起好步。\n迈好步。\n（一）决战贫困\n各位代表！让我们决战到底。\n"
        f"（二）做强产业\n{_AHEAD}"
    )
    assert _AHEAD in spans(text, "plan")
    assert spans(text, "closing") == "各位代表！让我们决战到底。"


def test_the_last_words() -> None:
    last = "奋斗铸就辉煌。让我们更加紧密地团结在以某同志为核心的党中央周围，再创佳绩！"
    text = f"一、2031年工作安排\n开好头。\n起好步。\n迈好步。\n{_AHEAD}\n{last}"
    assert spans(text, "closing") == last


def test_a_promise_to_all_representatives_is_none() -> None:
    promise = "各位代表，青山就是美丽。我们将守护好一草一木，让我们的家园青山常在。"
    text = f"一、2031年工作安排\n开好头。\n起好步。\n迈好步。\n{promise}\n{_AHEAD}"
    assert spans(text, "closing") == ""


def test_promises_that_were_kept_are_no_plan() -> None:
    text = (
        f"一、2031年工作安排\n{_AHEAD}\n附件1\n2030年民生实事完成情况\n改造市场3个。\n"
        "附件2\n2031年民生实事\n改造市场5个。"
    )
    assert "改造市场5个" in spans(text, "plan")
    assert "改造市场3个" not in spans(text, "plan")


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["一、2030年工作回顾", "二、2031年工作安排"], "2031"),
        (["2032年云溪县政府工作报告", "2031年工作安排"], "2031"),
        (["二、2035年远景目标", "（2031年1月8日）", "2034年，我们将建成高速。"], ""),
    ],
)
def test_the_year_that_a_report_plans(lines: list[str], year: str) -> None:
    assert report_year(lines) == year


def test_a_plan_inside_a_line_that_opens_with_a_heading() -> None:
    back = _BACK * 90
    text = f"一、2030年工作回顾\n（一）民生改善。{back}今年的总体要求是：稳中求进。{_AHEAD}"
    assert spans(text, "plan") == f"今年的总体要求是：稳中求进。{_AHEAD}"


def test_a_title_that_a_blank_parts_from_its_text() -> None:
    text = f"一、2030年工作回顾\n{_BACK}\n二、2031年主要任务 今年是关键一年，任务很重。{_AHEAD}"
    result = outline(text)
    assert [text[h.start : h.end] for h in result.headings] == ["2030年工作回顾", "2031年主要任务"]
    assert spans(text, "plan") == f"今年是关键一年，任务很重。{_AHEAD}"


def test_the_name_of_an_attached_file_is_no_list() -> None:
    text = f"一、2031年工作安排\n{_AHEAD}\n附件\n1.2031年民生实事一览表.docx\n改造市场5个。"
    assert spans(text, "plan") == _AHEAD


@pytest.mark.parametrize(
    "title", ["名 词 解 释", "※注释※", "附：短语说明", "政府工作报告名词、术语注释", "注释：", "附件：名词解释"]
)
def test_titles_of_glossaries(title: str) -> None:
    text = f"一、2031年工作安排\n{_AHEAD}\n{title}\n1.一核两翼。青溪镇和两个乡，将建成核心。"
    result = outline(text)
    assert spans(text, "plan") == _AHEAD
    assert [text[h.start : h.end] for h in result.headings] == ["2031年工作安排"]
