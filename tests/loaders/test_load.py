"""The loader on both stores: plan, idempotence, retraction, what is not ours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loaders.layout import graph_digest, node, properties, relationship, store_digest
from loaders.load import Outcome, apply
from loaders.plan import Plan, make_plan
from ontology.errors import QuoteError, StoreError
from ontology.model import Graph
from ontology.schema import load_schema
from tests.loaders.conftest import Target
from tests.loaders.graphs import county_and_city, without

NOTHING = {
    "nodes_created": 0,
    "nodes_deleted": 0,
    "relationships_created": 0,
    "relationships_deleted": 0,
    "properties_set": 0,
}


def plan(target: Target, graph: Graph, *only: str, verify: bool = False) -> Plan:
    return make_plan(target.driver, graph, database=target.database, only=only, verify=verify)


def load(target: Target, graph: Graph, *only: str, batch: int = 3) -> Outcome:
    found = plan(target, graph, *only)
    return apply(target.driver, load_schema(), graph, found, database=target.database, batch=batch)


def digest(target: Target) -> str:
    return store_digest(target.driver, target.database)


def test_what_lies_in_the_store_is_the_graph(target: Target) -> None:
    graph = county_and_city()
    load(target, graph)
    assert digest(target) == graph_digest(graph)
    nodes = target.read("MATCH (n:Entity) WHERE NOT n:Source RETURN labels(n), properties(n)")
    for labels, stored in nodes:
        (label,) = {*labels} - {"Entity"}
        assert node(label, stored) == graph.nodes[stored["id"]]
    assert {stored["id"] for _, stored in nodes} == set(graph.nodes)
    edges = target.read("MATCH (a)-[x]->(b) RETURN type(x), a.id, b.id, properties(x)")
    assert {e[3]["id"]: relationship(*e) for e in edges} == graph.relationships
    assert target.read("MATCH (s:Source {id: 'county'}) RETURN properties(s)") == [
        [properties(graph.sources["county"])]
    ]
    assert target.read("MATCH (s:Source {id: 'county'}) RETURN s.damageStarts, s.damageEnds, s.damageKinds") == [
        [[0, 3], [2, 4], ["spam", "lost"]]
    ]


def test_the_plan_counts_a_statement_under_each_source_it_cites(target: Target) -> None:
    graph = county_and_city()
    found = plan(target, graph)
    assert {s: dict(c) for s, c in found.sources.items()} == {"county": {"added": 11}, "city": {"added": 8}}
    assert digest(target) == graph_digest(Graph())  # a plan writes nothing
    load(target, graph)
    found = plan(target, graph)
    assert not found
    assert {s: dict(c) for s, c in found.sources.items()} == {"county": {"unchanged": 11}, "city": {"unchanged": 8}}


def test_loading_again_changes_nothing(target: Target) -> None:
    graph = county_and_city()
    first = load(target, graph)
    assert first.counters["nodes_created"] == 9
    assert first.counters["relationships_created"] == 6
    before = target.read("MATCH (n) RETURN properties(n) AS p ORDER BY p.id")
    assert load(target, graph).counters == NOTHING
    assert target.read("MATCH (n) RETURN properties(n) AS p ORDER BY p.id") == before


def test_a_change_is_written_and_nothing_else(target: Target) -> None:
    graph = county_and_city()
    load(target, graph)
    graph.nodes["target"] = replace(graph.nodes["target"], properties={"value": 4.5})
    id_ = "measure-HAS_TARGET-target"
    graph.relationships[id_] = replace(graph.relationships[id_], properties={"stage": "new"})
    found = plan(target, graph)
    assert (found.nodes.changed, found.relationships.changed) == (["target"], [id_])
    done = load(target, graph)
    assert digest(target) == graph_digest(graph)
    assert target.read("MATCH (t:Target) RETURN t.value, t.unit") == [[4.5, None]]
    assert {k: v for k, v in done.counters.items() if v and k != "properties_set"} == {}


def test_another_label_or_end_is_taken_out_and_put_in(target: Target) -> None:
    graph = county_and_city()
    load(target, graph)
    graph.nodes["industry"] = replace(graph.nodes["industry"], label="Facility")
    graph.nodes["target"] = replace(graph.nodes["target"], label="Project")
    id_ = "measure-CONCERNS-park"
    graph.relationships[id_] = replace(graph.relationships[id_], start="city-plan")
    load(target, graph)
    assert digest(target) == graph_digest(graph)
    assert not plan(target, graph)


def test_a_source_that_is_gone_takes_what_only_it_said(target: Target) -> None:
    whole = county_and_city()
    load(target, whole)
    rest = without(whole, "county")
    counts = {s: dict(c) for s, c in plan(target, rest).sources.items()}
    assert counts == {"county": {"retracted": 11}, "city": {"changed": 4, "unchanged": 4}}
    done = load(target, rest)
    assert digest(target) == graph_digest(rest)
    assert (done.counters["nodes_deleted"], done.counters["relationships_deleted"]) == (4, 3)


@pytest.mark.parametrize("gone", ["county", "city"])
def test_one_source_can_be_retracted_from_a_store_without_a_graph_of_the_rest(target: Target, gone: str) -> None:
    whole = county_and_city()
    load(target, whole)
    load(target, Graph(), gone)
    assert digest(target) == graph_digest(without(whole, gone))
    assert load(target, Graph(), gone).counters == NOTHING


def test_one_source_can_be_loaded_with_what_it_needs(target: Target) -> None:
    whole = county_and_city()
    found = plan(target, whole, "city")
    load(target, whole, "city")
    # What the city says with the county cites the county too, so that source comes along, and nothing else.
    assert {r[0] for r in target.read("MATCH (n:Entity) RETURN n.id")} == {
        "county",
        "city",
        "strategy",
        "park",
        "place",
        "city-plan",
    }
    assert found.sources["county"]["added"] == 5
    load(target, whole)
    assert digest(target) == graph_digest(whole)


def test_a_node_stays_while_another_source_refers_to_it(target: Target) -> None:
    graph = county_and_city()
    id_ = "city-plan-IMPLEMENTS-strategy"
    edge = graph.relationships[id_]
    graph.relationships[id_] = replace(edge, evidence=(*edge.evidence, graph.nodes["industry"].evidence[0]))
    load(target, graph)
    found = plan(target, Graph(), "city")
    assert [h.id for h in found.nodes.kept] == ["city-plan"]
    load(target, Graph(), "city")
    assert target.read("MATCH (a)-[x:IMPLEMENTS]->() RETURN a.id, x.sources ORDER BY a.id") == [
        ["city-plan", ["county"]],
        ["measure", ["county"]],
    ]


def test_one_source_alone_is_brought_up_to_date(target: Target) -> None:
    whole = county_and_city()
    load(target, whole)
    newer = county_and_city()
    newer.nodes["city-plan"] = replace(newer.nodes["city-plan"], properties={"year": 2025})
    newer.nodes["industry"] = replace(newer.nodes["industry"], properties={"declares": 9})
    del newer.relationships["city-plan-CONCERNS-park"]
    load(target, newer, "city")
    expected = county_and_city()
    expected.nodes["city-plan"] = newer.nodes["city-plan"]
    del expected.relationships["city-plan-CONCERNS-park"]
    assert digest(target) == graph_digest(expected)


def test_what_others_put_there_stays(target: Target) -> None:
    whole = county_and_city()
    load(target, whole)
    target.write(
        "MATCH (m:Measure {id: 'measure'}) MATCH (t:Target {id: 'target'}) "
        "CREATE (o:Remark {id: 'mine', text: 'look'})-[:ABOUT {w: 1}]->(m) "
        "CREATE (t)-[:HAS_TARGET {w: 2}]->(o)"
    )
    others = (
        "MATCH (a)-[x]->(b) WHERE x.w IS NOT NULL RETURN type(x), properties(x), a.id, b.id ORDER BY x.w",
        "MATCH (o:Remark) RETURN properties(o)",
    )
    before = [target.read(q) for q in others]
    rest = without(whole, "county")
    found = plan(target, rest)
    assert sorted(h.id for h in found.nodes.kept) == ["measure", "target"]
    load(target, rest)
    assert [target.read(q) for q in others] == before
    assert target.read("MATCH (n:Entity) RETURN n.id ORDER BY n.id") == [
        ["city"],
        ["city-plan"],
        ["measure"],
        ["park"],
        ["place"],
        ["strategy"],
        ["target"],
    ]
    assert load(target, rest).counters == NOTHING
    load(target, whole)
    assert digest(target) == graph_digest(whole)
    assert [target.read(q) for q in others] == before


def test_an_id_that_others_took_is_refused(target: Target) -> None:
    target.write("CREATE (n:Measure) SET n:Entity SET n.id = 'measure', n.text = 'theirs'")
    with pytest.raises(StoreError, match="nodes of others under ids that this graph uses: measure"):
        load(target, county_and_city())
    assert target.read("MATCH (n) RETURN properties(n)") == [[{"id": "measure", "text": "theirs"}]]


def test_an_id_taken_between_plan_and_load_is_refused(target: Target) -> None:
    graph = county_and_city()
    found = plan(target, graph)
    target.write("CREATE (n:Measure) SET n:Entity SET n.id = 'measure'")
    with pytest.raises(StoreError, match="taken by a node that is not ours"):
        apply(target.driver, load_schema(), graph, found, database=target.database)
    assert target.read("MATCH (n:Measure) RETURN properties(n)") == [[{"id": "measure"}]]


def test_a_false_quote_is_refused_before_anything_is_written(target: Target) -> None:
    graph = county_and_city()
    measure = graph.nodes["measure"]
    graph.nodes["measure"] = replace(measure, evidence=(replace(measure.evidence[0], start=0),))
    with pytest.raises(QuoteError):
        load(target, graph)
    assert target.read("MATCH (n) RETURN count(n)") == [[0]]


def test_a_change_by_hand_is_found_by_a_plan_that_verifies(target: Target) -> None:
    graph = county_and_city()
    load(target, graph)
    target.write("MATCH (t:Target) SET t.value = 99.0")
    assert not plan(target, graph)
    assert digest(target) != graph_digest(graph)
    found = plan(target, graph, verify=True)
    assert found.nodes.changed == ["target"]
    apply(target.driver, load_schema(), graph, found, database=target.database)
    assert digest(target) == graph_digest(graph)


def test_a_second_load_shuts_the_first_out(target: Target) -> None:
    whole = county_and_city()
    rest = without(whole, "county")
    calls = 0

    def interrupt(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            load(target, rest)

    with pytest.raises(StoreError, match="another load of this store began"):
        apply(
            target.driver,
            load_schema(),
            whole,
            plan(target, whole),
            database=target.database,
            batch=2,
            progress=interrupt,
        )
    assert digest(target) == graph_digest(rest)


def test_a_plan_made_before_another_load_is_made_anew(target: Target) -> None:
    whole = county_and_city()
    rest = without(whole, "city")
    found = plan(target, whole)
    load(target, rest)
    apply(target.driver, load_schema(), whole, found, database=target.database)
    assert digest(target) == graph_digest(whole)


def test_progress_ends_at_the_total(target: Target) -> None:
    graph = county_and_city()
    seen: list[tuple[int, int]] = []
    found = plan(target, graph)
    apply(
        target.driver,
        load_schema(),
        graph,
        found,
        database=target.database,
        batch=4,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(4, 15), (8, 15), (12, 15), (15, 15)]
