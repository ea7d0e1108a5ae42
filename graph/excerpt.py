"""A part of the graph: what the chosen years of a county say, and what is known of all that they speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from graph.county import listed
from loaders.ids import scopes
from ontology.errors import NotFoundError
from ontology.model import Evidence, Graph, Node


def excerpt(graph: Graph, *, place: str = "", year: int | None = None) -> Graph:
    """Return what the reports of some plans say, with what notes tell of it or of the places above; no other report's.

    Parameters
    ----------
    graph : Graph
        Checked.
    place : str
        The id of the place whose plans are chosen; of every place if empty.
    year : int, optional
        The year of the plans; every year if None.

    Raises
    ------
    NotFoundError
        The graph holds no such plan; those that it holds are named.
    """
    plans = {n.id: n for n in graph.nodes.values() if n.label == "Plan"}
    places: dict[str, set[str]] = defaultdict(set)
    for r in graph.relationships.values():
        if r.type == "OF_PLACE" and r.start in plans:
            places[r.start].add(r.end)
    chosen = [
        plan
        for plan in plans.values()
        if (not place or place in places[plan.id]) and year in (None, plan.properties.get("year"))
    ]
    if not chosen:
        raise NotFoundError("the store holds no such plan", _held(plans.values()))
    own = _reports(graph, chosen)
    others = _reports(graph, plans.values()) - own
    codes = {id_.split(":")[1] for plan in chosen for id_ in places[plan.id]}
    above = {scope for code in codes for scope in scopes(code)}
    counties = {code for code in codes if code.isdigit() and not code.endswith("00")}

    def left(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(e for e in evidence if e.source not in others)

    nodes = {n.id: replace(n, evidence=rest) for n in graph.nodes.values() if (rest := left(n.evidence))}
    links = {
        r.id: replace(r, evidence=rest)
        for r in graph.relationships.values()
        if r.start in nodes and r.end in nodes and (rest := left(r.evidence))
    }
    near: dict[str, list[str]] = defaultdict(list)
    for r in links.values():
        near[r.start].append(r.end)
        near[r.end].append(r.start)

    def inside(id_: str) -> bool:
        scope = id_.split(":")[1]
        return scope.isdigit() and not counties.isdisjoint(scopes(scope))

    reached = {n.id for n in nodes.values() if inside(n.id) or any(e.source in own for e in n.evidence)}
    waiting = sorted(reached)
    while waiting:
        for id_ in near[waiting.pop()]:
            # A note may speak of other counties, too: of places, only what is of those above is gone on to.
            scope = id_.split(":")[1]
            if id_ not in reached and (scope in above or scope in graph.sources):
                reached.add(id_)
                waiting.append(id_)
    nodes = {id_: node for id_, node in nodes.items() if id_ in reached}
    links = {id_: r for id_, r in links.items() if r.start in nodes and r.end in nodes}
    used = {e.source for kept in (nodes, links) for thing in kept.values() for e in thing.evidence}
    return Graph({id_: s for id_, s in graph.sources.items() if id_ in used}, nodes, links)


def _reports(graph: Graph, plans: Iterable[Node]) -> set[str]:
    return {e.source for plan in plans for e in plan.evidence if graph.sources[e.source].kind == "report"}


def _held(plans: Iterable[Node]) -> str:
    names = sorted(plan.name for plan in plans)
    return f"it holds {listed(names)}" if names else "it holds none"
