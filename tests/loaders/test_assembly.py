"""Seeds become the graph that seeds/README.md says: things, relationships, and what vouches for each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loaders.assembly import assemble
from ontology.errors import ProblemsError
from ontology.model import Graph, Node, Relationship
from tests.loaders.seedbed import NOTES, REGISTRY, STATEMENTS, TEXT, source_yaml, sow

Evidence = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The invented seeds, as they are."""
    return assemble(sow(tmp_path_factory.mktemp("seeds")))


def node(graph: Graph, name: str) -> Node:
    found = [n for n in graph.nodes.values() if n.name == name]
    assert len(found) == 1, name
    return found[0]


def link(graph: Graph, start: str, type_: str, end: str) -> Relationship:
    a, b = node(graph, start).id, node(graph, end).id
    found = [r for r in graph.relationships.values() if (r.start, r.type, r.end) == (a, type_, b)]
    assert len(found) == 1, (start, type_, end)
    return found[0]


def said(thing: Node | Relationship) -> Evidence:
    return [(e.source, e.quote, e.basis) for e in thing.evidence]


def test_ids_and_properties(graph: Graph) -> None:
    assert [(n.id.split(":")[0], n.name) for n in graph.nodes.values() if n.label in ("Place", "Project", "Plan")] == [
        ("place", "东溪县"),
        ("place", "中国"),
        ("plan", "东溪县2024年工作"),
        ("project", "东溪大桥"),
        ("project", "南门水厂"),
    ]
    target = node(graph, "固定资产投资增长8%以上")
    # An unquoted year is a text where the ontology says so, and a decimal is a float even if it is whole.
    assert target.properties == {"comparator": ">=", "kind": "growth", "period": "2024", "unit": "%", "value": 8.0}
    assert isinstance(target.properties["value"], float)
    assert list(graph.nodes) == sorted(graph.nodes)
    assert list(graph.relationships) == sorted(graph.relationships)
    assert list(graph.sources) == ["dongxi-2024", "n-01", "n-02"]


def test_sources(graph: Graph) -> None:
    report, note = graph.sources["dongxi-2024"], graph.sources["n-01"]
    assert (report.kind, report.title, report.text) == ("report", "东溪县2024年政府工作报告", TEXT)
    assert report.damage == ((TEXT.index("办好"), TEXT.index("办好") + 6, "lost-plus"),)
    assert (note.kind, note.text, note.certainty, note.date) == (
        "note",
        "2003年,某省提出“青山战略”。",
        "two",
        "2003-07",
    )


def test_evidence_knows_its_place_and_curator(graph: Graph) -> None:
    (evidence,) = node(graph, "南门水厂").evidence
    assert (evidence.line, evidence.method) == (4, "乙")
    assert (evidence.start, evidence.end) == (TEXT.index("南门水厂"), TEXT.index("南门水厂") + 4)


def test_a_quote_is_looked_for_in_the_one_around_it(graph: Graph) -> None:
    """东溪大桥 stands twice in the text, but once in the quote of its batch."""
    assert TEXT.count("东溪大桥") == 2
    assert node(graph, "东溪大桥").evidence[0].start == TEXT.index("东溪大桥")


def test_the_same_thing_twice_is_one(graph: Graph) -> None:
    strategy = node(graph, "青山战略")
    assert strategy.id == "directive:CN:青山战略"
    assert strategy.properties["aliases"] == ("绿色战略",)
    assert said(strategy) == [
        ("dongxi-2024", "青山战略", "stated"),
        ("n-01", "2003年,某省提出“青山战略”。", "stated"),
    ]


def test_structural(graph: Graph) -> None:
    assert said(link(graph, "狠抓重大项目建设", "PART_OF", "扩投资专项行动")) == [
        ("dongxi-2024", "扩投资专项行动", "structural"),
        ("dongxi-2024", "狠抓重大项目建设", "structural"),
    ]
    # Written from the other end.
    assert link(graph, "开工5个重大项目", "PART_OF", "狠抓重大项目建设").evidence[0].basis == "structural"


def test_stated(graph: Graph) -> None:
    batch = "东溪大桥、南门水厂等5个重大项目"
    assert said(link(graph, "5个开工项目", "INCLUDES", "东溪大桥")) == [("dongxi-2024", batch, "stated")]
    # The target stands elsewhere: both quotes are needed.
    assert said(link(graph, "狠抓重大项目建设", "HAS_TARGET", "固定资产投资增长8%以上")) == [
        ("dongxi-2024", "狠抓重大项目建设", "stated"),
        ("dongxi-2024", "固定资产投资增长8%以上", "stated"),
    ]


def test_stated_by_a_quote_of_its_own(graph: Graph) -> None:
    plan = link(graph, "东溪县2024年工作", "IMPLEMENTS", "青山战略")
    assert said(plan) == [("dongxi-2024", "深入实施“青山战略”", "stated")]


