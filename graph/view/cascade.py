"""What belongs to what: the tree that runs through the cascade, in the order of the text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ontology.model import Evidence, Graph, Node, Relationship
from ontology.schema import Schema

PART_OF = "PART_OF"
INCLUDES = "INCLUDES"
ORDER = (
    *("Directive", "Instrument", "Principle", "Meeting", "Passage", "Plan", "Programme", "Balance", "Action", "Task"),
    *("Measure", "ProjectBatch", "Target", "Project", "IndustrialPark", "Role", "Facility", "Industry", "Event"),
    *("Indicator", "Organization", "Person", "Place"),
)
"""The order of classes, in the outline, on the map and in its legend; others follow."""
LAST = 10**9
"""Sorts after every ordinal and offset."""


@dataclass(frozen=True)
class Slot:
    """A member that a node declares and no text names; ``ordinal`` is its place in the count, from 1."""

    owner: str
    ordinal: int


class Cascade:
    """Owners, members and reading order of the nodes of a graph.

    A node's owner is what it is PART_OF; failing that, what leads down to it in a trace (the measure of a
    target, the batch of a project). Only nodes whose class has a layer take part.
    """

    def __init__(self, graph: Graph, schema: Schema) -> None:
        self.graph = graph
        self.schema = schema
        self._down = {name for name, relation in schema.relations.items() if relation.trace == "down"}

    def layer(self, node: Node) -> int | None:
        """Return the column of ``node`` on the map, or None."""
        known = self.schema.classes.get(node.label)
        return known.layer if known else None

    def key(self, identifier: str) -> tuple[int, int, str, int, str]:
        """Return what siblings are sorted by: class, ordinal, then place in the source, then id."""
        node = self.graph.nodes[identifier]
        ordinal = node.properties.get("ordinal")
        rank = ORDER.index(node.label) if node.label in ORDER else len(ORDER)
        return (rank, ordinal if isinstance(ordinal, int) else LAST, *self.place(node.evidence), identifier)

    def place(self, evidence: tuple[Evidence, ...]) -> tuple[str, int]:
        """Return the source and the offset at which evidence begins, reports before notes."""
        found = [(self.graph.sources[e.source].kind != "report", e.source, e.start) for e in evidence]
        return min(found)[1:] if found else ("", LAST)

    @cached_property
    def owner(self) -> dict[str, str]:
        """The owner of each node that has one; no cycles."""
        choices: dict[str, list[tuple[int, str, int, str]]] = defaultdict(list)
        for relationship in self.graph.relationships.values():
            at = self.place(relationship.evidence)
            if relationship.type == PART_OF:
                choices[relationship.start].append((0, *at, relationship.end))
            elif relationship.type in self._down:
                choices[relationship.end].append((1 if relationship.type == INCLUDES else 2, *at, relationship.start))
        owners: dict[str, str] = {}
        for identifier in self.graph.nodes:
            for *_, choice in sorted(choices[identifier]):
                if choice in self.graph.nodes and not self._above(owners, choice, identifier):
                    owners[identifier] = choice
                    break
        return owners

    @staticmethod
    def _above(owners: dict[str, str], start: str, sought: str) -> bool:
        at: str | None = start
        while at is not None:
            if at == sought:
                return True
            at = owners.get(at)
        return False

    @cached_property
    def members(self) -> dict[str, list[str]]:
        """The members of each owner, in reading order."""
        found: dict[str, list[str]] = defaultdict(list)
        for member, owner in self.owner.items():
            found[owner].append(member)
        return {owner: sorted(names, key=self.key) for owner, names in found.items()}

    @cached_property
    def order(self) -> list[str]:
        """All nodes, each after its owner, siblings in reading order."""
        roots = sorted((i for i in self.graph.nodes if i not in self.owner), key=self.key)
        found: list[str] = []
        stack = roots[::-1]
        while stack:
            identifier = stack.pop()
            found.append(identifier)
            stack.extend(self.members.get(identifier, [])[::-1])
        return found

    @cached_property
    def degree(self) -> Counter[str]:
        """How many relationships touch each node."""
        ends: Counter[str] = Counter()
        for relationship in self.graph.relationships.values():
            ends[relationship.start] += 1
            ends[relationship.end] += 1
        return ends

    @cached_property
    def named(self) -> Counter[str]:
        """How many members of each node a text names (parts, or projects that a batch includes)."""
        found: Counter[str] = Counter()
        for relationship in self.graph.relationships.values():
            if relationship.type == PART_OF:
                found[relationship.end] += 1
            elif relationship.type == INCLUDES:
                found[relationship.start] += 1
        return found

    def declared(self) -> Iterator[tuple[Node, int, int]]:
        """Yield each node that declares members, with how many it declares and how many are named."""
        for identifier in self.order:
            node = self.graph.nodes[identifier]
            declares = node.properties.get("declares")
            if isinstance(declares, int) and not isinstance(declares, bool):
                yield node, declares, self.named[identifier]

    def slots(self) -> list[Slot]:
        """Return the open slots of every programme, in order."""
        found = []
        for node, declares, _ in self.declared():
            if node.label != "Programme":
                continue
            members = [i for i in self.members.get(node.id, []) if self.graph.nodes[i].label == "Action"]
            taken = {self.graph.nodes[i].properties.get("ordinal") for i in members}
            free = [n for n in range(1, declares + 1) if n not in taken]
            found += [Slot(node.id, n) for n in free[: max(0, declares - len(members))]]
        return found

    def within(self, identifier: str, label: str) -> str | None:
        """Return the nearest owner of ``identifier`` (or itself) of the class ``label``."""
        at: str | None = identifier
        while at is not None:
            if self.graph.nodes[at].label == label:
                return at
            at = self.owner.get(at)
        return None

    def of_type(self, type_: str) -> Iterator[Relationship]:
        """Yield the relationships of one type, in the order of ids."""
        return (r for r in self.graph.relationships.values() if r.type == type_)
