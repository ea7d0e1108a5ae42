"""The embedded store in good and in bad condition; each opening that fails is one clear message."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j.exceptions import Neo4jError

import graph.embedded
from graph.embedded import EmbeddedStore
from graph.reading import driver_errors
from graph.store import Store, open_store
from ontology.errors import QueryError, StoreError
from tests.conftest import load
from tests.graph.sample import sample_graph

COUNT = "MATCH (n:Entity) RETURN count(n) AS n"
HELD = len(sample_graph().nodes) + len(sample_graph().sources)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was closed; copy it to change it."""
    folder = tmp_path_factory.mktemp("closed") / "store"
    with open_store(str(folder), write=True) as store:
        load(store, sample_graph())
    return folder


@pytest.fixture
def folder(closed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(closed, tmp_path / "store")


def count(store: Store) -> int:
    n: int = store.read(COUNT).rows[0]["n"]
    return n


def run_python(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


HOLD = """
import sys
from graph.store import open_store
with open_store(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def held(folder: Path) -> Iterator[Path]:
    """A store that another process has open."""
    process = run_python(HOLD, folder)
    assert process.stdout and process.stdout.readline() == "open\n"
    yield folder
    process.communicate("\n")
    assert process.returncode == 0


def test_a_store_can_be_opened_again_and_again(folder: Path) -> None:
    for _ in range(3):
        with open_store(str(folder)) as store:
            assert count(store) == HELD


def test_writing_makes_the_folder_and_reading_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "库 1"
    with pytest.raises(StoreError, match=r"there is no store at .*; make one with `countygraph build`"):
        open_store(str(folder))
    assert not folder.exists()
    with open_store(str(folder), write=True) as store:
        store.execute("CREATE VERTEX TYPE Entity")
        assert count(store) == 0


@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_store_is_left_alone(tmp_path: Path, write: bool) -> None:
    (tmp_path / "notes.txt").write_text("x")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(StoreError, match="is there but is no store"):
            open_store(str(path), write=write)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_store_opened_for_reading_does_not_write(folder: Path) -> None:
    with open_store(str(folder)) as store:
        with pytest.raises(StoreError, match="for reading only"):
            store.execute("DELETE FROM Entity")
        with (
            pytest.raises(Neo4jError, match=r"on commit|not allowed"),
            store.driver.session(database=store.database) as session,
        ):
            session.execute_write(lambda tx: tx.run("MATCH (n:Task) SET n.name = 'x'").consume())
        assert store.read("MATCH (n:Task) RETURN n.name AS x").rows == [{"x": "狠抓技改"}]


def test_passwords_stay_in_one_private_file_and_go_with_it(folder: Path) -> None:
    with open_store(str(folder)) as store:
        assert isinstance(store, EmbeddedStore)
        marker = folder / "in-use.json"
        assert stat.S_IMODE(marker.stat().st_mode) == 0o600
        secrets = [store._host.writer.encode(), store._host.reader.encode()]
    left = [f for f in folder.rglob("*") if f.is_file() and any(s in f.read_bytes() for s in secrets)]
    assert left == []
    assert not marker.exists()


def test_only_this_machine_can_speak_to_it(folder: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))  # nothing is sent: it tells which address we would send from
        except OSError:
            pytest.skip("this machine has only loopback")
        own = s.getsockname()[0]
    with open_store(str(folder)) as store:
        assert isinstance(store, EmbeddedStore)
        for port in (store._host.bolt, store._host.http):
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((own, port), timeout=2)


def test_a_second_opening_speaks_to_the_first(folder: Path) -> None:
    with open_store(str(folder), write=True) as first, open_store(str(folder), write=True) as second:
        second.execute("CREATE VERTEX TYPE Other EXTENDS Entity")
        with second.driver.session(database=second.database) as session:
            session.execute_write(lambda tx: tx.run("CREATE (:Other {id: 'o'})").consume())
        assert count(first) == count(second) == HELD + 1
        with pytest.raises(StoreError, match="the store refuses `NONSENSE`"):
            second.execute("NONSENSE")


def test_a_second_opening_goes_on_when_the_first_ends(folder: Path) -> None:
    first = open_store(str(folder))
    with open_store(str(folder)) as second:
        assert count(second) == HELD
        first.close()
        assert second.read(COUNT, timeout=5).rows == [{"n": HELD}]


def test_another_process_reads_while_one_has_it_open(held: Path) -> None:
    with open_store(str(held)) as store:
        assert count(store) == HELD


def test_in_use_by_a_process_that_does_not_answer(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.embedded, "WAIT", 0.3)
    (held / "in-use.json").unlink()
    with pytest.raises(StoreError, match=r"is in use by another process .*; wait for it or end it"):
        open_store(str(held))


WRITE = """
import sys
from graph.store import open_store
store = open_store(sys.argv[1], write=True)
with store.driver.session(database=store.database) as session:
    for i in range(100000):
        session.execute_write(lambda tx: tx.run("CREATE (:Task {id: $id, name: 'x'})", id=f"new:{i}").consume())
        print(i, flush=True)
"""


def test_what_was_acknowledged_outlives_a_kill(folder: Path) -> None:
    last = -1
    for round_ in range(3):
        process = run_python(WRITE.replace("new:", f"new:{round_}:"), folder)
        assert process.stdout
        for line in process.stdout:
            last = int(line)
            if last >= 40 * (round_ + 1):
                process.send_signal(signal.SIGKILL)
                break
        last = max([last, *map(int, process.stdout.read().split())])
        process.wait()
        with open_store(str(folder)) as store:
            ids = f"MATCH (n:Task) WHERE n.id STARTS WITH 'new:{round_}:' RETURN count(n) AS n"
            assert store.read(ids).rows[0]["n"] in (last + 1, last + 2)
            found = store.read("MATCH (n:Task {id: $id}) RETURN n.name AS x", {"id": f"new:{round_}:{last}"})
            assert found.rows == [{"x": "x"}]


def garble(file: Path, seed: int = 1) -> None:
    file.write_bytes(random.Random(seed).randbytes(file.stat().st_size))


def one(database: Path, pattern: str) -> Path:
    (file,) = database.glob(pattern)
    return file


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "no schema": lambda d: (d / "schema.json").unlink(),
    "empty schema": lambda d: (d / "schema.json").write_text(""),
    "no dictionary": lambda d: one(d, "dictionary*").unlink(),
    "garbled dictionary": lambda d: garble(one(d, "dictionary*")),
    "no bucket": lambda d: one(d, "Task_0.*bucket").unlink(),
    "cut bucket": lambda d: os.truncate(one(d, "Task_0.*bucket"), 100),
    "garbled bucket": lambda d: garble(one(d, "Task_0.*bucket")),
    "garbled settings": lambda d: (d / "configuration.json").write_text("\0\1"),
    "no files": lambda d: [f.unlink() for f in d.iterdir()],
    "empty files": lambda d: [os.truncate(f, 0) for f in d.iterdir()],
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("write", [False, True])
def test_a_damaged_store_says_so_every_time(folder: Path, damage: str, write: bool) -> None:
    DAMAGE[damage](folder / "databases" / "graph")
    for _ in range(2):
        with pytest.raises(
            StoreError, match=r"is damaged: .*; delete the folder and run `countygraph build`"
        ) as caught:
            open_store(str(folder), write=write)
        assert "\n" not in str(caught.value) and "com.arcadedb" not in str(caught.value)


@pytest.mark.parametrize("seed", range(4))
def test_a_garbled_index_never_hides_what_is_there(folder: Path, seed: int) -> None:
    garble(one(folder / "databases" / "graph", "Task_0*.umtidx"), seed)
    try:
        with open_store(str(folder)) as store:
            rows = store.read("MATCH (n:Task {id: 'task:qingxi-2024:1'}) RETURN n.name AS x").rows
    except (StoreError, QueryError):
        return
    assert rows == [{"x": "狠抓技改"}]


def test_a_copy_of_a_store_is_a_store(folder: Path) -> None:
    for file in folder.rglob("*"):
        os.utime(file)  # a copy may have new times
    with open_store(str(folder)) as store:
        assert count(store) == HELD


@pytest.mark.parametrize("marker", ["", "junk", "[]", '{"pid": 1, "bolt": 1, "http": 1, "writer": "a", "reader": "b"}'])
def test_what_a_killed_process_left_behind_is_no_obstacle(folder: Path, marker: str) -> None:
    (folder / "closed.json").unlink()
    (folder / "in-use.json").write_text(marker)
    with open_store(str(folder)) as store:
        assert count(store) == HELD


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 48 MB of its own."""
    mount = shutil.which("mount")
    if sys.platform != "linux" or os.geteuid() != 0 or not mount:
        pytest.skip("only root on Linux can mount a small file system")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk: Path) -> Path:
    """Take what room there is."""
    with (disk / "filler").open("wb", buffering=0) as file:
        while True:
            try:
                file.write(b"x" * 4096)
            except OSError:
                return disk / "filler"


def test_a_full_disk(closed: Path, small_disk: Path) -> None:
    folder = shutil.copytree(closed, small_disk / "store")
    filler = fill(small_disk)
    for write in (False, True):
        with pytest.raises(StoreError, match=r"the disk of the store .* is full; make room"):
            open_store(str(folder), write=write)
    filler.unlink()
    with open_store(str(folder), write=True) as store:
        filler = fill(small_disk)
        with (
            pytest.raises(StoreError, match=r"is full|could not commit"),
            driver_errors(),
            store.driver.session(database=store.database) as session,
        ):
            for i in range(100):
                rows = [{"id": f"{i}:{k}", "name": "x" * 1000} for k in range(1000)]
                session.execute_write(
                    lambda tx, r=rows: tx.run("UNWIND $r AS x CREATE (n:Task) SET n = x", r=r).consume()
                )
        filler.unlink()
    with open_store(str(folder)) as store:
        assert store.read("MATCH (n:Entity) WHERE n.digest IS NOT NULL RETURN count(n) AS n").rows == [{"n": HELD}]


def test_a_folder_that_cannot_be_written(closed: Path, small_disk: Path) -> None:
    folder = shutil.copytree(closed, small_disk / "store")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(StoreError, match=r"the store's folder .* cannot be written: Read-only file system"):
        open_store(str(folder))


def test_a_wrong_query_says_where(embedded_store: Store) -> None:
    with pytest.raises(QueryError, match=r"the query is wrong: Syntax error at line 1:9"):
        embedded_store.read("MATCH (n RETURN n")


OVERRUN = """
import sys
from graph.store import open_store
from ontology.errors import QueryError
with open_store(sys.argv[1]) as store:
    try:
        store.read("RETURN reduce(s = '', x IN range(1, 5000000) | s + x) AS x", timeout=0.2)
    except QueryError as error:
        print(error)
"""


def test_an_expression_that_escapes_the_time_limit_is_not_waited_for(folder: Path) -> None:
    process = run_python(OVERRUN, folder)
    out, _ = process.communicate(timeout=60)
    assert out == "the query ran into the time limit of 0.2 s; narrow it, or allow more time\n"
    assert process.returncode == 0


ASK = """
import sys
from graph.store import open_store
with open_store(sys.argv[1]) as store:
    print(store.read("MATCH (n:Task) RETURN n.name AS x").rows)
"""


def test_many_processes_at_once_all_get_their_answer(folder: Path) -> None:
    processes = [run_python(ASK, folder) for _ in range(5)]
    assert [process.communicate(timeout=120)[0] for process in processes] == ["[{'x': '狠抓技改'}]\n"] * 5
    assert not (folder / "in-use.json").exists()


def test_an_error_of_a_store_that_is_being_closed_is_no_error_of_the_query(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine that another process stops answers with errors of all kinds, "graph" being one of them."""
    process = run_python(HOLD, folder)
    assert process.stdout and process.stdout.readline() == "open\n"
    with open_store(str(folder)) as store:
        with pytest.raises(QueryError, match="the query is wrong"):
            store.read("MATCH (n RETURN n")
        read = EmbeddedStore._read

        def closing(*arguments: Any) -> Any:
            monkeypatch.setattr(EmbeddedStore, "_read", read)
            process.communicate("\n")
            raise QueryError("the store cannot run the query: graph")

        monkeypatch.setattr(EmbeddedStore, "_read", closing)
        assert count(store) == HELD


def test_what_the_engine_prints_stays_out_of_the_terminal(folder: Path) -> None:
    """Its native code writes to the descriptor, as on a disk that is full for its log; our own words get through."""
    code = """
import os, sys
from graph.store import open_store
with open_store(sys.argv[1]), open_store(sys.argv[2], write=True):
    os.write(2, b"java.io.IOException\\n")
    print("ours", file=sys.stderr)
os.write(2, b"after\\n")
print("ours again", file=sys.stderr)
"""
    command = [sys.executable, "-c", code, folder, folder.with_name("other")]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == "ours\nafter\nours again\n"
    assert (folder / "log" / "engine.err").read_text() == "java.io.IOException\n"
