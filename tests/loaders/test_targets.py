"""Targets: the hard cases of the genre, on invented sentences."""

from __future__ import annotations

import pytest

from loaders.rules.numerals import chinese_number
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.quantities import quantities
from loaders.rules.target_kinds import carried
from loaders.rules.targets import targets
from tests.loaders.clauses_of import found, quotes, readings


def rows(text: str) -> list[tuple[object, ...]]:
    return [
        (text[f.start : f.end], *(f.fields[key] for key in ("comparator", "value", "unit", "kind")))
        for f in found(targets, text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全县生产总值增长6.5%以上", ("全县生产总值增长6.5%以上", ">=", 6.5, "%", "growth")),
        ("力争规上工业增加值增长9％左右", ("规上工业增加值增长9％左右", "~", 9, "%", "growth")),
        ("城镇调查失业率控制在5%以内", ("城镇调查失业率控制在5%以内", "<=", 5, "%", "level")),
        ("推动青溪港吞吐量突破300万标箱", ("青溪港吞吐量突破300万标箱", ">", 300, "万标箱", "level")),
        ("筹措7亿元实施就业惠民工程", ("筹措7亿元实施就业惠民工程", "=", 7, "亿元", "count")),
        ("云溪高铁完成投资20亿元", ("云溪高铁完成投资20亿元", "=", 20, "亿元", "level")),
        ("新增两处孵化基地", ("新增两处孵化基地", "=", 2, "处", "increment")),
        ("研发投入强度达到2.4%", ("研发投入强度达到2.4%", "=", 2.4, "%", "level")),
        ("年内新增停车泊位1919个", ("新增停车泊位1919个", "=", 1919, "个", "increment")),
        ("引进亿元以上产业项目不少于12个", ("引进亿元以上产业项目不少于12个", ">=", 12, "个", "count")),
        ("建设50个“安静小区”", ("建设50个“安静小区”", "=", 50, "个", "count")),
        ("建设5个大型停车场", ("建设5个大型停车场", "=", 5, "个", "count")),
        ("新（改）建绿道200公里", ("新（改）建绿道200公里", "=", 200, "公里", "count")),
        ("新开工5个风电项目", ("新开工5个风电项目", "=", 5, "个", "count")),
        ("为经营主体减负25亿元以上", ("为经营主体减负25亿元以上", ">=", 25, "亿元", "count")),
        ("新打造3项应用", ("新打造3项应用", "=", 3, "项", "count")),
        ("提升单车道乡村公路125公里", ("提升单车道乡村公路125公里", "=", 125, "公里", "count")),
        ("提升企业研发投入12亿元", ("提升企业研发投入12亿元", "=", 12, "亿元", "growth")),
        ("青瓷产值超二百亿", ("青瓷产值超二百亿", ">", 200, "亿元", "level")),
        ("家纺产值达千亿元", ("家纺产值达千亿元", "=", 1000, "亿元", "level")),
        ("完成超900个小区改造", ("完成超900个小区改造", ">", 900, "个", "count")),
        ("打造10个省级美丽乡村", ("打造10个省级美丽乡村", "=", 10, "个", "count")),
        ("建成高标准农田1.2万亩", ("建成高标准农田1.2万亩", "=", 1.2, "万亩", "count")),
        ("规上企业由35家增至50家以上", ("规上企业由35家增至50家以上", ">=", 50, "家", "level")),
        ("完成年度投资30亿元以上", ("完成年度投资30亿元以上", ">=", 30, "亿元", "level")),
        ("确保粮食播种面积68万亩", ("粮食播种面积68万亩", "=", 68, "万亩", "level")),
        ("建设标准车间1.9万平米", ("建设标准车间1.9万平米", "=", 1.9, "万平米", "count")),
        ("规上企业增长6家以上", ("规上企业增长6家以上", ">=", 6, "家", "increment")),
        ("力争达到10万亩规模", ("达到10万亩规模", "=", 10, "万亩", "level")),
        ("完成新增造林4万亩", ("完成新增造林4万亩", "=", 4, "万亩", "count")),
        ("完成新增就业4500人", ("完成新增就业4500人", "=", 4500, "人", "increment")),
        ("增设住宅电梯300部", ("增设住宅电梯300部", "=", 300, "部", "count")),
        ("新开办幼儿园3所", ("新开办幼儿园3所", "=", 3, "所", "count")),
        ("释放产业用地1平方公里", ("释放产业用地1平方公里", "=", 1, "平方公里", "count")),
        ("新增供电容量19万千伏安", ("新增供电容量19万千伏安", "=", 19, "万千伏安", "increment")),
        ("工业项目到位资金3亿元以上", ("工业项目到位资金3亿元以上", ">=", 3, "亿元", "level")),
        ("城镇新增就业5万人", ("城镇新增就业5万人", "=", 5, "万人", "increment")),
        ("校企共建实训学院25个", ("共建实训学院25个", "=", 25, "个", "count")),
        ("引育创新创业团队2个以上", ("引育创新创业团队2个以上", ">=", 2, "个", "count")),
        ("提升农村公路125公里", ("提升农村公路125公里", "=", 125, "公里", "count")),
        ("安排专项资金12亿元", ("安排专项资金12亿元", "=", 12, "亿元", "count")),
        ("招商到位资金12亿元", ("招商到位资金12亿元", "=", 12, "亿元", "level")),
        ("力争全年争取上级资金30亿元以上", ("争取上级资金30亿元以上", ">=", 30, "亿元", "count")),
        ("争取政府债券20亿元", ("争取政府债券20亿元", "=", 20, "亿元", "count")),
        ("储备库投资额动态保持在600亿元", ("储备库投资额动态保持在600亿元", "=", 600, "亿元", "level")),
        ("亿元以上开工项目不低于6个", ("亿元以上开工项目不低于6个", ">=", 6, "个", "count")),
        ("新上线政务服务事项30项", ("新上线政务服务事项30项", "=", 30, "项", "increment")),
        ("争取认证绿色食品8个", ("认证绿色食品8个", "=", 8, "个", "count")),
        ("污水处理率均提高2个百分点", ("污水处理率均提高2个百分点", "=", 2, "个百分点", "increment")),
        ("在建项目达到60个", ("在建项目达到60个", "=", 60, "个", "level")),
        ("一般公共预算收入超10亿", ("一般公共预算收入超10亿", ">", 10, "亿元", "level")),
        ("到京时间由18小时缩短到5小时", ("到京时间由18小时缩短到5小时", "=", 5, "小时", "level")),
        ("全员劳动生产率16.8万元/人左右", ("全员劳动生产率16.8万元/人左右", "~", 16.8, "万元/人", "level")),
        ("争创政务服务改革等4项省级试点", ("争创政务服务改革等4项省级试点", "=", 4, "项", "count")),
        ("建设数字经济等4个总部集聚区", ("建设数字经济等4个总部集聚区", "=", 4, "个", "count")),
        ("推进31个小区饮用水入户工程", ("推进31个小区饮用水入户工程", "=", 31, "个", "count")),
        ("新建、改造提升农田4万亩", ("新建、改造提升农田4万亩", "=", 4, "万亩", "count")),
        ("新增、改造公交站点50座以上", ("新增、改造公交站点50座以上", ">=", 50, "座", "count")),
        (
            "力争新增绿色工厂、绿色供应链管理企业10个以上",
            ("新增绿色工厂、绿色供应链管理企业10个以上", ">=", 10, "个", "increment"),
        ),
        ("国有建设用地供应6万亩", ("国有建设用地供应6万亩", "=", 6, "万亩", "count")),
        ("清洁能源占比提高2个百分点", ("清洁能源占比提高2个百分点", "=", 2, "个百分点", "increment")),
        ("打造10个“乐邻中心”", ("打造10个“乐邻中心”", "=", 10, "个", "count")),
        ("开工3个大型项目", ("开工3个大型项目", "=", 3, "个", "count")),
        ("力争生产总值迈上1万亿元新台阶", ("生产总值迈上1万亿元", ">", 1, "万亿元", "level")),
        ("力争青溪港交易额突破千亿大关", ("青溪港交易额突破千亿", ">", 1000, "亿元", "level")),
        ("每镇至少建成2个公园", ("至少建成2个公园", ">=", 2, "个", "count")),
        ("压采地下水30万立方米", ("压采地下水30万立方米", "=", 30, "万立方米", "count")),
        ("新栽枣树6万株", ("新栽枣树6万株", "=", 6, "万株", "count")),
        ("新增污水处理能力6万吨/日", ("新增污水处理能力6万吨/日", "=", 6, "万吨/日", "increment")),
        ("提档升级民宿40家以上", ("提档升级民宿40家以上", ">=", 40, "家", "count")),
        ("推进58个医疗重点项目", ("推进58个医疗重点项目", "=", 58, "个", "count")),
        ("办好20件民生实事", ("办好20件民生实事", "=", 20, "件", "count")),
        ("培育链主企业和供应链标杆企业10家", ("培育链主企业和供应链标杆企业10家", "=", 10, "家", "count")),
        ("新竣工达产200个以上", ("新竣工达产200个以上", ">=", 200, "个", "count")),
        ("撬动社会资本200亿元以上", ("撬动社会资本200亿元以上", ">=", 200, "亿元", "count")),
        ("完成城市更新总投资100亿元", ("完成城市更新总投资100亿元", "=", 100, "亿元", "level")),
        ("确保汛期前完成21个", ("汛期前完成21个", "=", 21, "个", "count")),
        ("养老保险扩面6000人以上", ("养老保险扩面6000人以上", ">=", 6000, "人", "increment")),
        ("力争全年接待游客720万人次", ("接待游客720万人次", "=", 720, "万人次", "count")),
        ("各镇至少安排100万元", ("各镇至少安排100万元", ">=", 100, "万元", "count")),
        ("新建成安置房3万套", ("新建成安置房3万套", "=", 3, "万套", "count")),
        ("供应保障房490套（间）", ("供应保障房490套（间）", "=", 490, "套（间）", "count")),
        ("打造2—3个精品村", ("打造2—3个精品村", ">=", 2, "个", "count")),
        ("实施166项年度活动", ("实施166项年度活动", "=", 166, "项", "count")),
        ("推动50家医院实现检查结果互认", ("50家医院实现检查结果互认", "=", 50, "家", "count")),
        ("PM2.5浓度保持在每立方米23微克以下", ("PM2.5浓度保持在每立方米23微克以下", "<=", 23, "微克/立方米", "level")),
    ],
)  # fmt: skip
def test_one_target(text: str, expected: tuple[object, ...]) -> None:
    assert rows(text) == [expected]


