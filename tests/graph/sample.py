"""An invented county, 青溪县, small enough to know by heart: what trace, find, coverage and gaps are tested on."""

from __future__ import annotations

import hashlib
from typing import Any

from ontology.model import Evidence, Graph, Node, Relationship, Source

TEXT = """今年,青溪县全面贯彻稳中求进的要求,持续推动“七彩战略”走深走实,深化实施“五大行动”。

(一)深化实施强工兴县行动,做强支撑

狠抓技改。推进零点技改、节能改造“双改联动”,全年实施零点技改项目12个以上,用好国家技改专项债。开工建设清泉水厂、北山大桥等8个重大项目。

支持木艺产业向智能家居转型,推动木艺小镇打造木艺总部基地。

办好青溪木艺大会。
"""
NOTE = "七彩战略由青州市委于2010年5月提出,共七个部分:其一为块状产业优势。"
REPORT = "qingxi-2024"


def _source(id_: str, kind: str, title: str, text: str, **more: str) -> Source:
    return Source(id_, kind, title, text, hashlib.sha256(text.encode()).hexdigest(), **more)


class Sample:
    """Builds the graph: things are named by a handle, evidence by its quote."""

    def __init__(self) -> None:
        self.graph = Graph()
        for source in (
            _source(REPORT, "report", "青溪县2024年政府工作报告", TEXT, date="2024"),
            _source("n-01", "note", "七彩战略是什么", NOTE, certainty="one", url="https://example.org/7"),
        ):
            self.graph.sources[source.id] = source

    def evidence(self, quote: str, basis: str, reason: str = "", confidence: str = "") -> Evidence:
        """Find ``quote`` in the sources, where it must stand at least once; the first place counts."""
        for source in self.graph.sources.values():
            start = source.text.find(quote)
            if start >= 0:
                method = "founders" if basis == "curated" else "sample@1"
                return Evidence(
                    source.id, start, start + len(quote), quote, source.line(start), basis, method, reason, confidence
                )
        raise AssertionError(quote)

    def node(self, id_: str, label: str, name: str, quote: str = "", **properties: Any) -> str:
        """Add a node; its quote is its name unless given."""
        self.graph.nodes[id_] = Node(id_, label, name, properties, (self.evidence(quote or name, "stated"),))
        return id_

    def link(
        self,
        start: str,
        type_: str,
        end: str,
        quote: str = "",
        reason: str = "",
        confidence: str = "",
        **properties: Any,
    ) -> None:
        """Add a relationship: stated with a quote, curated with a reason, else structural from both ends."""
        if reason:
            evidence = tuple(
                self.evidence(e.quote, "curated", reason, confidence)
                for end_id in (start, end)
                for e in self.graph.nodes[end_id].evidence
            )
        elif quote:
            evidence = (self.evidence(quote, "stated"),)
        else:
            evidence = tuple(
                self.evidence(e.quote, "structural")
                for end_id in (start, end)
                for e in self.graph.nodes[end_id].evidence
            )
        digest = hashlib.sha256(f"{type_} {start} {end}".encode()).hexdigest()[:10]
        id_ = f"{type_}:{digest}"
        self.graph.relationships[id_] = Relationship(id_, type_, start, end, properties, evidence)


