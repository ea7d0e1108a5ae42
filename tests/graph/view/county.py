"""An invented county's year, as large as asked: a report of invented sentences, and its graph."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import count

from ontology.model import Evidence, Graph, Node, Relationship, Source, Value

THINGS = ["水库", "粮仓", "书院", "渡口", "梯田", "茶厂", "温室", "驿站", "码头", "苗圃", "磨坊", "戏台"]
WHERE = ["青石", "白鹭", "松坡", "云岭", "竹溪", "银滩", "长寿", "乐清桥", "重阳", "单家", "柏树", "会仙"]
VERBS = ["修缮", "扩建", "新办", "整治", "联通", "改造", "盘活", "提升"]
ACTIONS = [
    "兴水利强农桑",
    "办实业活商贸",
    "修道路通村寨",
    "育人才兴文教",
    "护山林净河湖",
    "惠民生保平安",
    "促改革优服务",
    "聚文旅扬名气",
    "固基层强治理",
]


class Builder:
    """Writes a text sentence by sentence and notes which of it says what."""

    def __init__(self, source: str, title: str, url: str = "https://example.org/report") -> None:
        self.source = source
        self.title = title
        self.url = url
        self.parts: list[str] = []
        self.length = 0
        self.line = 1
        self.nodes: dict[str, Node] = {}
        self.relationships: dict[str, Relationship] = {}

    def say(self, text: str) -> Evidence:
        """Append a text; return evidence for it."""
        start = self.length
        found = Evidence(self.source, start, start + len(text), text, self.line, "stated", "test")
        self.skip(text)
        return found

    def skip(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        self.line += text.count("\n")

    def node(self, label: str, name: str, *evidence: Evidence, **properties: Value) -> str:
        """Add a node, or give a known one more evidence; return its id."""
        key = f"{self.source}/{evidence[0].start}/{name}" if evidence and label in STATEMENTS else name
        identifier = f"{label[0].lower()}{label[1:]}:{hashlib.sha256(key.encode()).hexdigest()[:10]}"
        known = self.nodes.get(identifier)
        if known:
            evidence = (*known.evidence, *evidence)
        self.nodes[identifier] = Node(identifier, label, name, dict(properties), tuple(sorted(set(evidence))))
        return identifier

    def link(self, type_: str, start: str, end: str, *evidence: Evidence, **properties: Value) -> str:
        """Add a relationship."""
        identifier = f"{type_}:{hashlib.sha256(f'{start} {end}'.encode()).hexdigest()[:10]}"
        self.relationships[identifier] = Relationship(identifier, type_, start, end, dict(properties), evidence)
        return identifier

    def into(self, graph: Graph) -> None:
        """Add all that was written to ``graph``."""
        text = "".join(self.parts)
        sha = hashlib.sha256(text.encode()).hexdigest()
        graph.sources[self.source] = Source(self.source, "report", self.title, text, sha, self.url, "2024")
        graph.nodes.update(self.nodes)
        graph.relationships.update(self.relationships)


STATEMENTS = {"Task", "Measure", "Target", "ProjectBatch", "Balance", "Role"}


def county_graph(
    name: str = "青溪县", *, counties: int = 1, actions: int = 2, tasks: int = 3, measures: int = 9
) -> Graph:
    """Return a graph of ``counties`` reports, each with so many actions, tasks an action, and measures a task."""
    graph = Graph()
    _policies(graph)
    for number in range(counties):
        _county(graph, name if number == 0 else f"{WHERE[number % 12]}{number}县", number, actions, tasks, measures)
    for part in ("sources", "nodes", "relationships"):
        setattr(graph, part, dict(sorted(getattr(graph, part).items())))
    return graph


def _policies(graph: Graph) -> None:
    b = Builder("note-1", "某省开局会议纪要(虚构)", "https://example.org/note")
    said = b.say("省里提出“六六规划”,分六个部分,先行的是山水部分与集市部分。")
    policy = b.node("Directive", "六六规划", said, level="provincial", declares=6, declaredUnit="部分", date="2019-05")
    for ordinal, part in enumerate(("山水部分", "集市部分"), 1):
        b.link("PART_OF", b.node("Directive", part, said, level="provincial", ordinal=ordinal), policy, said)
    b.link(
        "IMPLEMENTS", policy, b.node("Directive", "全国山乡振兴", b.say("以落实全国山乡振兴。"), level="national"), said
    )
    body = b.node("Organization", "某省委", said)
    b.link("ISSUED_BY", policy, body, said)
    b.into(graph)
    graph.sources["note-1"] = replace(graph.sources["note-1"], kind="note", certainty="one")


def _county(graph: Graph, name: str, number: int, actions: int, tasks: int, measures: int) -> None:
    b = Builder(f"report-{number}", f"{name}2024年政府工作报告(虚构)")
    step = count(number * 5)
    rule = replace(next(iter(graph.nodes.values())).evidence[0])
    plan = b.node("Plan", f"{name}2024年工作", b.say(f"{name}今年的工作,"), year=2024, level="county")
    place = b.node("Place", name, b.say(name), code=f"9903{number:02}", division="县")
    b.link("OF_PLACE", plan, place, b.say("由县政府安排。"))
    policies = {n.name: n.id for n in graph.nodes.values() if n.label == "Directive"}
    b.link("IMPLEMENTS", plan, policies["六六规划"], b.say("全面落实六六规划。"))
    growth = b.node("Indicator", "农业产值增速")
    goal = b.say("农业产值增长5.5%以上")
    target = b.node("Target", "农业产值增长", goal, comparator=">=", value=5.5, unit="%", kind="growth", period="2024")
    b.link("HAS_TARGET", plan, target, goal)
    b.link("OF_INDICATOR", target, growth, goal)
    b.skip("。\n\n")
    head = b.say("九大行动")
    programme = b.node("Programme", f"{name}九大行动", head, declares=9, declaredUnit="大", level="county", year=2024)
    b.link("PART_OF", programme, plan, replace(head, basis="structural"))
    b.skip("如下:\n\n")
    for i in range(actions):
        title = b.say(f"{ACTIONS[i % 9]}行动")
        action = b.node("Action", f"{ACTIONS[i % 9]}行动", title, ordinal=i + 1)
        action = _rename(b, action, f"action:{number}-{i}")
        b.link("PART_OF", action, programme, replace(title, basis="structural"), replace(head, basis="structural"))
        judged = replace(title, basis="curated", method="某编者", reason="行动与规划的部分同题", confidence="medium")
        b.link("IMPLEMENTS", action, policies["山水部分" if i % 2 else "集市部分"], judged)
        b.skip("。\n\n")
        for j in range(tasks):
            _task(b, action, title, i, j, measures, step, growth)
        b.skip("\n")
    del rule
    b.into(graph)


def _rename(b: Builder, old: str, new: str) -> str:
    b.nodes[new] = replace(b.nodes.pop(old), id=new)
    return new


def _task(
    b: Builder, action: str, title: Evidence, i: int, j: int, measures: int, step: count[int], indicator: str
) -> None:
    said = b.say(f"{VERBS[(i + j) % 8]}{WHERE[(i * 3 + j) % 12]}一带")
    task = b.node("Task", said.quote, said, ordinal=j + 1)
    b.link("PART_OF", task, action, replace(said, basis="structural"), replace(title, basis="structural"))
    b.skip("。")
    for k in range(measures):
        n = next(step)
        where, thing, verb = WHERE[n % 12], THINGS[(n // 12 + n) % 12], VERBS[n % 8]
        number = 3 + n % 40
        said = b.say(f"{verb}{where}{thing}等{number}处{THINGS[(n + 5) % 12]}")
        measure = b.node("Measure", said.quote, said)
        b.link("PART_OF", measure, task, replace(said, basis="structural"))
        if k % 3 == 0:
            stage = ("前期", "开工", "续建", "建成", "投产")[n % 5]
            batch = b.node(
                "ProjectBatch", f"{number}个{stage}项目", said, declares=number, declaredUnit="个", stage=stage
            )
            b.link("COVERS", measure, batch, said, stage=stage)
            project = b.node("Project", f"{where}{thing}{n}号项目", said)
            b.link("INCLUDES", batch, project, said, stage=stage)
        elif k % 3 == 1:
            b.skip(",")
            goal = b.say(f"全年完成{number}处")
            target = b.node(
                "Target",
                f"{thing}{verb}数",
                goal,
                comparator=">=",
                value=number,
                unit="处",
                kind="count",
                period="2024",
            )
            b.link("HAS_TARGET", measure, target, goal)
            b.link("OF_INDICATOR", target, indicator, goal)
        else:
            b.skip(",")
            become = b.say(f"把{where}园建成{thing}集聚区")
            park = b.node("IndustrialPark", f"{where}园", become)
            role = b.node("Role", f"{thing}集聚区", become)
            b.link("CONCERNS", measure, park, become)
            b.link("TO_BECOME", park, role, become)
        b.skip("。")
    b.skip("\n\n")
