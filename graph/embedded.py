"""The embedded store: ArcadeDB inside this process, spoken to over Bolt on loopback.

A folder holds the database and the engine's log. While a process has the store open there is ``in-use.json``: where
that process answers, and with which passwords (new for every opening; the file is readable to its owner only); a
second opening finds it and speaks to the first. While none has, there is ``closed.json``: the database's files as
they were left, since the engine opens what is left of a database without a word when files are missing or cut.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.engine import DATABASE, READER, REBUILD, ROOM, WRITER, Engine, Host
from graph.lock import FileLock, only_writer
from graph.reading import Transaction, explain, run
from graph.store import Address, Reader, Result, Store, T
from ontology.errors import QueryError, StoreError
from ontology.schema import ENTITY

WAIT = 30.0
"""Seconds to wait for a process that is just opening or closing the store."""
ROOM_NEEDED = 4_000_000
"""Bytes that must be free to open a store, be it to read: the engine's log and its settings are written."""
_COUNTS = (
    f"MATCH (n:{ENTITY}) RETURN count(n) AS n",
    f"MATCH (a:{ENTITY}) WITH a.id AS id MATCH (n:{ENTITY} {{id: id}}) RETURN count(n) AS n",
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
        self._lock = FileLock(self._folder / "log" / "lock")
        self._engine: Engine | None = None
        _check_folder(self._folder, write)
        self._connect()

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Read as a user to whom the database itself refuses every write; see :meth:`Store.read`."""
        return self._again(lambda: self._read(cypher, params, timeout, limit))

    def read_together(self, work: Callable[[Reader], T]) -> T:
        """Read as that user, in one transaction; see :meth:`Store.read_together`."""
        return self._again(lambda: run(self._reader, DATABASE, lambda tx: work(Transaction(tx, plain=False))))

    def _again(self, ask: Callable[[], T]) -> T:
        while True:
            try:
                return ask()
            except (QueryError, StoreError):
                if self._engine or self.write or host_of(self._folder) == self._host:
                    raise
            # The process that had the store open closes it or has closed it; while it does, the engine blames queries.
            self.driver.close()
            self._connect()

    def execute(self, statement: str) -> None:
        """Run one SQL statement; see :meth:`Store.execute`."""
        if not self.write:
            raise StoreError("the store was opened for reading only")
        self._sql(statement)

    def loading(self) -> contextlib.AbstractContextManager[None]:
        """Return a lock of the folder; see :meth:`Store.loading`."""
        return only_writer(self._folder)

    def close(self) -> None:
        """Close the drivers and, if this process has the store open, the store."""
        for driver in {self.driver, self._reader}:
            driver.close()
        self._stop()

    def _read(self, cypher: str, params: Mapping[str, Any] | None, timeout: float | None, limit: int | None) -> Result:
        with self._time_limit(timeout):
            result = run(
                self._reader,
                DATABASE,
                lambda tx: Transaction(tx).read(cypher, params, limit=limit),
                timeout=timeout,
            )
        return result if result.columns else Result(self._columns(cypher, params), [])

    def _columns(self, cypher: str, params: Mapping[str, Any] | None) -> tuple[str, ...]:
        """Return the columns of a query without rows from its plan: the engine names none beside an empty answer."""
        plan = explain(self._reader, DATABASE, cypher, params).get("string-representation", "")
        names = re.findall(r"FINAL PROJECTION \[(.*)\]", plan)[-1:]
        return tuple(names[0].split(", ")) if names and names[0] else ()

    def _connect(self) -> None:
        self._host = host_of(self._folder) or self._open()
        self._reader = self._host.driver(READER)
        self.driver = self._host.driver(WRITER) if self.write else self._reader

    def _open(self) -> Host:
        """Open the store here, or wait for the process that is just opening or closing it."""
        deadline = time.monotonic() + WAIT
        while not self._lock.take():
            if host := host_of(self._folder):
                return host
            if time.monotonic() > deadline:
                raise StoreError(
                    f"the store {self._folder} is in use by another process that does not answer",
                    "wait for it or end it, then repeat the command",
                )
            time.sleep(0.05)
        engine = None
        try:
            left, found = _read_json(self._folder / "closed.json") or {}, _files(self._folder)
            engine = Engine(self._folder)
            if left != found:
                self._verify(engine, left, found)
            (self._folder / "closed.json").unlink(missing_ok=True)
            _write_private(self._folder / "in-use.json", asdict(engine.host))
        except BaseException:
            if engine:
                engine.stop()
            self._lock.release()
            raise
        self._engine = engine
        return engine.host

    def _verify(self, engine: Engine, left: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        """Look for damage when the files are not as the last closing left them."""
        lost = [name for name, (size, _) in left.items() if found.get(name, (-1,))[0] < size]
        if lost:
            raise StoreError(
                f"the store {self._folder} is damaged: {lost[0]} and {len(lost) - 1} more files are missing or cut",
                REBUILD,
            )
        for row in engine.sql("CHECK DATABASE") if found else ():
            if wrong := row["totalErrors"] + row["totalWarnings"]:
                raise StoreError(f"the store {self._folder} is damaged: {wrong} faults in its records", REBUILD)
        with engine.host.driver(READER) as driver:  # the check leaves out indexes, and a garbled one just finds less
            try:
                counts = run(driver, DATABASE, lambda tx: [Transaction(tx).read(query).rows for query in _COUNTS])
            except QueryError:
                counts = []
        if len(counts) != 2 or counts[0] != counts[1]:
            raise StoreError(f"the store {self._folder} is damaged: its index does not find what is there", REBUILD)

    def _stop(self) -> None:
        engine, self._engine = self._engine, None
        if engine is None:
            return
        with contextlib.suppress(OSError):  # first, so that whoever asks while it stops knows why he got no answer
            (self._folder / "in-use.json").unlink(missing_ok=True)
        engine.stop()
        with contextlib.suppress(OSError):  # on a full disk the next opening has to look inside
            _write_private(self._folder / "closed.json", _files(self._folder))
        self._lock.release()

    def _sql(self, statement: str) -> None:
        (self._engine or self._host).sql(statement)

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


def host_of(folder: Path) -> Host | None:
    """Return the process that has the store in a folder open and answers, or None."""
    try:
        host = Host(**(_read_json(folder / "in-use.json") or {}))
    except TypeError:
        return None
    return host if host.answers() else None


def _check_folder(folder: Path, write: bool) -> None:
    if not (folder / "databases" / DATABASE).is_dir():
        if folder.exists() and not (folder.is_dir() and {"log"}.issuperset(path.name for path in folder.iterdir())):
            raise StoreError(f"{folder} is there but is no store", "give another folder, or empty this one")
        if not write:
            raise StoreError(f"there is no store at {folder}", "make one with `countygraph build`")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        if shutil.disk_usage(folder).free < ROOM_NEEDED:
            raise StoreError(f"the disk of the store {folder} is full", ROOM)
    except OSError as error:
        raise StoreError(
            f"the store's folder {folder} cannot be written: {error.strerror}",
            "the engine writes its log and its lock there, even to read; free the folder, or copy it",
        ) from error


def _files(folder: Path) -> dict[str, list[int]]:
    """Return size and time of change of the files that hold data; empty when there is no database."""
    database = folder / "databases" / DATABASE
    if not database.is_dir():
        return {}
    with os.scandir(database) as entries:
        data = {e.name: e.stat() for e in entries if e.name.endswith((".bucket", ".dict", "idx", "schema.json"))}
    return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in sorted(data.items())}


def _read_json(file: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return None  # not there, or only half written
    return found if isinstance(found, dict) else None


def _write_private(file: Path, content: Mapping[str, Any]) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        json.dump(content, opened)