def sample_graph() -> Graph:
    """Return the graph of 青溪县."""
    s = Sample()
    county = s.node("place:999901", "Place", "青溪县", code="999901", division="县")
    party = s.node("organization:9999:青州市委", "Organization", "青州市委")
    strategy = s.node(
        "directive:9999:七彩战略",
        "Directive",
        "七彩战略",
        level="municipal",
        date="2010-05",
        declares=7,
        declaredUnit="个",
    )
    s.link(strategy, "ISSUED_BY", party, quote="青州市委于2010年5月提出")
    part = s.node("directive:9999:块状产业优势", "Directive", "块状产业优势", level="municipal", ordinal=1)
    s.link(part, "PART_OF", strategy, quote="共七个部分:其一为块状产业优势")
    principle = s.node("principle:CN:稳中求进", "Principle", "稳中求进", level="national")
    bond = s.node("instrument:CN:技改专项债", "Instrument", "技改专项债", "国家技改专项债", level="national")
    plan = s.node("plan:999901:2024", "Plan", "青溪县2024年政府工作", "今年", year=2024, level="county")
    s.link(plan, "OF_PLACE", county, quote="青溪县")
    s.link(plan, "GUIDED_BY", principle, quote="全面贯彻稳中求进的要求")
    s.link(plan, "IMPLEMENTS", strategy, quote="持续推动“七彩战略”走深走实")
    programme = s.node(
        "programme:999901:五大行动",
        "Programme",
        "五大行动",
        "“五大行动”",
        declares=5,
        declaredUnit="大",
        level="county",
    )
    s.link(programme, "PART_OF", plan)
    action = s.node(
        "action:999901:强工兴县行动", "Action", "强工兴县行动", ordinal=1, headline="(一)深化实施强工兴县行动,做强支撑"
    )
    s.link(action, "PART_OF", programme)
    s.link(action, "IMPLEMENTS", part, reason="强工与块状产业同一方向", confidence="medium")
    task = s.node("task:qingxi-2024:1", "Task", "狠抓技改", ordinal=1)
    s.link(task, "PART_OF", action)
    measure = s.node("measure:qingxi-2024:1", "Measure", "零点技改", "推进零点技改、节能改造“双改联动”")
    s.link(measure, "PART_OF", task)
    s.link(measure, "CITES", bond, quote="用好国家技改专项债")
    target = s.node(
        "target:qingxi-2024:1",
        "Target",
        "零点技改项目12个以上",
        comparator=">=",
        kind="count",
        value=12.0,
        unit="个",
        period="2024",
    )
    s.link(measure, "HAS_TARGET", target, quote="全年实施零点技改项目12个以上")
    indicator = s.node("indicator:CN:零点技改项目数", "Indicator", "零点技改项目数", "零点技改项目")
    s.link(target, "OF_INDICATOR", indicator, quote="零点技改项目12个")
    start = s.node("measure:qingxi-2024:2", "Measure", "开工8个重大项目", "开工建设清泉水厂、北山大桥等8个重大项目")
    s.link(start, "PART_OF", task)
    batch = s.node(
        "projectBatch:qingxi-2024:1",
        "ProjectBatch",
        "8个开工项目",
        "清泉水厂、北山大桥等8个重大项目",
        declares=8,
        declaredUnit="个",
        stage="开工",
    )
    s.link(start, "COVERS", batch, quote="开工建设清泉水厂、北山大桥等8个重大项目", stage="开工")
    for name in ("清泉水厂", "北山大桥"):
        project = s.node(f"project:999901:{name}", "Project", name)
        s.link(batch, "INCLUDES", project, quote=name, stage="开工")
    bridge = s.node("project:999901:北山大桥引桥", "Project", "北山大桥引桥", "北山大桥")
    s.link(bridge, "PART_OF", "project:999901:北山大桥", quote="北山大桥")
    wood = s.node("industry:999901:木艺产业", "Industry", "木艺产业")
    home = s.node("industry:999901:智能家居", "Industry", "智能家居")
    turn = s.node("measure:qingxi-2024:3", "Measure", "木艺转型", "支持木艺产业向智能家居转型")
    s.link(turn, "PART_OF", action)
    s.link(turn, "CONCERNS", wood, quote="支持木艺产业")
    s.link(wood, "TO_BECOME", home, quote="支持木艺产业向智能家居转型")
    s.link(turn, "CONCERNS", bond, quote="技改专项债")
    town = s.node("industrialPark:999901:木艺小镇", "IndustrialPark", "木艺小镇", aliases=("木镇",))
    role = s.node("role:qingxi-2024:1", "Role", "木艺总部基地")
    s.link(turn, "CONCERNS", town, quote="推动木艺小镇")
    s.link(town, "TO_BECOME", role, quote="木艺小镇打造木艺总部基地")
    s.link(town, "LOCATED_IN", county, quote="青溪县")
    s.node("event:999901:青溪木艺大会", "Event", "青溪木艺大会")
    return Graph(s.graph.sources, dict(sorted(s.graph.nodes.items())), dict(sorted(s.graph.relationships.items())))
