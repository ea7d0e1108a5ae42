"""Lead sentences inside a paragraph, on an invented report."""

from __future__ import annotations

from loaders.inner_leads import with_inner_leads
from loaders.outline import Outline, outline

_FILL = "开工建设青溪大桥，推进白云学校建设，年内完成投资三亿元，让群众得到更多实惠。" * 4
_ACTIONS = [
    ("做强产业，夯实家底", ["狠抓重点项目建设", "推动文旅产业融合", "加快传统产业升级"]),
    ("扮靓城市，提升颜值", ["提升县城承载能力", "完善城市基础设施", "强化城市精细管理"]),
    ("改善民生，共享成果", ["办好人民满意教育", "织密社会保障网络", "加快建设健康云溪"]),
]


def report(actions: list[tuple[str, list[str]]]) -> str:
    lines = ["一、2031年工作安排"]
    for numeral, (title, tasks) in zip("一二三", actions, strict=True):
        lines.append(f"（{numeral}）{title}。坚持稳字当头，{_FILL}" + "".join(f"{task}。{_FILL}" for task in tasks))
    return "\n".join(lines)


def read(text: str) -> Outline:
    return with_inner_leads(text, outline(text))


def test_short_sentences_of_long_paragraphs_are_tasks() -> None:
    text = report(_ACTIONS)
    result = read(text)
    tasks = [text[h.start : h.end] for h in result.headings if h.rule == "outline.inner_lead"]
    assert tasks == [task for _, tasks in _ACTIONS for task in tasks]
    assert result.parents == [None, 0, 1, 1, 1, 0, 5, 5, 5, 0, 9, 9, 9]
    assert len(result.parts) == len(result.headings)


def test_the_text_between_them_stands_under_them() -> None:
    text = report(_ACTIONS)
    result = read(text)
    under = [(text[s.start : s.end], result.headings[s.heading]) for s in result.stretches if s.heading >= 0]
    assert [text[h.start : h.end] for _, h in under[:2]] == ["做强产业，夯实家底", "狠抓重点项目建设"]
    assert under[1][0].startswith("开工建设青溪大桥") and "推动文旅产业融合" not in under[1][0]
    assert sum(s.end - s.start for s in outline(text).stretches) - sum(len(t) for t, _ in under) == 9 * 9


def test_one_such_paragraph_tells_nothing() -> None:
    tasks = ["狠抓重点项目建设", "推动文旅产业融合发展", "加快传统产业改造升级步伐"]
    text = report([("做强产业，夯实家底", tasks), ("扮靓城市，提升颜值", []), ("改善民生，共享成果", [])])
    assert read(text) == outline(text)


def inner(text: str) -> list[str]:
    result = read(text)
    return [text[h.start : h.end] for h in result.headings if h.rule == "outline.inner_lead"]


def under(*paragraphs: list[str]) -> str:
    lines = ["一、2031年工作安排", "（一）改善民生，共享成果"]
    told = "建成青溪小学，新增学位三百个，让孩子就近上学。"
    return "\n".join(
        [*lines, *("办好各项事业。" + "".join(f"{task}。{told}" for task in tasks) for tasks in paragraphs)]
    )


def test_three_of_one_length_with_or_without_a_verb() -> None:
    tasks = ["文旅产业放大优势", "康养产业抢抓风口", "农业产业彰显特色"]
    assert inner(under(tasks)) == tasks


def test_two_that_share_words_and_what_they_stand_beside() -> None:
    tasks = ["照顾好“老”和“小”", "安放好“身”和“心”"]
    text = under(tasks)
    assert inner(text) == tasks
    result = read(text)
    assert [text[h.start : h.end] for h in result.headings][2] == "办好各项事业"
    assert [(h.level, parent) for h, parent in zip(result.headings, result.parents, strict=True)][2:] == [(3, 1)] * 3


def test_two_of_one_length_are_tasks_where_that_is_the_manner() -> None:
    pairs = [["突出就业优先", "守牢安全底线"], ["加强产业协作", "激活科技创新"], ["提升治理效能", "深化精细管理"]]
    assert inner(under(*pairs[:2])) == []
    assert inner(under(*pairs)) == [task for pair in pairs for task in pair]


def test_one_told_without_a_comma_stands_beside_the_others() -> None:
    tasks = ["培育壮大新兴产业", *_ACTIONS[0][1]]
    text = report([("做强产业，夯实家底", tasks), *_ACTIONS[1:]])
    told = text.replace("培育壮大新兴产业。", "培育壮大新兴产业。推动云溪药业和青溪电机两个基地建成投产。")
    assert inner(told)[:4] == tasks


def test_short_measures_are_no_tasks() -> None:
    assert inner(under(["深化医保改革", "办好农民丰收节活动", "建设国际科技信息中心"])) == []
    text = under(["推进改革试点"]).replace("建成青溪小学", "建设改革园区。探索改革机制。完善改革制度。建成青溪小学")
    assert inner(text) == []


def test_sentences_of_deeds_are_no_tasks() -> None:
    text = report([(title, [f"推进{task}，完成改造" for task in tasks]) for title, tasks in _ACTIONS])
    assert read(text) == outline(text)


def test_only_text_of_the_plan_is_cut_at_them() -> None:
    text = report(_ACTIONS) + "\n同时，抓好普查。\n各位代表！蓝图已绘就，让我们一起奋斗！"
    result = read(text)
    assert [text[s.start : s.end] for s in result.stretches if s.part == "closing"] == [
        "各位代表！蓝图已绘就，让我们一起奋斗！"
    ]


def test_an_action_with_inner_leads_among_actions_with_leads() -> None:
    text = (
        report(_ACTIONS).partition("\n（二）")[0]
        + "\n（二）扮靓城市\n提升县城承载能力。改造老街，疏通河道。\n完善设施。建成水厂，改造管网。"
    )
    result = read(text)
    tasks = [text[h.start : h.end] for h in result.headings if h.rule == "outline.inner_lead"]
    assert tasks == _ACTIONS[0][1]
