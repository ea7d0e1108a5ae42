"""Loads that are killed, and loads at the same time: the store ends as the graph says."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import open_store
from loaders.layout import graph_digest, store_digest
from loaders.load import apply
from loaders.plan import make_plan
from ontology.errors import StoreError
from ontology.model import Graph
from ontology.schema import load_schema
from tests.loaders.conftest import Target
from tests.loaders.loading import counties

ROOT = Path(__file__).parents[2]
COUNT = 240
KILLS = 20


def loading(environment: dict[str, str], count: int, batch: int, keep: int) -> subprocess.Popen[str]:
    """Start another process that loads, and return when it begins."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.loaders.loading", str(count), str(batch), str(keep)],
        cwd=ROOT,
        env=os.environ | environment | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def load(target: Target, graph: Graph) -> None:
    plan = make_plan(target.driver, graph, database=target.database)
    apply(target.driver, load_schema(), graph, plan, database=target.database)


@pytest.mark.parametrize("kind", ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_a_load_killed_at_any_moment_ends_in_the_same_graph(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    # The embedded store is a folder of its own here: the process that is killed holds the engine itself.
    environment = {"COUNTYGRAPH_STORE": str(tmp_path / "store")}
    if kind == "neo4j":
        target: Target = request.getfixturevalue("neo4j_target")
        target.write("MATCH (n) DETACH DELETE n")
        environment = target.environment
    graphs = {keep: counties(COUNT, keep) for keep in (1, 3)}
    whole = loading(environment, COUNT, 10, 1)
    begin = time.monotonic()
    assert whole.communicate() == ("done\n", "")
    duration = time.monotonic() - begin
    chance = random.Random(4)
    unfinished = 0
    for i in range(KILLS):
        keep = (3, 1)[i % 2]
        process = loading(environment, COUNT, 10, keep)
        time.sleep(chance.uniform(0, duration))
        if process.poll() is not None:  # the first load, by which we go, was slower: the server had just been started
            duration *= 0.7
        process.kill()
        process.communicate()
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            with open_store(environment["COUNTYGRAPH_STORE"], write=True) as store:
                plan = make_plan(store.driver, graphs[keep], database=store.database)
                unfinished += bool(plan)
                apply(store.driver, load_schema(), graphs[keep], plan, database=store.database)
                assert store_digest(store.driver, store.database) == graph_digest(graphs[keep]), f"kill {i}"
    assert unfinished >= KILLS // 4, f"only {unfinished} kills came in time to prove anything"


def test_two_loads_at_once_do_not_mix(target: Target) -> None:
    """The embedded store lets one in at a time; in Neo4j the one that begins last shuts the other out."""
    graphs = {keep: counties(COUNT, keep) for keep in (1, 3)}
    word = "another load of the store" if target.store.kind == "embedded" else "another load of this store began"
    for _ in range(3):
        both = [loading(target.environment, COUNT, 10, keep) for keep in graphs]
        errors = [process.communicate()[1] for process in both]
        found = store_digest(target.driver, target.database)
        finished = [graph for process, graph in zip(both, graphs.values(), strict=True) if process.returncode == 0]
        assert finished, errors
        assert found in [graph_digest(graph) for graph in finished]
        assert all(word in error for error in errors if error)


def test_the_same_load_twice_at_once_gives_one_graph(target: Target) -> None:
    whole = counties(COUNT)
    process = loading(target.environment, COUNT, 10, 1)
    told = ""
    try:
        with target.store.loading():
            load(target, whole)
    except StoreError as error:
        told = str(error)
        assert told.endswith("wait until it ends, then load again")
    failed = process.communicate()[1]
    assert not (told and process.returncode), failed
    assert store_digest(target.driver, target.database) == graph_digest(whole), (told, failed)
