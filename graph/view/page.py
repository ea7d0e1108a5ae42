"""Writes the page: a pyvis network, an own template, and scripts that the page allows by their hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from graph.view.cascade import Cascade
from graph.view.data import page_data
from graph.view.items import Item, items
from graph.view.layout import Layout, Point, lay_out
from graph.view.summary import summarise
from graph.view.tables import MOST, read_tables
from ontology.errors import NotFoundError
from ontology.model import Graph
from ontology.schema import Schema

SCRIPTS = (
    "first.js",
    "data.js",
    "search.js",
    "quote.js",
    "trace.js",
    "labels.js",
    "geometry.js",
    "picture.js",
    "parts.js",
    "details.js",
    "focus.js",
    "legend.js",
    "chart.js",
    "drawing.js",
    "map.js",
    "tables.js",
    "searchbox.js",
    "text.js",
    "main.js",
)
"""The page's own scripts, in the order in which they run; the first in the head, vis-network after it."""
STYLES = ("page.css", "print.css")
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
"""vis-network, in the wheel of pyvis."""
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": False, "dragNodes": False, "selectable": False, "zoomSpeed": 0.6},
    "nodes": {"shape": "custom", "chosen": False, "label": " "},
    "edges": {"smooth": {"enabled": False}, "chosen": False, "hidden": True},
}
"""vis-network holds nodes, lines, zoom and pan; marks, lines and labels are drawn by map.js, many at a time."""


@dataclass(frozen=True)
class Page:
    """A page as one HTML text, and where everything lies on its map, by id."""

    html: str
    positions: dict[str, Point]


def generate_page(
    graph: Graph, schema: Schema, *, focus: str | None = None, positions: Mapping[str, Point] | None = None
) -> str:
    """Return one HTML page that shows ``graph``, works offline and asks for nothing.

    Parameters
    ----------
    graph
        Every evidence of it refers to a source that it holds.
    schema
        Gives words, colours, shapes and layers.
    focus
        The id of the node at which the page opens; the address of the page may ask for another.
    positions
        Positions from an earlier page, kept for what is still there.

    Raises
    ------
    NotFoundError
        ``focus`` is no node of the graph.
    """
    return make_page(graph, schema, focus=focus, positions=positions).html


def make_page(
    graph: Graph, schema: Schema, *, focus: str | None = None, positions: Mapping[str, Point] | None = None
) -> Page:
    """Return the page of :func:`generate_page` with the positions that it uses."""
    if focus is not None and focus not in graph.nodes:
        raise NotFoundError(f"no node has the id {focus!r}", "look it up with: countygraph find TEXT")
    cascade = Cascade(graph, schema)
    shown, stands = items(cascade)
    layout = lay_out(cascade, shown, positions)
    network = _network(cascade, shown, stands, layout)
    data = page_data(graph, schema, cascade, shown, layout)
    data["focus"] = list(graph.nodes).index(focus) if focus is not None else -1
    environment = network.templateEnv
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(json=_json, href=_href)
    first, *others = map(_read, SCRIPTS)
    scripts = [first, _vis(), *others]
    style = "\n".join(map(_read, STYLES))
    tables = read_tables(cascade, schema)
    environment.globals.update(
        data=data,
        most=MOST,
        summary=summarise(cascade, schema),
        tables=tables,
        scripts=[_Inline(s) for s in scripts],
        style=_Inline(style),
        policy=_policy(scripts, style),
    )
    return Page(network.generate_html(), {i: layout.positions[i] for i in sorted(layout.positions)})


class _Inline(str):
    """A text of our own that the template writes out as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _read(name: str) -> str:
    return files("graph.view").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _vis() -> str:
    return files("pyvis").joinpath(VIS).read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(scripts: list[str], style: str) -> str:
    """Return a Content-Security-Policy that allows these scripts and this style, and no request at all."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(digest, scripts)),
        "style-src": digest(style),
        "img-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _json(value: Any) -> _Inline:
    """Return ``value`` as JSON that no HTML parser takes for markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _Inline(text)


def _href(identifier: str) -> str:
    return "#node=" + quote(identifier, safe="")


def _network(cascade: Cascade, shown: list[Item], stands: Mapping[str, str], layout: Layout) -> Any:
    """Return a pyvis network of what is shown; its ids are numbers, so that nothing of the data is in them."""
    from pyvis.network import Network

    network = Network(directed=True)
    network.set_template_dir(str(files("graph.view")), "template.html")
    numbers = {item.id: i for i, item in enumerate(shown)}
    for item in shown:
        x, y = layout.positions[item.id]
        network.add_node(numbers[item.id], label=" ", shape="custom", color="", x=x, y=y)
    lines: dict[tuple[int, int], list[int]] = {}
    for i, relationship in enumerate(cascade.graph.relationships.values()):
        start, end = (stands.get(n) for n in (relationship.start, relationship.end))
        if start is None or end is None or start == end:
            continue
        if cascade.schema.relations[relationship.type].trace:
            lines.setdefault((numbers[start], numbers[end]), []).append(i)
    for (one, other), members in lines.items():
        network.add_edge(one, other, arrows="", width=1, members=members)
    for row in network.nodes:
        del row["label"], row["shape"], row["color"]  # pyvis insists on them; the options say them once for all
    for row in network.edges:
        del row["arrows"], row["width"]
    network.options = OPTIONS
    return network
