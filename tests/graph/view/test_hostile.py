"""Hostile data in every field: nothing of it runs, nothing of it becomes an element."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.view import generate_page
from ontology.model import Evidence, Graph, Node, Relationship, Source
from ontology.schema import load_schema
from tests.graph.view.chromium import Chromium
from tests.graph.view.county import county_graph
from tests.graph.view.pages import Collector

PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</ScRiPt ><svg onload=alert(1)>",
    "<!--<script>alert(1)//-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "]]><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)' href>",
    "<a href=javascript:alert(1)>href</a>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href=data:image/svg+xml,<svg/onload=alert(1)>></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<base href=https://example.invalid/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=https://example.invalid/x.css>",
    "<style>*{background:url(https://example.invalid/x)}</style>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</noscript><script>alert(1)</script>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    "` onmouseover=alert(1) ",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "${alert(1)}",
    "{{ 7*7 }}{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{constructor.constructor('alert(1)')()}}",
    "'-alert(1)-'",
    '";alert(1);//',
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "\u2028alert(1)\u2029",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "__proto__",
    "constructor",
    "\u202e<script>alert(1)</script>",
    "x\u0000<script>alert(1)</script>",
)
WITNESS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "msgbox"]) window[name] = (x) => window.ran.push(name);
"""
SCHEMA = load_schema()


def hostile_graph() -> Graph:
    """Return a graph with a payload in every field that holds a text, tables and outline included."""
    graph = Graph()
    previous = ""
    for n, bad in enumerate(PAYLOADS):
        text = f"前文。{bad}。后文。\n第二段{bad}"
        source = f"{n}/{bad}"
        graph.sources[source] = Source(
            source, "report", bad, text, hashlib.sha256(text.encode()).hexdigest(), bad, bad, bad, ((3, 4, bad),)
        )
        start = text.index(bad)
        said = (
            Evidence(source, start, start + len(bad), bad, 1, "stated", bad),
            Evidence(source, start, start + len(bad), bad, 1, "curated", bad, bad, bad),
        )
        names = {}
        for label in (
            "Plan",
            "Programme",
            "Action",
            "Task",
            "Measure",
            "Target",
            "ProjectBatch",
            "Project",
            "IndustrialPark",
            bad,
        ):
            identifier = names[label] = f"{label}:{n}:{bad}"
            properties = {
                "aliases": (bad,),
                "level": bad,
                "stage": bad,
                "unit": bad,
                "period": bad,
                "scope": bad,
                "kind": bad,
                bad: bad,
                "comparator": bad,
            }
            graph.nodes[identifier] = Node(
                identifier, label, f"{bad}", {**properties, "declares": 3, "value": 1.5}, said
            )
        role, place = f"role:{n}:{bad}", f"place:{n}:{bad}"
        graph.nodes[role] = Node(role, "Role", bad, {}, said)
        graph.nodes[place] = Node(place, "Place", bad, {}, said)
        for type_, one, other in (
            ("PART_OF", names["Programme"], names["Plan"]),
            ("PART_OF", names["Action"], names["Programme"]),
            ("PART_OF", names["Task"], names["Action"]),
            ("PART_OF", names["Measure"], names["Task"]),
            ("HAS_TARGET", names["Measure"], names["Target"]),
            ("COVERS", names["Measure"], names["ProjectBatch"]),
            ("INCLUDES", names["ProjectBatch"], names["Project"]),
            ("TO_BECOME", names["IndustrialPark"], role),
            ("LOCATED_IN", names["Project"], place),
            *([("ECHOES", names["Measure"], previous)] if n % 2 else []),
        ):
            identifier = f"{type_}:{n}:{bad}"
            graph.relationships[identifier] = Relationship(
                identifier, type_, one, other, {"stage": bad, bad: bad}, said
            )
        previous = names["Measure"]
    for part in ("sources", "nodes", "relationships"):
        setattr(graph, part, dict(sorted(getattr(graph, part).items())))
    return graph