def test_curated(graph: Graph) -> None:
    action = link(graph, "扩投资专项行动", "IMPLEMENTS", "青山战略")
    assert said(action) == [
        ("dongxi-2024", "青山战略", "curated"),
        ("dongxi-2024", "扩投资专项行动", "curated"),
    ]
    assert {(e.method, e.reason, e.confidence) for e in action.evidence} == {("乙", "投资支撑战略", "low")}
    # The place is in no report: its note vouches for it.
    assert [e.source for e in link(graph, "东溪大桥", "LOCATED_IN", "东溪县").evidence] == ["dongxi-2024", "n-02"]


def test_properties_of_relationships(graph: Graph) -> None:
    assert link(graph, "5个开工项目", "INCLUDES", "南门水厂").properties == {"stage": "开工"}
    assert link(graph, "5个开工项目", "INCLUDES", "东溪大桥").properties == {}
    # The batch's own stage is the batch's.
    assert node(graph, "5个开工项目").properties == {"declares": 5, "stage": "开工"}


@pytest.mark.parametrize(
    "reference",
    ["东溪县", "Place:东溪县", "place:330399", "“东溪县”"],
)
def test_references(tmp_path: Path, reference: str) -> None:
    statements = STATEMENTS.replace("OF_PLACE: 东溪县", f"OF_PLACE: '{reference}'")
    assert link(assemble(sow(tmp_path, statements=statements)), "东溪县2024年工作", "OF_PLACE", "东溪县")


def test_a_reference_by_handle(tmp_path: Path) -> None:
    more = "  - Measure: 建成北山公路\n    PART_OF: 年度\n"
    graph = assemble(sow(tmp_path, statements=STATEMENTS + more))
    assert link(graph, "建成北山公路", "PART_OF", "东溪县2024年工作")


def test_a_name_known_above_is_the_same_thing_and_one_beside_is_not(tmp_path: Path) -> None:
    """What the country has, a county means; what one county has, another does not."""
    market = "  - Facility: {}\n    source: n-02\n    quote: 隶属某市\n"
    more = "  - Measure: 打造时尚之城\n    PART_OF: 年度\n    CONCERNS: [大市场, 小市场]\n"
    own = market.format("小市场")
    root = sow(tmp_path, registry=REGISTRY + market.format("大市场"), statements=STATEMENTS + more)
    for code in ("330398", "330399"):
        head = f'scope: "{code}"\ncurator: 甲\nitems:\n'
        (root / f"registry/{code}.yaml").write_text(head + own + market.format("大市场"))
    graph = assemble(root)
    assert [n.id for n in graph.nodes.values() if n.label == "Facility"] == [
        "facility:330398:小市场",
        "facility:330399:小市场",
        "facility:CN:大市场",
    ]
    ends = [r.end for r in graph.relationships.values() if r.type == "CONCERNS"]
    assert sorted(ends) == ["facility:330399:小市场", "facility:CN:大市场"]


def test_the_class_that_the_relation_allows_is_meant(tmp_path: Path) -> None:
    more = "  - Industry: 东溪县\n    source: n-02\n    quote: 东溪县代码\n"
    graph = assemble(sow(tmp_path, registry=REGISTRY + more))
    (place,) = [r.end for r in graph.relationships.values() if r.type == "OF_PLACE"]
    assert place == "place:330399"


def test_several_quotes_and_several_sources(tmp_path: Path) -> None:
    more = """\
  - Measure: 提速与建成
    quote: [提速东溪大桥, 建成北山公路]
    PART_OF: 年度
  - Principle: 办好三件大事
    evidence: [{source: dongxi-2024}, {source: n-01, quote: 某省提出}, {source: n-02}]
"""
    graph = assemble(sow(tmp_path, statements=STATEMENTS + more))
    assert [e.quote for e in node(graph, "提速与建成").evidence] == ["建成北山公路", "提速东溪大桥"]
    assert [(e.source, e.quote) for e in node(graph, "办好三件大事").evidence] == [
        ("dongxi-2024", "办好三件大事"),
        ("n-01", "某省提出"),
        ("n-02", graph.sources["n-02"].text),
    ]


def test_the_report_of_a_things_own_place_speaks_first(tmp_path: Path) -> None:
    """Of a county's bridge the county's report comes before a note of it; of a strategy from above, sources by id."""
    note = "- {id: a-01, statement: 东溪大桥长三百米。, title: 桥, certainty: one}\n"
    more = "  - Project: 东溪大桥\n    source: a-01\n  - Directive: 绿色战略\n    source: a-01\n    quote: 东溪\n"
    graph = assemble(sow(tmp_path, notes=NOTES + note, statements=STATEMENTS + more))
    assert [e.source for e in node(graph, "东溪大桥").evidence] == ["dongxi-2024", "a-01"]
    assert [e.source for e in node(graph, "青山战略").evidence] == ["a-01", "dongxi-2024", "n-01"]


