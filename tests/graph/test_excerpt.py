"""A page's part of the graph: one county, one year."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli import main
from graph.excerpt import excerpt
from loaders.assembly import assemble
from loaders.folders import packaged_seeds
from ontology.errors import NotFoundError
from ontology.model import Graph
from tests.bench.synthetic import County, counties
from tests.loaders.documents import REPORT

TEXT = REPORT.replace("云溪县", "永嘉县")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """永嘉县's year of the seed, and two years more of a county in another province, whose reports share a park."""
    folder = tmp_path_factory.mktemp("three")
    for year, text in (("2031", TEXT), ("2032", TEXT.replace("生产总值增长6%以上", "生产总值增长7%以上"))):
        (folder / f"{year}.txt").write_text(text, "utf-8")
        told = ("--place", "130637", "--year", year, "--who", "林", "--accept-all", "--publish", str(folder / "out"))
        result = CliRunner().invoke(main, ["review", str(folder / f"{year}.txt"), *told])
        assert result.exit_code == 0, result.stderr
    return assemble([packaged_seeds(), folder / "out"])


def said_by(graph: Graph) -> set[str]:
    things = (*graph.nodes.values(), *graph.relationships.values())
    return {e.source for thing in things for e in thing.evidence if graph.sources[e.source].kind == "report"}


def test_a_county_beside_others_is_as_it_is_alone(three: Graph, seed_graph: Graph) -> None:
    for whole in (three, counties(1)):
        found = excerpt(whole, place="place:330324")
        assert found.nodes == seed_graph.nodes
        assert found.relationships == seed_graph.relationships
    other = County(0)
    found = excerpt(counties(1), place=f"place:{other.code}")
    assert said_by(found) == {other.report}
    assert not any(id_.split(":")[1].startswith(("330324", "yongjia")) for id_ in found.nodes)


def test_a_year_of_a_county_has_nothing_of_another_year(three: Graph) -> None:
    both = excerpt(three, place="place:130637")
    assert said_by(both) == {"boye-2031", "boye-2032"}
    one = excerpt(three, place="place:130637", year=2032)
    assert said_by(one) == {"boye-2032"}
    assert set(one.nodes) < set(both.nodes)
    assert [n.name for n in one.nodes.values() if n.label == "Plan"] == ["博野县2032年政府工作"]
    growth = {n.properties["value"] for n in one.nodes.values() if n.label == "Target" and "生产总值" in n.name}
    assert growth == {7}
    assert one.nodes.keys() >= {r.start for r in one.relationships.values()}
    assert one.nodes.keys() >= {r.end for r in one.relationships.values()}
    assert said_by(excerpt(three, year=2024)) == {"yongjia-2024"}


def test_what_both_years_speak_of_is_one_thing_with_the_words_of_each(three: Graph) -> None:
    both, one = excerpt(three, place="place:130637"), excerpt(three, year=2031)
    shared = [n for n in both.nodes.values() if len({e.source for e in n.evidence}) == 2]
    assert {n.label for n in shared} >= {"Project", "Place", "Indicator"}
    for node in shared:
        assert {e.source for e in one.nodes[node.id].evidence} == {"boye-2031"}


def test_a_plan_that_is_not_there_is_told(three: Graph) -> None:
    with pytest.raises(
        NotFoundError, match="no such plan; it holds 博野县2031年政府工作, 博野县2032年政府工作, 永嘉县2024年"
    ):
        excerpt(three, year=1999)
    with pytest.raises(NotFoundError, match="no such plan"):
        excerpt(three, place="place:330300")


def test_the_page_of_one_county_and_year(tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store")]
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    told = ("--place", "130637", "--year", "2031", "--accept-all", "--publish", str(tmp_path / "out"))
    for arguments in (["review", str(tmp_path / "a.txt"), *told], [*store, "build", str(tmp_path / "out")]):
        assert CliRunner().invoke(main, arguments).exit_code == 0
    for choice, title in (
        (["--county", "博野"], "博野县2031年"),
        (["--year", "2024"], "永嘉县2024年"),
        ([], "永嘉县2024年、博野县2031年"),
    ):
        page = CliRunner().invoke(main, [*store, "view", *choice, "-o", "-"])
        assert page.exit_code == 0, page.stderr
        assert f"<title>{title} · " in page.stdout
    result = CliRunner().invoke(main, [*store, "view", "--county", "博野", "--year", "2024", "-o", str(tmp_path / "p")])
    assert (result.exit_code, (tmp_path / "p").exists()) == (1, False)
    assert "the store holds no such plan; it holds 博野县2031年政府工作, 永嘉县2024年政府工作" in result.stderr
