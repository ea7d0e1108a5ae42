"""The checked graph, read back out of a store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.store import Store
from loaders.layout import node, relationship
from loaders.quotes import verify
from ontology.errors import StoreError
from ontology.model import Graph, Source
from ontology.schema import ENTITY, SOURCE

_NODES = (
    f"MATCH (n:{ENTITY}) WHERE n.digest IS NOT NULL RETURN labels(n) AS labels, properties(n) AS stored ORDER BY n.id"
)
_RELATIONSHIPS = (
    f"MATCH (a:{ENTITY})-[x]->(b:{ENTITY}) WHERE x.digest IS NOT NULL "
    "RETURN type(x) AS type, a.id AS start, b.id AS end, properties(x) AS stored ORDER BY x.id"
)


def read_graph(store: Store) -> Graph:
    """Read all that the store holds of ours, and verify it.

    Parameters
    ----------
    store : Store
        Open.

    Returns
    -------
    Graph
        In order of id; equal to the graph that was loaded.

    Raises
    ------
    StoreError
        Something in the store is not as it was loaded: its digest, its label, or a list of its evidence.
    QuoteError
        A source is not what its sha256 says, or a quote is not what stands at its offsets.
    """
    graph = Graph()
    for row in store.read(_NODES).rows:
        labels, stored = [label for label in row["labels"] if label != ENTITY], row["stored"]
        try:
            (label,) = labels
            item = _source(stored) if label == SOURCE else node(label, stored)
        except (KeyError, TypeError, ValueError):
            raise _changed(stored) from None
        if item.digest() != stored["digest"]:
            raise _changed(stored)
        if isinstance(item, Source):
            graph.sources[item.id] = item
        else:
            graph.nodes[item.id] = item
    for row in store.read(_RELATIONSHIPS).rows:
        try:
            link = relationship(row["type"], row["start"], row["end"], row["stored"])
        except (KeyError, TypeError, ValueError):
            raise _changed(row["stored"]) from None
        if link.digest() != row["stored"]["digest"]:
            raise _changed(row["stored"])
        graph.relationships[link.id] = link
    verify(graph)
    return graph


def _source(stored: Mapping[str, Any]) -> Source:
    damage = zip(stored["damageStarts"], stored["damageEnds"], stored["damageKinds"], strict=True)
    texts = ("id", "kind", "title", "text", "sha256", "url", "date", "certainty")
    return Source(**{key: stored[key] for key in texts}, damage=tuple(damage))


def _changed(stored: Mapping[str, Any]) -> StoreError:
    return StoreError(
        f"{stored.get('id', 'something')} was changed in the store since it was loaded",
        "load again with `countygraph build`, or `countygraph load --apply`",
    )
