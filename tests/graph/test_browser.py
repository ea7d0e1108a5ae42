"""What Neo4j Browser is given: every class and relation styled, every query a favourite that runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.browser import favourite, style_sheet, write_browser
from loaders.bootstrap import bootstrap
from ontology.schema import load_schema
from queries.catalogue import load_catalogue
from tests.neo4j_server import Neo4jServer

_RULE = re.compile(
    r"(node|relationship)(\.(\w+))? \{\n((?:  [a-zA-Z-]+: (?:#[0-9a-f]{6}|\d+px|\"[^\"\n]+\");\n)+)\}\n\n?"
)


def test_the_style_sheet_has_a_rule_for_every_class_and_relation() -> None:
    schema = load_schema()
    sheet = style_sheet(schema)
    rules = {(m[1], m[3]): m[4] for m in _RULE.finditer(sheet)}
    assert _RULE.sub("", sheet) == ""  # nothing but rules
    assert set(rules) == {
        ("node", None),
        ("relationship", None),
        *(("node", c) for c in schema.classes),
        *(("relationship", r) for r in schema.relations),
    }
    assert f"color: {schema.classes['Directive'].colour};" in rules["node", "Directive"]
    assert f'caption: "{schema.relations["PART_OF"].words.zh}";' in rules["relationship", "PART_OF"]


def test_every_query_is_a_favourite_with_its_title_first(tmp_path: Path) -> None:
    write_browser(load_schema(), load_catalogue(), tmp_path)
    files = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "favourites").iterdir()}
    assert set(files) == set(load_catalogue())
    for name, query in load_catalogue().items():
        assert files[name].startswith(f"// {query.title_zh} · {query.title_en}\n// {query.question}\n")
        assert (":param {" in files[name]) == bool(query.parameters)


@pytest.mark.neo4j
@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_a_favourite_runs_with_its_example_values(name: str, neo4j_server: Neo4jServer) -> None:
    text = favourite(load_catalogue()[name])
    values = re.search(r"^:param (\{.*\});$", text, re.MULTILINE)
    query = "\n".join(line for line in text.split("\n") if not line.startswith((":", "//")))
    with GraphDatabase.driver(
        neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password), notifications_min_severity="OFF"
    ) as driver:
        for statement in bootstrap(load_schema(), "neo4j"):
            driver.execute_query(statement)
        # The map of values is read by Neo4j itself, as Browser has it read.
        given = driver.execute_query(f"RETURN {values[1]} AS given").records[0]["given"] if values else {}
        assert driver.execute_query(f"EXPLAIN {query.rstrip().rstrip(';')}", given).summary.query_type == "r"
