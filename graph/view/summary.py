"""What the first screen says: whose year it is, from which text, how much is known, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.view.cascade import Cascade
from graph.view.data import safe_url
from ontology.model import Node, Source, unreviewed
from ontology.schema import Schema

LONGEST_NAME = 16
"""Characters of what is called a name; a longer one is a sentence, whose end belongs to it."""
CHINESE = "零一二三四五六七八九十"


@dataclass(frozen=True)
class Member:
    """One of a programme's declared members; ``node`` is None when no text names it.

    ``name`` leaves out what all members' names end in. ``told`` is True when the report itself speaks of it.
    """

    ordinal: str
    node: Node | None
    name: str = ""
    told: bool = False
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Programme:
    """A programme with all its members, open ones included; or a plan that declares none, with its actions."""

    node: Node
    declares: int
    told: int
    elsewhere: int
    unknown: int
    members: list[Member]


@dataclass(frozen=True)
class Finding:
    """A thing that declares more members than are named."""

    node: Node
    declares: int
    named: int
    unit: str


@dataclass(frozen=True)
class Summary:
    """Everything in the head of the page; ``place`` and ``year`` are empty when there is not just one plan."""

    place: str
    year: str
    title: str
    source: Source | None
    source_url: str
    counts: list[tuple[str, int]]
    relationships: int
    quotes: int
    unreviewed: int
    sources: int
    programmes: list[Programme]
    findings: list[Finding]


def chinese(number: int) -> str:
    """Return 1 to 99 in Chinese numerals; other numbers in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else CHINESE[tens]) + "十" if tens else ""
    return head + (CHINESE[ones] if ones else "")


def summarise(cascade: Cascade, schema: Schema) -> Summary:
    """Return what the first screen says."""
    graph = cascade.graph
    plans = [n for n in graph.nodes.values() if n.label == "Plan"]
    place = year = ""
    source = None
    years = [_place_and_year(cascade, plan) for plan in plans]
    if len(years) == 1:
        ((place, year),) = years
    reports = [s for s in graph.sources.values() if s.kind == "report"]
    if plans and plans[0].evidence and len(plans) == 1:
        source = graph.sources.get(plans[0].evidence[0].source)
    elif len(reports) == 1:
        source = reports[0]
    shown = ("Directive", "Action", "Task", "Measure", "Target", "Project", "IndustrialPark")
    by_class = {name: sum(n.label == name for n in graph.nodes.values()) for name in shown if name in schema.classes}
    programmes = _programmes(cascade, schema, plans)
    told = {p.node.id for p in programmes}
    findings = [
        Finding(n, declares, named, str(n.properties.get("declaredUnit", "个")))
        for n, declares, named in cascade.declared()
        if named < declares and n.id not in told
    ]
    evidence = [e for n in graph.nodes.values() for e in n.evidence]
    evidence += [e for r in graph.relationships.values() for e in r.evidence]
    return Summary(
        place=place,
        year=year,
        title=_title(years),
        source=source,
        source_url=safe_url(source.url) if source else "",
        counts=[(schema.classes[name].words.zh, count) for name, count in by_class.items()],
        relationships=len(graph.relationships),
        quotes=len({(e.source, e.start, e.end) for e in evidence}),
        unreviewed=sum(unreviewed(n.evidence) for n in graph.nodes.values()),
        sources=len(graph.sources),
        programmes=programmes,
        findings=findings,
    )


def _title(years: list[tuple[str, str]]) -> str:
    """Return whose years they are, if those are at most two places': 永嘉县2024年, 永嘉县2024、2025年."""
    told: dict[str, list[str]] = {}
    for place, year in sorted(years, key=lambda pair: pair[1]):
        told.setdefault(place, []).append(year)
    if not 1 <= len(told) <= 2 or len(years) > 4 or not all(map(all, years)):
        return f"{len(years)}份年度工作"
    return "、".join(f"{place}{'、'.join(of_place)}年" for place, of_place in told.items())


def _place_and_year(cascade: Cascade, plan: Node) -> tuple[str, str]:
    places = [r.end for r in cascade.of_type("OF_PLACE") if r.start == plan.id]
    return cascade.graph.nodes[places[0]].name if places else plan.name, str(plan.properties.get("year", ""))


def _programmes(cascade: Cascade, schema: Schema, plans: list[Node]) -> list[Programme]:
    """Return the programmes to tell of: the one that has members, or all, or else the only plan as one."""
    slots = cascade.slots()
    found = []
    for node, declares, _ in cascade.declared():
        if node.label != "Programme":
            continue
        members = _members(cascade, schema, node)
        members += [(s.ordinal, Member(chinese(s.ordinal), None)) for s in slots if s.owner == node.id]
        members.sort(key=lambda pair: pair[0])
        found.append(_programme(node, declares, [m for _, m in members]))
    having = [p for p in found if p.told or p.elsewhere]
    if len(having) == 1:
        return having
    if not having and len(plans) == 1 and (own := _members(cascade, schema, plans[0])):
        # Where the count starts anew, in another part of the report, its numbers would mislead.
        listed = [m if at == n else replace(m, ordinal="") for n, (at, m) in enumerate(own, start=1)]
        return [_programme(plans[0], 0, listed)]
    return found


def _programme(node: Node, declares: int, members: list[Member]) -> Programme:
    told, unknown = sum(m.told for m in members), sum(m.node is None for m in members)
    return Programme(node, declares, told, len(members) - unknown - told, unknown, members)


def _members(cascade: Cascade, schema: Schema, owner: Node) -> list[tuple[int, Member]]:
    """Return the actions of a programme or plan, each with its ordinal, in the order of their text."""
    actions = [cascade.graph.nodes[i] for i in cascade.members.get(owner.id, [])]
    actions = sorted((a for a in actions if a.label == "Action"), key=lambda action: cascade.place(action.evidence))
    tail = len(_common_tail([a.name for a in actions]))
    return [(_ordinal(a), _member(cascade, schema, a, tail)) for a in actions]


def _common_tail(names: list[str]) -> str:
    """Return what all of several names end in; nothing if that is all of one of them, or if they are sentences."""
    if len(names) < 2 or max(map(len, names)) > LONGEST_NAME:
        return ""
    length = 0
    while length < min(map(len, names)) and len({name[-length - 1 :] for name in names}) == 1:
        length += 1
    tail = names[0][len(names[0]) - length :]
    return "" if tail in names else tail


def _ordinal(action: Node) -> int:
    ordinal = action.properties.get("ordinal", 0)
    return ordinal if isinstance(ordinal, int) else 0


def _member(cascade: Cascade, schema: Schema, action: Node, tail: int) -> Member:
    counts = {"Task": 0, "Measure": 0, "Target": 0}
    stack = list(cascade.members.get(action.id, []))
    while stack:
        node = cascade.graph.nodes[stack.pop()]
        if node.label in counts:
            counts[node.label] += 1
        stack.extend(cascade.members.get(node.id, []))
    return Member(
        ordinal=chinese(_ordinal(action)),
        node=action,
        name=action.name[: len(action.name) - tail],
        told=any(cascade.graph.sources[e.source].kind == "report" for e in action.evidence),
        counts=tuple((schema.classes[name].words.zh, count) for name, count in counts.items() if count),
    )
