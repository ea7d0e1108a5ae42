"""Projects and batches: names and stages, on invented sentences."""

from __future__ import annotations

import pytest

from loaders.rules.projects import projects
from loaders.rules.stages import lone_stage
from tests.loaders.clauses_of import found, quotes, readings


def named(text: str) -> list[tuple[str, object]]:
    return [(text[f.start : f.end], f.fields["stage"]) for f in found(projects, text) if f.kind == "project"]


def batches(text: str) -> list[tuple[str, object, object]]:
    return [
        (text[f.start : f.end], f.fields["declared_count"], f.fields["stage"])
        for f in found(projects, text)
        if f.kind == "batch"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开工建设青石水库、北门大桥", [("青石水库", "开工"), ("北门大桥", "开工")]),
        ("力争开工云溪高铁南延段", [("云溪高铁南延段", "前期")]),
        ("加快推进东门互通、西门快速路建设", [("东门互通", "续建"), ("西门快速路", "续建")]),
        ("建成投用南城文体中心", [("南城文体中心", "建成")]),
        ("推动恒远电池、华星光材等项目顺利投产", [("恒远电池", "投产"), ("华星光材", "投产")]),
        ("推进云溪、青田天然气管道项目前期", [("云溪", "前期"), ("青田天然气管道项目", "前期")]),
        ("北山隧道、云溪绿道10月底建成通车", [("北山隧道", "建成"), ("云溪绿道", "建成")]),
        ("中南智造产业园部分厂房主体封顶", [("中南智造产业园", "续建")]),
        ("完成义云高速云溪段核准、云温铁路可研审查", [("义云高速云溪段", "前期"), ("云温铁路", "前期")]),
        ("推动青溪机场二期尽早开工建设", [("青溪机场二期", "前期")]),
        ("建设青溪核电一期和白云核电5、6号机组", [("青溪核电一期", None), ("白云核电5、6号机组", None)]),
        ("推进青溪隧道建设和白云大塘等项目", [("青溪隧道", "续建"), ("白云大塘", "续建")]),
        (
            "谋划启动云溪公园、云溪红叶谷和白云沟改造升级等项目",
            [("云溪公园", "前期"), ("云溪红叶谷", "前期"), ("白云沟改造升级", "前期")],
        ),
        ("实施105国道和青白北线大修", [("105国道", None), ("青白北线大修", None)]),
        ("争取青溪引水工程建成通水", [("青溪引水工程", "建成")]),
        ("高标准建设国家新型膜材料技术创新中心", [("国家新型膜材料技术创新中心", None)]),
        ("完成青溪水库扩容200万方", [("青溪水库扩容", "建成")]),
        ("白云抽水蓄能12台机组全容量投产发电", [("白云抽水蓄能", "投产")]),
        ("筹建云溪海洋大学", [("云溪海洋大学", "前期")]),
        ("加快推进云溪口岸重建", [("云溪口岸重建", "续建")]),
        ("总投资2.4亿元的开发区三期基础设施项目开工建设", [("开发区三期基础设施项目", "开工")]),
        ("启动文昌路改造提升和东环路南延", [("文昌路改造提升", "开工"), ("东环路南延", "开工")]),
        ("打通育英街（北门路至南门路）", [("育英街（北门路至南门路）", "建成")]),
        ("加快建设东岭新能源产业园", [("东岭新能源产业园", "续建")]),
        ("做好甲山通道、云溪大道等项目前期工作", [("甲山通道", "前期"), ("云溪大道", "前期")]),
        ("建成士微芯片、长川科技等50亿元以上重大项目", [("士微芯片", "建成"), ("长川科技", "建成")]),
        ("开通试运营轨道交通青山线", [("轨道交通青山线", "建成")]),
        ("加快建设东岭新区汽车测试中心", [("东岭新区汽车测试中心", "续建")]),
        ("确保青溪水厂二期工程建成通水", [("青溪水厂二期工程", "建成")]),
        ("加快云溪抽水蓄能电站等重大项目建设和投产", [("云溪抽水蓄能电站", "续建")]),
        ("加快东方理工大学建设", [("东方理工大学", "续建")]),
        (
            "建成东湖公园、加快西湖公园改造工程、开工南湖水库",
            [("东湖公园", "建成"), ("西湖公园改造工程", "续建"), ("南湖水库", "开工")],
        ),
    ],
)  # fmt: skip
def test_names_and_stages(text: str, expected: list[tuple[str, object]]) -> None:
    assert named(text) == expected


