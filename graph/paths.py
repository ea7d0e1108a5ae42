"""The paths of a trace: read from the store as ids, put in order, the best chosen or the deep ones folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from graph.store import Reader
from ontology.model import Relationship
from ontology.schema import Schema
from queries.catalogue import find_query

FEW = (5, 3)
"""Paths that are shown unless all are asked for: so many that the texts vouch for, so many that a person judged."""

ROOM = 40
"""Things that are shown on the way down unless all are asked for."""

MOST = 20_000
"""Paths that are read from the store before it is told that there are more."""

_IDS = "\nRETURN [n IN nodes(p) | n.id] AS nodes, [r IN relationships(p) | r.id] AS links"
_STRENGTH = ("IMPLEMENTS", "PART_OF", "CITES", "ECHOES", "GUIDED_BY")
_CONFIDENCE = {"": 0, "high": 0, "medium": 1, "low": 2}
_ASIDE = ("Balance", "Role")  # parts of a plan that carry nothing out


class Way(NamedTuple):
    """Ids of the nodes that a path passes, and of the relationships between them."""

    nodes: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way with what is known of it.

    ``curated`` counts the hops for which only a person's judgement vouches; ``order`` sorts paths, the best first.
    """

    nodes: tuple[str, ...]
    links: tuple[str, ...]
    curated: int = 0
    order: tuple[Any, ...] = ()


def read_ways(store: Reader, id_: str, down: bool, bases: Sequence[str], ends: Sequence[str]) -> tuple[list[Way], bool]:
    """Return the ways that are not the beginning of another, and whether the store had more than :data:`MOST`."""
    query = find_query("trace-down" if down else "trace-up")
    # The traversal of the query, asked for ids alone: what lies on them is read once, not once for each path.
    cypher = query.cypher.rpartition("\nRETURN ")[0] + _IDS
    answer = store.read(cypher, query.bind({"id": id_, "bases": bases, "ends": ends}), limit=MOST)
    ways = (Way(tuple(row["nodes"]), tuple(row["links"])) for row in answer.rows)
    simple = [way for way in ways if len(set(way.nodes)) == len(way.nodes)]
    begun = {way.links[:length] for way in simple for length in range(1, len(way.links))}
    return [way for way in simple if way.links not in begun], answer.truncated


def hops(ways: Iterable[Way], schema: Schema, down: bool) -> Iterator[tuple[str, str, str]]:
    """Yield id, start and end of each different hop; what a trace passes against the arrow is turned round."""
    passed = {link: ends for way in ways for link, ends in zip(way.links, pairwise(way.nodes), strict=True)}
    for link, (a, b) in passed.items():
        # The id of a relationship begins with its type.
        forward = (schema.relations[link.partition(":")[0]].trace == "down") == down
        yield (link, a, b) if forward else (link, b, a)


def class_of(id_: str) -> str:
    """Return the class of a node: its id begins with it, in a small letter."""
    head = id_.partition(":")[0]
    return head[:1].upper() + head[1:]


def judged(link: Relationship) -> bool:
    """Tell whether only a person's judgement vouches for a relationship."""
    return all(e.basis == "curated" for e in link.evidence)


def in_order(ways: Sequence[Way], known: Mapping[str, Relationship]) -> list[Path]:
    """Return the paths, the best first: few judged hops, short, confident, by a strong relation, early in the text."""
    facts = {}
    for id_, link in known.items():
        first = link.evidence[0]
        facts[id_] = (judged(link), _CONFIDENCE.get(first.confidence, 2), (first.source, first.start))
    paths = []
    for way in ways:
        curated, confidence, places = zip(*[facts[link] for link in way.links], strict=True)
        type_ = known[way.links[-1]].type
        last = _STRENGTH.index(type_) if type_ in _STRENGTH else len(_STRENGTH)
        order = (sum(curated), len(places), sum(confidence), last, places, way.links)
        paths.append(Path(way.nodes, way.links, sum(curated), order))
    return sorted(paths, key=lambda path: path.order)


def best(paths: Sequence[Path], policies: Collection[str]) -> list[Path]:
    """Keep the best path to each policy where it is first met; where one kind of path leaves room, the other takes it.

    Of a path from an action by a part of a strategy to the strategy, the part is what tells most.
    """
    seen: Counter[str] = Counter()
    turns = []
    for place, path in enumerate(paths):
        met = next((n for n in path.nodes[1:] if class_of(n) in policies), path.nodes[-1])
        turns.append((seen[met], place, path))
        seen[met] += 1
    ranked = [path for *_, path in sorted(turns, key=lambda turn: turn[:2])]
    said = [path for path in ranked if not path.curated]
    thought = [path for path in ranked if path.curated]
    for_said = FEW[0] + max(0, FEW[1] - len(thought))
    for_thought = FEW[1] + max(0, FEW[0] - len(said))
    return sorted([*said[:for_said], *thought[:for_thought]], key=lambda path: path.order)


def fold(ways: Sequence[Way]) -> tuple[list[Way], dict[str, Counter[str]]]:
    """Keep the levels that there is :data:`ROOM` for, and count by class what is below the nodes where a way was cut.

    When the first level alone takes more room, the parts of a directive come first.
    """
    level: dict[str, int] = {}
    for way in ways:
        for depth, node in enumerate(way.nodes):
            level[node] = min(depth, level.get(node, depth))
    levels: dict[int, list[str]] = {}
    for node, depth in level.items():
        if class_of(node) not in _ASIDE:
            levels.setdefault(depth, []).append(node)
    first = sorted(levels.get(1, ()), key=lambda node: (class_of(node) != "Directive", node))
    shown = {*levels.get(0, ()), *first[:ROOM]}
    deeper = 2
    while deeper in levels and len(shown) + len(levels[deeper]) <= ROOM:
        shown.update(levels[deeper])
        deeper += 1
    kept: dict[tuple[str, ...], Way] = {}
    hidden: dict[str, set[str]] = {}
    for way in ways:
        length = next((i for i, node in enumerate(way.nodes) if node not in shown), len(way.nodes)) - 1
        kept[way.links[:length]] = Way(way.nodes[: length + 1], way.links[:length])
        if length + 1 < len(way.nodes):
            hidden.setdefault(way.nodes[length], set()).update(set(way.nodes[length + 1 :]) - shown)
    begun = {links[:length] for links in kept for length in range(len(links))}
    below = {node: Counter(map(class_of, nodes)) for node, nodes in hidden.items() if nodes}
    return [way for links, way in kept.items() if links and links not in begun], below
