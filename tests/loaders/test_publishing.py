"""From decided cases to a folder of seeds that builds, each statement with what vouches for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from loaders.assembly import assemble
from loaders.decisions import Content, Decision, anchor
from loaders.document import Document, document_of
from loaders.extraction import extract
from loaders.folders import packaged_seeds
from loaders.proposals import FieldValue, Proposal
from loaders.publishing import Publication, publish
from loaders.quotes import Quote, locate
from loaders.registry import Registry
from loaders.report import Report, report_id
from loaders.report_folder import write_report
from loaders.review import cases, content_of
from loaders.wording import quote
from ontology.errors import CountyGraphError, ProblemsError
from ontology.model import Graph, Node
from ontology.schema import load_schema

TEXT = """永嘉县2031年政府工作报告
二、2031年工作安排
生产总值增长6%以上，深入实施“八八战略”，落实“清源行动”。
（一）扩大有效投资
开工建设青石水库、
北门大桥[3]等12个重大项目，建设云岭产业园。
（二）改善民生
新建学校3所。
"""
DOCUMENT = document_of(TEXT.encode(), "a.txt")
REPORT = Report("yongjia-2031", "永嘉县2031年政府工作报告", "永嘉县", "330324", "county", 2031, "2031-01-08")
TARGET: dict[str, FieldValue] = {
    "indicator": "生产总值",
    "comparator": ">=",
    "value": 6,
    "upper": None,
    "unit": "%",
    "kind": "growth",
    "period": "year",
}


def propose(
    words: str, kind: str, rule: str, parent: int | None = None, /, fields: dict[str, FieldValue] | None = None
) -> Proposal:
    start = TEXT.index(words)
    return Proposal(kind, ((start, start + len(words)),), words, fields or {}, rule, "2", parent)


BATCH = "青石水库、\n北门大桥[3]等12个重大项目"
PROPOSALS = [
    propose("2031年工作安排", "section", "outline.first", fields={"level": 1, "ordinal": 2, "part": "plan"}),
    propose("生产总值增长6%以上", "target", "target.number", 0, fields=TARGET),
    propose("深入实施“八八战略”", "measure", "measure.verb", 0),
    propose("“八八战略”", "policy", "policy.known", 2, fields={"level": "provincial", "name": "八八战略"}),
    propose("“清源行动”", "policy", "policy.quote", 0, fields={"level": "county", "name": "清源行动"}),
    propose("扩大有效投资", "section", "outline.second", 0, fields={"level": 2, "ordinal": 1, "part": "plan"}),
    propose(f"开工建设{BATCH}", "measure", "measure.verb", 5),
    propose(BATCH, "batch", "batch.count", 6, fields={"declared_count": 12, "stage": "开工"}),
    propose("青石水库", "project", "project.list", 6, fields={"stage": "开工"}),
    propose("北门大桥", "project", "project.list", 6, fields={"stage": "开工"}),
    propose("云岭产业园", "park", "park.ending", 5),
    propose("改善民生", "section", "outline.second", 0, fields={"level": 2, "ordinal": 2, "part": "plan"}),
    propose("新建学校3所", "measure", "measure.verb", 11),
]


def decide(verdict: str, index: int, content: Content | None = None) -> Decision:
    proposal = PROPOSALS[index]
    proposed = content_of(TEXT, proposal)
    return Decision(
        verdict, content or proposed, proposed if content else None, f"{proposal.rule}@2", "林", "2031-02-01", "", ""
    )


def published(log: Sequence[Decision] = (), unreviewed: bool = False, document: Document = DOCUMENT) -> Publication:
    found = cases(document, PROPOSALS, log)
    registry = Registry(assemble())
    return publish(
        document, REPORT, found, PROPOSALS, load_schema(), registry, who="林", unreviewed=unreviewed
    )  # fmt: skip


def built(publication: Publication, folder: Path) -> Graph:
    write_report(folder, DOCUMENT, REPORT, publication, "林")
    return assemble([packaged_seeds(), folder])


def of_report(graph: Graph) -> dict[tuple[str, str], Node]:
    return {
        (node.label, node.name): node
        for node in graph.nodes.values()
        if any(e.source == REPORT.id for e in node.evidence)
    }


def test_nothing_is_published_unreviewed_unless_told() -> None:
    assert published().items == {}
    publication = published([decide("accepted", 1), decide("rejected", 12)])
    assert dict(publication.counts) == {"Target": 1, "Plan": 1}


def test_accept_all_marks_every_statement_unreviewed(tmp_path: Path) -> None:
    graph = built(published(unreviewed=True), tmp_path)
    nodes = of_report(graph)
    links = {e.method for r in graph.relationships.values() for e in r.evidence if e.source == REPORT.id}
    assert links - {"林"} == {f"{p.rule}@2 unreviewed" for p in PROPOSALS if p.rule != "outline.first"}
    (confirmed,) = (r for r in graph.relationships.values() for e in r.evidence if e.method == "林")
    assert confirmed.type == "OF_PLACE"
    methods = {key: {e.method for e in node.evidence if e.source == REPORT.id} for key, node in nodes.items()}
    assert methods == {
        ("Plan", "永嘉县2031年政府工作"): {"林"},
        ("Target", "生产总值增长6%以上"): {"target.number@2 unreviewed"},
        ("Measure", "深入实施“八八战略”"): {"measure.verb@2 unreviewed"},
        ("Directive", "八八战略"): {"policy.known@2 unreviewed"},
        ("Directive", "清源行动"): {"policy.quote@2 unreviewed"},
        ("Action", "扩大有效投资"): {"outline.second@2 unreviewed"},
        ("Measure", "开工建设青石水库、北门大桥等12个重大项目"): {"measure.verb@2 unreviewed"},
        ("ProjectBatch", "青石水库、北门大桥等12个重大项目"): {"batch.count@2 unreviewed"},
        ("Project", "青石水库"): {"project.list@2 unreviewed"},
        ("Project", "北门大桥"): {"project.list@2 unreviewed"},
        ("IndustrialPark", "云岭产业园"): {"park.ending@2 unreviewed"},
        ("Action", "改善民生"): {"outline.second@2 unreviewed"},
        ("Measure", "新建学校3所"): {"measure.verb@2 unreviewed"},
    }


def test_the_graph_hangs_together_and_reaches_what_is_known(tmp_path: Path) -> None:
    graph = built(published(unreviewed=True), tmp_path)
    nodes = of_report(graph)
    names = {node.id: name for (_, name), node in nodes.items()}
    links = {
        (names[r.start], r.type, names.get(r.end, r.end), *r.properties.values())
        for r in graph.relationships.values()
        if r.start in names and any(e.source == REPORT.id for e in r.evidence)
    }
    plan, batch = "永嘉县2031年政府工作", "青石水库、北门大桥等12个重大项目"
    assert links == {
        (plan, "OF_PLACE", "place:330324"),
        (plan, "HAS_TARGET", "生产总值增长6%以上"),
        ("生产总值增长6%以上", "OF_INDICATOR", "indicator:CN:地区生产总值增速"),
        ("深入实施“八八战略”", "PART_OF", plan),
        ("深入实施“八八战略”", "IMPLEMENTS", "八八战略"),
        (plan, "IMPLEMENTS", "八八战略"),
        (plan, "IMPLEMENTS", "清源行动"),
        ("扩大有效投资", "PART_OF", plan),
        (f"开工建设{batch}", "PART_OF", "扩大有效投资"),
        (f"开工建设{batch}", "COVERS", batch),
        (batch, "INCLUDES", "青石水库", "开工"),
        (batch, "INCLUDES", "北门大桥", "开工"),
        ("扩大有效投资", "CONCERNS", "云岭产业园"),
        ("改善民生", "PART_OF", plan),
        ("新建学校3所", "PART_OF", "改善民生"),
    }
    assert nodes["Directive", "八八战略"].id == "directive:330000:八八战略"
    assert nodes["Directive", "清源行动"].id == "directive:330324:清源行动"
    target = nodes["Target", "生产总值增长6%以上"]
    assert target.properties | {"name": ""} == {
        "comparator": ">=", "kind": "growth", "value": 6.0, "unit": "%", "period": "2031", "name": "",
    }  # fmt: skip
    assert nodes["ProjectBatch", batch].properties == {"declares": 12, "declaredUnit": "个", "stage": "开工"}
    (evidence,) = nodes["ProjectBatch", batch].evidence
    assert evidence.quote == BATCH


def test_a_park_and_the_project_of_the_same_name_are_linked(tmp_path: Path) -> None:
    proposals = [*PROPOSALS, propose("云岭产业园", "project", "project.list", 5, fields={"stage": "开工"})]
    found = cases(DOCUMENT, proposals, [])
    registry = Registry(assemble())
    made = publish(DOCUMENT, REPORT, found, proposals, load_schema(), registry, who="林", unreviewed=True)
    graph = built(made, tmp_path)
    park = of_report(graph)["IndustrialPark", "云岭产业园"]
    above = {(r.start, r.type): r.evidence for r in graph.relationships.values() if r.end == park.id}
    assert {(graph.nodes[start].label, type_) for start, type_ in above} == {
        ("Action", "CONCERNS"),
        ("Project", "CONCERNS"),
    }
    (said,) = above["project:330324:云岭产业园", "CONCERNS"]
    assert (said.quote, said.basis, said.method) == ("云岭产业园", "stated", "park.ending@2 unreviewed")


def test_blanks_around_an_indicator_are_none_of_its_name(tmp_path: Path) -> None:
    fields = TARGET | {"indicator": "水库蓄水量\u3000", "kind": "level"}
    proposals = [*PROPOSALS[:1], propose("生产总值增长6%以上", "target", "target.number", 0, fields=fields)]
    found = cases(DOCUMENT, proposals, [])
    registry = Registry(assemble())
    made = publish(DOCUMENT, REPORT, found, proposals, load_schema(), registry, who="林", unreviewed=True)
    assert ("Indicator", "水库蓄水量") in of_report(built(made, tmp_path))


def test_what_a_person_decided_carries_the_name(tmp_path: Path) -> None:
    edited = Content("measure", (anchor(TEXT, TEXT.index("学校3所"), TEXT.index("学校3所") + 4),), {})
    start = TEXT.index("青石水库、")
    added = Content("project", (anchor(TEXT, start, start + 4),), {"stage": "开工"})
    log = [
        decide("accepted", 11),
        decide("edited", 12, edited),
        Decision("accepted", added, None, "", "周", "2031-02-02", "漏提", ""),
    ]
    nodes = of_report(built(published(log), tmp_path))
    assert {name: node.evidence[0].method for (_, name), node in nodes.items()} == {
        "永嘉县2031年政府工作": "林",
        "改善民生": "outline.second@2 accepted by 林",
        "学校3所": "measure.verb@2 edited by 林",
        "青石水库": "周",
    }


def test_the_folder_is_the_text_its_source_and_statements(tmp_path: Path) -> None:
    publication = published(unreviewed=True)
    place = write_report(tmp_path, DOCUMENT, REPORT, publication, "林")
    assert place == tmp_path / "reports" / "yongjia-2031"
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [
        "10-report.yaml", "20-named-330000.yaml", "source.yaml", "text.txt",
    ]  # fmt: skip
    assert (place / "text.txt").read_bytes() == TEXT.encode()
    assert yaml.safe_load((place / "source.yaml").read_text("utf-8")) == {
        "id": "yongjia-2031",
        "kind": "report",
        "title": "永嘉县2031年政府工作报告",
        "place": "330324",
        "year": 2031,
        "date": "2031-01-08",
        "sha256": DOCUMENT.sha256,
        "curator": "林",
    }
    again = {p: p.read_bytes() for p in place.rglob("*") if p.is_file()}
    write_report(tmp_path, DOCUMENT, REPORT, published(unreviewed=True), "林")
    assert {p: p.read_bytes() for p in place.rglob("*") if p.is_file()} == again


def test_what_does_not_build_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    write_report(tmp_path, DOCUMENT, REPORT, published(unreviewed=True), "林")
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    def check(staged: Path) -> None:
        assemble([packaged_seeds(), staged])

    wrong = published(unreviewed=True)
    wrong.items["330324"][0]["colour"] = "red"
    with pytest.raises(ProblemsError) as error:
        write_report(tmp_path, DOCUMENT, REPORT, wrong, "林", check=check)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before
    assert ".publishing-" not in str(error.value)
    fresh = tmp_path / "fresh"
    with pytest.raises(CountyGraphError):
        write_report(fresh, DOCUMENT, REPORT, wrong, "林", check=check)
    assert list(fresh.iterdir()) == []


def test_a_text_that_holds_itself_twice_is_quoted_by_number(tmp_path: Path) -> None:
    filler = "各位代表：我们要扎实推进各项工作。\n" * 60
    twice = document_of((filler + TEXT + filler + TEXT + filler).encode(), "a.txt")
    start = twice.text.rindex("新建学校3所")
    said = [Proposal("measure", ((start, start + 6),), "新建学校3所", {}, "measure.verb")]
    schema, registry = load_schema(), Registry(assemble())
    publication = publish(twice, REPORT, cases(twice, said, []), said, schema, registry, who="林", unreviewed=True)
    write_report(tmp_path, twice, REPORT, publication, "林")
    nodes = of_report(assemble([packaged_seeds(), tmp_path]))
    (evidence,) = nodes["Measure", "新建学校3所"].evidence
    assert (evidence.start, evidence.quote) == (start, "新建学校3所")


@given(st.text("甲乙\n", min_size=1, max_size=60), st.data())
def test_a_quote_in_its_form_stands_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        form = quote(text, (start, end))
        sought = Quote(form) if isinstance(form, str) else Quote(**form)  # type: ignore[arg-type]
        assert locate(text, sought) == (start, end)


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        ("永嘉县", 2024, "yongjia-2024"),
        ("国务院", 2023, "guowuyuan-2023"),
        ("上海市", 2025, "shanghai-2025"),
        ("沙县", 2020, "shaxian-2020"),
    ],
)
def test_ids_are_pinyin_and_year(place: str, year: int, expected: str) -> None:
    assert report_id(place, year) == expected


@pytest.mark.parametrize(
    ("words", "members"),
    [
        ("重点抓好两方面工作：", {"扩大有效投资", "改善民生"}),
        ("重点抓好三方面工作：", set()),  # two headings follow
        ("重点抓好两方面工作，确保目标完成。", set()),  # words stand between
    ],
)
def test_an_umbrella_right_before_its_actions_holds_them(tmp_path: Path, words: str, members: set[str]) -> None:
    text = f"二、2031年工作安排\n{words}\n（一）扩大有效投资\n建设大桥。\n（二）改善民生\n新建学校3所。\n三、自身建设\n"
    document = document_of(f"永嘉县2031年政府工作报告\n{text}".encode(), "a.txt")
    proposals = extract(document)
    publication = publish(
        document, REPORT, cases(document, proposals, ()), proposals, load_schema(), Registry(assemble()), who="林",
        unreviewed=True,
    )  # fmt: skip
    write_report(tmp_path, document, REPORT, publication, "林")
    graph = assemble([packaged_seeds(), tmp_path])
    (umbrella,) = (node for (label, _), node in of_report(graph).items() if label == "Programme")
    held = {r.start for r in graph.relationships.values() if r.type == "PART_OF" and r.end == umbrella.id}
    assert {graph.nodes[id_].name for id_ in held} == members
