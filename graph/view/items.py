"""What the map shows: nodes, open slots and, in a large graph, bundles of nodes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.view.cascade import ORDER, Cascade

WHOLE = 4000
"""Up to so many nodes every node is drawn by itself."""
BUDGET = 1200
"""In a larger graph, layers are drawn node by node while no more than this are on the map."""
BUNDLES = 300
"""The most bundles that one layer is divided into."""
BACKGROUND = frozenset({"Indicator", "Organization", "Person", "Place"})
"""Classes that every report is full of: in a column of their own, which is drawn when asked for."""
BACKGROUND_LAYER = 8
LEVELS = ("national", "provincial", "municipal", "county", "unknown")


@dataclass(frozen=True)
class Item:
    """One mark on the map: a node, a ``slot`` (``label`` is Action), or a ``bundle`` of ``members``."""

    id: str
    layer: int
    label: str
    group: str
    kind: str = "node"
    members: tuple[str, ...] = ()
    ordinal: int = 0


def column(label: str, layer: int) -> int:
    """Return the layer of the map in which a class is drawn."""
    return BACKGROUND_LAYER if label in BACKGROUND else layer


def rank(label: str) -> tuple[int, str]:
    """Return what classes are sorted by."""
    return (ORDER.index(label) if label in ORDER else len(ORDER), label)


def _group(cascade: Cascade, identifier: str, layer: int) -> str:
    node = cascade.graph.nodes[identifier]
    if node.label == "Directive":
        root = identifier
        while (owner := cascade.owner.get(root)) and cascade.graph.nodes[owner].label == "Directive":
            root = owner
        level = str(cascade.graph.nodes[root].properties.get("level", "unknown"))
        return f"Directive/{LEVELS.index(level) if level in LEVELS else len(LEVELS)}/{level}"
    if layer == 5:
        return f"{node.label}/{cascade.within(identifier, 'Task') or cascade.owner.get(identifier, '')}"
    return node.label


def items(cascade: Cascade) -> tuple[list[Item], dict[str, str]]:
    """Return what the map shows, in reading order, and for each node the id of the item that stands for it."""
    layers: dict[int, list[str]] = defaultdict(list)
    for identifier in cascade.order:
        node = cascade.graph.nodes[identifier]
        layer = cascade.layer(node)
        if layer is not None:
            layers[column(node.label, layer)].append(identifier)
    whole = sum(map(len, layers.values())) <= WHOLE
    found: list[Item] = []
    stands: dict[str, str] = {}
    for layer in sorted(layers, key=lambda n: (n == 1, n)):
        names = layers[layer]
        if whole or len(found) + len(names) <= BUDGET:
            for name in names:
                found.append(Item(name, layer, cascade.graph.nodes[name].label, _group(cascade, name, layer)))
                stands[name] = name
        else:
            found += _bundles(cascade, layer, names, stands)
    if whole:
        found += [
            Item(f"slot:{s.owner}:{s.ordinal}", 3, "Action", "Action", "slot", (s.owner,), s.ordinal)
            for s in cascade.slots()
        ]
    return sorted(found, key=lambda item: item.layer), stands


def _root(cascade: Cascade, identifier: str) -> str:
    while identifier in cascade.owner:
        identifier = cascade.owner[identifier]
    return identifier


def _bundles(cascade: Cascade, layer: int, names: list[str], stands: dict[str, str]) -> list[Item]:
    """Bundle the nodes of a layer by what stands for their owner; by their root, or class alone, if those are many."""
    divisions = [
        {n: f"{cascade.graph.nodes[n].label}/{stands.get(cascade.owner.get(n, ''), '')}" for n in names},
        {n: f"{cascade.graph.nodes[n].label}/{_root(cascade, n)}" for n in names},
        {n: cascade.graph.nodes[n].label for n in names},
    ]
    division = next((d for d in divisions if len(set(d.values())) <= BUNDLES), divisions[-1])
    members: dict[str, list[str]] = defaultdict(list)
    for name in names:
        members[division[name]].append(name)
    found = []
    for key, bundled in members.items():
        label = cascade.graph.nodes[bundled[0]].label
        identifier = bundled[0] if len(bundled) == 1 else f"bundle:{layer}:{key}"
        kind = "node" if len(bundled) == 1 else "bundle"
        found.append(Item(identifier, layer, label, label, kind, tuple(bundled)))
        stands.update(dict.fromkeys(bundled, identifier))
    return found
