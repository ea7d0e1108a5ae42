"""Reads, limits, and the errors of the driver in the words of this program."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from graph.gate import HINT, REFUSED, check_calls
from graph.rows import plain_value
from graph.store import Result, T
from ontology.errors import QueryError, StoreError, first_line

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction


GRACE = 2.0
"""Seconds beyond the time limit after which a store that does not keep it is no longer waited for."""


def connect(uri: str, user: str, password: str, *, retry: float) -> Driver:
    """Return a driver; nothing is sent yet.

    Parameters
    ----------
    uri, user, password : str
        Where and as whom.
    retry : float
        Seconds for which a managed transaction is tried again.
    """
    import logging

    from neo4j import GraphDatabase

    # Its warnings would go to the terminal; what users need to know is in our own messages.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    return GraphDatabase.driver(
        uri,
        auth=(user, password),
        connection_timeout=10.0,
        max_transaction_retry_time=retry,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


class Transaction:
    """A read transaction that is open; a :class:`graph.store.Reader`.

    Parameters
    ----------
    tx : neo4j.ManagedTransaction
        The driver's.
    check : callable, optional
        Called with transaction, query and parameters before a query runs; raises QueryError to refuse it.
    plain : bool
        Whether values are turned into plain ones, should they be nodes, relationships or times.
    """

    def __init__(
        self,
        tx: ManagedTransaction,
        check: Callable[[ManagedTransaction, str, Mapping[str, Any]], None] | None = None,
        *,
        plain: bool = True,
    ) -> None:
        self._tx = tx
        self._check = check
        self._plain = plain

    def read(self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Result:
        """Run a query and return its rows; see :meth:`graph.store.Store.read`."""
        cypher = _bare(cypher)
        check_calls(cypher)
        if self._check:
            self._check(self._tx, cypher, params or {})
        answer = self._tx.run(cypher, params)  # type: ignore[arg-type]
        columns = tuple(answer.keys())
        records = answer.fetch(limit + 1) if limit is not None else list(answer)
        summary = answer.consume()
        # The last word: a store that let a writing query pass because it changed nothing says so here.
        if summary.query_type not in (None, "r"):
            raise QueryError(REFUSED, HINT)
        rows = [dict(zip(columns, record.values(), strict=True)) for record in records[:limit]]
        if self._plain:
            rows = [{key: plain_value(value) for key, value in row.items()} for row in rows]
        return Result(columns, rows, truncated=limit is not None and len(records) > limit)


def run(
    driver: Driver, database: str | None, work: Callable[[ManagedTransaction], T], *, timeout: float | None = None
) -> T:
    """Do something in a read transaction and return what it returns.

    Parameters
    ----------
    driver, database
        Where.
    work : callable
        Called with the transaction, and again when the store could not do it now.
    timeout : float, optional
        Seconds after which the store gives up.

    Raises
    ------
    QueryError
        A query is refused, wrong, or too slow.
    StoreError
        The store does not answer.
    """
    from neo4j import READ_ACCESS, unit_of_work

    def task() -> T:
        with (
            driver_errors(timeout),
            driver.session(database=database, default_access_mode=READ_ACCESS) as session,
        ):
            return session.execute_read(unit_of_work(timeout=timeout)(work))

    return task() if timeout is None else _within(timeout, task)


def explain(driver: Driver, database: str | None, cypher: str, params: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the arguments of the topmost operator of a query's plan; the query is not run."""
    from neo4j import READ_ACCESS

    with driver_errors(), driver.session(database=database, default_access_mode=READ_ACCESS) as session:
        summary = session.execute_read(lambda tx: tx.run(f"EXPLAIN {_bare(cypher)}", params).consume())  # type: ignore[arg-type]
        return dict(summary.plan["args"]) if summary.plan else {}


def _bare(cypher: str) -> str:
    # At home in files and at the prompt, a last semicolon is unknown to the embedded engine.
    return cypher.strip().removesuffix(";")


def _within(seconds: float, task: Callable[[], T]) -> T:
    """Run ``task`` beside this thread, and do not wait for it for ever.

    Stores look at the clock between rows: one long expression escapes their time limit.
    """
    outcome: Future[T] = Future()

    def target() -> None:
        try:
            outcome.set_result(task())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            outcome.set_exception(error)

    Thread(target=target, daemon=True).start()
    try:
        return outcome.result(seconds + GRACE)
    except TimeoutError:
        raise _too_slow(seconds) from None


def _too_slow(seconds: float | None) -> QueryError:
    limit = f" of {seconds:g} s" if seconds is not None else ""
    return QueryError(f"the query ran into the time limit{limit}", "narrow it, or allow more time")


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
        raise QueryError(REFUSED, HINT) from error
    except AuthError as error:
        raise StoreError("the store refuses the user or the password", "check both and repeat the command") from error
    except Neo4jError as error:
        message, code = first_line(error), error.code or ""
        if "TimedOut" in code or "TransactionTimedOut" in message or "Terminated" in code:
            raise _too_slow(timeout) from error
        if "No space left" in message:
            raise StoreError("the disk is full", "make room and repeat the command") from error
        if "error on commit" in message:  # the embedded engine keeps the reason to its log
            raise StoreError(
                "the store could not commit", "look whether its disk is full, then repeat the command"
            ) from error
        if isinstance(error, TransientError):
            raise StoreError(f"the store could not do it now: {message}", "repeat the command") from error
        kind = "the query is wrong" if isinstance(error, ClientError) else "the store cannot run the query"
        raise QueryError(f"{kind}: {message}") from error
    except DriverError as error:
        raise StoreError(f"the driver gave up: {first_line(error)}") from error