def test_what_one_goes_by_is_no_target() -> None:
    assert rows("以办好10件民生实事为牵引") == []


def test_a_shared_verb_reaches_every_member_and_is_quoted() -> None:
    text = "新增高新技术企业30家、科技型中小企业500家以上"
    first, second = found(targets, text)
    assert [f.fields["indicator"] for f in (first, second)] == ["新增高新技术企业", "新增科技型中小企业"]
    assert [f.fields["comparator"] for f in (first, second)] == ["=", ">="]
    assert second.fields["kind"] == "increment"
    assert [text[start:end] for start, end in second.extra] == ["新增"]


def test_a_deed_may_count_two_sets() -> None:
    assert rows("推出30项便民事项和18项惠企政策") == [
        ("推出30项便民事项", "=", 30, "项", "count"),
        ("18项惠企政策", "=", 18, "项", "count"),
    ]


def test_money_behind_a_count_is_a_level() -> None:
    kinds = [row[-1] for row in rows("安排重点项目1530个、年度计划投资900亿元")]
    assert kinds == ["count", "level"]


def test_respectively_with_a_shared_qualifier() -> None:
    text = "城乡居民人均可支配收入分别增长6%和7%左右"
    assert [(f.fields["indicator"], f.fields["value"], f.fields["comparator"]) for f in found(targets, text)] == [
        ("城镇居民人均可支配收入", 6, "~"),
        ("农村居民人均可支配收入", 7, "~"),
    ]
    assert quotes(targets, text) == [text, text]


