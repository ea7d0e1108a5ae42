"""A store, whichever it is: an address, a driver, and reads that cannot write."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar
from urllib.parse import urlsplit

from ontology.errors import StoreError
from ontology.userfolders import data_folder

if TYPE_CHECKING:
    from neo4j import Driver

T = TypeVar("T")
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: plain values, JSON-able, in the order in which the store gave them.

    ``truncated`` says that there was more than the row limit let through.
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: a ``folder``, or the ``uri`` of a server and the name of a database in it."""

    folder: Path | None = None
    uri: str = ""
    database: str | None = None

    def __str__(self) -> str:
        return str(self.folder) if self.folder else f"{self.uri}/{self.database}" if self.database else self.uri


class Reader(Protocol):
    """What can be asked: a store, or one transaction of it."""

    def read(self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int | None = None) -> Result:
        """Run a query that reads, and only reads; see :meth:`Store.read`."""


class Store(ABC):
    """A store that is open; a context manager.

    Attributes
    ----------
    kind : str
        ``embedded`` or ``neo4j``.
    address : Address
        Where it is.
    database : str or None
        What sessions of ``driver`` are to name; None for the user's home database.
    driver : neo4j.Driver
        Speaks to the store; it may write only if the store was opened so.
    """

    kind: str
    address: Address
    database: str | None
    driver: Driver

    @abstractmethod
    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Run a query that reads, and only reads.

        Parameters
        ----------
        cypher : str
            One statement; values belong into ``params``.
        params : mapping, optional
            The values of its parameters.
        timeout : float, optional
            Seconds after which the store gives up; none by default.
        limit : int, optional
            Rows after which the answer is cut and marked ``truncated``; none by default.

        Raises
        ------
        QueryError
            The query is wrong, could write or reach outside of the store, or took too long.
        StoreError
            The store broke off.
        """

    @abstractmethod
    def read_together(self, work: Callable[[Reader], T]) -> T:
        """Run several queries in one read transaction, which spares a store two messages a query.

        Parameters
        ----------
        work : callable
            Called with what it is to ask, perhaps again when the store broke off; what it returns is returned. It
            may ask what the program itself has to ask, for texts, numbers, lists and maps of them, not for
            nodes: a query from outside belongs to :meth:`read`. An answer without rows may lack columns.

        Raises
        ------
        QueryError, StoreError
            As for :meth:`read`, and what ``work`` raises.
        """

    @abstractmethod
    def execute(self, statement: str) -> None:
        """Run one statement of the store's own language for schemas: SQL in the embedded store, Cypher in Neo4j.

        Raises
        ------
        StoreError
            The store was not opened for writing, or refuses the statement.
        """

    def loading(self) -> AbstractContextManager[None]:
        """Return what keeps other loads out while it is entered; whoever loads enters it first.

        A server needs none: there, each transaction of a load makes sure that it is still the last to have begun.

        Raises
        ------
        StoreError
            Another load is under way (on entering).
        """
        return nullcontext()

    @abstractmethod
    def close(self) -> None:
        """Let go of the store; a second call does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def default_address() -> str:
    """Return ``$COUNTYGRAPH_STORE``, or the folder ``store`` of :func:`ontology.userfolders.data_folder`."""
    return os.environ.get("COUNTYGRAPH_STORE") or str(data_folder() / "store")


def parse_address(text: str) -> Address:
    """Tell a folder from a server.

    Parameters
    ----------
    text : str
        A path, or ``bolt://host[:port][/database]`` or ``neo4j://…``, with ``+s`` or ``+ssc`` for TLS.

    Raises
    ------
    StoreError
        Nothing that a store can be at; or the address holds a user or a password.
    """
    if "://" not in text:
        if not text.strip():
            raise StoreError("the store's address is empty", "give a folder or bolt://host:port")
        return Address(folder=Path(text).expanduser().absolute())
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise StoreError("the store's address has no valid port", "write it as bolt://host:7687") from None
    if parts.username is not None or parts.password is not None:
        # Not repeated in the message: it would end up in logs.
        raise StoreError(
            "the store's address holds a user or password",
            "leave them out and set COUNTYGRAPH_USER and COUNTYGRAPH_PASSWORD",
        )
    if parts.scheme not in SCHEMES:
        raise StoreError(f"no store speaks {parts.scheme}://", f"use a folder or one of {', '.join(SCHEMES)}")
    database = parts.path.strip("/")
    if not parts.hostname or "/" in database or parts.query or parts.fragment:
        raise StoreError(f"{text} is no address of a store", "write it as bolt://host:7687 or neo4j://host/database")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    uri = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
    return Address(uri=uri, database=database or None)


def open_store(address: str, *, write: bool = False) -> Store:
    """Open the store at ``address``.

    Parameters
    ----------
    address : str
        A folder, or the address of a server (see :func:`parse_address`).
    write : bool
        Whether ``driver`` and ``execute`` may write; a folder that is not there yet is then made.

    Raises
    ------
    StoreError
        There is none, it is in use, damaged, or does not answer; the message says what to do.
    """
    where = parse_address(address)
    if where.folder is not None:
        from graph.embedded import EmbeddedStore

        return EmbeddedStore(where, write=write)
    from graph.neo4j import Neo4jStore

    return Neo4jStore(where, write=write)
