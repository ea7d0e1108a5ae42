"""ArcadeDB started inside this process: two users, random passwords and ports, loopback only."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from graph.reading import connect, driver_errors
from graph.stderr import divert, restore
from ontology.errors import StoreError

if TYPE_CHECKING:
    from arcadedb import ArcadeDBServer, Database
    from neo4j import Driver

DATABASE = "graph"
WRITER, READER = "root", "reader"  # the engine insists on a root
REBUILD = "delete the folder and run `countygraph build`: the store holds nothing that cannot be built again"
ROOM = "make room and repeat the command"
SETTINGS = (
    "`arcadedb.command.timeout` 0",
    "`arcadedb.opencypher.loadCsv.allowFileUrls` false",
    "`arcadedb.opencypher.loadCsv.allowRemoteUrls` false",
)
"""Settings of the database, which those of the server do not reach."""
LOG_LIMIT = 1_000_000
"""Bytes; a log of a former run that is larger is dropped."""


@dataclass(frozen=True, slots=True)
class Host:
    """Where an engine answers on loopback, and the passwords of its two users."""

    pid: int
    bolt: int
    http: int
    writer: str
    reader: str

    def driver(self, user: str) -> Driver:
        """Return a driver that speaks to the engine as ``user``."""
        password = self.writer if user == WRITER else self.reader
        return connect(f"bolt://127.0.0.1:{self.bolt}", user, password, retry=5.0)

    def answers(self) -> bool:
        """Return whether it is there: the port may be closed, or have gone to somebody else."""
        try:
            socket.create_connection(("127.0.0.1", self.bolt), timeout=2).close()
        except OSError:
            return False
        with self.driver(READER) as driver:
            try:
                with driver_errors():
                    driver.verify_connectivity()
            except StoreError:
                return False
        return True

    def sql(self, statement: str) -> list[dict[str, Any]]:
        """Run SQL with all rights, over HTTP.

        Raises
        ------
        StoreError
            The engine refuses the statement, or has ended.
        """
        from urllib.error import HTTPError, URLError
        from urllib.request import Request, urlopen

        token = base64.b64encode(f"{WRITER}:{self.writer}".encode()).decode()
        request = Request(
            f"http://127.0.0.1:{self.http}/api/v1/command/{DATABASE}",
            data=json.dumps({"language": "sql", "command": statement}).encode(),
            headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
        )
        try:
            with urlopen(request, timeout=60) as answer:  # noqa: S310 - always http on loopback
                return list(json.load(answer)["result"])
        except HTTPError as error:
            raise _refused(statement, error.read().decode(errors="replace")) from error
        except (URLError, OSError) as error:
            raise StoreError("the process that had the store open has ended", "repeat the command") from error


class Engine:
    """An engine of this process that has the database under ``folder`` open, made there if there is none.

    Raises
    ------
    StoreError
        The database cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        from arcadedb import ArcadeDBError, create_server

        bolt, http = free_ports(2)
        self.host = Host(os.getpid(), bolt, http, secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        fresh = not (folder / "databases" / DATABASE).exists()
        with _configuration(self.host) as configuration, _environment(ARCADEDB_LOG_DIR=str(folder / "log")):
            self._root = configuration
            divert(folder / "log" / "engine.err")
            self._server: ArcadeDBServer = create_server(
                str(configuration),  # what it writes beside database and log goes with it
                root_password=self.host.writer,  # without one the engine would ask for it on the terminal
                config={
                    "mode": "development",  # 'production' hides the messages of errors
                    "host": "127.0.0.1",
                    "bolt_port": self.host.bolt,
                    "http_port": self.host.http,
                    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
                    "server_configDirectory": str(configuration),
                    "server_databaseDirectory": str(folder / "databases"),
                    "server_databaseLoadAtStartup": False,
                    "bolt_defaultDatabase": DATABASE,
                    "studio_enabled": False,
                    "polyglotEngineEnabled": False,
                },
            )
            # The driver takes as long to import as the engine to start, and the engine does not hold the interpreter.
            Thread(target=import_module, args=("neo4j",), daemon=True).start()
            try:
                self._server.start()
            except BaseException as error:
                restore()
                if isinstance(error, ArcadeDBError):
                    raise _opening_error(folder, error, "cannot be opened", "repeat the command") from error
                raise
            try:
                get = self._server.create_database if fresh else self._server.get_database
                self._database: Database = get(DATABASE)
                for setting in SETTINGS:
                    self.sql(f"ALTER DATABASE {setting}")
            except ArcadeDBError as error:
                self.stop()
                raise _opening_error(folder, error, "is damaged", REBUILD) from error
            except BaseException:
                self.stop()
                raise
        _drop_large_logs(folder / "log")

    def sql(self, statement: str) -> list[dict[str, Any]]:
        """Run SQL with all rights.

        Raises
        ------
        StoreError
            The engine refuses the statement, or the disk is full.
        """
        from arcadedb import ArcadeDBError

        try:
            rows = self._database.command("sql", statement)
            return [dict(row) for row in rows.to_list()] if rows else []
        except ArcadeDBError as error:
            raise _refused(statement, str(error)) from error

    def stop(self) -> None:
        """Close the database and end the engine."""
        self._server.stop()
        restore()
        shutil.rmtree(self._root, ignore_errors=True)  # on Windows it could not go while files in it were open


def _refused(statement: str, text: str) -> StoreError:
    if "No space left" in text:
        return StoreError("the disk of the store is full", ROOM)
    return StoreError(f"the store refuses `{statement}`: {_cause(text)}")


def _opening_error(folder: Path, error: Exception, what: str, hint: str) -> StoreError:
    text = str(error)
    if "No space left" in text:
        return StoreError(f"the disk of the store {folder} is full", ROOM)
    return StoreError(f"the store {folder} {what}: {_cause(text)}", hint)


def _cause(text: str) -> str:
    """Return what the innermost of nested Java exceptions says."""
    inner = re.search(r"\(caused by [\w.$]+: (.*)\)\s*$", text, re.DOTALL)
    return (inner[1] if inner else text).strip().splitlines()[0]


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


def _drop_large_logs(folder: Path) -> None:
    # The engine keeps ten logs of up to 100 MB, and starts a new one, number 0, in each process.
    for log in folder.glob("arcadedb.log.*"):
        if log.name != "arcadedb.log.0" and log.stat().st_size > LOG_LIMIT:
            log.unlink(missing_ok=True)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody listens on, of those that no system hands to outgoing connections.

    A server binds them a moment later: one of the ephemeral ports (from 32768 on Linux, 49152 elsewhere) may
    have gone to somebody's connection by then.

    Raises
    ------
    StoreError
        There are not so many.
    """
    held: list[socket.socket] = []
    try:
        for _ in range(1000):
            if len(held) == count:
                return [int(s.getsockname()[1]) for s in held]
            candidate = socket.socket()
            try:
                candidate.bind(("127.0.0.1", 16384 + secrets.randbelow(16384)))
            except OSError:
                candidate.close()
                continue
            held.append(candidate)
        raise StoreError("no port of this machine is free for the store", "end other programs, then try again")
    finally:
        for s in held:
            s.close()
