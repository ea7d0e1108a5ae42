"""Projects that a clause is about without building them, on invented sentences."""

from __future__ import annotations

import pytest

from loaders.document import document_of
from loaders.extraction import extract


def named(text: str) -> list[tuple[str, object]]:
    """Return the projects and batches of a plan of one sentence, with their stages."""
    document = document_of(f"二、2031年工作安排\n{text}。\n".encode(), "report.txt")
    return [(one.text, one.fields["stage"]) for one in extract(document) if one.kind in ("project", "batch")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对青溪文旅小镇、北岭科创中心等新开工项目，强化服务", [("青溪文旅小镇", "开工"), ("北岭科创中心", "开工")]),
        ("全程跟踪服务恒远新材料产业园、金源制药等签约项目", [("恒远新材料产业园", "前期"), ("金源制药", "前期")]),
        ("围绕青溪职教园区、云温高铁等重大项目布局", [("青溪职教园区", None), ("云温高铁", None)]),
        ("做实北山站扩能改造、东门铁路专用线等项目前期", [("北山站扩能改造", "前期"), ("东门铁路专用线", "前期")]),
        (
            "新城片区重点推进江汉产业交流中心等12个项目建设",
            [("江汉产业交流中心等12个项目", "续建"), ("江汉产业交流中心", "续建")],
        ),
        ("统筹实施城中村改造、保障性住房、医疗康养等490个重点项目", [("490个重点项目", None)]),  # kinds
        ("对恒远超声、华星索具等新开工项目，抢工期", [("恒远超声", "开工"), ("华星索具", "开工")]),
        ("依法完成恒远超声等7个项目土地征收384亩", [("恒远超声等7个项目土地征收384亩", "前期"), ("恒远超声", "前期")]),
        (
            "突出抓好总投资8亿元的青溪雷达产业园项目，确保一期工程投产见效",
            [("青溪雷达产业园项目", "投产")],
        ),
        (
            "力争引进落地青溪工程研究院、北岭创新研发中心等项目5个以上",
            [
                ("青溪工程研究院、北岭创新研发中心等项目5个以上", "前期"),
                ("青溪工程研究院", "前期"),
                ("北岭创新研发中心", "前期"),
            ],
        ),
        (
            "开工建设青溪人民医院等民生项目，北岭农产品物流园、东湖商贸物流园等重大物流项目",
            [("青溪人民医院", "开工"), ("北岭农产品物流园", "开工"), ("东湖商贸物流园", "开工")],
        ),
    ],
)
def test_named(text: str, expected: list[tuple[str, object]]) -> None:
    assert named(text) == expected


def test_the_stage_of_many_holds_for_those_named_behind() -> None:
    text = "在建项目竣工投产一批，重点抓好恒远电池、华星光材等11个项目"
    assert named(text) == [("恒远电池、华星光材等11个项目", "投产"), ("恒远电池", "投产"), ("华星光材", "投产")]


@pytest.mark.parametrize(
    "text",
    [
        "加大对集成电路、高端装备等重大产业项目投资力度",  # kinds
        "一体实施水电气热污等市政设施建设",
        "完成省定20项民心工程",
        "分类别、分年度做好厕所革命、村容村貌提升、饮水安全等工程",
        "围绕省重大、省重点等省市县三级重点项目",
        "打造青溪音乐节、北岭书香月等品牌项目",
        "围绕青溪产业园、北岭产业园等重点领域谋划项目",
        "在青溪路、北岭路等道路实施绿化项目",
    ],
)
def test_none(text: str) -> None:
    assert named(text) == []
