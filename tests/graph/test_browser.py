"""What Neo4j Browser is given: every class and relation styled, every query a favourite that runs."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from neo4j import GraphDatabase

from graph.browser import PICTURES, favourite, style_sheet, write_browser
from graph.store import Store
from loaders.bootstrap import bootstrap
from ontology.schema import ENTITY, load_schema
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
        ("node", ENTITY),
        *(("node", c) for c in schema.classes),
        *(("relationship", r) for r in schema.relations),
    }
    # A later rule wins, and every node is an Entity.
    assert list(rules).index(("node", ENTITY)) < min(list(rules).index(("node", c)) for c in schema.classes)
    assert f"color: {schema.classes['Directive'].colour};" in rules["node", "Directive"]
    assert f'caption: "{schema.relations["PART_OF"].words.zh}";' in rules["relationship", "PART_OF"]


def test_every_query_is_a_favourite_with_its_title_first_and_its_values_inside(tmp_path: Path) -> None:
    write_browser(load_schema(), load_catalogue(), tmp_path)
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "favourites").iterdir()}
    queries = {f"{name}.cypher": query for name, query in load_catalogue().items()}
    assert files.keys() - queries.keys() == {f"{name}.cypher" for name in PICTURES}
    for name, query in queries.items():
        head, cypher = files[name].split("\n"), query.cypher
        assert head[:2] == [f"// {query.title_zh} · {query.title_en}", f"// {query.question}"]
        body = "\n".join(line for line in head if not line.startswith("//"))
        assert "$" not in body and body.count(";\n") == 1  # Browser shows no rows of scripts, so of `:param` none
        assert len(body.splitlines()) == len(cypher.strip().splitlines())
    assert "LIMIT 50;" in files["search.cypher"] and '// text = "数字经济": ' in files["search.cypher"]


def test_the_archive_holds_the_favourites_and_is_the_same_bytes_again(tmp_path: Path) -> None:
    for name in "ab":
        write_browser(load_schema(), load_catalogue(), tmp_path / name)
    archive = tmp_path / "a" / "favourites.zip"
    assert archive.read_bytes() == (tmp_path / "b" / "favourites.zip").read_bytes()
    with ZipFile(archive) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == {
            f"countygraph/{path.name}": path.read_bytes() for path in (tmp_path / "a" / "favourites").iterdir()
        }


@pytest.mark.neo4j
@pytest.mark.parametrize("name", sorted(load_catalogue()))
def test_a_favourite_is_read_only_cypher(name: str, neo4j_server: Neo4jServer) -> None:
    with GraphDatabase.driver(
        neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password), notifications_min_severity="OFF"
    ) as driver:
        for statement in bootstrap(load_schema(), "neo4j"):
            driver.execute_query(statement)
        text = favourite(load_catalogue()[name])
        assert driver.execute_query(f"EXPLAIN {text.rstrip().rstrip(';')}").summary.query_type == "r"


def test_favourites_and_pictures_find_what_they_are_for(seed_store: Store) -> None:
    query = load_catalogue()["measures-by-directive"]
    rows = seed_store.read(favourite(query)).rows
    assert rows and rows == seed_store.read(query.cypher, query.bind({"directive": "八八战略"})).rows
    for name, text in PICTURES.items():
        (found,) = seed_store.read(text.replace("RETURN p LIMIT 300;", "RETURN count(p) AS n")).rows
        assert 10 < found["n"] < 300, name
