"""Parks, policies, events, bodies, places and umbrellas, on invented sentences."""

from __future__ import annotations

import pytest

from loaders.rules.declared import declared
from loaders.rules.mentions import events, organizations, places
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.policy_words import level
from tests.loaders.clauses_of import found, quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推动云溪高新区排名前移", ["云溪高新区"]),
        ("加快青溪数字经济产业园、白云智造园建设", ["青溪数字经济产业园", "白云智造园"]),
        ("建设“一园两区”生态产业园", ["“一园两区”生态产业园"]),
        ("加快云溪生物药创新发展先导区一期", ["云溪生物药创新发展先导区"]),
        ("建设东岭（云溪）科学城", ["东岭（云溪）科学城"]),
        ("推动市大数据产业园高效运行", ["市大数据产业园"]),
        ("建设东山新城、云溪国际金融城", ["东山新城", "云溪国际金融城"]),
        ("完成云溪综合保税区（二期）规划", ["云溪综合保税区（二期）"]),
        ("依托青溪科技园、智能装备产业园", ["青溪科技园", "智能装备产业园"]),
        ("建成投运市数字经济产业园", ["市数字经济产业园"]),
        ("建设“智能+”未来科技城", ["“智能+”未来科技城"]),
        ("加快资源向白云科创走廊集聚", ["白云科创走廊"]),
        ("完成青云路和青溪工业园区道路改造", ["青溪工业园区"]),
        ("争做雄安新区协作的样板", ["雄安新区"]),
        ("打造世界一流的白云科学城", ["白云科学城"]),
        ("布局一批未来产业加速园区", []),
        ("打造“低碳”试点园区3个", []),
        ("鼓励企业对自有园区改造", []),
        ("落实主体功能区规划", []),
        ("加强粮食生产功能区建设", []),
        ("推动更多省级园区进入国家开发区目录", []),
        ("加快云溪科技创新城市建设", []),
        ("打造市级现代农业园区", []),
        ("推进智慧城管建设", []),
        ("整治村镇工业园", []),
        ("适度超前推进园区“七通一平”", []),
        ("保障东、中、西三大先进制造业园区", []),
        ("深化园区管理体制改革", []),
        ("建成龙城公园活力谷", []),
        ("完成5个特色产业园区改造", []),
    ],
)
def test_parks(text: str, expected: list[str]) -> None:
    assert quotes(parks, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深入实施都市农业“百千万”工程", ["都市农业“百千万”工程"]),
        ("全面落实三个“一号工程”和“十项重大工程”", ["三个“一号工程”", "“十项重大工程”"]),
        ("推进云溪“8+4”经济政策体系落地", ["云溪“8+4”经济政策体系"]),
        ("深入实施“人才新政40条”4.0版", ["“人才新政40条”4.0版"]),
        ("实施城乡环境整治提升三年行动", ["城乡环境整治提升三年行动"]),
        ("推动出台《云溪县民宿促进条例》", ["《云溪县民宿促进条例》"]),
        ("全面贯彻党的二十大精神", ["党的二十大精神"]),
        ("深化国家智能建造试点", ["国家智能建造试点"]),
        ("落实民营经济“28条”2.0版", ["民营经济“28条”2.0版"]),
        ("推进“氢进千家”科技示范工程", ["“氢进千家”科技示范工程"]),
        ("完成“七保”任务", ["“七保”任务"]),
        ("开展“助企问需”等活动", ["“助企问需”"]),
        ("落实好校园安全综合治理行动", ["校园安全综合治理行动"]),
        ("实施集成电路产业提升行动", ["集成电路产业提升行动"]),
        ("加快形成“两轴三带”发展格局", ["“两轴三带”发展格局"]),
        ("谋划实施文物修缮工程40个", []),
        ("培育“夜读”等新场景", []),
        ("深入实施创新平台攻坚行动", ["创新平台攻坚行动"]),
        ("全面落实优化营商环境条例", ["优化营商环境条例"]),
        ("推动实施全县一体化示范区建设三年行动", ["一体化示范区建设三年行动"]),
        ("推进卓越校（园）长培养工程", ["卓越校（园）长培养工程"]),
        ("推动长期护理保险制度落地", ["长期护理保险制度"]),
        ("完成青山、绿水等各类专项规划修编", []),
        ("推进青溪口岸规划重建", []),
        ("推动办事只进“一个网”", []),
        ("开展一体化人才培养试点", ["一体化人才培养试点"]),
        ("提请人大常委会审议产业促进条例", ["产业促进条例"]),
        ("以北门街道为试点", []),
        ("完成20个小区改造提升试点", []),
        ("优化大剧院设计方案", []),
        ("完善资源配置新机制", []),
        ("储备一批“双重”建设项目", []),
        ("抓好“三农”工作", []),
        ("加快“双重”项目建设", []),
        ("制定青山振兴战略五年行动计划", ["青山振兴战略五年行动计划"]),
        ("完善校企协同创新机制", []),
        ("推出数字化解决方案", []),
        ("争创营商改革等4项省级试点", []),
        ("打响“云溪山居”品牌", []),
        ("当好服务企业的“店小二”", []),
        ("实施3条道路“双修”", []),
        ("面子工程坚决不搞", []),
    ],
)
def test_policies(text: str, expected: list[str]) -> None:
    assert quotes(policies, text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("“八八战略”", "provincial"),
        ("乡村振兴战略", "national"),
        ("省“双百”工程", "provincial"),
        ("市委“强城”行动", "municipal"),
        ("县委“11458”[6]总体思路", "county"),
        ("人才安居工程", "unknown"),
    ],
)
def test_levels(name: str, expected: str) -> None:
    assert level(name) == expected


def test_a_footnote_mark_is_quoted_but_not_named() -> None:
    text = "持续深化农业“百千万”[10]工程"
    (one,) = found(policies, text)
    assert text[one.start : one.end] == "农业“百千万”[10]工程"
    assert one.fields["name"] == "农业“百千万”工程"


def test_events_bodies_and_places() -> None:
    text = "办好云溪国际泵阀博览会，支持青溪大学建设，推动永嘉县提速，串联云岭乡、青石镇。"
    assert quotes(events, text) == ["云溪国际泵阀博览会"]
    assert quotes(organizations, text) == ["青溪大学"]
    assert [(text[p.start : p.end], p.fields["level"]) for p in found(places, text)] == [
        ("永嘉县", "county"),
        ("青石镇", "township"),
    ]


def test_an_umbrella_declares_its_members() -> None:
    text = "深化实施“九大专项行动”，重点抓好六方面工作"
    assert [(text[d.start : d.end], d.fields["declared_count"]) for d in found(declared, text)] == [
        ("“九大专项行动”", 9),
        ("六方面工作", 6),
    ]
