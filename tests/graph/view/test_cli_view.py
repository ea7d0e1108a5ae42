"""The command that writes the page, on both stores; the seeds' own page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.store import Store
from graph.view import generate_page
from graph.view.positions import shipped_positions
from ontology.model import Graph
from ontology.schema import load_schema
from tests.graph.view.chromium import Chromium
from tests.graph.view.pages import data_of
from tests.graph.view.test_layout import crowded, laid_out


def run(store: Store, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--store", str(store.address), "view", *arguments])


def test_help() -> None:
    result = CliRunner().invoke(main, ["view", "-h"])
    assert result.exit_code == 0
    assert "--focus ID" in result.output and "--positions FILE" in result.output


def test_the_page_of_the_seeds_is_the_same_from_both_stores(
    seed_store: Store, seed_graph: Graph, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    result = run(seed_store, "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"{len(seed_graph.nodes)} nodes" in result.stderr
    assert path.read_text(encoding="utf-8") == generate_page(seed_graph, load_schema(), positions=shipped_positions())


def test_stdout_and_focus(store: Store) -> None:
    page = run(store, "-o", "-")
    assert page.exit_code == 0 and page.stdout.startswith("<!doctype html>") and page.stderr == ""
    identifier = data_of(page.stdout)["nodes"][3][0]
    focused = data_of(run(store, "-o", "-", "--focus", identifier).stdout)
    assert focused["nodes"][focused["focus"]][0] == identifier


def test_an_unknown_focus_and_a_bad_place_are_one_message(store: Store, tmp_path: Path) -> None:
    result = run(store, "-o", str(tmp_path / "p.html"), "--focus", "nothing:1")
    assert result.exit_code == 1
    assert result.stderr == "Error: no node has the id 'nothing:1'; look it up with: countygraph find TEXT\n"
    assert not (tmp_path / "p.html").exists()
    result = run(store, "-o", str(tmp_path / "none" / "p.html"))
    assert result.exit_code == 1 and result.stderr.count("\n") == 1 and "No such file" in result.stderr


def test_positions_are_written_kept_and_checked(store: Store, tmp_path: Path) -> None:
    page, places = tmp_path / "p.html", tmp_path / "positions.json"
    assert run(store, "-o", str(page), "--positions", str(places)).exit_code == 0
    first = json.loads(places.read_text(encoding="utf-8"))
    moved = {i: [x, y + 2200] for i, (x, y) in first.items()}
    places.write_text(json.dumps(moved), encoding="utf-8")
    assert run(store, "-o", str(page), "--positions", str(places)).exit_code == 0
    assert json.loads(places.read_text(encoding="utf-8")) == moved
    places.write_text("{", encoding="utf-8")
    result = run(store, "-o", str(page), "--positions", str(places))
    assert result.exit_code == 1 and f"{places}: no positions file" in result.stderr


def test_the_map_of_the_seeds_lies_well_and_where_it_lay(seed_graph: Graph) -> None:
    known = shipped_positions()
    _, shown, layout = laid_out(seed_graph, known)
    assert crowded(shown, layout) == []
    stayed = [i for i in known if layout.positions.get(i) == known[i]]
    assert len(stayed) >= 0.95 * len([i for i in known if i in layout.positions])


@pytest.mark.chromium
def test_every_label_of_the_seeds_is_legible_on_the_first_screen(
    browser: Chromium, seed_graph: Graph, tmp_path: Path
) -> None:
    path = tmp_path / "seed.html"
    page = generate_page(seed_graph, load_schema(), positions=shipped_positions())
    path.write_text(page, encoding="utf-8", newline="\n")
    browser.open(path)
    browser.settle()
    hits = browser.js("return countygraph.map.drawing.hits.map((h) => h.item.n)")
    wanted = browser.js("return countygraph.data.items.filter((i) => countygraph.map.chart.wanted(i)).map((i) => i.n)")
    assert len(wanted) > 200
    assert len(hits) >= 0.98 * len(wanted)
    assert [r for r in browser.requests() if not r.startswith("data:")] == [path.as_uri()]
    assert browser.complaints() == []
