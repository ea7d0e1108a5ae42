"""What a query may call and how it may begin, and the read gate of Neo4j, which asks the server's own plan.

Both stores refuse a write themselves: the embedded one to the user who reads, Neo4j in a read transaction. What is
refused here besides is what reads something else than the graph, and what only one of the two stores knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

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
    }
)
"""What a query may call: they read this database and nothing else, and both stores have them."""

FUNCTION_SPACES = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector.similarity"}
)
"""The name spaces of Cypher's own functions (Cypher manual 5, "Functions"); functions without one are all its own."""

CLAUSES = frozenset({"CALL", "MATCH", "OPTIONAL", "RETURN", "UNWIND", "WITH"})
"""How a query that reads can begin."""

REFUSED = "the query is refused: only reading the graph is allowed here"
HINT = "write MATCH … RETURN …; what is loaded comes by `countygraph build` or `countygraph load`"

_TOKEN = re.compile(
    r"""(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")(?P<text>)   # a string
    |(?://[^\r\n]*|/\*.*?\*/|\s+)(?P<blank>)
    |`(?P<quoted>(?:``|[^`])*)`
    |(?P<word>\w+)
    |.""",
    re.VERBOSE | re.DOTALL,
)


@lru_cache
def check_calls(cypher: str) -> None:
    """Refuse a query that begins as no reading query does, or calls what is not on the lists.

    Raises
    ------
    QueryError
        With the name that is refused.
    """
    tokens = list(_tokens(cypher))
    if not tokens:
        raise QueryError("the query is empty", HINT)
    if tokens[0].upper() not in CLAUSES:
        raise QueryError(REFUSED, HINT)
    for name, called_by in _calls(tokens):
        if called_by == "CALL":
            if name not in PROCEDURES:
                raise _not_callable(name)
        elif name.rpartition(".")[0].lower() not in FUNCTION_SPACES:
            raise QueryError(f"the query is refused: the function {name} is not one of Cypher's own", HINT)


def check_plan(tx: ManagedTransaction, cypher: str, params: Mapping[str, Any]) -> None:
    """Refuse a query whose plan in Neo4j does more than read the graph.

    Parameters
    ----------
    tx : neo4j.ManagedTransaction
        A transaction with read access; the query is explained in it, not run.
    cypher, params
        The query.

    Raises
    ------
    QueryError
        It may write, loads a file or an address, administers, or calls a procedure that is not on the list.
    """
    summary = tx.run(f"EXPLAIN {cypher}", params).consume()  # type: ignore[arg-type]
    if summary.query_type != "r" or summary.plan is None or summary.profile is not None:
        raise QueryError(REFUSED, HINT)
    for operator in _operators(summary.plan):
        kind = operator["operatorType"].split("@")[0]
        if kind == "LoadCSV":
            raise QueryError("the query is refused: it would read a file or an address", HINT)
        # TERMINATE and most of SHOW count as reading, too.
        if kind.startswith(("Show", "Terminate")) or "Command" in kind:
            raise QueryError(REFUSED, HINT)
        if "ProcedureCall" in kind:
            name = operator["args"].get("Details", "").partition("(")[0]
            if name not in PROCEDURES:
                raise _not_callable(name)


def _not_callable(name: str) -> QueryError:
    return QueryError(
        f"the query is refused: it calls {name}", f"only these may be called: {', '.join(sorted(PROCEDURES))}"
    )


def _operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


def _tokens(cypher: str) -> Iterator[str]:
    """Yield words, names out of their backticks, and signs; a string as an empty word, blanks and comments not."""
    plain = re.sub(r"\\u+([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), cypher)
    for match in _TOKEN.finditer(plain):
        if match["blank"] is not None:
            continue
        if match["text"] is not None:
            yield ""
        elif match["quoted"] is not None:
            yield match["quoted"].replace("``", "`")
        else:
            yield match[0]


def _calls(tokens: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the names with a dot that stand before ``(``, and all that follow CALL, each with the word before."""
    at = 0
    while at < len(tokens):
        begin = at
        name = tokens[at]
        while tokens[at + 1 : at + 2] == ["."] and at + 2 < len(tokens):
            name += f".{tokens[at + 2]}"
            at += 2
        before = tokens[begin - 1].upper() if begin else ""
        opens = tokens[at + 1 : at + 2] == ["("]
        at += 1
        if before == "CALL" and name not in ("(", "{") and tokens[begin - 2 : begin - 1] not in (["."], [":"]):
            # A name without brackets is a call only if nothing but YIELD follows.
            if opens or [t.upper() for t in tokens[at : at + 1]] in ([], ["YIELD"], [";"]):
                yield name, "CALL"
        elif opens and "." in name:
            yield name, before
