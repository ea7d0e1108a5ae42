"""The page beside plain pyvis, in one headless Chromium: python -m tests.bench.page [--cap SECONDS] [SIZE …].

Sizes are ``seed``, ``3000`` and ``20000`` (nodes). For each, both pages show the same graph. Measured are the
size of the file; what it asks of the network; the time from the address to a map that is drawn and rests (for plain
pyvis: its physics have settled, or the cap is reached); the time of a frame while the map is panned, median and 95th
percentile of 120 frames; and how many names can be read with the whole map in view. ``pyvis, still`` is plain pyvis
with its physics off. Other work on the machine slows all of them, so its load is told, and beside the times by the
clock stand those that the page's main thread was at work.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

from graph.view import generate_page
from ontology.model import Graph
from ontology.schema import load_schema
from tests.graph.view.chromium import Chromium, running
from tests.graph.view.county import county_graph

SIZES = {"3000": {"counties": 10}, "20000": {"counties": 66}}
PAN = """
const done = arguments[0], network = globalThis.countygraph ? countygraph.map.network : globalThis.network;
const { x, y } = network.getViewPosition(), scale = network.getScale(), frames = [];
let last = performance.now();
function step() {
  const now = performance.now(), i = frames.push(now - last);
  last = now;
  network.moveTo({ position: { x: x + 200 * Math.sin(i / 9) / scale, y: y + 90 * Math.cos(i / 9) / scale }, scale });
  if (i < 121 && (i < 8 || now - begun < 60000)) requestAnimationFrame(step);
  else done(frames.slice(1).sort((a, b) => a - b));
}
const begun = performance.now();
requestAnimationFrame(step);
"""
READABLE = """
if (globalThis.countygraph) return countygraph.map.drawing.hits.length;
network.fit({ animation: false });
const scale = network.getScale();
return Object.values(network.body.nodes).filter((n) => n.options.label && 14 * scale >= 9).length;
"""


@dataclass
class Row:
    """What was measured of one page."""

    size: str
    page: str
    nodes: int
    megabytes: float
    requests: int
    ready: float
    settled: bool
    work: float = float("nan")
    frame_work: float = float("nan")
    median: float = float("nan")
    p95: float = float("nan")
    readable: int = -1


def plain(graph: Graph, path: Path, *, still: bool) -> None:
    """Write the page that pyvis makes by itself, everything inlined."""
    from pyvis.network import Network

    schema = load_schema()
    network = Network(height="900px", directed=True, cdn_resources="in_line")
    for node in graph.nodes.values():
        quote = node.evidence[0].quote if node.evidence else ""
        network.add_node(node.id, label=node.name, title=quote, color=schema.classes[node.label].colour)
    for relationship in graph.relationships.values():
        network.add_edge(relationship.start, relationship.end, title=relationship.type)
    if still:
        network.toggle_physics(False)
    path.write_text(network.generate_html(), encoding="utf-8")


def worked(window: Chromium) -> float:
    """Return how long the page's main thread has been at work, in seconds of its own time."""
    metrics = {m["name"]: m["value"] for m in window.cdp("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def measure(window: Chromium, path: Path, size: str, name: str, nodes: int, cap: float) -> Row:
    """Open a page and measure it. A page that does not answer within the cap keeps what was measured until then."""
    from selenium.common.exceptions import WebDriverException
    from urllib3.exceptions import HTTPError

    row = Row(size, name, nodes, path.stat().st_size / 1e6, -1, cap, settled=False)
    window.driver.command_executor.client_config.timeout = cap
    window.driver.set_script_timeout(cap)
    window.cdp("Performance.enable", timeDomain="threadTicks")
    window.requests()  # those of the browser's own start
    try:
        begun = time.perf_counter()
        window.driver.get(path.as_uri())
        if name == "pyvis":
            window.js("window.settled = false; network.once('stabilized', () => (window.settled = true))")
            window.wait("return window.settled", seconds=max(1, cap - (time.perf_counter() - begun)))
        elif name == "countygraph":
            window.wait("return document.documentElement.dataset.ready === 'true'", seconds=cap)
        window.settle()
        row.ready, row.settled = time.perf_counter() - begun, True
        row.work = worked(window)
        row.requests = len([r for r in window.requests() if not r.startswith("data:")]) - 1
        row.readable = window.js(READABLE)
        before = worked(window)
        frames: list[float] = window.driver.execute_async_script(PAN)
        row.frame_work = 1000 * (worked(window) - before) / len(frames)
        row.median, row.p95 = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    except (WebDriverException, HTTPError, AssertionError) as error:
        print(f"{name} {size}: {type(error).__name__} after {cap:.0f} s", flush=True)
    return row


def graph_of(size: str) -> Graph:
    """Return the seeds' graph or an invented one of the given size."""
    if size == "seed":
        from loaders.assembly import assemble

        return assemble()
    given: dict[str, Any] = SIZES[size]
    return county_graph(actions=5, tasks=4, measures=7, **given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", default=["seed", *SIZES])
    parser.add_argument("--cap", type=float, default=60, help="seconds after which plain pyvis is not waited for")
    arguments = parser.parse_args()
    rows = []
    load = os.getloadavg()[0]
    version = ""
    for size in arguments.sizes:
        graph = graph_of(size)
        for page in ("countygraph", "pyvis", "pyvis, still"):
            with tempfile.TemporaryDirectory() as name, running(Path(name) / "profile", Path(name)) as window:
                version = window.cdp("Browser.getVersion")["product"]
                path = Path(name) / "page.html"
                begun = time.perf_counter()
                if page == "countygraph":
                    path.write_text(generate_page(graph, load_schema()), encoding="utf-8", newline="\n")
                else:
                    plain(graph, path, still=page != "pyvis")
                print(f"{page} {size}: written in {time.perf_counter() - begun:.1f} s", flush=True)
                rows.append(measure(window, path, size, page, len(graph.nodes), arguments.cap))
    loads = f"load {load:.1f} before and {os.getloadavg()[0]:.1f} after"
    print(f"{version}, {platform.machine()}, {os.cpu_count()} cores, {loads}")
    print("| graph | page | nodes | MB | requests | ready s | work | frame ms, median | p95 | work | legible names |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for r in rows:
        ready = f"{r.ready:.2f}" if r.settled else f"> {r.ready:.0f}"
        cells = [r.size, r.page, str(r.nodes), f"{r.megabytes:.2f}", count(r.requests), ready, figure(r.work, 2)]
        cells += [figure(r.median), figure(r.p95), figure(r.frame_work), count(r.readable)]
        print(f"| {' | '.join(cells)} |")


def figure(value: float, digits: int = 0) -> str:
    """Return a number, or a dash when it was not measured."""
    return "—" if isnan(value) else f"{value:.{digits}f}"


def count(value: int) -> str:
    """Return a count, or a dash when it was not measured."""
    return str(value) if value >= 0 else "—"


if __name__ == "__main__":
    main()
