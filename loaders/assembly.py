"""Seeds → graph: what all files say put together, related, and checked in the whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.citing import Citing
from loaders.folders import Progress, Reading, packaged_seeds, read_folders
from loaders.ids import relationship_id
from loaders.items import Item, Link
from loaders.quotes import verify
from loaders.things import Thing, Things
from loaders.validation import count_problems, cycles, missing_properties, relation_problem
from loaders.yamltree import At
from ontology.errors import Problem, ProblemsError
from ontology.model import Evidence, Graph, Node, Relationship, Value
from ontology.schema import Schema, load_schema

_TOLD = 1000
"""So many items between two reports of progress."""


def assemble(seeds: Path | Sequence[Path] | None = None, *, progress: Progress | None = None) -> Graph:
    """Read folders of seeds and put what they say together into one checked graph.

    Parameters
    ----------
    seeds : Path, sequence of Path or None
        Folders laid out as ``seeds/README.md`` says; None is the one that the program ships.
    progress : callable, optional
        Told what is being done, how many are done, and how many there are.

    Returns
    -------
    Graph
        Sources, nodes and relationships in the order of their ids, every quote verified.

    Raises
    ------
    ProblemsError
        All mistakes at once, each with file, line, column and what to do.
    """
    folders = [packaged_seeds()] if seeds is None else [seeds] if isinstance(seeds, Path) else seeds
    tell = progress or (lambda what, done, total: None)
    schema = load_schema()
    assembly = _Assembly(schema, read_folders(folders, schema, tell), tell)
    assembly.name()
    assembly.relate()
    return assembly.graph()


@dataclass(slots=True)
class _Tie:
    """A relationship in the making."""

    type: str
    start: str
    end: str
    properties: dict[str, Value]
    at: At
    evidence: set[Evidence] = field(default_factory=set)

    def relationship(self) -> Relationship:
        identifier = relationship_id(self.type, self.start, self.end, self.properties)
        properties = dict(sorted(self.properties.items()))
        return Relationship(identifier, self.type, self.start, self.end, properties, tuple(sorted(self.evidence)))


class _Assembly:
    def __init__(self, schema: Schema, reading: Reading, progress: Progress) -> None:
        self.schema = schema
        self.progress = progress
        self.sources = reading.sources
        self.reported = reading.reported
        self.items = [item for outermost in reading.items for item in outermost.walk()]
        self.problems: list[Problem] = list(reading.problems)
        # What could not be read would be missed at every reference to it: one mistake is told once.
        self.incomplete = bool(self.problems)
        self.citing = Citing(self.sources, self.problems, self.incomplete)
        self.things = Things(schema, self.problems, self.incomplete)
        self.ties: dict[tuple[object, ...], _Tie] = {}

    def name(self) -> None:
        """Make the things, with the evidence of every item that speaks of them."""
        self.things.add(self.items)
        for done, item in enumerate(self.items):
            if done % _TOLD == 0:
                self.progress("locating quotes", done, len(self.items))
            evidence = self.citing.evidence(item)
            thing = self.things.of(item)
            if thing is not None:
                thing.evidence.update(evidence)

    def relate(self) -> None:
        """Make the relationships, now that every thing is known."""
        for done, item in enumerate(self.items):
            if done % _TOLD == 0:
                self.progress("joining", done, len(self.items))
            here = self.things.of(item)
            if here is not None:
                for link in item.links:
                    self._relate(item, here, link)

    def _relate(self, item: Item, here: Thing, link: Link) -> None:
        other = self._other_end(item, link)
        if other is None:
            here.unresolved[link.type] += not link.inverse
            return
        start, end = (other, here) if link.inverse else (here, other)
        problem = relation_problem(self.schema, self.schema.relations[link.type], start.label, end.label, link.at)
        if problem is None and start is end:
            problem = link.at.problem(f"{start.name} is {link.type} itself", "correct the reference")
        if problem is not None:
            self.problems.append(problem)
            here.unresolved[link.type] += not link.inverse
            return
        key = (link.type, start.id, end.id, *sorted(link.properties.items()))
        tie = self.ties.setdefault(key, _Tie(link.type, start.id, end.id, link.properties, link.at))
        tie.evidence.update(self.citing.vouchers(item, link, other.evidence))

    def _other_end(self, item: Item, link: Link) -> Thing | None:
        if isinstance(link.to, Item):
            return self.things.of(link.to)
        pairs = self.schema.relations[link.type].pairs
        if link.inverse:
            allowed = {start for start, ends in pairs.items() if item.label in ends}
        else:
            allowed = set(pairs.get(item.label, ()))
        return self.things.resolve(link.to, item, allowed)

    def graph(self) -> Graph:
        """Check what can only be seen in the whole, and return the graph."""
        self._check_things()
        self._check_cycles()
        if self.problems:
            raise ProblemsError(self.problems)
        relationships = sorted((tie.relationship() for tie in self.ties.values()), key=lambda r: r.id)
        graph = Graph(
            dict(sorted(self.sources.items())),
            {identifier: _node(thing, self.reported) for identifier, thing in sorted(self.things.by_id.items())},
            {relationship.id: relationship for relationship in relationships},
        )
        verify(graph)
        return graph

    def _check_things(self) -> None:
        leads: dict[str, Counter[str]] = defaultdict(Counter)
        members: Counter[str] = Counter()
        for tie in self.ties.values():
            leads[tie.start][tie.type] += 1
            if tie.type in ("PART_OF", "INCLUDES"):
                members[tie.end if tie.type == "PART_OF" else tie.start] += 1
        for thing in self.things.by_id.values():
            cls = self.schema.classes[thing.label]
            self.problems.extend(missing_properties(cls, thing.properties.keys() | thing.faulty, thing.at))
            if not self.incomplete:
                counts = leads[thing.id] + thing.unresolved
                self.problems.extend(count_problems(self.schema, thing.label, counts, thing.at))
            declared, at = thing.properties.get("declares", (None, thing.at))
            if isinstance(declared, int) and members[thing.id] > declared:
                message = f"{thing.name} declares {declared} and names {members[thing.id]}"
                self.problems.append(at.problem(message, "correct the number, or the members"))

    def _check_cycles(self) -> None:
        parts = {(tie.start, tie.end): tie for tie in self.ties.values() if tie.type == "PART_OF"}
        for cycle in cycles(parts):
            names = " → ".join(self.things.by_id[identifier].name for identifier in (*cycle, cycle[0]))
            places = [parts[pair].at for pair in zip(cycle, (*cycle[1:], cycle[0]), strict=True)]
            hint = "remove one of these relationships"
            self.problems.append(max(places).problem(f"PART_OF runs in a circle: {names}", hint))


def _node(thing: Thing, reported: Mapping[str, str]) -> Node:
    properties = {name: value for name, (value, _) in thing.properties.items()}
    aliases = tuple(sorted(thing.aliases - {thing.name}))
    if aliases:
        properties["aliases"] = aliases
    ordered = dict(sorted(properties.items()))
    # What the report of the thing's own place says comes before all other sources.
    place = thing.id.split(":")[1]
    evidence = sorted(thing.evidence, key=lambda e: (reported.get(e.source) != place, e))
    return Node(thing.id, thing.label, thing.name, ordered, tuple(evidence))
