"""The read gate of Neo4j: what a query would do is read from the server's own plan before it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.reading import READS_HINT, READS_ONLY
from ontology.errors import QueryError

if TYPE_CHECKING:
    from neo4j import ManagedTransaction

PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
"""What a query may call: they read this database and nothing else."""


def check_plan(tx: ManagedTransaction, cypher: str, params: Mapping[str, Any]) -> None:
    """Refuse a query whose plan does more than read the graph.

    Parameters
    ----------
    tx : neo4j.ManagedTransaction
        A transaction with read access; the query is explained in it, not run.
    cypher, params
        The query.

    Raises
    ------
    QueryError
        It may write, loads a file or an address, or calls a procedure that is not on the list.
    """
    summary = tx.run(f"EXPLAIN {cypher}", params).consume()  # type: ignore[arg-type]
    if summary.query_type != "r" or summary.plan is None or summary.profile is not None:
        raise QueryError(READS_ONLY, READS_HINT)
    for operator in _operators(summary.plan):
        kind = operator["operatorType"].split("@")[0]
        if "LoadCSV" in kind:
            raise QueryError("the query is refused: it would read a file or an address", READS_HINT)
        if "ProcedureCall" in kind:
            name = operator["args"].get("Details", "").split("(")[0].strip()
            if name not in PROCEDURES:
                raise QueryError(
                    f"the query is refused: it calls {name or 'a procedure'}",
                    f"only these may be called: {', '.join(sorted(PROCEDURES))}",
                )


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)