def test_and_inside_a_name_splits_nothing() -> None:
    assert quotes(projects, "开工建设云溪半导体与先进制造业产业园、青溪污水处理厂提标及中水回用项目", "project") == [
        "云溪半导体与先进制造业产业园",
        "青溪污水处理厂提标及中水回用项目",
    ]


def test_and_between_two_projects_splits() -> None:
    assert quotes(projects, "建成青云大桥和白云大桥", "project") == ["青云大桥", "白云大桥"]


def test_a_shared_head_is_quoted_too() -> None:
    text = "推进文溪、泰溪天然气管道项目前期"
    first = found(projects, text)[0]
    assert (first.rule, text[slice(*first.extra[0])]) == ("project.shared_head", "泰溪天然气管道项目")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("扎实推进云溪高速、特高压青溪站等45个重大项目前期", ("云溪高速、特高压青溪站等45个重大项目前期", 45, "前期")),
        ("推动总投资5亿元的青泰光伏、白云铸机等10个项目竣工", ("青泰光伏、白云铸机等10个项目竣工", 10, "建成")),
        ("全力抓好53个重点项目", ("53个重点项目", 53, None)),
        ("全力抓好38个产业项目建设", ("38个产业项目", 38, "续建")),
        ("建成5个街道文体中心", ("5个街道文体中心", 5, "建成")),
        ("实施海绵公园改造、河道治理等项目54个", ("海绵公园改造、河道治理等项目54个", 54, None)),
    ],
)
def test_batches(text: str, expected: tuple[str, object, object]) -> None:
    assert batches(text) == [expected]


def test_a_batch_for_each_count() -> None:
    assert batches("开工建设3件大型灌区、5件中型水库") == [("3件大型灌区", 3, "开工"), ("5件中型水库", 5, "开工")]


def test_parts_that_each_tell_their_stage() -> None:
    text = "推动富云路等30条道路建成通车、龙溪大道等34条道路加快建设、晨光路等40条道路动工"
    assert [(count, stage) for _, count, stage in batches(text)] == [(30, "建成"), (34, "续建"), (40, "开工")]
    assert named(text) == [("富云路", "建成"), ("龙溪大道", "续建"), ("晨光路", "开工")]


@pytest.mark.parametrize(
    "text",
    [
        "因地制宜建设社区公园、口袋公园",
        "深入实施城市更新提质工程",
        "加快打通一批断头路",
        "推动眼镜、珠宝等传统产业升级",
        "大力推进教育强县建设",
        "深化与云溪大学等高校合作",
        "推进海上风电、光伏发电等项目",
        "推进农村公路改造提升",
        "加快建设特色产业园",
        "推进东岭产业园建设",
        "做好重点项目服务工作",
        "加快建设集成电路、新型显示等领域重大项目",
        "加快建设国际消费中心",
        "推进共性技术平台、中试验证平台建设",
        "加快“双重”项目建设",
        "支持云溪大学、东岭学院建设高水平大学",
        "谋划打造3条景观大道",
        "支持东部县市加快创建三甲医院",
        "深入推进集中供热和煤改气、煤改电工程",
        "加快推进灾后重建",
        "建设国际科技创新中心",
        "强化重点领域合作和重大项目落地",
    ],
)
def test_what_is_no_project(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "stage"),
    [("确保年内竣工投用", "建成"), ("力争年底前开工", "前期"), ("争取明年投产达效", None), ("确保群众满意", None)],
)
def test_a_clause_of_nothing_but_a_stage(text: str, stage: str | None) -> None:
    (reading,) = readings(text)
    assert lone_stage(reading) == stage
