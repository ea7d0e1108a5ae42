"""Extraction of a whole invented report: what is proposed, where, and under what."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.document import Document, document_of
from loaders.extraction import extract, unexplained_numbers
from loaders.proposals import KINDS, Proposal

REPORT = """政府工作报告
各位代表：
现在，我代表云溪县人民政府，向大会报告工作。
一、2030年工作回顾
过去一年，建成学校5所，新增企业9家。
二、2031年工作安排
今年经济社会发展主要预期目标是：生产总值增长6%以上，居民收入与经济增长基本同步。
（一）深入实施“强城行动”，做强云溪家底
狠抓项目建设。开工建设青石水库、北门大桥等12个重大项目，加快推进云溪高铁建设，确保年内竣工。持续优化营商环境，提升服务水平。
培育市场主体。新增高新技术企业30家、科技型中小企业500家，推动云溪高新区提质，办好云溪国际泵阀博览会。
各位代表！蓝图已绘就，让我们一起奋斗！
"""


def document(text: str) -> Document:
    return document_of(text.encode(), "report.txt")


def rows(proposals: list[Proposal], kind: str) -> list[str]:
    return [proposal.text for proposal in proposals if proposal.kind == kind]


def test_what_a_report_says() -> None:
    found = extract(document(REPORT))
    assert rows(found, "section") == [
        "2030年工作回顾",
        "2031年工作安排",
        "深入实施“强城行动”，做强云溪家底",
        "狠抓项目建设",
        "培育市场主体",
    ]
    assert rows(found, "measure") == [
        "开工建设青石水库、北门大桥等12个重大项目",
        "加快推进云溪高铁建设",
        "持续优化营商环境",
        "推动云溪高新区提质",
        "办好云溪国际泵阀博览会",
    ]
    assert rows(found, "target") == [
        "生产总值增长6%以上",
        "居民收入与经济增长基本同步",
        "开工建设青石水库、北门大桥等12个重大项目",
        "新增高新技术企业30家",
        "科技型中小企业500家",
    ]
    assert rows(found, "batch") == ["青石水库、北门大桥等12个重大项目"]
    assert rows(found, "project") == ["青石水库", "北门大桥", "云溪高铁"]
    assert rows(found, "park") == ["云溪高新区"]
    assert rows(found, "policy") == ["“强城行动”"]
    assert rows(found, "event") == ["云溪国际泵阀博览会"]


def test_the_stage_that_the_next_clause_tells() -> None:
    found = extract(document(REPORT))
    stages = {proposal.text: proposal.fields["stage"] for proposal in found if proposal.kind == "project"}
    assert stages == {"青石水库": "开工", "北门大桥": "开工", "云溪高铁": "建成"}


def test_a_clause_without_a_verb_goes_on_with_new_ones() -> None:
    text = "二、2031年重点工作\n新增规上企业30家，专精特新企业20家，工业总产值达300亿元。\n"
    kinds = [one.fields["kind"] for one in extract(document(text)) if one.kind == "target"]
    assert kinds == ["increment", "increment", "level"]


def test_a_clause_without_a_verb_goes_on_with_what_is_counted_alike() -> None:
    text = "二、2031年重点工作\n认定高新企业10家，科技企业30家，上市企业超过4家，"
    text += "规上企业总数90家，建成水厂2座，村道长度9公里。\n"
    kinds = [p.fields["kind"] for p in extract(document_of(text.encode(), "a.txt")) if p.kind == "target"]
    assert kinds == ["count", "count", "level", "level", "count", "level"]


def test_a_part_of_what_was_counted_is_counted_too() -> None:
    text = "二、2031年重点工作\n新增贷款20亿元，其中科技贷款5亿元。安排资金3亿元，其中农业资金1亿元。"
    text += "建成桥梁6座，其中公路30公里。\n"
    kinds = [one.fields["kind"] for one in extract(document(text)) if one.kind == "target"]
    assert kinds == ["increment", "increment", "count", "count", "count", "level"]


def test_what_is_named_before_is_no_deed_yet() -> None:
    added = "依托云溪科技产业园，打造乡村休闲旅游目的地。按照“强城行动”要求，提升生活水平。"
    found = rows(extract(document(REPORT.replace("持续优化", added + "持续优化"))), "measure")
    assert "打造乡村休闲旅游目的地" in found
    assert "提升生活水平" not in found


def test_a_number_of_begun_projects_without_a_verb_is_no_measure() -> None:
    text = "二、2031年重点工作\n强化项目管理，亿元以上项目开工18个。\n"
    found = [(one.kind, one.text) for one in extract(document(text)) if one.kind != "section"]
    assert found == [
        ("measure", "强化项目管理"),
        ("batch", "亿元以上项目开工18个"),
        ("target", "亿元以上项目开工18个"),
    ]


def test_a_plant_that_starts_production_may_end_in_anything() -> None:
    found = extract(document("二、2031年重点工作\n推动永星传感器早日投产，中尚集团年内投产。\n"))
    assert [(one.text, one.fields["stage"]) for one in found if one.kind == "project"] == [
        ("永星传感器", "投产"),
        ("中尚集团", "投产"),
    ]


def test_promises_numbered_in_words_are_quoted_without_their_number() -> None:
    found = extract(
        document("二、2031年重点工作\n办好实事。一是新建学校5所。二是就业服务覆盖率达90%。十二是加装电梯60部。\n")
    )
    assert rows(found, "target") == ["新建学校5所", "就业服务覆盖率达90%", "加装电梯60部"]
    assert rows(found, "measure") == ["新建学校5所", "加装电梯60部"]


def test_values_in_turn_are_of_what_the_clause_before_names() -> None:
    goals = "县属企业营业收入达到4亿元、利润总额达到1亿元，分别增长6%、4%"
    text = f"二、2031年重点工作\n{goals}，其中一、二、三产增加值分别增长3%、5%、8%。\n"
    found = [one.fields for one in extract(document(text)) if one.kind == "target"]
    assert [(fields["indicator"], fields["value"]) for fields in found if fields["kind"] == "growth"] == [
        ("县属企业营业收入", 6),
        ("利润总额", 4),
        ("一产增加值", 3),
        ("二产增加值", 5),
        ("三产增加值", 8),
    ]


def test_a_tree_from_the_part_to_the_project() -> None:
    found = extract(document(REPORT))
    (bridge,) = [proposal for proposal in found if proposal.text == "北门大桥"]
    path = []
    while bridge.parent is not None:
        bridge = found[bridge.parent]
        path.append(bridge.text)
    assert path == [
        "开工建设青石水库、北门大桥等12个重大项目",
        "狠抓项目建设",
        "深入实施“强城行动”，做强云溪家底",
        "2031年工作安排",
    ]


def test_a_policy_in_a_heading_stands_under_it() -> None:
    found = extract(document(REPORT))
    (policy,) = [proposal for proposal in found if proposal.kind == "policy"]
    assert policy.parent is not None and found[policy.parent].kind == "section"


def test_half_width_marks_give_the_same_with_verbatim_quotes() -> None:
    narrow = REPORT.translate(str.maketrans("，：；（）", ",:;()"))
    found = extract(document(narrow))
    assert [p.text.translate(str.maketrans(",:;()", "，：；（）")) for p in found] == [
        p.text for p in extract(document(REPORT))
    ]
    assert "深入实施“强城行动”,做强云溪家底" in rows(found, "section")


def test_numbers_in_no_proposal_are_listed() -> None:
    text = REPORT.replace("狠抓项目建设。", "狠抓项目建设。县情独特，全县辖7个乡镇。")
    one = document(text)
    spans = unexplained_numbers(one, extract(one))
    assert [text[start:end] for start, end in spans] == ["7"]
    assert unexplained_numbers(document(REPORT), extract(document(REPORT))) == []


def test_the_review_part_commits_to_nothing() -> None:
    kinds = Counter(p.kind for p in extract(document(REPORT.split("二、")[0])))
    assert kinds == {"section": 1}


def test_the_same_text_gives_the_same_proposals() -> None:
    assert extract(document(REPORT)) == extract(document(REPORT))


LONG = ("推动加快", "新增5家、", "“", "和", "1", "开工A项目、", "产业园", "行动", "办好大会", "年内力争")
WORDS = """二、2031年工作安排 （一）做强产业 一是 狠抓项目建设。 开工建设 青石水库 、 等12个项目
“强城”行动 新增 企业30家 增长6% 分别 和7% 以上 ， 。 ； “ ” （ ） 《 》 与经济增长同步 各位代表：
名词解释 [12] 1.5 万亩 云溪县 产业园 确保 年内竣工 让 以 为 a"""
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n", " ", "\ufeff"]), max_size=40)


@settings(max_examples=150, deadline=None)
@given(PIECES)
def test_every_span_is_verbatim_and_every_parent_is_earlier_or_a_heading(pieces: list[str]) -> None:
    text = "现在，我代表县人民政府报告工作。\n二、2031年工作安排\n" + "".join(pieces)
    one = document(text)
    found = extract(one)
    for index, proposal in enumerate(found):
        assert proposal.kind in KINDS and proposal.rule and proposal.version
        assert proposal.text == one.text[proposal.start : proposal.end] != ""
        assert all(0 <= start < end <= len(one.text) for start, end in proposal.spans)
        if proposal.parent is not None:
            assert found[proposal.parent].kind in ("section", "measure") and proposal.parent != index
    for start, end in unexplained_numbers(one, found):
        assert re.sub(r"\[\d+\]|\.", "", one.text[start:end]).isdigit()  # a footnote's mark may stand inside


def test_a_long_text_without_breaks_does_not_stall() -> None:
    """A rule that grows faster than a clause would take hours here; the test has to come back."""
    counts = [len(extract(document("二、2031年工作安排\n" + piece * 4000))) for piece in LONG]
    assert min(counts) == 1 and max(counts) > 100
