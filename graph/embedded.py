"""The embedded store: ArcadeDB inside this process, spoken to over Bolt on loopback.

A folder holds the database, the engine's log and, while a process has the store open, ``in-use.json``: where that
process answers, and with which passwords (new for every opening; the file is readable to its owner only).
A second opening finds it and speaks to the first. Left behind, it tells that the store was not closed.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import secrets
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.reading import driver_errors, run
from graph.store import Address, Result, Store
from ontology.errors import StoreError

if TYPE_CHECKING:
    from arcadedb import ArcadeDBServer
    from neo4j import Driver

DATABASE = "graph"
WRITER, READER = "root", "reader"  # the engine insists on a root
REBUILD = "delete the folder and run `countygraph build`: the store holds nothing that cannot be built again"
WAIT = 5.0
"""Seconds to wait for a process that is just opening or closing the store."""


@dataclass(frozen=True, slots=True)
class Host:
    """Where a process that has the store open answers on loopback, and the passwords of its two users."""

    pid: int
    bolt: int
    http: int
    writer: str
    reader: str

    def driver(self, user: str) -> Driver:
        """Return a driver that speaks to the process as ``user``."""
        from neo4j import GraphDatabase

        password = self.writer if user == WRITER else self.reader
        return GraphDatabase.driver(
            f"bolt://127.0.0.1:{self.bolt}", auth=(user, password), telemetry_disabled=True, connection_timeout=5.0
        )


class EmbeddedStore(Store):
    """See the module. ``driver`` is the writing user's when opened so, else the reader's."""

    kind = "embedded"
    database = DATABASE

    def __init__(self, address: Address, *, write: bool) -> None:
        if address.folder is None:
            raise ValueError("an embedded store is a folder")
        self.address = address
        self.write = write
        self._folder = address.folder
        self._server: ArcadeDBServer | None = None
        _check_folder(self._folder, write)
        try:
            self._host = self._open()
            self._reader = self._host.driver(READER)
            self.driver = self._host.driver(WRITER) if write else self._reader
        except BaseException:
            self._stop()
            raise

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Read as a user to whom the database itself refuses every write; see :meth:`Store.read`."""
        with self._time_limit(timeout):
            return run(self._reader, DATABASE, cypher, params, timeout=timeout, limit=limit)

    def execute(self, statement: str) -> None:
        """Run one SQL statement; see :meth:`Store.execute`."""
        if not self.write:
            raise StoreError("the store was opened for reading only")
        self._sql(statement)

    def close(self) -> None:
        """Close the drivers and, if this process has the store open, the store."""
        for driver in {self.driver, self._reader}:
            driver.close()
        self._stop()

    def _open(self) -> Host:
        """Open the store here, or find the process that has it open."""
        marker = self._folder / "in-use.json"
        deadline = time.monotonic() + WAIT
        while True:
            host = _read_host(marker)
            if host and _answers(host):
                return host
            try:
                mine = self._start()
            except _Locked:
                if time.monotonic() < deadline:
                    time.sleep(0.1)
                    continue
                raise StoreError(
                    f"the store {self._folder} is in use by another process that does not answer",
                    "wait for it or end it, then repeat the command",
                ) from None
            if marker.exists():
                self._check()
            _write_host(marker, mine)
            return mine

    def _start(self) -> Host:
        from arcadedb import ArcadeDBError, create_server

        host = Host(os.getpid(), _free_port(), _free_port(), secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        fresh = not (self._folder / "databases" / DATABASE).exists()
        with _configuration(host) as configuration, _environment(ARCADEDB_LOG_DIR=str(self._folder / "log")):
            server = create_server(
                str(self._folder),
                root_password=host.writer,  # without one the engine would ask for it on the terminal
                config={
                    "mode": "development",  # 'production' hides the messages of errors
                    "host": "127.0.0.1",
                    "bolt_port": host.bolt,
                    "http_port": host.http,
                    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
                    "server_configDirectory": str(configuration),
                    "server_backupDirectory": str(configuration),
                    "server_databaseLoadAtStartup": False,
                    "bolt_defaultDatabase": DATABASE,
                    "studio_enabled": False,
                    "polyglotEngineEnabled": False,
                },
            )
            try:
                server.start()
                self._server = server
                self._database = server.create_database(DATABASE) if fresh else server.get_database(DATABASE)
            except ArcadeDBError as error:
                self._stop()
                raise _opening_error(self._folder, error) from error
        self._sql("ALTER DATABASE `arcadedb.command.timeout` 0")
        self._sql("ALTER DATABASE `arcadedb.opencypher.loadCsv.allowFileUrls` false")
        self._sql("ALTER DATABASE `arcadedb.opencypher.loadCsv.allowRemoteUrls` false")
        return host

    def _stop(self) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.stop()
        (self._folder / "in-use.json").unlink(missing_ok=True)

    def _sql(self, statement: str) -> list[dict[str, Any]]:
        """Run SQL with all rights: in this process, or over HTTP in the process that has the store open."""
        if self._server is not None:
            from arcadedb import ArcadeDBError

            try:
                rows = self._database.command("sql", statement)
                return [dict(row) for row in rows.to_list()] if rows else []
            except ArcadeDBError as error:
                raise StoreError(f"the store refuses `{statement}`: {error}") from error
        from urllib.error import HTTPError, URLError
        from urllib.request import Request, urlopen

        token = base64.b64encode(f"{WRITER}:{self._host.writer}".encode()).decode()
        request = Request(
            f"http://127.0.0.1:{self._host.http}/api/v1/command/{DATABASE}",
            data=json.dumps({"language": "sql", "command": statement}).encode(),
            headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310 - always http on loopback
                return list(json.load(answer)["result"])
        except HTTPError as error:
            raise StoreError(f"the store refuses `{statement}`: {error.read().decode(errors='replace')}") from error
        except URLError as error:
            raise StoreError("the process that had the store open has ended", "repeat the command") from error

    @contextlib.contextmanager
    def _time_limit(self, seconds: float | None) -> Iterator[None]:
        """Have the engine stop commands that begin in this block after so long: it knows no limit per query."""
        if seconds is None:
            yield
            return
        self._sql(f"ALTER DATABASE `arcadedb.command.timeout` {max(1, round(seconds * 1000))}")
        try:
            yield
        finally:
            with contextlib.suppress(StoreError):
                self._sql("ALTER DATABASE `arcadedb.command.timeout` 0")

    def _check(self) -> None:
        """Look for damage after an unclean stop: the engine does not notice garbled pages when it opens."""
        for row in self._sql("CHECK DATABASE"):
            found = {key: row[key] for key in ("totalErrors", "totalWarnings") if row.get(key)}
            if found:
                raise StoreError(f"the store {self._folder} was not closed and is damaged ({found})", REBUILD)


def in_use(folder: Path) -> int | None:
    """Return the id of the process that has the store in ``folder`` open, or None."""
    host = _read_host(folder / "in-use.json")
    return host.pid if host and _answers(host) else None


class _Locked(Exception):
    """Another opening holds the database."""


def _opening_error(folder: Path, error: Exception) -> Exception:
    text = str(error)
    if "locked by another process" in text or "already in use" in text:
        return _Locked()
    if "No space left" in text:
        return StoreError(f"the disk of the store {folder} is full", "make room and repeat the command")
    return StoreError(f"the store {folder} cannot be opened: {text.splitlines()[0]}", REBUILD)


def _check_folder(folder: Path, write: bool) -> None:
    database = folder / "databases" / DATABASE
    if not database.is_dir():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreError(f"{folder} is there but is no store", "give another folder, or empty this one")
        if not write:
            raise StoreError(f"there is no store at {folder}", "make one with `countygraph build`")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise StoreError(
            f"the store's folder {folder} cannot be written: {error.strerror}",
            "the engine needs to write its log and lock there; free the folder or copy it",
        ) from error


@contextlib.contextmanager
def _configuration(host: Host) -> Iterator[Path]:
    """Give the engine its two users for as long as it starts; it reads them then, and only then."""
    folder = Path(tempfile.mkdtemp(prefix="countygraph-"))
    every = ["createRecord", "readRecord", "updateRecord", "deleteRecord"]
    groups = {
        "admin": _group(["updateSecurity", "updateSchema", "updateDatabaseSettings"], every),
        "reader": _group([], ["readRecord"]),
        "*": _group([], []),
    }
    users = [
        {"name": WRITER, "databases": {"*": ["admin"]}, "password": _hashed(host.writer)},
        {"name": READER, "databases": {"*": ["reader"]}, "password": _hashed(host.reader)},
    ]
    try:
        (folder / "server-groups.json").write_text(json.dumps({"databases": {"*": {"groups": groups}}, "version": 2}))
        (folder / "server-users.jsonl").write_text("".join(json.dumps(user) + "\n" for user in users))
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _group(access: list[str], records: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": records}}}


def _hashed(password: str) -> str:
    # One round: the password is 32 random bytes, so there is nothing to guess that rounds would slow down.
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), 1, 32)
    return f"PBKDF2WithHmacSHA256$1${salt}${base64.b64encode(key).decode()}"


@contextlib.contextmanager
def _environment(**settings: str) -> Iterator[None]:
    """Set what the engine reads when it is loaded, without leaving it to other programs that are started."""
    settings.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    former = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in former.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _read_host(marker: Path) -> Host | None:
    try:
        return Host(**json.loads(marker.read_text()))
    except (OSError, ValueError, TypeError):
        return None  # not there, or only half written: whoever has the store locked decides


def _write_host(marker: Path, host: Host) -> None:
    marker.unlink(missing_ok=True)
    with os.fdopen(os.open(marker, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(host), file)


def _answers(host: Host) -> bool:
    try:
        socket.create_connection(("127.0.0.1", host.bolt), timeout=2).close()
    except OSError:
        return False
    with host.driver(READER) as driver:
        try:
            with driver_errors():
                driver.verify_connectivity()
        except StoreError:
            return False  # the port has gone to somebody else
    return True