def test_as_many_values_as_things_are_given_in_turn() -> None:
    text = "粮食播种面积和产量稳定在426万亩、183万吨以上"
    fields = [one.fields for one in found(targets, text)]
    assert [(one["indicator"], one["value"], one["unit"], one["comparator"]) for one in fields] == [
        ("粮食播种面积", 426, "万亩", ">="),
        ("产量", 183, "万吨", ">="),
    ]
    assert [one.fields["value"] for one in found(targets, "培育珠宝、电子信息企业5家、8家")] == [5, 8]
    first, second = found(targets, "存款、贷款余额分别突破5000、5300亿元")
    assert (first.fields["unit"], second.fields["unit"]) == ("亿元", "亿元")


@pytest.mark.parametrize(
    "text", ["全区规上企业仅152家", "已累计完成土地整备2平方公里", "目前企业达到120家", "项目总投资95亿元"]
)
def test_what_is_told_of_now_is_no_target(text: str) -> None:
    assert rows(text) == []


def test_new_works_given_one_by_one_are_counted() -> None:
    text = "新签约、新开工产业项目分别不少于30个、20个"
    assert [(f.fields["value"], f.fields["kind"]) for f in found(targets, text)] == [(30, "count"), (20, "count")]


@pytest.mark.parametrize(("text", "sign"), [("收入增速不低于全省水平", ">="), ("单位产值能耗确保不高于上年", "<=")])
def test_what_is_not_below_or_above_another(text: str, sign: str) -> None:
    (one,) = found(qualitative, text)
    assert one.fields["comparator"] == sign
    assert "不" not in str(one.fields["indicator"])