def test_a_nested_item_rests_on_the_source_around_it(tmp_path: Path) -> None:
    more = """\
  - Directive: 青山工程
    level: county
    source: n-01
    HAS_PART:
      - Directive: 提出
        level: county
        quote: 提出
"""
    graph = assemble(sow(tmp_path, registry=REGISTRY + more))
    assert said(node(graph, "提出")) == [("n-01", "提出", "stated")]
    assert said(link(graph, "提出", "PART_OF", "青山工程")) == [("n-01", "2003年,某省提出“青山战略”。", "stated")]


def test_ids_do_not_depend_on_order_or_place_in_the_file(tmp_path: Path) -> None:
    head, _, items = STATEMENTS.partition("items:\n")
    blocks = [f"  - {block}" for block in items.split("\n  - ")]
    blocks[0] = items[: items.index("\n  - Directive")]
    turned = head + "# a line more\nitems:\n" + "\n".join(b.rstrip("\n") for b in reversed(blocks)) + "\n"
    first, second = assemble(sow(tmp_path / "a")), assemble(sow(tmp_path / "b", statements=turned))
    assert first == second


def test_two_files_and_two_folders_are_one_graph(tmp_path: Path) -> None:
    """A folder of a user's own may add statements to a report that lies in another."""
    whole = assemble(sow(tmp_path / "whole"))
    sow(tmp_path / "first", statements=STATEMENTS[: STATEMENTS.index("  - Task")])
    own = tmp_path / "own/reports/dongxi-2024/statements"
    own.mkdir(parents=True)
    head = STATEMENTS[: STATEMENTS.index("  - Plan")]
    (own / "2.yaml").write_text(head + STATEMENTS[STATEMENTS.index("  - Task") :])
    assert assemble([tmp_path / "first", tmp_path / "own"]) == whole
    assert assemble([tmp_path / "own", tmp_path / "first"]) == whole


def test_one_source_in_two_folders(tmp_path: Path) -> None:
    sow(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with pytest.raises(ProblemsError) as caught:
        assemble([tmp_path / "a", tmp_path / "b"])
    told = [str(problem) for problem in caught.value.problems]
    assert (
        f"{tmp_path}/b/reports/dongxi-2024/source.yaml:1:5: dongxi-2024 is the id of two sources; "
        f"the other stands in {tmp_path}/a/reports/dongxi-2024/source.yaml:1"
    ) in told


def test_the_next_year_numbers_an_action_anew_and_gives_a_project_another_stage(tmp_path: Path) -> None:
    """What a report declares is its own; what it names is the same thing as last year's."""
    root = sow(tmp_path)
    own = root / "reports/dongxi-2025"
    (own / "statements").mkdir(parents=True)
    text = "(二)扩投资专项行动\n建成东溪大桥。\n"
    (own / "text.txt").write_bytes(text.encode())
    (own / "source.yaml").write_text(source_yaml(text).replace("2024", "2025").split("damage:")[0], encoding="utf-8")
    (own / "statements/1.yaml").write_text(
        """\
source: dongxi-2025
scope: "330399"
curator: 乙
items:
  - Action: 扩投资专项行动
    ordinal: 2
    HAS_PART:
      - Measure: 建成东溪大桥
        COVERS: {to: {Project: 东溪大桥}, stage: 建成}
""",
        encoding="utf-8",
    )
    graph = assemble(root)
    actions = [n for n in graph.nodes.values() if n.name == "扩投资专项行动"]
    assert sorted((n.evidence[0].source, n.properties["ordinal"]) for n in actions) == [
        ("dongxi-2024", 1),
        ("dongxi-2025", 2),
    ]
    bridge = node(graph, "东溪大桥")
    assert {e.source for e in bridge.evidence} == {"dongxi-2024", "dongxi-2025"}
    assert link(graph, "建成东溪大桥", "COVERS", "东溪大桥").properties == {"stage": "建成"}


def test_progress_is_told(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    assemble(sow(tmp_path), progress=lambda *step: steps.append(step))
    assert [what for what, _, _ in steps] == ["reading", "reading", "locating quotes", "joining"]
    assert all(0 <= done < total for _, done, total in steps)


def test_the_packaged_seeds() -> None:
    """The real ones: what issue and design count on is there."""
    graph = assemble()
    assert len(graph.nodes) > 250
    assert graph.nodes["directive:330000:八八战略"].properties["level"] == "provincial"
    batches = sorted(int(str(n.properties["declares"])) for n in graph.nodes.values() if n.label == "ProjectBatch")
    assert batches == [17, 45, 83, 121]


@pytest.mark.parametrize(("registry", "statements"), [("unknown", "provincial"), ("provincial", "unknown")])
def test_a_level_that_one_source_does_not_tell_is_the_one_that_another_tells(
    tmp_path: Path, registry: str, statements: str
) -> None:
    known = "level: provincial"
    folder = sow(
        tmp_path,
        registry=REGISTRY.replace(known, f"level: {registry}"),
        statements=STATEMENTS.replace(known, f"level: {statements}"),
    )
    assert node(assemble(folder), "青山战略").properties["level"] == "provincial"
