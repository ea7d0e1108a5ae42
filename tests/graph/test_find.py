"""Finding things by what people call them, and picking the one that is meant."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.find import find
from graph.hits import Hit, hit_lines
from graph.meant import resolve
from graph.pinyin import sounds_like
from graph.store import Store
from graph.things import read_sources
from ontology.errors import NotFoundError
from ontology.schema import load_schema

SCHEMA = load_schema()


def found(store: Store, text: str) -> list[tuple[str, str]]:
    return [(hit.way, hit.name) for hit in find(store, text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("place:999901", ("id", "青溪县")),
        ("木艺小镇", ("name", "木艺小镇")),
        ("“木艺小镇”", ("name", "木艺小镇")),
        ("木镇", ("alias", "木艺小镇")),
        ("北山", ("start", "北山大桥")),
        ("大桥引", ("part", "北山大桥引桥")),
        ("总部", ("part", "木艺总部基地")),
        ("溪", ("part", "青溪县")),
        ("节能改造", ("text", "零点技改")),
        ("muyixiaozhen", ("pinyin", "木艺小镇")),
        ("xiao zhen", ("pinyin", "木艺小镇")),
        ("myxz", ("initials", "木艺小镇")),
        ("技改专项基金", ("words", "技改专项债")),
    ],
)
def test_ways(store: Store, text: str, first: tuple[str, str]) -> None:
    assert found(store, text)[0] == first


def test_better_ways_come_first(store: Store) -> None:
    assert found(store, "零点技改") == [
        ("name", "零点技改"),
        ("start", "零点技改项目数"),
        ("start", "零点技改项目12个以上"),
    ]


def test_hits_carry_the_quote_that_matched_and_where_they_belong(store: Store) -> None:
    assert find(store, "节能改造") == [
        Hit(
            id="measure:qingxi-2024:1",
            label="Measure",
            name="零点技改",
            way="text",
            quote="推进零点技改、节能改造“双改联动”",
            source="qingxi-2024",
            line=5,
            basis="stated",
            home="狠抓技改",
        )
    ]
    homes = {hit.name: hit.home for hit in find(store, "大桥")}
    assert homes == {"北山大桥": "8个开工项目", "北山大桥引桥": "北山大桥", "8个开工项目": "开工8个重大项目"} | {
        "开工8个重大项目": "狠抓技改"
    }


def test_classes_and_limit(store: Store) -> None:
    assert [hit.name for hit in find(store, "零点技改", classes=["Target"])] == ["零点技改项目12个以上"]
    assert len(find(store, "大桥", limit=2)) == 2


@pytest.mark.parametrize("text", ["", "  ", "没有的事物", "zzz", '"', "\\", "AND", "a OR (", "*", "name:x", "~1", "“”"])
def test_nothing_and_nothing_breaks(store: Store, text: str) -> None:
    assert find(store, text) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12))
def test_any_text_is_safe(embedded_store: Store, text: str) -> None:
    for hit in find(embedded_store, text):
        assert hit.quote


def test_sources_are_not_things(store: Store) -> None:
    assert all(hit.label != "Source" for hit in find(store, "政府工作报告"))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("零点技改", "measure:qingxi-2024:1"),
        ("零点", "measure:qingxi-2024:1"),  # its target and the target's indicator are no rivals of the measure
        ("北山", "project:999901:北山大桥"),
        ("ldjg", "measure:qingxi-2024:1"),
    ],
)
def test_resolve(store: Store, text: str, id_: str) -> None:
    assert resolve(store, SCHEMA, text).hit.id == id_


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("青溪县", 1),  # the plan is of the county, not a part of it
        ("零点技改", 0),  # its target and the target's indicator belong to it
        ("节能改造", 0),
        ("place:999901", 0),
    ],
)
def test_how_many_others_bear_the_name(store: Store, text: str, others: int) -> None:
    assert resolve(store, SCHEMA, text)[1:] == (others, False)


def test_more_may_bear_the_name_than_were_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.find.MOST", 2)
    monkeypatch.setattr("graph.meant.MOST", 2)
    assert resolve(store, SCHEMA, "青溪县").more


def test_rivals_are_listed_with_class_and_home(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        resolve(store, SCHEMA, "木艺")
    assert str(caught.value).splitlines() == [
        "「木艺」 may mean 2 things; give a longer name, or an id:",
        "  举措  木艺转型      强工兴县行动  measure:qingxi-2024:3",
        "  活动  青溪木艺大会                event:999901:青溪木艺大会",
    ]


def hits(*named: tuple[str, str, str]) -> list[Hit]:
    return [
        Hit(f"{label}:x:{n}", label, name, way, name, "x", 1, "stated") for n, (label, name, way) in enumerate(named)
    ]


def test_a_measure_named_after_a_directive_is_no_rival_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found = hits(("Measure", "深入实施“一带两翼”战略", "part"), ("Directive", "“一带两翼”战略", "part"))
    monkeypatch.setattr("graph.meant.find", lambda *_, **__: found)
    assert resolve(store, SCHEMA, "一带两翼") == (found[1], 1, False)


def test_a_county_is_meant_by_its_name_without_its_kind(store: Store) -> None:
    assert resolve(store, SCHEMA, "青溪").hit.id == "place:999901"


def test_things_of_one_name_are_told_apart_by_class(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    found = hits(("IndustrialPark", "软件园", "name"), ("Project", "软件园", "name"))
    monkeypatch.setattr("graph.meant.find", lambda *_, **__: found)
    with pytest.raises(NotFoundError, match="may mean 2 things; give --class, or an id:"):
        resolve(store, SCHEMA, "软件园")


def test_nothing_is_told_with_what_is_near(store: Store) -> None:
    with pytest.raises(NotFoundError) as caught:
        resolve(store, SCHEMA, "技改专项基金")
    told, nearest, *_ = str(caught.value).splitlines()
    assert told == "nothing answers to 「技改专项基金」; the nearest are:"
    assert nearest.split() == ["政策工具", "技改专项债", "零点技改", "instrument:CN:技改专项债"]
    with pytest.raises(NotFoundError, match=r"^nothing answers to 「没有的事物」$"):
        resolve(store, SCHEMA, "没有的事物")


@pytest.mark.parametrize(
    ("name", "text", "way"),
    [
        ("重庆", "chongqing", "pinyin"),
        ("重庆", "zhongqing", "pinyin"),
        ("重大项目", "zdxm", "initials"),
        ("重大项目", "cdxm", "initials"),
        ("绿色", "lvse", "pinyin"),
        ("104国道", "104gd", "initials"),
        ("5G基站", "5gjizhan", "pinyin"),
        ("重庆", "zh", ""),
        ("重庆", "chongq", ""),
        ("重庆", "123", ""),
        ("", "a", ""),
    ],
)
def test_pinyin(name: str, text: str, way: str) -> None:
    assert sounds_like([name], text) == way


def test_the_first_line_of_a_note_is_not_told(store: Store) -> None:
    """A note is one sentence: its line says nothing; that of a report does. Rows have both."""
    hits = [find(store, name)[0] for name in ("块状产业优势", "七彩战略")]
    assert [(hit.source, hit.line) for hit in hits] == [("n-01", 1), ("qingxi-2024", 1)]
    lines = hit_lines(hits, read_sources(store, {hit.source for hit in hits}), SCHEMA, 60)
    told = [line.plain for line in lines if "「" in line.plain]
    assert told[0].endswith("  n-01")
    assert told[1].endswith("qingxi-2024 第1行")
