"""The page in a real Chromium: every feature by clicking and typing."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from graph.view import generate_page
from ontology.model import Graph, Node, Relationship
from ontology.schema import load_schema
from tests.graph.view.chromium import Chromium
from tests.graph.view.county import county_graph

pytestmark = pytest.mark.chromium

SCHEMA = load_schema()
VIEWS = ("overview", "targets", "projects", "parks", "outline", "text")
ENTER, ESCAPE, DOWN = "\ue007", "\ue00c", "\ue015"
RIGHT = "\ue014"
SHOWN = "return document.querySelector('section.view.shown').id"


def node_of(graph: Graph, label: str) -> Node:
    return next(n for n in graph.nodes.values() if n.label == label)


def edge_of(graph: Graph, type_: str, basis: str) -> Relationship:
    return next(
        r for r in graph.relationships.values() if r.type == type_ and any(e.basis == basis for e in r.evidence)
    )


def on_map(browser: Chromium, identifier: str) -> tuple[float, float]:
    """Return where in the window the mark of a node is."""
    x, y = browser.js(
        """const { map, data } = countygraph;
        const item = data.itemOf.get(data.byId.get(arguments[0]).n);
        const at = map.network.canvasToDOM({ x: item.x, y: item.y });
        const box = document.getElementById("network").getBoundingClientRect();
        return [box.left + at.x, box.top + at.y]""",
        identifier,
    )
    return x, y


def test_nothing_is_asked_for_and_nothing_complained_of(browser: Chromium, county_page: Path, county: Graph) -> None:
    browser.open(county_page)
    for view in (*VIEWS, f"node={node_of(county, 'Measure').id}", f"map={node_of(county, 'Target').id}", "edge=x"):
        browser.hash(f"#{view}")
    assert [r for r in browser.requests() if not r.startswith("data:")] == [county_page.as_uri()]
    assert browser.complaints() == []


def test_the_first_screen(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page)
    assert browser.js(SHOWN) == "overview"
    assert browser.find("h1").text.startswith("青溪县2024年") or browser.find("h1").text.startswith("青溪县 2024 年")
    assert len(browser.texts(".slot.open")) == 7 and len(browser.texts(".slot:not(.open)")) == 2
    top, bottom = browser.js(
        "const b = document.querySelector('.map').getBoundingClientRect(); return [b.top, b.bottom]"
    )
    assert top < 300 and 860 < bottom <= 900


def test_labels_at_the_fit_scale_are_legible_and_do_not_overlap(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page)
    browser.find("#fit").click()
    browser.settle()
    hits = browser.js("return countygraph.map.drawing.hits.map((h) => [h.left, h.right, h.top, h.bottom, h.item.n])")
    wanted = browser.js("return countygraph.data.items.filter((i) => countygraph.map.chart.wanted(i)).length")
    assert len(hits) == wanted > 100
    for a, b in itertools.combinations(hits, 2):
        tall = min(a[3], b[3]) - max(a[2], b[2])
        assert min(a[1], b[1]) <= max(a[0], b[0]) or tall <= 3.01, (a, b)
    assert browser.js("return countygraph.map.network.getScale()") > 0.55
    width, height = browser.js("const m = document.getElementById('network'); return [m.clientWidth, m.clientHeight]")
    assert all(h[0] >= 0 and h[1] <= width + 1 and h[2] >= 0 and h[3] <= height for h in hits)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("长寿", "长寿"),
        ("changshou", "长寿"),
        ("zhangshou", "长寿"),
        ("hxy", "会仙园"),
        ("chongyangyuan", "重阳园"),
        ("zyy", "重阳园"),
        ("xslqns", "兴水利强农桑行动"),
    ],
)
def test_search(browser: Chromium, county_page: Path, typed: str, found: str) -> None:
    browser.open(county_page)
    browser.keys("/")
    browser.keys(typed)
    names = browser.texts("#results .name")
    assert names and any(found in name for name in names)
    assert all(re.search(r"^\S+", small) for small in browser.texts("#results small"))
    browser.keys(ENTER)
    browser.settle()
    assert browser.js(SHOWN) == "focus"
    assert browser.texts("#focus h2") == [names[0]]


def test_search_by_keyboard_alone(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page)
    browser.keys("/", "水库")
    names = browser.texts("#results .name")
    browser.keys(DOWN, DOWN)
    assert browser.texts('#results [aria-selected="true"] .name') == [names[2]]
    active = browser.js("return document.getElementById('query').getAttribute('aria-activedescendant')")
    assert active == "result-2"
    browser.keys(ESCAPE)
    assert browser.js("return document.getElementById('results').hidden") is True
    browser.keys("/", "没有这样的事")
    assert browser.texts("#results li") == ["没有找到。可试全拼或首字母。"]


def test_click_on_a_mark_shows_its_quote_in_its_paragraph(browser: Chromium, county_page: Path, county: Graph) -> None:
    target = node_of(county, "Target")
    browser.open(county_page)
    browser.click_at(*on_map(browser, target.id))
    browser.wait("return !document.querySelector('.panel').hidden")
    assert browser.texts(".panel h2") == [target.name]
    (evidence,) = target.evidence
    assert browser.texts(".panel mark") == [evidence.quote]
    shown = browser.texts(".panel blockquote")[0].strip("…")
    line = county.sources[evidence.source].text.splitlines()[evidence.line - 1]
    assert shown in line and evidence.quote in shown
    source = county.sources[evidence.source]
    assert f"《{source.title}》 {source.date} 第{evidence.line}行" in browser.texts(".panel .from")[0]
    assert source.url in browser.texts(".panel .url")
    assert "数值" in browser.texts(".panel .properties dt")
    assert {"衡量指标1", "目标属于1"} <= set(browser.texts(".panel h4"))
    browser.keys(ESCAPE)
    browser.wait("return document.querySelector('.panel').hidden")


def test_click_on_a_line_shows_the_evidence_of_the_line(browser: Chromium, county_page: Path, county: Graph) -> None:
    edge = next(r for r in county.relationships.values() if r.type == "HAS_TARGET" and "measure" in r.start)
    browser.open(county_page)
    browser.js(
        """const { map, data } = countygraph;
        const [a, b] = [...arguments].map((id) => data.itemOf.get(data.byId.get(id).n));
        map.network.moveTo({ position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, scale: 1.6 })""",
        edge.start,
        edge.end,
    )
    browser.settle()
    (ax, ay), (bx, by) = on_map(browser, edge.start), on_map(browser, edge.end)
    browser.click_at((ax + bx) / 2, (ay + by) / 2)
    browser.wait("return location.hash.startsWith('#edge=')")
    assert browser.js("return decodeURIComponent(location.hash)") == f"#edge={edge.id}"
    assert browser.texts(".panel .ends a span") == [county.nodes[edge.start].name, county.nodes[edge.end].name]
    assert browser.texts(".panel mark") == [edge.evidence[0].quote]


def test_double_click_opens_the_focus_view(browser: Chromium, county_page: Path, county: Graph) -> None:
    measure = node_of(county, "Measure")
    browser.open(county_page)
    browser.click_at(*on_map(browser, measure.id), twice=True)
    browser.wait("return location.hash.startsWith('#node=')")
    assert browser.texts("#focus h2") == [measure.name]


def test_focus_leads_up_to_the_policy_and_down_to_the_project(
    browser: Chromium, county_page: Path, county: Graph
) -> None:
    covers = next(r for r in county.relationships.values() if r.type == "COVERS")
    measure = county.nodes[covers.start]
    browser.open(county_page, f"#node={quote(measure.id)}")
    ups = browser.texts("#focus .up .card .name span")
    assert [
        browser.js("return countygraph.data.nodes.find((n) => n.name === arguments[0]).cls.name", n) for n in ups[:2]
    ] == ["Task", "Action"]
    assert "六六规划" in ups and "全国山乡振兴" in ups
    assert all(browser.texts("#focus .up .card .quotes .quote"))
    downs = browser.texts("#focus .down .card .name span")
    project = county.nodes[
        next(r.end for r in county.relationships.values() if r.type == "INCLUDES" and r.start == covers.end)
    ]
    assert downs == [county.nodes[covers.end].name, project.name]
    assert browser.texts("#focus .down .relation") == ["安排项目", "列有"]
    assert browser.texts("#focus .down .quotes .quote")[0] == covers.evidence[0].quote
    assert browser.texts("#focus .up .card:has([data-basis=curated]) .name span")


def test_back_and_forward(browser: Chromium, county_page: Path, county: Graph) -> None:
    measure, target = node_of(county, "Measure"), node_of(county, "Target")
    browser.open(county_page)
    browser.find('nav a[data-view="targets"]').click()
    browser.find(f'#targets a[href="#node={quote(target.id, safe="")}"]').click()
    browser.wait("return document.querySelector('#focus h2')?.textContent === arguments[0]", target.name)
    browser.find("#focus .up .card .name").click()
    browser.wait("return document.querySelector('#focus h2')?.textContent !== arguments[0]", target.name)
    browser.driver.back()
    browser.wait("return document.querySelector('#focus h2').textContent === arguments[0]", target.name)
    browser.driver.back()
    browser.wait("return document.querySelector('section.view.shown').id === 'targets'")
    browser.driver.forward()
    browser.wait("return document.querySelector('#focus h2').textContent === arguments[0]", target.name)
    assert target.name in browser.driver.title
    assert measure.name not in browser.driver.title


def test_an_address_opens_a_thing_and_an_unknown_one_says_so(
    browser: Chromium, county_page: Path, county: Graph
) -> None:
    park = node_of(county, "IndustrialPark")
    browser.open(county_page, f"#node={quote(park.id)}")
    assert browser.texts("#focus h2") == [park.name]
    browser.open(county_page, "#node=park:none")
    assert "此页的数据里没有编号 park:none" in browser.texts(".panel")[0]
    browser.open(county_page, "#node=%E0%A4%A")
    assert "没有这一项" in browser.texts(".panel h2")


def test_a_page_that_was_made_with_a_focus_opens_there(browser: Chromium, county: Graph, tmp_path: Path) -> None:
    park = node_of(county, "IndustrialPark")
    path = tmp_path / "focus.html"
    path.write_text(generate_page(county, load_schema(), focus=park.id), encoding="utf-8")
    browser.open(path)
    assert browser.texts("#focus h2") == [park.name]
    browser.open(path, "#targets")
    assert browser.js(SHOWN) == "targets"


def test_the_legend_counts_and_filters(browser: Chromium, county_page: Path, county: Graph) -> None:
    browser.open(county_page)
    keys = dict(zip(browser.texts(".key span"), browser.texts(".key small"), strict=True))
    measures = sum(n.label == "Measure" for n in county.nodes.values())
    assert keys["举措"] == str(measures)
    assert keys["国家"] == "1" and keys["省级"] == "3"
    assert keys["研判"] == str(
        sum(any(e.basis == "curated" for e in r.evidence) for r in county.relationships.values())
    )
    drawn = "return countygraph.map.drawing.hits.filter((h) => h.item.cls.name === arguments[0]).length"
    hidden = "return countygraph.map.chart.lines.filter((r) => r.hidden).length"

    def press(word: str) -> None:
        keys = browser.driver.find_elements("css selector", ".key")
        browser.js("arguments[0].click()", keys[browser.texts(".key span").index(word)])
        browser.settle()

    assert browser.js(drawn, "Measure") == measures and browser.js(drawn, "Place") == 0
    at_rest = browser.js(hidden)
    press("举措")
    assert browser.js(drawn, "Measure") == 0 and browser.js(hidden) > at_rest + measures
    press("举措")
    assert browser.js(drawn, "Measure") == measures and browser.js(hidden) == at_rest
    press("研判")
    assert browser.js(hidden) == at_rest + 2
    action = node_of(county, "Action")
    browser.hash(f"#node={quote(action.id)}")
    assert (
        "研判" not in browser.texts("#focus .up .basis")
        and "六六规划" not in browser.texts("#focus .up .step + .name span")[:1]
    )
    browser.hash("#")
    press("研判")
    press("省级")
    assert browser.js(drawn, "Directive") == 1
    press("地方")
    assert (
        browser.js("return countygraph.map.chart.wanted(countygraph.data.items.find((i) => i.cls.name === 'Place'))")
        is True
    )


def test_tables_are_sorted(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page, "#targets")
    column = "return [...document.querySelectorAll('#targets tbody tr')].map((r) => r.cells[1].dataset.sort)"
    text_order = browser.js(column)
    button = "#targets thead th:nth-child(2) button"
    browser.find(button).click()
    assert browser.js(column) == sorted(text_order, key=float)
    assert (
        browser.js("return document.querySelector('#targets thead th:nth-child(2)').getAttribute('aria-sort')")
        == "ascending"
    )
    browser.find(button).click()
    assert browser.js(column) == sorted(text_order, key=float, reverse=True)
    browser.find(button).click()
    assert browser.js(column) == text_order


def test_without_scripts_all_can_be_read(browser: Chromium, county_page: Path, county: Graph) -> None:
    target = node_of(county, "Target")
    browser.cdp("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(county_page, f"#node={quote(target.id)}", ready=False)
    visible = {}
    for selector in (
        "#targets table",
        "#projects table",
        "#parks table",
        "#outline .tree",
        ".hero",
        "noscript p",
        ".search",
        ".stage",
    ):
        visible[selector] = browser.find(selector).is_displayed()
    assert visible == {**dict.fromkeys(visible, True), ".search": False, ".stage": False}
    assert target.name in browser.find(f'[id="node={target.id}"]').text
    rows = browser.driver.find_elements("css selector", "#targets tbody tr")
    assert len(rows) == sum(n.label == "Target" for n in county.nodes.values())


def test_when_a_script_fails_all_can_still_be_read(browser: Chromium, county_page: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.html"
    page = county_page.read_text(encoding="utf-8")
    path.write_text(
        page.replace('<script type="application/json" id="graph">{', '<script type="application/json" id="graph">')
    )
    browser.open(path, ready=False)
    assert browser.js("return document.documentElement.dataset.ready") is None
    assert [browser.find(s).is_displayed() for s in ("#targets table", "#outline .tree")] == [True, True]


def test_on_paper_tables_and_outline_follow_one_another(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page)
    browser.media("print")
    shown = {
        s: browser.find(s).is_displayed()
        for s in ("#targets", "#projects", "#parks", "#outline", ".bar", ".stage", "#theme")
    }
    assert shown == {
        "#targets": True,
        "#projects": True,
        "#parks": True,
        "#outline": True,
        ".bar": False,
        ".stage": False,
        "#theme": False,
    }
    assert len(browser.cdp("Page.printToPDF")["data"]) > 20_000


def test_dark_and_light(browser: Chromium, county_page: Path) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    browser.media(scheme="dark")
    browser.open(county_page)
    assert browser.js(ground) == "rgb(20, 24, 29)"
    browser.find("#theme").click()
    assert browser.js(ground) == "rgb(250, 248, 244)"
    browser.open(county_page)
    assert browser.js(ground) == "rgb(250, 248, 244)"
    browser.find("#theme").click()
    assert browser.js(ground) == "rgb(20, 24, 29)"
    browser.js("localStorage.clear()")


@pytest.mark.parametrize("size", [(390, 844), (1024, 768), (1440, 900)])
def test_no_view_is_wider_than_the_window(
    browser: Chromium, county_page: Path, county: Graph, size: tuple[int, int]
) -> None:
    browser.resize(*size)
    browser.open(county_page)
    for view in (*VIEWS, f"node={node_of(county, 'Measure').id}", f"map={node_of(county, 'Measure').id}"):
        browser.hash(f"#{view}")
        assert browser.js("return document.documentElement.scrollWidth") <= size[0], view


def test_on_a_phone_the_map_begins_legibly_and_details_come_from_below(
    browser: Chromium, county_page: Path, county: Graph
) -> None:
    browser.resize(390, 844)
    browser.open(county_page)
    assert browser.js("return countygraph.map.network.getScale()") >= 0.7
    browser.hash(f"#map={node_of(county, 'Measure').id}")
    browser.settle()
    box = browser.js(
        "const b = document.querySelector('.panel').getBoundingClientRect(); return [b.left, b.right, b.bottom, b.top]"
    )
    assert box[:3] == [0, 390, 844] and box[3] > 350
    assert 0 <= on_map(browser, node_of(county, "Measure").id)[1] < box[3]


def test_a_view_begins_at_its_top_and_back_returns_to_where_one_was(
    browser: Chromium, county_page: Path, county: Graph
) -> None:
    browser.resize(390, 844)
    browser.open(county_page, "#projects")
    browser.settle()
    assert browser.js("return window.scrollY") == 0
    browser.open(county_page, f"#map={quote(node_of(county, 'Measure').id)}")
    browser.settle()
    assert abs(browser.js("return document.getElementById('network').getBoundingClientRect().top")) < 2
    browser.hash("#projects")
    browser.js("window.scrollTo(0, 500)")
    browser.settle()
    browser.js("document.querySelector('nav a[data-view=outline]').click()")  # a driver's click would scroll first
    browser.settle()
    assert (browser.js(SHOWN), browser.js("return window.scrollY")) == ("outline", 0)
    browser.driver.back()
    browser.wait("return window.scrollY === 500")
    assert browser.js(SHOWN) == "projects"


def test_pictures(browser: Chromium, county_page: Path, downloads: Path, county: Graph) -> None:
    for old in downloads.iterdir():
        old.unlink()
    browser.open(county_page)
    browser.find(".menu summary").click()
    browser.find("#svg").click()
    browser.find("#png").click()
    files = browser.until(
        lambda: [f for f in downloads.iterdir() if f.suffix in {".png", ".svg"}][1:] and sorted(downloads.iterdir()),
        "two downloads",
    )
    png, svg = (f.read_bytes() for f in files)
    assert [f.name for f in files] == ["青溪县2024年.png", "青溪县2024年.svg"]
    assert png.startswith(b"\x89PNG") and int.from_bytes(png[16:20]) > 2000
    text = svg.decode()
    assert text.count("<text") >= sum(n.label == "Measure" for n in county.nodes.values())
    assert "《青溪县2024年政府工作报告(虚构)》" in text
    assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
    assert browser.complaints() == []


def test_a_quote_is_copied_with_its_citation(browser: Chromium, county_page: Path, county: Graph) -> None:
    target = node_of(county, "Target")
    browser.cdp("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.open(county_page, f"#node={quote(target.id)}")
    browser.find("#focus .copy").click()
    browser.wait("return document.querySelector('#focus .copy').textContent === '已复制'")
    copied = browser.driver.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0], (e) => arguments[0](String(e)))"
    )
    evidence = target.evidence[0]
    assert (
        copied
        == f"“{evidence.quote}”（《青溪县2024年政府工作报告(虚构)》，2024，第{evidence.line}行，https://example.org/report）"
    )


def test_the_map_by_keyboard(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page)
    browser.js("document.getElementById('network').focus()")
    browser.keys(RIGHT)
    first = browser.texts(".panel h2")
    browser.js("document.getElementById('network').focus()")
    browser.keys(RIGHT)
    browser.settle()
    assert browser.texts(".panel h2") != first
    said = browser.texts("#said")[0]
    assert browser.texts(".panel h2")[0] in said
    browser.keys(ENTER)
    browser.wait("return location.hash.startsWith('#node=')")


def test_the_same_picture_at_every_opening(browser: Chromium, county_page: Path) -> None:
    pictures = []
    for _ in range(2):
        browser.open(county_page)
        browser.settle()
        pictures.append(browser.js("return document.querySelector('#network canvas').toDataURL()"))
    assert pictures[0] == pictures[1] and len(pictures[0]) > 50_000


def test_a_large_graph_opens_in_bundles_and_leads_to_each_thing(browser: Chromium, tmp_path: Path) -> None:
    graph = county_graph(counties=40, actions=4, tasks=4, measures=6)
    path = tmp_path / "large.html"
    path.write_text(generate_page(graph, load_schema()), encoding="utf-8", newline="\n")
    browser.open(path)
    bundles = browser.js(
        "return countygraph.data.items.filter((i) => i.kind === 'bundle').map((i) => [i.n, i.members.length])"
    )
    number, size = max(bundles, key=lambda b: b[1])
    assert size > 100
    browser.js("const i = countygraph.data.items[arguments[0]]; countygraph.map.on.item(i, false)", number)
    browser.settle()
    assert f"{size} 项" in browser.texts(".panel h2")[0]
    assert len(browser.texts(".panel .neighbours li")) == 100
    browser.find(".panel article > button").click()
    assert len(browser.texts(".panel .neighbours li")) == min(size, 1100)
    first, year = browser.texts(
        ".panel .neighbours li:first-child a > span, .panel .neighbours li:first-child a > small"
    )[:2]
    assert year in {n.name.removesuffix("政府工作") for n in graph.nodes.values() if n.label == "Plan"}
    browser.js("document.querySelector('.panel .neighbours a').click()")
    browser.wait("return document.querySelector('#focus h2')?.textContent === arguments[0]", first)
    project = next(n for n in graph.nodes.values() if n.label == "Project")
    browser.keys("/", project.name, ENTER)
    browser.wait("return document.querySelector('#focus h2').textContent === arguments[0]", project.name)
    assert browser.texts("#outline-title small") == [
        f"至任务为止，其下 {sum((SCHEMA.classes[n.label].layer or 9) > 4 for n in graph.nodes.values())} 项请用搜索"
    ]
    assert "只列前 1000 项" not in browser.texts("#parks h2")[0]


def test_the_text_links_what_it_says(browser: Chromium, county_page: Path, county: Graph) -> None:
    browser.open(county_page, "#text")
    action = node_of(county, "Action")
    assert action.name in browser.texts("#text .said")
    browser.js(
        "[...document.querySelectorAll('#text .said')].find((a) => a.textContent === arguments[0]).click()", action.name
    )
    browser.wait("return document.querySelector('#focus h2')?.textContent === arguments[0]", action.name)
    browser.hash("#text=note-1")
    assert browser.texts("#text h2")[0].startswith("某省开局会议纪要")


def test_what_a_screen_reader_is_told(browser: Chromium, county_page: Path) -> None:
    browser.open(county_page)
    tree: list[dict[str, Any]] = browser.cdp("Accessibility.getFullAXTree")["nodes"]
    told = {(n.get("role", {}).get("value"), n.get("name", {}).get("value", "")) for n in tree if not n.get("ignored")}
    roles = {role for role, _ in told}
    assert {"banner", "main", "navigation", "search", "combobox", "heading", "application", "complementary"} <= roles
    assert ("navigation", "视图") in told and ("complementary", "图例与筛选") in told
    assert any(role == "heading" and name.startswith("青溪县2024年") for role, name in told)
    assert any(role == "application" and "文字版见提纲" in name for role, name in told)
    assert ("link", "一，兴水利强农桑行动") in told
    unnamed = [role for role, name in told if role in {"link", "button", "combobox", "image"} and not name.strip()]
    assert unnamed == []
