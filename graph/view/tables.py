"""The tables and the outline of the page, as rows that the template writes out; they need no script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.view.cascade import Cascade
from ontology.model import Evidence, Graph, Node
from ontology.schema import Schema

QUOTED = 1500
"""In a graph of more nodes the outline leaves out quotes."""
TASKS = 4
"""The layer of tasks."""
MOST = 1000
"""Rows of a table that are written out, and nodes beyond which (times four) the outline ends at the tasks."""


@dataclass(frozen=True)
class TargetRow:
    """A target: what is measured, what is promised, by when, where, for whose sake, and the words."""

    node: Node
    indicator: Node | None
    value: str
    number: float | None
    kind: str
    period: str
    scope: str
    owner: Node | None
    action: Node | None
    quote: str


@dataclass(frozen=True)
class ProjectRow:
    """A named project, park or facility in a batch or a measure."""

    node: Node
    places: list[Node]
    owner: Node | None
    quote: str


@dataclass
class StageRows:
    """The projects of one stage: how many are declared, by which batches, and which are named."""

    stage: str
    batches: list[Node] = field(default_factory=list)
    declares: int = 0
    named: int = 0
    rows: list[ProjectRow] = field(default_factory=list)


@dataclass(frozen=True)
class ParkRow:
    """A park, or another thing that is to become something: what, where, and the words."""

    node: Node
    kind: str
    roles: list[Node]
    places: list[Node]
    owner: Node | None
    quote: str


@dataclass(frozen=True)
class Entry:
    """A line of the outline with the lines below it."""

    node: Node
    kind: str
    quote: str
    members: list[Entry]


@dataclass(frozen=True)
class Tables:
    """All that can be read without the map."""

    targets: list[TargetRow]
    stages: list[StageRows]
    parks: list[ParkRow]
    outline: list[Entry]
    left_out: int


def read_tables(cascade: Cascade, schema: Schema) -> Tables:
    """Return the rows of every table, in reading order."""
    reader = _Reader(cascade, schema)
    outline, left_out = reader.outline()
    return Tables(list(reader.targets()), reader.stages(), list(reader.parks()), outline, left_out)


def words(graph: Graph, evidence: tuple[Evidence, ...]) -> str:
    """Return the words of evidence: those of a report if there are any, spans apart joined by dots."""
    reports = [e for e in evidence if graph.sources[e.source].kind == "report"]
    spans = reports or list(evidence)
    return "……".join(dict.fromkeys(e.quote for e in spans if e.source == spans[0].source))


def value_text(schema: Schema, node: Node) -> str:
    """Return what a target promises, as people write it: ``6.5%以上``, ``7%左右``, or nothing if it has no number."""
    value = node.properties.get("value")
    if value is None:
        return ""
    unit = str(node.properties.get("unit", ""))
    upper = node.properties.get("upper")
    amount = _number(value) + (f"–{_number(upper)}" if upper is not None else "") + unit
    comparator = str(node.properties.get("comparator", "="))
    if upper is not None and comparator == ">=":
        return amount  # a range says itself where it begins
    word = "" if comparator == "=" else schema.label("comparator", comparator)
    return word + amount if comparator in ("<", ">") else amount + word


def _number(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class _Reader:
    def __init__(self, cascade: Cascade, schema: Schema) -> None:
        self.cascade = cascade
        self.schema = schema
        self.graph = cascade.graph
        self.nodes = cascade.graph.nodes
        self.out: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.stage_of: dict[str, str] = {}
        self.said: dict[tuple[str, str], tuple[Evidence, ...]] = {}
        for relationship in cascade.graph.relationships.values():
            self.said[relationship.start, relationship.end] = relationship.evidence
            self.out[relationship.start, relationship.type].append(relationship.end)
            if "stage" in relationship.properties:
                self.stage_of.setdefault(relationship.end, str(relationship.properties["stage"]))

    def ends(self, identifier: str, type_: str) -> list[Node]:
        return [self.nodes[i] for i in self.out.get((identifier, type_), ())]

    def of_class(self, *labels: str) -> Iterator[Node]:
        return (self.nodes[i] for i in self.cascade.order if self.nodes[i].label in labels)

    def owner(self, node: Node) -> Node | None:
        return self.nodes.get(self.cascade.owner.get(node.id, ""))

    def action(self, node: Node) -> Node | None:
        return self.nodes.get(self.cascade.within(node.id, "Action") or "")

    def kind(self, node: Node) -> str:
        known = self.schema.classes.get(node.label)
        return known.words.zh if known else node.label

    def targets(self) -> Iterator[TargetRow]:
        for node in self.of_class("Target"):
            value = node.properties.get("value")
            yield TargetRow(
                node=node,
                indicator=next(iter(self.ends(node.id, "OF_INDICATOR")), None),
                value=value_text(self.schema, node),
                number=value if isinstance(value, int | float) else None,
                kind=self.schema.label("kind", str(node.properties.get("kind", ""))),
                period=str(node.properties.get("period", "")),
                scope=str(node.properties.get("scope", "")),
                owner=self.owner(node),
                action=self.action(node),
                quote=words(self.graph, node.evidence),
            )

    def stages(self) -> list[StageRows]:
        """Group batches and projects by stage, in the vocabulary's order; those without one come last."""
        known = [*self.schema.vocabularies.get("stage", {}), ""]
        found = {stage: StageRows(stage) for stage in known}
        stage_of = dict(self.stage_of)
        for batch in self.of_class("ProjectBatch"):
            stage = str(batch.properties.get("stage", "")) or stage_of.get(batch.id, "")
            rows = found.setdefault(stage, StageRows(stage))
            rows.batches.append(batch)
            declares = batch.properties.get("declares", 0)
            rows.declares += declares if isinstance(declares, int) else 0
            included = self.ends(batch.id, "INCLUDES")
            rows.named += len(included)
            for project in included:
                stage_of.setdefault(project.id, stage)
                if project.label != "Project":
                    rows.rows.append(self.project(project))
        for project in self.of_class("Project"):
            stage = stage_of.get(project.id, "")
            found.setdefault(stage, StageRows(stage)).rows.append(self.project(project))
        return [rows for rows in found.values() if rows.batches or rows.rows]

    def project(self, node: Node) -> ProjectRow:
        owner = self.owner(node)
        said = self.said.get((owner.id, node.id), ()) if owner else ()
        places = self.ends(node.id, "LOCATED_IN")
        return ProjectRow(node, places, owner, words(self.graph, said or node.evidence))

    def parks(self) -> Iterator[ParkRow]:
        """Yield what is to become something, parks first, and then the other parks."""
        becoming = {start for start, type_ in self.out if type_ == "TO_BECOME"}
        found = list(self.of_class("IndustrialPark"))
        found += [n for n in self.of_class("Facility", "Industry", "Project") if n.id in becoming]
        for node in sorted(found, key=lambda n: n.id not in becoming):
            roles = self.ends(node.id, "TO_BECOME")
            said = tuple(e for role in roles for e in self.said[node.id, role.id])
            places = self.ends(node.id, "LOCATED_IN")
            quote = words(self.graph, said or node.evidence)
            yield ParkRow(node, self.kind(node), roles, places, self.owner(node), quote)

    def outline(self) -> tuple[list[Entry], int]:
        """Return the tree of what the report says, then all else by itself, and how many are left out."""
        with_quotes = len(self.nodes) <= QUOTED
        whole = len(self.nodes) <= 4 * MOST
        entries: dict[str, Entry] = {}
        for identifier in self.cascade.order:
            node = self.nodes[identifier]
            if whole or (self.cascade.layer(node) or 99) <= TASKS:
                quote = words(self.graph, node.evidence) if with_quotes else ""
                entries[identifier] = Entry(node, self.kind(node), quote if quote != node.name else "", [])
        roots: list[Entry] = []
        for identifier, entry in entries.items():
            above = entries.get(self.cascade.owner.get(identifier, ""))
            (above.members if above else roots).append(entry)
        roots.sort(key=lambda e: (e.node.label != "Plan", not e.members))
        return roots, len(self.nodes) - len(entries)
