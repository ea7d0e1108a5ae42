"""What targets are called."""

from __future__ import annotations

import pytest

from loaders.proposals import FieldValue
from loaders.wording import target_name


@pytest.mark.parametrize(
    ("indicator", "kind", "comparator", "value", "unit", "name"),
    [
        ("生产总值", "growth", ">=", 6, "%", "生产总值增长6%以上"),
        ("生产总值", "growth", ">", 6.5, "%", "生产总值增长超过6.5%"),
        ("全县建筑业产值", "level", ">", 2500, "亿元", "全县建筑业产值超过2500亿元"),
        ("城镇登记失业率", "level", "<", 3, "%", "城镇登记失业率低于3%"),
        ("综合产值", "level", ">=", 30, "亿元", "综合产值达到30亿元以上"),
        ("主体结构完成", "level", ">=", 30, "%", "主体结构完成30%以上"),
        ("失业率控制在", "level", "<=", 3, "%", "失业率控制在3%以内"),
        ("新增充电桩", "increment", ">=", 300, "个", "新增充电桩300个以上"),
        ("新认定孵化器", "increment", ">=", 3, "家", "新认定孵化器3家以上"),
        ("新能源汽车", "increment", ">", 3.5, "万辆", "新能源汽车新增超过3.5万辆"),
        ("床位", "increment", "=", 200, "张", "床位新增200张"),
        ("改造小区", "count", "=", 20, "个", "改造小区20个"),
    ],
)
def test_a_target_is_called_by_indicator_verb_and_amount(
    indicator: str, kind: str, comparator: str, value: float, unit: str, name: str
) -> None:
    fields: dict[str, FieldValue] = {
        "indicator": indicator,
        "kind": kind,
        "comparator": comparator,
        "value": value,
        "unit": unit,
    }
    assert target_name(fields, "原话") == name


def test_a_range_has_plain_numbers() -> None:
    fields: dict[str, FieldValue] = {
        "indicator": "落户企业",
        "kind": "count",
        "comparator": "~",
        "value": 2,
        "upper": 3.0,
        "unit": "个",
    }
    assert target_name(fields, "原话") == "落户企业2—3个左右"
    assert target_name(fields | {"comparator": ">="}, "原话") == "落户企业2—3个"
    assert target_name(fields | {"value": 12345678.0, "upper": None}, "原话") == "落户企业12345678个左右"


def test_without_a_number_its_words_are_its_name() -> None:
    assert target_name({"indicator": "居民收入", "kind": "qualitative"}, "居民收入与经济同步") == "居民收入与经济同步"
