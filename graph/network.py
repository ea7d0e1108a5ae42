"""The graph in memory as networkx has it, for algorithms and for analysts."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ontology.model import Graph

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return the graph as a directed multigraph, in order of id.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes by id, with ``label``, ``name``, their properties, and ``evidence`` (a list of mappings);
        edges keyed by the relationship's id, with ``type``, their properties, and ``evidence``.
    """
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes.values():
        own: dict[str, Any] = {"label": node.label, "name": node.name, **node.properties}
        network.add_node(node.id, **own, evidence=[asdict(e) for e in node.evidence])
    for link in graph.relationships.values():
        own = {"type": link.type, **link.properties}
        network.add_edge(link.start, link.end, key=link.id, **own, evidence=[asdict(e) for e in link.evidence])
    return network