def test_the_same_value_for_each() -> None:
    text = "力争研发机构设置率和研发活动覆盖率均达60%"
    assert [(f.fields["indicator"], f.fields["value"]) for f in found(targets, text)] == [
        ("研发机构设置率", 60),
        ("研发活动覆盖率", 60),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("项目开工率、纳统率稳定在65%以上", ["项目开工率", "纳统率"]),
        ("制造业贷款、小微企业贷款增速不低于20%", ["制造业贷款", "小微企业贷款"]),
        ("国、省考核断面水质优良率保持100%", ["国、省考核断面水质优良率"]),
    ],
)
def test_one_value_for_several_rates(text: str, expected: list[str]) -> None:
    assert [one.fields["indicator"] for one in found(targets, text)] == expected


def test_both_give_all_of_a_list_the_same_value() -> None:
    text = "市场主体总量、新登记企业户数均增长10%以上"
    assert [f.fields["indicator"] for f in found(targets, text)] == ["市场主体总量", "新登记企业户数"]


def test_years_of_a_new_sum_have_its_kind() -> None:
    text = "新增学前学位2.96万座，其中2026年5100座"
    first, second = found(targets, text)
    (_, later) = readings(text)
    assert [carried(later, first, second).fields[key] for key in ("kind", "indicator")] == ["increment", "新增学前学位"]


def test_several_things_in_step() -> None:
    text = "居民收入增长和经济增长同步、劳动报酬提高和劳动生产率提高同步"
    assert [f.fields["indicator"] for f in found(qualitative, text)] == ["居民收入增长", "劳动报酬提高"]
    assert [f.end for f in found(qualitative, "居民收入增长和经济增长同步、城镇新增就业和去年")] == [13]


def test_a_development_zone_is_no_deed() -> None:
    assert rows("全市开发区营收突破300亿元") == [("全市开发区营收突破300亿元", ">", 300, "亿元", "level")]


def test_tasks_end_a_list() -> None:
    assert [value for _, _, value, _, _ in rows("完成林分优化200万亩、森林抚育50万亩任务")] == [200, 50]


def test_what_a_plant_makes_is_part_of_its_name() -> None:
    text = "推动青泰6000吨合金生产等10个重点项目竣工投产"
    (reading,) = readings(text)
    (reading.deeds,) = projects([reading])
    ((one,),) = targets([reading])
    assert (text[one.start : one.end], one.fields["indicator"], one.fields["value"], one.fields["kind"]) == (
        "青泰6000吨合金生产等10个重点项目竣工投产",
        "重点项目竣工投产",
        10,
        "count",
    )


