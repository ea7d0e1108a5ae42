"""What a load would do: the graph compared with what a store holds, statement by statement and per source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from loaders.held import Held, read_hung, read_nodes, read_relationships, read_trimmed, read_version
from loaders.layout import label_of, properties, sources_of
from loaders.session import at_work
from ontology.errors import StoreError
from ontology.model import Graph, Node, Relationship, Source

if TYPE_CHECKING:
    from neo4j import Driver

Item: TypeAlias = Node | Relationship | Source


@dataclass(slots=True)
class Changes:
    """What is to be done to nodes (sources among them) or to relationships.

    ``added`` and ``changed`` are ids in the graph; ``trimmed`` loses the evidence of the sources that a plan is
    limited to; ``kept`` should go and cannot, since something that stays hangs on it.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    trimmed: list[Held] = field(default_factory=list)
    retracted: list[Held] = field(default_factory=list)
    kept: list[Held] = field(default_factory=list)
    unchanged: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.trimmed or self.retracted)


@dataclass(slots=True)
class Plan:
    """What a load would do.

    ``sources`` counts, per source id, the statements that are ``added``, ``changed``, ``retracted``, ``unchanged``
    or ``kept``; a statement counts under each source that it cites. ``version`` is the state of the store that
    was compared; ``only`` are the sources that the plan is limited to, none for all; ``verified`` says that every
    property was compared.
    """

    only: frozenset[str]
    verified: bool
    version: tuple[str, int]
    nodes: Changes
    relationships: Changes
    sources: dict[str, Counter[str]]

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.nodes or self.relationships)


def make_plan(
    driver: Driver,
    graph: Graph,
    *,
    database: str | None = None,
    only: Collection[str] = (),
    verify: bool = False,
) -> Plan:
    """Compare a checked graph with a store; nothing is written.

    Parameters
    ----------
    driver : neo4j.Driver
        Open, to a store that was bootstrapped.
    graph : Graph
        What the store is to hold.
    database : str, optional
        Name of the database; the server's default otherwise.
    only : collection of str
        Ids of sources: the plan is limited to statements that cite one of them, in the graph or in the store,
        and to what those need (ends of relationships, sources cited). A source that the graph lacks is
        retracted: what only it said goes, what others said too loses its evidence.
    verify : bool
        Compare every property, not only digests: finds what was changed by hand in the store.

    Raises
    ------
    StoreError
        A node that is not ours has an id that the graph uses, a source has the id of a node, or the store broke off.
    """
    limit = frozenset(only)
    if twice := sorted(graph.sources.keys() & graph.nodes.keys()):
        raise StoreError(f"ids of both sources and nodes: {', '.join(twice)}", "give those sources other ids")
    nodes: dict[str, Item] = {**graph.sources, **graph.nodes}
    with at_work(), driver.session(database=database) as session:
        version = session.execute_read(read_version)
        foreign: set[str] = set()
        compared = session.execute_read(lambda tx: _compare(read_nodes(tx, verify, foreign), nodes, limit))
        if taken := sorted(foreign & nodes.keys()):
            raise StoreError(
                f"the store has nodes of others under ids that this graph uses: {', '.join(taken[:10])}",
                "use another database, or change the id property of those nodes",
            )
        related = session.execute_read(
            lambda tx: _compare(read_relationships(tx, verify), graph.relationships, limit, compared.moved.__contains__)
        )
        _keep(compared, related.stayed_at, session.execute_read(read_hung, compared.changes.retracted))
        for part in (compared, related) if limit else ():
            part.changes.trimmed = session.execute_read(read_trimmed, part.changes.trimmed, limit)
    if limit:
        _complete(graph, compared, related)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for part in (compared, related):
        for source, counter in part.sources.items():
            counts[source] += counter
    return Plan(limit, verify, version, compared.changes, related.changes, dict(sorted(counts.items())))


