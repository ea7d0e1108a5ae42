"""From seeds to a store: the checked graph, and a store that is replaced only when the new one is whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from graph.lock import FileLock, only_writer
from loaders.folders import Progress
from ontology.errors import ProblemsError, StoreError
from ontology.model import Graph
from ontology.schema import Schema

DATABASES = "databases"
PARTS = ("closed.json", DATABASES)
"""What an embedded store is, at rest; the database comes last: where it is, the swap is done."""


ROOM, ROOM_FOR_ONE = 40_000_000, 1000
"""Bytes: the store of the seeds takes 19 MB, on the way there 36 (tried on small disks), and each node or relationship
0.4 kB (tests/bench/build.py)."""


def checked_graph(folders: Iterable[Path], schema: Schema, progress: Progress) -> Graph:
    """Assemble seeds and hold the graph to the ontology's shapes.

    Raises
    ------
    ProblemsError
        All mistakes in the files; or, when the files are right by the loader, all violations of the shapes.
    """
    from graph.shapes import shape_problems
    from loaders.assembly import assemble

    graph = assemble(list(folders), progress=progress)
    problems = shape_problems(graph, schema, progress=lambda done, total: progress("checking shapes", done, total))
    if problems:
        raise ProblemsError(problems)
    return graph


def build_store(graph: Graph, schema: Schema, address: str, progress: Progress) -> None:
    """Make the store at an address hold the graph, and nothing else of ours.

    An embedded store is built beside the former one, inside its folder, and takes its place in one renaming:
    whatever goes wrong before, the former store is as it was. A server's database is brought up to date by
    transactions, each of which leaves it whole; what broke off goes on at the next build.

    Raises
    ------
    StoreError
        The store is in use, is no store, cannot be written, or broke off.
    """
    from graph.store import parse_address

    folder = parse_address(address).folder
    if folder is None:
        _fill(graph, schema, address, progress)
        return
    fresh, former = folder / "building", folder / "former"
    _check_place(folder)
    try:
        with only_writer(folder):
            _recover(folder, former)
            _check_unused(folder)
            check_room(address, len(graph.nodes) + len(graph.relationships), beside=True)
            try:
                shutil.rmtree(fresh, ignore_errors=True)
                _fill(graph, schema, str(fresh), progress)
                _swap(folder, fresh, former)
            finally:
                shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"the store {folder} cannot be written: {error.strerror}", "make room or free it") from error


def _check_place(folder: Path) -> None:
    if folder.exists() and not (folder / DATABASES).is_dir():
        ours = {"building", "former", "log"}
        if not folder.is_dir() or not ours.issuperset(path.name for path in folder.iterdir()):
            raise StoreError(f"{folder} is there but is no store", "give another folder, or empty this one")


def _check_unused(folder: Path) -> None:
    from graph.embedded import host_of

    if host := host_of(folder):
        raise StoreError(f"the store {folder} is in use by process {host.pid}", "end it, then build again")


def check_room(address: str, statements: int, *, beside: bool = False) -> None:
    """Refuse a disk that is too full at once: the engine would fill it up first, and complain at length.

    Parameters
    ----------
    address : str
        Of the store; a server looks after its own disk.
    statements : int
        Nodes and relationships that will be written.
    beside : bool
        Whether a new store is made beside the one that is there.

    Raises
    ------
    StoreError
        There is not enough room; the message says how much there is and how much is needed.
    """
    from graph.store import parse_address

    folder = parse_address(address).folder
    if folder is None:
        return
    fresh = beside or not (folder / DATABASES).is_dir()
    needed = ROOM * fresh + ROOM_FOR_ONE * statements
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < needed:
        message = f"the disk of the store {folder} has {free // 1_000_000} MB free and needs {needed // 1_000_000}"
        raise StoreError(message, "make room, or give another folder")


def _fill(graph: Graph, schema: Schema, address: str, progress: Progress) -> None:
    from graph.store import open_store
    from loaders.bootstrap import bootstrap, text_index
    from loaders.load import apply
    from loaders.plan import make_plan

    with open_store(address, write=True) as store, store.loading():
        for statement in bootstrap(schema, store.kind, text=False):
            store.execute(statement)
        plan = make_plan(store.driver, graph, database=store.database)
        apply(
            store.driver,
            schema,
            graph,
            plan,
            database=store.database,
            progress=lambda done, total: progress("loading", done, total),
        )
        progress("indexing", 0, 1)
        for statement in text_index(store.kind):
            store.execute(statement)
        progress("indexing", 1, 1)


def _swap(folder: Path, fresh: Path, former: Path) -> None:
    opening = FileLock(folder / "log" / "lock")  # as of now nobody can open the former store
    if not opening.take():
        raise StoreError(f"the store {folder} was opened while the new one was built", "end that, then build again")
    try:
        former.mkdir()
        for name in PARTS:
            if (folder / name).exists():
                (folder / name).rename(former / name)
        for name in PARTS:
            (fresh / name).rename(folder / name)
    except BaseException:
        _recover(folder, former)
        raise
    finally:
        opening.release()
    shutil.rmtree(former, ignore_errors=True)


def _recover(folder: Path, former: Path) -> None:
    """Undo the swap of a build that was killed in the middle of it."""
    if former.exists() and not (folder / DATABASES).exists():
        _restore(folder, former)
    shutil.rmtree(former, ignore_errors=True)


def _restore(folder: Path, former: Path) -> None:
    for name in PARTS:
        if (former / name).exists():
            (former / name).replace(folder / name)