def test_works_that_get_done_are_promised_those_that_go_on_are_only_told() -> None:
    for text, expected in [
        ("建成青石、白云等10个公园", ["建成公园"]),
        ("推动新青联等5个项目完工", ["项目完工"]),
        ("加快青石、白云等10个公园建设", []),
    ]:
        (reading,) = readings(text)
        (reading.deeds,) = projects([reading])
        assert [one.fields["indicator"] for one in targets([reading])[0]] == expected


def test_a_hope_behind_a_promise_has_the_same_indicator() -> None:
    assert [(f.fields["indicator"], f.fields["value"]) for f in found(targets, "生产总值增长6.5%、力争7%")] == [
        ("生产总值", 6.5),
        ("生产总值", 7),
    ]


def test_a_range_keeps_both_ends() -> None:
    (one,) = found(targets, "地区生产总值增长4.5%—5%")
    assert (one.fields["value"], one.fields["upper"], one.fields["comparator"]) == (4.5, 5.0, ">=")


def test_relative_to_another_growth() -> None:
    (one,) = found(targets, "高技术产业增加值增速高于规上工业2个百分点")
    assert (one.fields["comparator"], one.fields["relative_to"]) == (">", "规上工业")
    (one,) = found(targets, "生产总值增速高于全市1个百分点左右")
    assert (one.fields["comparator"], one.fields["relative_to"]) == ("~", "全市")


def test_the_period_is_the_year_in_the_clause_or_the_horizon() -> None:
    assert found(targets, "到2027年服务业占比达到55%")[0].fields["period"] == "2027"
    assert found(targets, "服务业占比达到55%")[0].fields["period"] == "year"


def test_numbers_behind_other_deeds_start_at_their_own() -> None:
    assert quotes(targets, "强化地名保护、完成100个村碑修复") == ["完成100个村碑修复"]


def test_named_ones_first_then_the_number_of_the_others() -> None:
    assert quotes(targets, "建成青云公园、北山公园及15个社区公园") == ["15个社区公园"]


@pytest.mark.parametrize(
    "text",
    [
        "加快推进总投资60.7亿元的青溪电站",
        "建设5分钟便民圈",
        "迎来建县75周年",
        "深入实施“人才新政40条”4.0版",
        "加快104国道改建",
        "推进A、B等20个项目建设",
        "抓好430个重点项目",
        "谋划30万千瓦风电场",
        "依托11万亩富硒土地",
        "加快建设年产2万吨鸭肉加工厂",
        "巩固装备制造、康养食品2个优势产业",
        "举办第十五届运动会",
        "支持3家实验室",
    ],
)
def test_numbers_that_promise_nothing(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "indicator", "comparator"),
    [
        ("居民收入与经济增长基本同步", "居民收入", "~"),
        ("空气质量优良天数比率继续保持全省前列", "空气质量优良天数比率", "="),
        ("一般公共预算收入与经济增长同步", "一般公共预算收入", "="),
        ("能耗等约束性指标完成市定任务", "能耗等约束性指标", "="),
        ("完成省下达的节能减排任务", "节能减排", "="),
        ("农民收入增速快于城镇居民", "农民收入增速", ">"),
        ("民间投资占比稳步提高", "民间投资占比", "="),
        ("实现乡镇污水处理全覆盖", "乡镇污水处理", "="),
        ("技改投资占工业投资比重超过全省平均", "技改投资占工业投资比重", ">"),
        ("货币供应量与经济增长基本匹配", "货币供应量", "~"),
        ("节能降碳完成自治区下达的目标任务", "节能降碳", "="),
        ("完成排污口整治年度任务", "排污口整治", "="),
        ("优良天数比例达到省定考核目标", "优良天数比例", "="),
        ("能耗控制在自治区下达目标内", "能耗", "="),
        ("粮食产量只增不减", "粮食产量", "="),
        ("促进综合融资成本稳中有降", "综合融资成本", "="),
        ("发展速度高于全市平均水平", "发展速度", ">"),
        ("城乡居民收入倍差继续缩小", "城乡居民收入倍差", "<"),
        ("青溪断面水质稳定达到Ⅲ类以上", "青溪断面水质", ">="),
        ("青溪水质全面达到IV类标准", "青溪水质", "="),
    ],
)
def test_targets_without_a_number(text: str, indicator: str, comparator: str) -> None:
    (one,) = found(qualitative, text)
    assert (one.fields["indicator"], one.fields["comparator"], one.fields["kind"]) == (
        indicator,
        comparator,
        "qualitative",
    )