@dataclass(slots=True)
class _Compared:
    changes: Changes = field(default_factory=Changes)
    sources: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    """Ids whose label or ends changed: taken out and put in again."""
    stayed_at: set[str] = field(default_factory=set)
    """Ends of relationships that are not retracted."""

    def count(self, what: str, sources: Iterable[str]) -> None:
        for source in sources:
            self.sources[source][what] += 1


def _place(item: Item) -> tuple[str, str, str]:
    return (item.type, item.start, item.end) if isinstance(item, Relationship) else (label_of(item), "", "")


def _compare(
    held: Iterable[Held],
    items: Mapping[str, Item],
    limit: frozenset[str],
    moved: Callable[[str], bool] = lambda _: False,
) -> _Compared:
    out = _Compared()
    for h in held:
        item = items.get(h.id)
        said = sources_of(item) if item else ()
        first = h.id not in out.seen
        out.seen.add(h.id)
        if limit and limit.isdisjoint(h.sources) and limit.isdisjoint(said):
            out.stayed_at |= {h.start, h.end}
        elif item and first and _place(item) == (h.label, h.start, h.end) and not (moved(h.start) or moved(h.end)):
            out.stayed_at |= {h.start, h.end}
            same = h.digest == item.digest() and (h.properties is None or h.properties == properties(item, h.digest))
            if same:
                out.changes.unchanged += 1
            else:
                out.changes.changed.append(h.id)
            both = set(said) & set(h.sources)
            out.count("unchanged" if same else "changed", both)
            out.count("added", set(said) - both)
            out.count("retracted", set(h.sources) - both)
        elif item:
            out.changes.retracted.append(h)
            if first:
                out.moved.add(h.id)
                out.changes.added.append(h.id)
                out.count("changed", said)
        elif limit and not limit.issuperset(h.sources):
            out.stayed_at |= {h.start, h.end}
            out.changes.trimmed.append(h)
            out.count("retracted", limit.intersection(h.sources))
            out.count("changed", set(h.sources) - limit)
        else:
            out.changes.retracted.append(h)
            out.count("retracted", h.sources)
    for id_, item in items.items():
        if id_ not in out.seen and not (limit and limit.isdisjoint(sources_of(item))):
            out.changes.added.append(id_)
            out.count("added", sources_of(item))
    return out


def _keep(nodes: _Compared, stayed_at: set[str], hung: set[str]) -> None:
    stay = stayed_at | hung
    if blocked := sorted(nodes.moved & stay):
        raise StoreError(
            f"these nodes are to get another label, but relationships of others hang on them: {', '.join(blocked)}",
            "take those relationships away, then load again",
        )
    nodes.changes.kept = [h for h in nodes.changes.retracted if h.id in stay]
    nodes.changes.retracted = [h for h in nodes.changes.retracted if h.id not in stay]
    for h in nodes.changes.kept:
        for source in h.sources:
            nodes.sources[source].update(retracted=-1, kept=1)


def _complete(graph: Graph, nodes: _Compared, relationships: _Compared) -> None:
    """Add what a limited plan needs and the store lacks: ends of relationships, and sources cited."""
    there = nodes.seen | set(nodes.changes.added)
    ends: dict[str, None] = {}
    for id_ in relationships.changes.added:
        r = graph.relationships[id_]
        ends |= {end: None for end in (r.start, r.end) if end not in there}
    written: list[Item] = [graph.nodes[i] for i in ends]
    written += [graph.nodes[i] for i in nodes.changes.added + nodes.changes.changed if i in graph.nodes]
    written += [graph.relationships[i] for i in relationships.changes.added + relationships.changes.changed]
    cited = {source: None for item in written for source in sources_of(item) if source not in there}
    for id_ in (*ends, *cited):
        item = graph.nodes.get(id_) or graph.sources[id_]
        nodes.changes.added.append(id_)
        nodes.count("added", sources_of(item))
