"""Reads, limits, and the errors of the driver in the words of this program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from graph.store import Result
from ontology.errors import QueryError, StoreError

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

READS_ONLY = "the query is refused: only reading is allowed here"
READS_HINT = "leave out what writes, calls procedures, or reads files and addresses; data come in by `countygraph load`"


def run(
    driver: Driver,
    database: str | None,
    cypher: str,
    params: Mapping[str, Any] | None,
    *,
    timeout: float | None,
    limit: int | None,
    gate: Callable[[ManagedTransaction, str, Mapping[str, Any]], None] | None = None,
) -> Result:
    """Run a query in a read transaction and return its rows as plain values.

    Parameters
    ----------
    driver, database
        Where to run it.
    cypher, params, timeout, limit
        See :meth:`graph.store.Store.read`.
    gate : callable, optional
        Called with transaction, query and parameters before the query runs; raises QueryError to refuse it.

    Raises
    ------
    QueryError
        Refused, wrong, or too slow.
    StoreError
        The store does not answer.
    """
    from neo4j import READ_ACCESS, unit_of_work

    @unit_of_work(timeout=timeout)
    def work(tx: ManagedTransaction) -> Result:
        if gate:
            gate(tx, cypher, params or {})
        answer = tx.run(cypher, params)  # type: ignore[arg-type]
        columns = tuple(answer.keys())
        records = answer.fetch(limit + 1) if limit is not None else list(answer)
        summary = answer.consume()
        # The last word: a store that let a writing query pass because it changed nothing says so here.
        if summary.query_type not in (None, "r"):
            raise QueryError(READS_ONLY, READS_HINT)
        rows = [{key: plain(record[key]) for key in columns} for record in records[:limit]]
        return Result(columns, rows, truncated=limit is not None and len(records) > limit)

    with (
        driver_errors(timeout),
        driver.session(database=database, default_access_mode=READ_ACCESS) as session,
    ):
        return session.execute_read(work)


def plain(value: Any) -> Any:
    """Turn what the driver gives into values that JSON has; stored ids of the engine are left out.

    A node becomes ``{"labels", "properties"}``, a relationship ``{"type", "properties"}``, a path the list of
    its nodes and relationships, a point in time its ISO form.
    """
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": {k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": {k: plain(v) for k, v in sorted(value.items())}}
    if isinstance(value, Path):
        steps = [plain(value.nodes[0])]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            steps += [plain(relationship), plain(node)]
        return steps
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if hasattr(value, "iso_format"):
        return value.iso_format()
    return value


@contextmanager
def driver_errors(timeout: float | None = None) -> Iterator[None]:
    """Turn the driver's exceptions into QueryError (the query's fault) and StoreError (the store's).

    Parameters
    ----------
    timeout : float, optional
        The time limit in force, for the message.
    """
    from neo4j.exceptions import (
        AuthError,
        ClientError,
        DriverError,
        Forbidden,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
        TransientError,
    )

    try:
        yield
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreError("the store broke off or does not answer", "start it (again) and repeat the command") from error
    except Forbidden as error:
        raise QueryError(READS_ONLY, READS_HINT) from error
    except AuthError as error:
        raise StoreError("the store refuses the user or the password", "check both and repeat the command") from error
    except Neo4jError as error:
        message, code = first_line(error), error.code or ""
        if "TimedOut" in code or "TransactionTimedOut" in message or "Terminated" in code:
            limit = f" of {timeout:g} s" if timeout is not None else ""
            raise QueryError(f"the query ran into the time limit{limit}", "narrow it, or allow more time") from error
        if "No space left" in message:
            raise StoreError("the disk is full", "make room and repeat the command") from error
        if isinstance(error, TransientError):
            raise StoreError(f"the store could not do it now: {message}", "repeat the command") from error
        kind = "the query is wrong" if isinstance(error, ClientError) else "the store cannot run the query"
        raise QueryError(f"{kind}: {message}") from error
    except DriverError as error:
        raise StoreError(f"the driver gave up: {first_line(error)}") from error


def first_line(error: Exception) -> str:
    """Return the first line of what an exception of the driver says."""
    text = str(getattr(error, "message", None) or error)
    return text.strip().splitlines()[0]