def test_goals_tell_which_way_they_go() -> None:
    text = "地区生产总值增长6%，居民收入稳步增长，生态环境质量持续改善，居民收入增长快于经济增长"
    signs = {one.fields["indicator"]: one.fields["comparator"] for one in found(qualitative, text, goals=True)}
    assert signs == {"居民收入": ">", "生态环境质量": ">", "居民收入增长": ">"}
    assert found(qualitative, "全面消除劣Ⅴ类水体") == []


def test_goals_of_a_list_are_told_apart() -> None:
    text = "地区生产总值增长6%，居民收入稳步增长、城乡收入差距进一步缩小"
    assert [(one.fields["indicator"], one.fields["comparator"]) for one in found(qualitative, text, goals=True)] == [
        ("居民收入", ">"),
        ("城乡收入差距", "<"),
    ]


def test_what_suits_something_without_a_size_is_no_target() -> None:
    assert found(qualitative, "推动服务体系与群众需要相匹配") == []


def test_a_list_that_shares_what_is_done_with_it() -> None:
    text = "推动2个以上汽车销售企业、3个以上网络零售企业落地"
    assert [row[0] for row in rows(text)] == ["2个以上汽车销售企业", "3个以上网络零售企业落地"]


def test_two_indicators_in_step() -> None:
    assert [f.fields["indicator"] for f in found(qualitative, "财政收入、居民收入与经济增长同步")] == [
        "财政收入",
        "居民收入",
    ]


def test_both_of_two_fall() -> None:
    fields = [one.fields for one in found(qualitative, "确保生产安全事故起数、死亡人数“双下降”")]
    assert [(one["indicator"], one["comparator"]) for one in fields] == [("生产安全事故起数", "<"), ("死亡人数", "<")]


def test_a_rank_has_a_value() -> None:
    (one,) = found(qualitative, "力争综合竞争力进入全省前10位")
    assert (one.fields["value"], one.fields["unit"], one.fields["comparator"]) == (10, "位", "<=")


def test_what_a_clause_refers_to_is_no_target() -> None:
    assert found(qualitative, "围绕外贸稳量提质") == []


@pytest.mark.parametrize(
    ("text", "value"), [("十二", 12), ("两百", 200), ("三千零五", None), ("九十九", 99), ("百十", None), ("", None)]
)
def test_chinese_numerals(text: str, value: float | None) -> None:
    assert chinese_number(text) == value


def test_numbers_in_names_and_dates_are_no_quantities() -> None:
    assert [q.value for q in quantities("G112绕城10月1日通车，S3线第5标段2031年完工，投资6亿元")] == [6]


def test_hundred_millions_inside_a_name_are_no_value() -> None:
    assert rows("培育千亿产业集群") == rows("打造超百亿企业") == []


def test_a_counted_set_ends_before_the_names_behind_it() -> None:
    assert [text for text, *_ in rows("开工建设3件大型灌区、5件中型水库和青溪引水二期等重点水利工程")] == [
        "开工建设3件大型灌区",
        "5件中型水库",
    ]


def test_tasks_set_from_above_have_a_field_but_the_whole_year_is_none() -> None:
    assert quotes(qualitative, "完成节能减排目标任务") == ["完成节能减排目标任务"]
    assert quotes(qualitative, "完成全年经济社会发展目标任务") == []


def test_what_rises_without_a_number_beside_what_has_one() -> None:
    text = "工业产值占比达90%以上、园区亩均产值稳步提升"
    (one,) = found(qualitative, text)
    assert (text[one.start : one.end], one.fields["comparator"]) == ("园区亩均产值稳步提升", ">")
    assert quotes(qualitative, "力争高校录取人数再创新高") == ["高校录取人数再创新高"]
    assert quotes(qualitative, "推动服务水平稳步提升") == []
