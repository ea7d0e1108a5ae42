"""A store is built whole or not at all: whatever goes wrong, the former one is as it was."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graph.building
from graph.building import build_store
from graph.cli import main
from graph.store import open_store
from graph.stored import read_graph
from loaders.assembly import assemble
from ontology.errors import StoreError
from ontology.model import Graph
from ontology.schema import load_schema
from tests.loaders.seedbed import STATEMENTS, sow
from tests.neo4j_server import Neo4jServer

SCHEMA = load_schema()
ROOT = Path(__file__).parents[2]
MORE = "  - Measure: 建成北山公路\n    PART_OF: 年度\n"


def quiet(what: str, done: int, total: int) -> None:
    """Take progress and show none."""


def held(store: Path) -> Graph:
    with open_store(str(store)) as opened:
        return read_graph(opened)


def run(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *arguments])


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The graph that is in the store at the beginning."""
    return assemble(sow(tmp_path_factory.mktemp("first")))


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """A graph with one measure more."""
    return assemble(sow(tmp_path_factory.mktemp("second"), statements=STATEMENTS + MORE))


@pytest.fixture
def store(tmp_path: Path, first: Graph) -> Path:
    """A store that holds the first graph."""
    build_store(first, SCHEMA, str(tmp_path / "store"), quiet)
    return tmp_path / "store"


def parts(store: Path) -> list[str]:
    """Return what lies in a store's folder beside the engine's log."""
    return sorted(path.name for path in store.iterdir() if path.name != "log")


def test_the_store_holds_the_graph_and_then_the_next(store: Path, first: Graph, second: Graph) -> None:
    assert held(store) == first
    build_store(second, SCHEMA, str(store), quiet)
    assert held(store) == second
    build_store(first, SCHEMA, str(store), quiet)
    assert held(store) == first
    assert parts(store) == ["closed.json", "databases"]


def test_progress_is_told(tmp_path: Path, first: Graph) -> None:
    steps: list[tuple[str, int, int]] = []
    build_store(first, SCHEMA, str(tmp_path / "store"), lambda *step: steps.append(step))
    size = len(first.sources) + len(first.nodes) + len(first.relationships)
    assert steps[-3:] == [("loading", size, size), ("indexing", 0, 1), ("indexing", 1, 1)]


def broken(*_: object) -> None:
    raise StoreError("the load broke off", "run it again")


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("fault", "error", "message"),
    [
        (broken, StoreError, "the load broke off; run it again"),
        (full, StoreError, "cannot be written: No space left on device; make room or free it"),
        (interrupted, KeyboardInterrupt, ""),
    ],
)
@pytest.mark.parametrize("step", ["_fill", "_swap"])
def test_a_build_that_fails(
    store: Path,
    first: Graph,
    second: Graph,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    fault: Callable[..., None],
    error: type[BaseException],
    message: str,
) -> None:
    """Before the load, and when all is loaded and only the swap is to come."""
    monkeypatch.setattr(graph.building, step, fault)
    with pytest.raises(error) as caught:
        build_store(second, SCHEMA, str(store), quiet)
    assert message in str(caught.value)
    assert parts(store) == ["closed.json", "databases"]
    monkeypatch.undo()
    assert held(store) == first


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_swap_that_fails_at_any_renaming(
    store: Path, first: Graph, second: Graph, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    rename, done = Path.rename, 0

    def failing(self: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done - 1 == at:
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(StoreError, match="Input/output error"):
        build_store(second, SCHEMA, str(store), quiet)
    monkeypatch.undo()
    assert held(store) == first
    build_store(second, SCHEMA, str(store), quiet)
    assert held(store) == second


def test_a_swap_that_was_killed_is_undone_by_the_next_build(store: Path, first: Graph) -> None:
    (store / "former").mkdir()
    (store / "closed.json").rename(store / "former/closed.json")
    (store / "databases").rename(store / "former/databases")
    (store / "building/databases").mkdir(parents=True)
    # The next build fails, too: what it leaves is the store before both.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph.building, "_fill", broken)
        with pytest.raises(StoreError):
            build_store(first, SCHEMA, str(store), quiet)
    assert parts(store) == ["closed.json", "databases"]
    assert held(store) == first


def test_mistakes_in_the_seeds_leave_the_store(store: Path, first: Graph, tmp_path: Path) -> None:
    seeds = sow(tmp_path / "seeds", statements=STATEMENTS.replace("Task: 狠抓", "Taks: 狠抓"))
    result = run(store, "build", "--alone", str(seeds))
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {seeds}/reports/dongxi-2024/statements/1.yaml:17:5: unknown class Taks; did you mean Task?\n"
    )
    assert held(store) == first


def test_a_store_in_use_is_not_taken_away(store: Path, first: Graph, second: Graph) -> None:
    with open_store(str(store)) as opened:
        result = run(store, "build")
        assert result.exit_code == 1
        assert result.output == (
            f"Error: the store {store} is in use by process {os.getpid()}; end it, then build again\n"
        )
        assert read_graph(opened) == first
    build_store(second, SCHEMA, str(store), quiet)
    assert held(store) == second


def test_a_disk_that_is_too_full_is_told_before_it_is_filled(
    store: Path, first: Graph, second: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(store)._replace(free=9_900_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(StoreError) as caught:
        build_store(second, SCHEMA, str(store), quiet)
    assert str(caught.value) == (
        f"the disk of the store {store} has 9 MB free and needs 40; make room, or give another folder"
    )
    assert held(store) == first


@pytest.mark.parametrize("name", ["letter.txt", "databases"])
def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, first: Graph, name: str) -> None:
    (tmp_path / name).write_text("dear")
    with pytest.raises(StoreError) as caught:
        build_store(first, SCHEMA, str(tmp_path), quiet)
    assert str(caught.value) == f"{tmp_path} is there but is no store; give another folder, or empty this one"
    assert parts(tmp_path) == [name]


def test_a_file_in_the_place_of_the_store(tmp_path: Path, first: Graph) -> None:
    (tmp_path / "store").write_text("dear")
    with pytest.raises(StoreError, match="is there but is no store"):
        build_store(first, SCHEMA, str(tmp_path / "store"), quiet)
    assert (tmp_path / "store").read_text() == "dear"


def test_a_server_is_brought_up_to_date(
    neo4j_server: Neo4jServer, first: Graph, second: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is swapped there: what is no longer said goes, what is new comes."""
    monkeypatch.setenv("COUNTYGRAPH_USER", neo4j_server.user)
    monkeypatch.setenv("COUNTYGRAPH_PASSWORD", neo4j_server.password)
    with open_store(neo4j_server.uri, write=True) as opened, opened.driver.session() as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    for graph_ in (first, second, first):
        build_store(graph_, SCHEMA, neo4j_server.uri, quiet)
        with open_store(neo4j_server.uri) as opened:
            assert read_graph(opened) == graph_


def test_control_c_while_a_class_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr("ontology.schema.load_schema", interrupted)
    result = CliRunner().invoke(main, ["schema"])
    assert (result.exit_code, result.stderr.strip()) == (1, "Aborted!")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
@pytest.mark.parametrize("delay", [0.0, 0.3])
def test_control_c(store: Path, first: Graph, delay: float) -> None:
    """A build that is interrupted while it loads ends with one word and leaves the former store."""
    script = "from graph.cli import main; main()"
    command = [sys.executable, "-c", script, "--store", str(store), "build"]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 60
    while not (store / "building").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.strip()) == (1, "Aborted!")
    assert parts(store) == ["closed.json", "databases"]
    assert held(store) == first
