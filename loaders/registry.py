"""What is known already: names and aliases of things, looked up from a place upwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from loaders.ids import normal_name, scopes
from ontology.model import Graph, Node


class Registry:
    """Things of a graph by name, alias and the place in whose scope they are named."""

    def __init__(self, graph: Graph | None = None) -> None:
        self._named: dict[tuple[str, str], list[Node]] = defaultdict(list)
        self._ids: dict[str, Node] = dict(graph.nodes) if graph else {}
        for node in self._ids.values():
            aliases = node.properties.get("aliases", ())
            scope = node.id.split(":")[1]
            for name in {node.name, *(aliases if isinstance(aliases, tuple) else ())}:
                self._named[scope, normal_name(name)].append(node)

    def id(self, identifier: str) -> Node | None:
        """Return the node of this id, or None."""
        return self._ids.get(identifier)

    def find(self, labels: Collection[str], name: str, scope: str) -> Node | None:
        """Return the one thing of these classes with this name in a place or above it; None if none or several."""
        key = normal_name(name)
        for place in scopes(scope):
            found = [node for node in self._named.get((place, key), ()) if node.label in labels]
            if found:
                return found[0] if len(found) == 1 else None
        return None
