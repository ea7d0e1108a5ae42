"""Every path from a thing up to its policy sources, or from a directive down to what carries it out.

The paths are found by the store, by the queries ``trace-up`` and ``trace-down`` of the catalogue, which follow the
directions that the ontology gives its relations (``cg:trace``). Here they are put in order, the best are
chosen, and their hops are read with all evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from graph.store import Store
from graph.things import SourceHead, read_links, read_nodes, read_sources
from ontology.errors import NotFoundError
from ontology.model import Node, Relationship
from ontology.schema import Schema
from queries.catalogue import find_query

BASES = ("stated", "structural", "aligned", "curated")
"""The kinds of evidence, as the ontology's vocabulary ``basis`` has them."""

FEW = (5, 3)
"""Paths that are shown unless all are asked for: so many that the texts vouch for, so many that a person judged."""

ROOM = 40
"""Things that are shown on the way down unless all are asked for."""

MOST = 20_000
"""Paths that are read from the store before it is told that there are more."""

_IDS = "\nRETURN [n IN nodes(p) | n.id] AS nodes, [r IN relationships(p) | r.id] AS links"
_Way: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]

_STRENGTH = ("IMPLEMENTS", "PART_OF", "CITES", "ECHOES", "GUIDED_BY")
_CONFIDENCE = {"": 0, "high": 0, "medium": 1, "low": 2}
_ASIDE = ("Balance", "Role")  # parts of a plan that carry nothing out

COLUMNS = {
    "path": "路径",
    "step": "步",
    "relation": "关系",
    "direction": "方向",
    "class": "类别",
    "name": "名称",
    "basis": "依据方式",
    "quote": "原文",
    "source": "出处",
    "line": "行",
    "reason": "理由",
    "confidence": "把握",
    "id": "编号",
    "link": "关系编号",
}
"""Columns of the rows of a trace, with their heads."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way from one node to others: ids of its nodes, and of the relationships between them.

    ``curated`` counts the hops for which only a person's judgement vouches; ``order`` sorts paths, the best first.
    """

    nodes: tuple[str, ...]
    links: tuple[str, ...]
    curated: int
    order: tuple[Any, ...] = ()

    def cut(self, length: int) -> Path:
        """Return the first ``length`` hops."""
        return Path(self.nodes[: length + 1], self.links[:length], self.curated, self.order)


@dataclass(frozen=True, slots=True)
class Trace:
    """The paths from ``start``, best first, with all that they pass.

    ``found`` counts the paths that there are and ``ends`` the different things at which they end; ``paths`` may be
    only the best of them, or their beginnings: ``below`` then counts, for a node at which something was
    folded, what is below it, by class. ``cut`` says that the store had more than :data:`MOST`. ``sourced`` is
    False when no path leads to a policy source; the paths then show how far it goes.
    """

    start: Node
    down: bool
    bases: tuple[str, ...]
    paths: tuple[Path, ...]
    found: int
    ends: int
    sourced: bool
    cut: bool
    below: Mapping[str, Mapping[str, int]]
    nodes: Mapping[str, Node]
    links: Mapping[str, Relationship]
    sources: Mapping[str, SourceHead]


def policy_classes(schema: Schema) -> list[str]:
    """Return the classes of the page's first layer: what others carry out, follow or cite."""
    return [c.name for c in schema.classes.values() if c.layer == 1]


