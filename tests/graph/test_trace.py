"""Traces: the paths, their order, their evidence, and how they read."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from graph import paths as module
from graph.lines import print_lines
from graph.store import Store
from graph.trace import BASES, Trace, trace, trace_rows
from graph.tree import trace_lines
from ontology.errors import NotFoundError
from ontology.schema import load_schema

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = load_schema()
SAID = BASES[:3]
TARGET = "target:qingxi-2024:1"
STRATEGY = "directive:9999:七彩战略"


def names(found: Trace) -> list[str]:
    return [" > ".join(found.nodes[n].name for n in path.nodes) for path in found.paths]


def text(found: Trace, width: int = 100) -> str:
    out = io.StringIO()
    print_lines(trace_lines(found, SCHEMA, width), out)
    return out.getvalue()


def test_up_from_a_target_texts_before_judgements_short_before_long(store: Store) -> None:
    found = trace(store, SCHEMA, TARGET)
    head = "零点技改项目12个以上 > 零点技改 > "
    assert names(found) == [
        head + "技改专项债",
        head + "狠抓技改 > 强工兴县行动 > 五大行动 > 青溪县2024年政府工作 > 七彩战略",
        head + "狠抓技改 > 强工兴县行动 > 五大行动 > 青溪县2024年政府工作 > 稳中求进",
        head + "狠抓技改 > 强工兴县行动 > 块状产业优势 > 七彩战略",
    ]
    assert [path.curated for path in found.paths] == [0, 0, 0, 1]
    assert (found.found, found.ends, found.sourced, found.cut) == (4, 3, True, False)


def test_judgements_can_be_left_out(store: Store) -> None:
    found = trace(store, SCHEMA, TARGET, bases=SAID)
    assert found.found == 3
    assert all(e.basis != "curated" for link in found.links.values() for e in link.evidence)


def test_a_thing_is_traced_through_what_it_is_part_of_and_who_names_it(store: Store) -> None:
    (best, *_) = names(trace(store, SCHEMA, "project:999901:北山大桥引桥"))
    assert best.startswith("北山大桥引桥 > 北山大桥 > 8个开工项目 > 开工8个重大项目 > 狠抓技改 > ")
    (best, *_) = names(trace(store, SCHEMA, "role:qingxi-2024:1"))
    assert best.startswith("木艺总部基地 > 木艺小镇 > 木艺转型 > 强工兴县行动 > ")


def test_a_path_does_not_turn_back_at_a_policy_source(store: Store) -> None:
    """木艺转型 concerns the bond that 零点技改 cites, and has nothing to do with 零点技改."""
    assert not any("木艺转型" in path for path in names(trace(store, SCHEMA, TARGET, every=True)))


def test_nothing_above(store: Store) -> None:
    found = trace(store, SCHEMA, "event:999901:青溪木艺大会")
    assert (found.paths, found.found, found.sourced) == ((), 0, False)
    assert "其上无政策来源。它的各种关系,看 countygraph show。" in text(found)
    assert "它本身就是" in text(trace(store, SCHEMA, STRATEGY))


def test_down_reaches_all_that_carries_a_directive_out(store: Store) -> None:
    found = trace(store, SCHEMA, STRATEGY, down=True, every=True)
    ends = {found.nodes[path.nodes[-1]].name for path in found.paths}
    assert ends == {"木艺总部基地", "智能家居", "技改专项债", "零点技改项目数", "北山大桥引桥", "清泉水厂"}
    assert found.found == len(found.paths) == 12
    assert found.below == {}


def test_down_folds_what_there_is_no_room_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM", 6)
    found = trace(store, SCHEMA, STRATEGY, down=True)
    assert names(found) == [
        "七彩战略 > 青溪县2024年政府工作 > 五大行动 > 强工兴县行动",
        "七彩战略 > 块状产业优势 > 强工兴县行动",
    ]
    assert found.below["action:999901:强工兴县行动"]["Measure"] == 3
    assert "▸ 任务1 举措3 目标1 项目批次1 项目3 定位1 涉及4" in text(found)
    assert found.found == 12


def test_unknown_id(store: Store) -> None:
    with pytest.raises(NotFoundError, match="the store holds no place:1"):
        trace(store, SCHEMA, "place:1")


def test_more_paths_than_are_read_are_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    found = trace(store, SCHEMA, STRATEGY, down=True)
    assert found.cut
    assert "路径过多,未全部读取" in text(found)


def test_rows_carry_all_evidence_of_every_hop(store: Store) -> None:
    rows = trace_rows(trace(store, SCHEMA, TARGET), SCHEMA)
    judged = [row for row in rows if row["basis"] == ["curated"]]
    assert [
        {k: row[k] for k in ("path", "step", "relation", "direction", "class", "name", "line", "reason", "confidence")}
        for row in judged
    ] == [
        {
            "path": 4,
            "step": 4,
            "relation": "落实",
            "direction": "forward",
            "class": "Directive",
            "name": "块状产业优势",
            "line": [3, 1],
            "reason": ["强工与块状产业同一方向"],
            "confidence": ["medium"],
        }
    ]
    first = rows[1]
    assert (first["relation"], first["direction"]) == ("目标属于", "backward")
    assert first["quote"] == ["全年实施零点技改项目12个以上"]
    assert first["source"] == ["青溪县2024年政府工作报告"]
    assert all(row["quote"] and row["source"] and row["line"] for row in rows)


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_it_may_be(store: Store, width: int) -> None:
    for down in (False, True):
        found = trace(store, SCHEMA, STRATEGY if down else TARGET, down=down, every=True)
        assert max(cell_len(line) for line in text(found, width).splitlines()) <= width


def test_every_path_is_in_the_tree(store: Store) -> None:
    """A thing that is reached twice is spread out once, and referred to elsewhere."""
    lines = text(trace(store, SCHEMA, STRATEGY, down=True, every=True)).splitlines()
    assert sum("强工兴县行动" in line and "↓" in line for line in lines) == 2
    assert [line.count("见") for line in lines if "行动 强工兴县行动" in line] == [1, 0]
    assert sum("↓ 列有  项目 清泉水厂" in line for line in lines) == 1


@pytest.mark.parametrize(
    ("name", "id_", "down", "every"),
    [
        ("up-measure", "实施零地技改项目", False, False),
        ("up-project", "比亚迪刀片电池", False, False),
        ("down-directive", "八八战略", True, False),
        ("up-all", "实施零地技改项目", False, True),
    ],
)
def test_reads_well(
    seed_store: Store, name: str, id_: str, down: bool, every: bool, golden: Callable[[Path, str], None]
) -> None:
    (node,) = seed_store.read("MATCH (n:Entity {name: $name}) RETURN n.id AS id", {"name": id_}).rows
    found = trace(seed_store, SCHEMA, node["id"], down=down, every=every)
    golden(GOLDEN / f"trace-{name}.txt", text(found))


def test_more_children_than_there_is_room_for_are_counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM", 1)
    found = trace(store, SCHEMA, STRATEGY, down=True)
    assert names(found) == ["七彩战略 > 块状产业优势"]
    assert found.below[STRATEGY]["Plan"] == 1
    assert "▸" in text(found).splitlines()[0]
