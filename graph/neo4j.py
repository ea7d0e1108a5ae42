"""A store in Neo4j 5: one machine, a cluster or Aura."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.gate import check_plan
from graph.reading import Transaction, connect, driver_errors, run
from graph.store import Address, Reader, Result, Store, T
from ontology.errors import StoreError, first_line

if TYPE_CHECKING:
    from neo4j import Driver

USER = ("COUNTYGRAPH_USER", "NEO4J_USERNAME")
PASSWORD = ("COUNTYGRAPH_PASSWORD", "NEO4J_PASSWORD")
OLDEST = 5
"""The oldest major version whose Cypher the queries are written in."""


class Neo4jStore(Store):
    """See the module. Community has no roles, so ``driver`` is the same user's for reading and writing."""

    kind = "neo4j"

    def __init__(self, address: Address, *, write: bool) -> None:
        self.address = address
        self.database = address.database
        self.write = write
        self._checked: set[str] = set()
        self.driver = connect(address.uri, *credentials(address), retry=30.0)
        try:
            _check_server(self.driver, address)
        except BaseException:
            self.driver.close()
            raise

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Read in a read transaction, after the server's own plan has been checked; see :meth:`Store.read`."""
        check = None if cypher in self._checked else check_plan
        result = run(
            self.driver,
            self.database,
            lambda tx: Transaction(tx, check).read(cypher, params, limit=limit),
            timeout=timeout,
        )
        self._checked.add(cypher)  # what a query may do hangs on its text alone
        return result

    def read_together(self, work: Callable[[Reader], T]) -> T:
        """Read in one read transaction; the plans of the program's own queries are not asked for."""
        return run(self.driver, self.database, lambda tx: work(Transaction(tx, plain=False)))

    def execute(self, statement: str) -> None:
        """Run one statement of Cypher; see :meth:`Store.execute`."""
        if not self.write:
            raise StoreError("the store was opened for reading only")
        with driver_errors(), self.driver.session(database=self.database) as session:
            session.execute_write(lambda tx: tx.run(statement).consume())

    def close(self) -> None:
        """Close the driver."""
        self.driver.close()


def credentials(address: Address) -> tuple[str, str]:
    """Return user and password, from the environment or from a prompt.

    Raises
    ------
    StoreError
        There is no password and no terminal to ask at.
    """
    user = next((os.environ[name] for name in USER if os.environ.get(name)), "neo4j")
    password = next((os.environ[name] for name in PASSWORD if os.environ.get(name)), "")
    if password:
        return user, password
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise StoreError(f"no password for {address}", f"set {PASSWORD[0]} (and {USER[0]}, if not neo4j)")
    import click

    password = click.prompt(f"Password of {user} at {address}", hide_input=True, err=True)
    return user, password


def _check_server(driver: Driver, address: Address) -> None:
    """Make sure of the server, the password, the version and the database, each with its own message."""
    from neo4j import READ_ACCESS
    from neo4j.exceptions import AuthError, DriverError, Neo4jError, ServiceUnavailable

    try:
        with driver.session(database=address.database, default_access_mode=READ_ACCESS) as session:
            row = session.run(
                "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version"
            ).single()
    except AuthError as error:
        raise StoreError(
            f"{address} refuses the user or the password",
            f"set {USER[0]} and {PASSWORD[0]} to those of the server",
        ) from error
    except ServiceUnavailable as error:
        raise _unavailable(error, address) from error
    except Neo4jError as error:
        if error.code and "DatabaseNotFound" in error.code:
            raise StoreError(
                f"{address} has no database of that name", "correct the name behind the last / or leave it out"
            ) from error
        raise StoreError(f"{address} cannot be used: {first_line(error)}") from error
    except (DriverError, OSError) as error:
        raise StoreError(f"{address} cannot be reached: {first_line(error)}", "correct --store") from error
    version = str(row["version"]) if row else ""
    if not version.split(".")[0].isdigit() or int(version.split(".")[0]) < OLDEST:
        raise StoreError(f"{address} is version {version or 'unknown'}", f"countygraph needs Neo4j {OLDEST} or later")


def _unavailable(error: BaseException, address: Address) -> StoreError:
    """Tell a certificate that is not trusted, and TLS on one side only, from no server at all."""
    from ssl import SSLCertVerificationError, SSLError

    scheme, _, place = str(address).partition("://")
    plain = scheme.partition("+")[0]
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, SSLCertVerificationError):
            return StoreError(
                f"the certificate of {address} is not trusted: {cause.verify_message.rstrip('.')}",
                f"if the server is yours and signed it itself, write {plain}+ssc://{place}; otherwise set "
                "SSL_CERT_FILE to the certificate of the authority that signed it, and name the host as it does",
            )
    if any(isinstance(cause, SSLError) for cause in causes):
        return StoreError(f"{address} does not speak TLS", f"write {plain}://{place}, or switch TLS on in the server")
    if "looks like HTTP" in str(causes[-1]):
        return StoreError(
            f"{address} is a port for HTTP", "name the port for Bolt, which is 7687 unless it was changed"
        )
    if "incomplete handshake" in str(causes[-1]):
        return StoreError(
            f"{address} hangs up", f"if the server demands TLS, write {plain}+s:// or {plain}+ssc://{place}"
        )
    return StoreError(f"nothing answers at {address}", "start the server, or correct host and port in --store")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it came from; the driver asks several routers and tells of them as a group."""
    yield error
    for cause in (error.__cause__, *(error.exceptions if isinstance(error, BaseExceptionGroup) else ())):
        if cause is not None:
            yield from _causes(cause)
