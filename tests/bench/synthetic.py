"""Synthetic counties: the seed's county copied under other names and codes, each with a report that verifies.

``python -m tests.bench.synthetic 100 --relationships 300000`` says what it makes; ``--store ADDRESS`` loads it,
``--format FORMAT -o PATH`` exports it. The same arguments give the same graph.

What is above the county (directives, indicators, bodies …) is shared by all, and gathers the evidence of every
report that speaks of it. A county's own name of two characters is replaced by another of two, so that offsets hold.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from loaders.assembly import assemble
from loaders.ids import relationship_id
from loaders.quotes import verify
from ontology.model import Evidence, Graph, Node, Relationship, Value
from ontology.schema import Schema, load_schema

CODE, REPORT, NAME = "330324", "yongjia-2024", "永嘉"


@dataclass(frozen=True)
class County:
    """The names of one synthetic county."""

    number: int
    code: str = field(init=False)
    report: str = field(init=False)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        high, low = divmod(self.number, 1000)
        for key, value in (
            ("code", f"{900_000 + self.number}"),
            ("report", f"synthetic-{self.number:06d}"),
            ("name", chr(0x5000 + high) + chr(0x6000 + low)),
        ):
            object.__setattr__(self, key, value)

    def text(self, text: str) -> str:
        """Return a text that speaks of the seed's county as one that speaks of this."""
        return text.replace(NAME, self.name)

    def id(self, id_: str) -> str:
        """Return this county's id for a thing of the seed's county, or the same id for what is shared."""
        return self.text(id_.replace(CODE, self.code).replace(REPORT, self.report)) if _own(id_) else id_

    def value(self, value: Value) -> Value:
        """Return a property as this county has it."""
        if isinstance(value, tuple):
            return tuple(self.text(v) for v in value)
        return self.text(value).replace(CODE, self.code) if isinstance(value, str) else value

    def evidence(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return what this county's report says; what notes say stays as it is."""
        return tuple(
            replace(e, source=self.report, quote=self.text(e.quote)) if e.source == REPORT else e for e in evidence
        )


def _own(id_: str) -> bool:
    return CODE in id_ or REPORT in id_


def counties(count: int, *, relationships: int = 0) -> Graph:
    """Make a graph of ``count`` counties.

    Parameters
    ----------
    count : int
        Counties beside the seed's own.
    relationships : int
        How many there are to be at least: measures, tasks and targets then concern further things of their
        county, as the same sentences say.

    Returns
    -------
    Graph
        In order of id, every quote verified.
    """
    seed = assemble()
    all_counties = [County(i) for i in range(count)]
    graph = Graph()
    for part in parts(count):
        graph.sources |= part.sources
        graph.nodes |= part.nodes
        graph.relationships |= part.relationships
    missing = relationships - len(graph.relationships)
    for edge in islice(_further(seed, all_counties, load_schema()), max(0, missing)):
        graph.relationships[edge.id] = edge
    if len(graph.relationships) < relationships:
        raise ValueError(f"{count} counties have no room for {relationships} relationships")
    graph = Graph(
        dict(sorted(graph.sources.items())),
        dict(sorted(graph.nodes.items())),
        dict(sorted(graph.relationships.items())),
    )
    verify(graph)
    return graph


def parts(count: int) -> Iterator[Graph]:
    """Yield the graph of :func:`counties` in parts that no memory has to hold at once.

    Each county's own things come as one part. The last holds the seed's, and what all share with the evidence of
    every report; relationships lead into it from the parts before.
    """
    seed = assemble()
    gathered: dict[str, list[Evidence]] = {}
    for number in range(count):
        yield _copy(seed, gathered, County(number))
    last = Graph(dict(seed.sources), dict(seed.nodes), dict(seed.relationships))
    for id_, evidence in gathered.items():
        things: dict[str, Node] | dict[str, Relationship] = last.nodes if id_ in last.nodes else last.relationships
        things[id_] = replace(things[id_], evidence=tuple(sorted({*things[id_].evidence, *evidence})))  # type: ignore
    yield last


def _copy(seed: Graph, gathered: dict[str, list[Evidence]], county: County) -> Graph:
    graph = Graph()
    source = seed.sources[REPORT]
    text = county.text(source.text)
    graph.sources[county.report] = replace(
        source,
        id=county.report,
        title=county.text(source.title),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    for node in seed.nodes.values():
        evidence = county.evidence(node.evidence)
        if _own(node.id):
            properties = {k: county.value(v) for k, v in node.properties.items()}
            id_ = county.id(node.id)
            graph.nodes[id_] = Node(id_, node.label, county.text(node.name), properties, evidence)
        else:
            gathered.setdefault(node.id, []).extend(e for e in evidence if e.source == county.report)
    for edge in seed.relationships.values():
        evidence = county.evidence(edge.evidence)
        if _own(edge.start) or _own(edge.end):
            start, end = county.id(edge.start), county.id(edge.end)
            id_ = relationship_id(edge.type, start, end, edge.properties)
            graph.relationships[id_] = Relationship(id_, edge.type, start, end, edge.properties, evidence)
        else:
            gathered.setdefault(edge.id, []).extend(e for e in evidence if e.source == county.report)
    return graph


def _further(seed: Graph, all_counties: list[County], schema: Schema) -> Iterator[Relationship]:
    """Yield more CONCERNS inside each county, in the ends that the ontology allows, county by county."""
    pairs = schema.relations["CONCERNS"].pairs
    own = [n for n in seed.nodes.values() if _own(n.id)]
    taken = {(r.start, r.end) for r in seed.relationships.values() if r.type == "CONCERNS"}
    free = [
        (a, b)
        for a in own
        for b in own
        if a.id != b.id and b.label in pairs.get(a.label, ()) and (a.id, b.id) not in taken and a.evidence
    ]
    free.sort(key=lambda pair: hashlib.sha256(f"{pair[0].id} {pair[1].id}".encode()).digest())
    for (a, b), county in ((pair, county) for pair in free for county in all_counties):
        start, end = county.id(a.id), county.id(b.id)
        id_ = relationship_id("CONCERNS", start, end, {})
        yield Relationship(id_, "CONCERNS", start, end, {}, county.evidence(a.evidence))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="counties beside the seed's own")
    parser.add_argument("--relationships", type=int, default=0, help="at least so many relationships")
    parser.add_argument("--store", help="load into the store at this address")
    parser.add_argument("--format", help="export as `countygraph export` does; neo4j-admin wants a folder")
    parser.add_argument("-o", "--output", type=Path, help="where the export goes")
    given = parser.parse_args()
    graph, schema = counties(given.count, relationships=given.relationships), load_schema()
    print(f"{len(graph.sources)} sources, {len(graph.nodes)} nodes, {len(graph.relationships)} relationships")
    if given.format == "neo4j-admin":
        from graph.export_neo4j import write_admin

        write_admin(graph, schema, given.output)
    elif given.format:
        from graph.exports import write_export

        with given.output.open("w", encoding="utf-8", newline="") as file:
            write_export(graph, schema, given.format, file)
    if given.store:
        from graph.building import build_store

        build_store(graph, schema, given.store, lambda what, done, total: print(what, done, total, file=sys.stderr))


if __name__ == "__main__":
    main()
