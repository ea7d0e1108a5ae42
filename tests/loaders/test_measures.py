"""Measures: what is a commitment and what is not, on invented sentences."""

from __future__ import annotations

import pytest

from loaders.rules.measures import measures
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.targets import targets
from tests.loaders.clauses_of import readings


def measured(text: str) -> list[str]:
    clauses = [*readings(text)]
    for reading, *found in zip(clauses, targets(clauses), qualitative(clauses), projects(clauses), strict=True):
        reading.deeds = [finding for findings in found for finding in findings]
    return [text[made[0] : made[1]] for made in measures(clauses) if made]


@pytest.mark.parametrize(
    "text",
    [
        "全面深化国资国企改革",
        "弘扬企业家精神",
        "分门别类策划生成一批重点项目",
        "严禁散煤销售使用",
        "高水平建设国家创新型城市",
        "以数实融合推动纺织、木玩等传统产业转型",
        "结合经济普查摸清企业底数",
        "将重点项目纳入“白名单”",
        "打造10个省级美丽乡村",
        "对4条主干道进行优化提升",
        "引资本活水、建高端平台、促产业融合",
        "在全社会营造尊商重商氛围",
        "科创孵化器、标准化厂房6月底启动运营",
        "确保青溪电站首台机组并网发电",
        "统筹好发展和安全",
        "提升学校食堂管理水平",
        "每个县至少引进1个外资项目",
        "坚决防止耕地撂荒",
        "纵深推进数字化改革",
        "在全市率先出台“云上车间”行业标准",
        "更大力度、更硬措施推进全域治理",
        "强化科学监管",
        "不折不扣执行惠企政策",
        "发挥服务中心作用",
        "要加强政府自身建设",
        "校企共建实训学院25个",
        "力争新引进一批外资企业",
        "力争新引进亿元以上项目10个",
        "整备产业用地20万平方米",
        "时刻盯紧道路交通、建筑施工等领域安全",
        "分批次推出特色应用场景",
        "新组建25个教育集团",
    ],
)
def test_commitments(text: str) -> None:
    assert measured(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "以高质量发展为主线",
        "弘扬伟大建党精神",
        "围绕群众所需所盼",
        "坚持稳中求进工作总基调",
        "牢固树立项目为王的理念",
        "牢牢把握区域协同发展机遇",
        "生产总值增长6%",
        "新增停车泊位900个",
        "完成年度投资30亿元",
        "居民收入与经济增长同步",
        "做好今年工作",
        "充分发挥区位优势",
        "要厚植为民情怀",
        "发展是第一要务",
        "让群众生活更美好",
        "努力创造宜居环境",
        "做好今年工作责任重大",
        "利用丰富的水能资源优势",
        "以钉钉子精神推进工作",
        "增强“四个意识”、坚定“四个自信”",
        "新设立企业800户",
    ],
)
def test_no_commitments(text: str) -> None:
    assert measured(text) == []


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("开设服务窗口，提升外贸企业和本地消费者满意度与城市吸引力", "开设服务窗口"),
        ("推进产教融合，促进人才双向流动", "推进产教融合"),
        ("完善园区配套，提升承载能力", "完善园区配套"),
        ("推进政务公开，确保各项政策直达快享", "推进政务公开"),
        ("开展招商推介，打造青年向往之地", "开展招商推介"),
        ("优化营商环境，促进民营经济繁荣发展", "优化营商环境"),
        ("整治背街小巷，让城市更美丽", "整治背街小巷"),
        ("发展总部经济，放大产业集聚效应", "发展总部经济"),
        ("优化物流网络，有效降低企业物流成本", "优化物流网络"),
        ("开展消费活动，推动消费市场回暖升温", "开展消费活动"),
        ("布局新兴产业，抢占发展赛道", "布局新兴产业"),
    ],
)
def test_the_result_of_a_deed_is_no_measure(text: str, deed: str) -> None:
    assert measured(text) == [deed]


def test_lead_ins_do_not_belong() -> None:
    assert measured("全年打造科技园区1个") == ["打造科技园区1个"]
    assert measured("一是加快数字政府建设；二是完善养老服务。") == ["加快数字政府建设", "完善养老服务"]