GRAPH = hostile_graph()
COUNT = """
const count = (s) => document.querySelectorAll(s).length;
const elements = [...document.querySelectorAll("*")];
const strange = ["img", "iframe", "object", "embed", "video", "audio", "input:not(#query)", "select", "marquee", "base",
  "link", "form", "math", "body body", "textarea", "style ~ style"];
return [count("script"), count("style"), count("meta"), count("title"), count(strange.join()),
  elements.filter((e) => [...e.attributes].some((a) => a.name.startsWith("on"))).length,
  elements.filter((e) => e.matches("a[href]") && !/^#|^https?:[/][/]/.test(e.getAttribute("href"))).length,
  window.ran.length];
"""


def test_there_are_enough() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 40


@pytest.fixture(scope="module")
def page() -> str:
    return generate_page(GRAPH, SCHEMA)


def test_no_payload_becomes_an_element(page: str) -> None:
    parsed, harmless = (Collector(text).elements for text in (page, generate_page(county_graph(), SCHEMA)))
    assert {tag for tag, _ in parsed} <= {tag for tag, _ in harmless}
    for tag in ("script", "style", "meta", "title", "input", "noscript"):
        assert sum(t == tag for t, _ in parsed) == sum(t == tag for t, _ in harmless), tag
    assert {name for _, given in parsed for name in given} <= {name for _, given in harmless for name in given}
    for bad in PAYLOADS:
        if "<" in bad:
            assert bad not in page, bad


@pytest.fixture(params=["with", "without"])
def address(request: pytest.FixtureRequest, page: str, tmp_path: Path) -> Iterator[Path]:
    """The page as it is, and without its policy, so that escaping alone must do."""
    path = tmp_path / "hostile.html"
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", page)
    assert len(bare) < len(page)
    path.write_text(page if request.param == "with" else bare, encoding="utf-8", newline="\n")
    yield path


@pytest.mark.chromium
def test_nothing_runs_and_nothing_is_asked_for(browser: Chromium, address: Path) -> None:
    witness = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=WITNESS)["identifier"]
    try:
        browser.open(address)
        before = browser.js(COUNT)
        assert before[4:] == [0, 0, 0, 0]
        for view in ("targets", "projects", "parks", "outline"):
            browser.hash(f"#{view}")
        visit = """
        const done = arguments[0];
        const { data, address, route } = countygraph;
        const input = document.getElementById("query");
        const shown = { Measure: "node", Target: "map", IndustrialPark: "node", Project: "map" };
        (async () => {
          for (const node of data.nodes) {
            if (!(node.cls.name in shown)) continue;
            route(address(shown[node.cls.name], node.id));
            if (node.cls.name !== "Measure") continue;
            input.value = node.name;
            input.dispatchEvent(new Event("input"));
            await new Promise((r) => setTimeout(r, 0));
          }
          for (const source of data.sources) route(address("text", source.id));
          for (const edge of data.edges) {
            if (["HAS_TARGET", "ECHOES"].includes(edge.relation.name)) route(address("edge", edge.id));
          }
          for (const button of document.querySelectorAll(".panel .more, .panel summary, th button")) button.click();
          done(document.querySelector(".panel").textContent.length);
        })();
        """
        assert browser.driver.execute_async_script(visit) > 0
        browser.settle()
        after = browser.js(COUNT)
        assert after[:3] == before[:3] and after[4:] == [0, 0, 0, 0]
        svg = browser.js(
            "const { chart, drawing } = countygraph.map;"
            "return countygraph.svgOf(chart.scene('</title><script>alert(1)</script>', '<script>', drawing.colours))"
        )
        assert "<script" not in svg and "<img" not in svg and "onload=" not in re.sub(r">[^<]*<", "><", svg)
        assert [r for r in browser.requests() if not r.startswith("data:")] == [address.as_uri()]
        assert browser.complaints() == []
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=witness)


@pytest.mark.chromium
def test_hostile_names_are_shown_as_they_are(browser: Chromium, page: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(page, encoding="utf-8", newline="\n")
    browser.open(path)
    for node in [n for n in GRAPH.nodes.values() if n.label == "Measure"][::6]:
        browser.js("countygraph.route(countygraph.address('node', arguments[0]))", node.id)
        browser.settle()
        shown = browser.js("return document.querySelector('#focus h2').textContent")
        assert shown.replace("\ufffd", "\0") == node.name
        assert (
            browser.js("return document.querySelector('#focus mark').textContent").replace("\ufffd", "\0") == node.name
        )
