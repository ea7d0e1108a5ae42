"""The catalogue: headers, parameters, and that the files say what the ontology says."""

from __future__ import annotations

import re

import pytest

from ontology.errors import ProblemsError, QueryError
from ontology.schema import Schema, load_schema
from queries.catalogue import check_catalogue, find_query, load_catalogue
from queries.header import check_names, read_query

GOOD = """\
// title.zh: 举措
// title.en: Measures
// question: 有哪些举措?
// param name: string = — part of the name
// param most: integer = 5 — rows at most
// param only: boolean — whether
// param share: decimal = 0.5 — a share
// param kinds: list = a,b — kinds
// column name: 名称
// example: countygraph query measures --only yes
MATCH (m:Measure) // $unused in a comment
WHERE m.name CONTAINS $name AND $only AND $share < 1 AND m.kind IN $kinds AND m.text <> '$quoted'
RETURN m.name AS name LIMIT $most
"""


def problems(text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        read_query("bad", text)
    return [str(problem) for problem in caught.value.problems]


def test_all_files_are_right_and_many() -> None:
    assert check_catalogue(load_schema()) == []
    assert len(load_catalogue()) >= 30


def test_every_query_returns_evidence() -> None:
    counts = {"classes", "relations", "evidence-by-source", "damage"}
    for name, query in load_catalogue().items():
        if name in counts:
            continue
        for one, many in (("quote", "quotes"), ("source", "sources"), ("line", "lines"), ("basis", "bases")):
            assert one in query.columns or many in query.columns, (name, one)


def test_every_query_that_follows_relationships_can_leave_judgements_out() -> None:
    for name, query in load_catalogue().items():
        if "curated" in name or name in {"relations", "evidence-by-source", "divisions", "targets-by-indicator"}:
            continue
        assert ("]-" in query.cypher) <= ("bases" in query.parameters), name


def test_traces_follow_what_the_ontology_says() -> None:
    schema: Schema = load_schema()
    for way in ("up", "down"):
        relations = "|".join(r.name for r in schema.relations.values() if r.trace == way)
        found = {frozenset(relations.split("|")), frozenset({"PART_OF"})}
        for name in ("trace-up", "trace-down"):
            cypher = find_query(name).cypher
            followed = {frozenset(t.split("|")) for t in re.findall(r"\[:([A-Z_|]+)\*", cypher)}
            assert found & followed, (name, way)
            assert all(len({schema.relations[t].trace for t in types}) == 1 for types in followed)
    assert set(find_query("trace-up").parameters["ends"].default) == {  # type: ignore[arg-type]
        c.name for c in schema.classes.values() if c.layer == 1
    }


def test_a_header_is_read() -> None:
    query = read_query("measures", GOOD)
    assert (query.title_zh, query.title_en, query.question) == ("举措", "Measures", "有哪些举措?")
    assert dict(query.columns) == {"name": "名称"}
    assert query.cypher.startswith("MATCH (m:Measure)")
    assert [(p.type, p.default) for p in query.parameters.values()] == [
        ("string", ""),
        ("integer", 5),
        ("boolean", None),
        ("decimal", 0.5),
        ("list", ["a", "b"]),
    ]


def test_values_are_bound_by_type() -> None:
    bound = read_query("measures", GOOD).bind({"only": "no", "most": "7", "kinds": "x, y,", "name": "n"})
    assert bound == {"name": "n", "most": 7, "only": False, "share": 0.5, "kinds": ["x", "y"]}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "query measures needs --only; for example: countygraph query measures --only yes"),
        ({"only": "perhaps"}, "--only is to be of type boolean, not 'perhaps'"),
        ({"only": "yes", "most": "many"}, "--most is to be of type integer, not 'many'"),
        ({"only": "yes", "nane": "x"}, "query measures has no parameter --nane; did you mean name?"),
    ],
)
def test_wrong_values_are_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_query("measures", GOOD).bind(given)
    assert str(caught.value) == message


def test_unknown_query_tells_what_may_be_meant() -> None:
    with pytest.raises(QueryError, match="no query 'tragets'; did you mean targets"):
        find_query("tragets")


def test_every_mistake_has_its_place() -> None:
    text = (
        GOOD.replace("title.en: Measures", "title.en:")
        .replace("integer = 5", "number = 5")
        .replace("decimal = 0.5", "decimal = half")
        .replace("// column name: 名称", "// column 名称\n// colour red")
        .replace("AS name", "AS nom")
    )
    assert problems(text) == [
        "queries/bad.cypher:1:1: the header lacks title.en; write // title.en: …",
        "queries/bad.cypher:2:12: title.en is empty; write // title.en: …",
        "queries/bad.cypher:5:16: no type 'number'; use one of string, integer, decimal, boolean, list",
        "queries/bad.cypher:7:27: the default is not of type decimal",
        "queries/bad.cypher:9:11: a column is written NAME: its head in Chinese",
        "queries/bad.cypher:10:1: a header line that is no field; begin it with title.zh:, param, column …",
        "queries/bad.cypher:13:43: $share is not declared; write // param share: …",
        "queries/bad.cypher:14:18: column nom is not declared; write // column nom: …",
        "queries/bad.cypher:14:28: $most is not declared; write // param most: …",
    ]


def test_what_is_declared_and_not_used_is_told() -> None:
    text = GOOD.replace("AND $only ", "").replace("// column name: 名称", "// column name: 名称\n// column id: 编号")
    assert problems(text) == [
        "queries/bad.cypher:6:1: the query does not use $only; delete the line",
        "queries/bad.cypher:10:1: the query does not return id; delete the line",
    ]


def test_names_that_the_ontology_lacks_are_told() -> None:
    text = "MATCH (m:Mesure|Target {id: 'x:Nothing'})-[r:PART_OFF|CITES*1..2]->(:Plan) WHERE m:Foo RETURN elementId(m)"
    assert [str(p) for p in check_names("bad", text, load_schema())] == [
        "queries/bad.cypher:1:46: the ontology has no relationship type PART_OFF; did you mean PART_OF?",
        "queries/bad.cypher:1:10: the ontology has no label Mesure; did you mean Measure or Source?",
        "queries/bad.cypher:1:84: the ontology has no label Foo",
        "queries/bad.cypher:1:95: elementId( is not shared by both stores; use n.id, plain Cypher",
    ]
