"""Small graphs, made of invented sentences, for tests of what is loaded."""

from __future__ import annotations

import hashlib

from ontology.model import Evidence, Graph, Node, Relationship, Source, Value

COUNTY = "清河县加快建设工业园。\n新建厂房三座,落实强县战略。\n培育泵业。"
CITY = "全市落实强县战略。\n支持清河县工业园。"


def source(id_: str, text: str, damage: tuple[tuple[int, int, str], ...] = ()) -> Source:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Source(id_, "report", f"{id_}的报告", text, sha256, "https://example.org/", "2024-02", "", damage)


def said(by: Source, quote: str) -> Evidence:
    start = by.text.index(quote)
    return Evidence(by.id, start, start + len(quote), quote, by.line(start), "stated", "rule@1")


def graph(
    sources: list[Source],
    nodes: list[tuple[str, str, dict[str, Value], list[Evidence]]],
    relationships: list[tuple[str, str, str, list[Evidence]]],
) -> Graph:
    """Return a graph; a node is (id, label, properties, evidence), a relationship (type, start, end, evidence)."""
    out = Graph({s.id: s for s in sources})
    for id_, label, properties, evidence in nodes:
        out.nodes[id_] = Node(id_, label, f"{id_}之名", properties, tuple(evidence))
    for type_, start, end, evidence in relationships:
        id_ = f"{start}-{type_}-{end}"
        out.relationships[id_] = Relationship(id_, type_, start, end, {}, tuple(evidence))
    return out


def county_and_city() -> Graph:
    """Return a graph of two sources: the county's alone, the city's alone, and what both say."""
    county = source("county", COUNTY, ((0, 2, "spam"), (3, 4, "lost")))
    city = source("city", CITY)
    both = [said(county, "落实强县战略"), said(city, "落实强县战略")]
    return graph(
        [county, city],
        [
            ("strategy", "Directive", {"level": "county", "aliases": ("强县", "县强")}, both),
            ("measure", "Measure", {"text": "新建厂房三座"}, [said(county, "新建厂房三座")]),
            ("target", "Target", {"value": 3.5, "unit": "座"}, [said(county, "三座")]),
            ("industry", "Industry", {"declares": 1}, [said(county, "培育泵业")]),
            ("park", "IndustrialPark", {}, [said(county, "工业园"), said(city, "清河县工业园")]),
            ("place", "Place", {"code": "990001"}, [said(county, "清河县"), said(city, "清河县")]),
            ("city-plan", "Plan", {"year": 2024}, [said(city, "全市")]),
        ],
        [
            ("IMPLEMENTS", "measure", "strategy", [said(county, "新建厂房三座,落实强县战略")]),
            ("HAS_TARGET", "measure", "target", [said(county, "厂房三座")]),
            ("CONCERNS", "measure", "park", [said(county, "工业园")]),
            ("CONCERNS", "city-plan", "park", [said(city, "支持清河县工业园")]),
            ("IMPLEMENTS", "city-plan", "strategy", [said(city, "全市"), said(city, "落实强县战略")]),
            ("LOCATED_IN", "park", "place", [said(county, "清河县加快建设工业园"), said(city, "清河县工业园")]),
        ],
    )


def without(whole: Graph, source_id: str) -> Graph:
    """Return the graph as it is when one source is taken away: what only that source said is gone."""
    out = Graph({k: s for k, s in whole.sources.items() if k != source_id})
    for id_, n in whole.nodes.items():
        rest = tuple(e for e in n.evidence if e.source != source_id)
        if rest:
            out.nodes[id_] = Node(id_, n.label, n.name, n.properties, rest)
    for id_, r in whole.relationships.items():
        rest = tuple(e for e in r.evidence if e.source != source_id)
        if rest:
            out.relationships[id_] = Relationship(id_, r.type, r.start, r.end, r.properties, rest)
    return out