def trace(
    store: Store,
    schema: Schema,
    id_: str,
    *,
    down: bool = False,
    bases: Sequence[str] = BASES,
    every: bool = False,
) -> Trace:
    """Find the paths from a thing.

    Parameters
    ----------
    store : Store
        Open.
    schema : Schema
        The ontology.
    id_ : str
        The thing's id.
    down : bool
        Whether to go down from a directive, instead of up to the policy sources.
    bases : sequence of str
        Kinds of evidence, of :data:`BASES`, at least one of which each hop must have.
    every : bool
        Whether to keep all paths, instead of the best few up, or as much as :data:`ROOM` has room for down.

    Raises
    ------
    NotFoundError
        The store holds no such thing.
    """
    ends = list(schema.classes) if down else policy_classes(schema)
    ways, cut = _read_ways(store, id_, down, bases, ends)
    sourced = bool(ways)
    if not down and not ways:
        ways, cut = _read_ways(store, id_, down, bases, list(schema.classes))
    links = read_links(store, (hop for nodes, links in ways for hop in _hops(nodes, links, schema, down)))
    paths = sorted((_path(*way, links) for way in ways), key=lambda p: p.order)
    below: dict[str, Counter[str]] = {}
    kept = paths
    if down and not every:
        kept, below = _fold(paths)
    elif not every:
        kept = _best(paths, policy_classes(schema))
    nodes = read_nodes(store, {id_, *(n for p in kept for n in p.nodes)})
    if id_ not in nodes:
        raise NotFoundError(f"the store holds no {id_}", "look for it with: countygraph find TEXT")
    links = {link: links[link] for path in kept for link in path.links}
    items: list[Node | Relationship] = [*nodes.values(), *links.values()]
    sources = read_sources(store, {e.source for item in items for e in item.evidence})
    reached = {p.nodes[-1] for p in paths}
    return Trace(
        nodes[id_],
        down,
        tuple(bases),
        tuple(kept),
        len(paths),
        len(reached),
        sourced,
        cut,
        below,
        nodes,
        links,
        sources,
    )


def _read_ways(
    store: Store, id_: str, down: bool, bases: Sequence[str], ends: Sequence[str]
) -> tuple[list[_Way], bool]:
    """Return the ways that are not part of another, as ids of nodes and links, and whether the store had more."""
    query = find_query("trace-down" if down else "trace-up")
    # The traversal of the query, asked for ids alone: what lies on them is read once, not once for each path.
    cypher = query.cypher.rpartition("\nRETURN ")[0] + _IDS
    answer = store.read(cypher, query.bind({"id": id_, "bases": bases, "ends": ends}), limit=MOST)
    ways = [(tuple(row["nodes"]), tuple(row["links"])) for row in answer.rows]
    simple = [(nodes, links) for nodes, links in ways if len(set(nodes)) == len(nodes)]
    begun = {links[:length] for _, links in simple for length in range(1, len(links))}
    return [(nodes, links) for nodes, links in simple if links not in begun], answer.truncated


def _path(nodes: tuple[str, ...], links: tuple[str, ...], known: Mapping[str, Relationship]) -> Path:
    """Return a path with what sorts it: hops that were only judged, length, confidence, relation, place in the text."""
    hops = [known[link] for link in links]
    curated = sum(judged(hop) for hop in hops)
    confidence = sum(_CONFIDENCE.get(hop.evidence[0].confidence, 2) for hop in hops)
    last = _STRENGTH.index(hops[-1].type) if hops[-1].type in _STRENGTH else len(_STRENGTH)
    places = [(hop.evidence[0].source, hop.evidence[0].start) for hop in hops]
    return Path(nodes, links, curated, (curated, len(links), confidence, last, places, links))


def _best(paths: Sequence[Path], policies: Collection[str]) -> list[Path]:
    """Keep the best path to each policy where it is first met; where one kind of path leaves room, the other takes it.

    Of a path from an action by a part of a strategy to the strategy, the part is what tells most.
    """
    seen: Counter[str] = Counter()
    turns = []
    for place, path in enumerate(paths):
        met = next((n for n in path.nodes[1:] if _class_of(n) in policies), path.nodes[-1])
        turns.append((seen[met], place, path))
        seen[met] += 1
    ranked = [path for *_, path in sorted(turns, key=lambda turn: turn[:2])]
    said, judged = ([p for p in ranked if bool(p.curated) is kind] for kind in (False, True))
    for_said, for_judged = FEW
    for_said += max(0, for_judged - len(judged))
    for_judged += max(0, for_said - len(said))
    return sorted([*said[:for_said], *judged[:for_judged]], key=lambda p: p.order)


def _class_of(id_: str) -> str:
    """Return the class that an id names; ids begin with it."""
    head = id_.partition(":")[0]
    return head[:1].upper() + head[1:]


def _fold(paths: Sequence[Path]) -> tuple[list[Path], dict[str, Counter[str]]]:
    """Keep the levels that there is room for, and count by class what is below the nodes where a path was cut."""
    level: dict[str, int] = {}
    for path in paths:
        for depth, node in enumerate(path.nodes):
            level[node] = min(depth, level.get(node, depth))
    sizes = Counter(depth for node, depth in level.items() if _class_of(node) not in _ASIDE)
    deepest, room = 1, ROOM - sizes[0] - sizes[1]
    while (room := room - sizes[deepest + 1]) >= 0 and sizes[deepest + 1]:
        deepest += 1
    shown = {node for node, depth in level.items() if depth <= deepest and _class_of(node) not in _ASIDE}
    kept: dict[tuple[str, ...], Path] = {}
    hidden: dict[str, set[str]] = {}
    for path in paths:
        length = next((i for i, node in enumerate(path.nodes) if node not in shown), len(path.nodes)) - 1
        begun = path.cut(length)
        kept.setdefault(begun.links, begun)
        if length + 1 < len(path.nodes):
            hidden.setdefault(path.nodes[length], set()).update(set(path.nodes[length + 1 :]) - shown)
    begun_in = {links[:length] for links in kept for length in range(len(links))}
    below = {node: Counter(map(_class_of, nodes)) for node, nodes in hidden.items() if nodes}
    return [path for links, path in kept.items() if links and links not in begun_in], below


def _hops(nodes: tuple[str, ...], links: tuple[str, ...], schema: Schema, down: bool) -> Iterator[tuple[str, str, str]]:
    """Yield id, start and end of each hop; what a trace passes against the arrow is turned round."""
    for link, a, b in zip(links, nodes[:-1], nodes[1:], strict=True):
        forward = (schema.relations[link.partition(":")[0]].trace == "down") == down  # an id begins with the type
        yield (link, a, b) if forward else (link, b, a)


def judged(link: Relationship) -> bool:
    """Tell whether only a person's judgement vouches for a relationship."""
    return all(e.basis == "curated" for e in link.evidence)


def relation_words(link: Relationship, came_from: str, schema: Schema) -> str:
    """Return the Chinese words for a hop, read in the direction in which it is passed."""
    relation = schema.relations[link.type]
    return relation.words.zh if link.start == came_from else relation.inverse_zh


def trace_rows(found: Trace, schema: Schema) -> list[dict[str, Any]]:
    """Return the rows of a trace, with :data:`COLUMNS`: the thing as step 0, then one row a hop, evidence in lists."""
    return list(_rows(found, schema))


def _rows(found: Trace, schema: Schema) -> Iterator[dict[str, Any]]:
    paths: Iterable[Path] = found.paths or (Path((found.start.id,), (), 0),)
    for number, path in enumerate(paths, 1):
        for step, id_ in enumerate(path.nodes):
            node = found.nodes[id_]
            link = found.links[path.links[step - 1]] if step else None
            came_from = path.nodes[step - 1] if step else ""
            evidence = link.evidence if link else node.evidence
            yield {
                "path": number,
                "step": step,
                "relation": relation_words(link, came_from, schema) if link else "",
                "direction": ("forward" if link.start == came_from else "backward") if link else "",
                "class": node.label,
                "name": node.name,
                "basis": list(dict.fromkeys(e.basis for e in evidence)),
                "quote": [e.quote for e in evidence],
                "source": [found.sources[e.source].title for e in evidence],
                "line": [e.line for e in evidence],
                "reason": list(dict.fromkeys(e.reason for e in evidence if e.reason)),
                "confidence": list(dict.fromkeys(e.confidence for e in evidence if e.confidence)),
                "id": id_,
                "link": link.id if link else "",
            }
