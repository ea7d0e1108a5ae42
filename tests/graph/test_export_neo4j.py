"""What is exported for Neo4j, put into a real Neo4j: the importer takes the files, and the script runs twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.export_neo4j import cypher_script, write_admin
from loaders.layout import graph_digest, store_digest
from loaders.plan import make_plan
from ontology.errors import CountyGraphError
from ontology.model import Graph
from ontology.schema import load_schema
from tests.loaders.graphs import county_and_city, graph, said, source
from tests.neo4j_server import Neo4jServer, ServerUnavailable, cypher_shell, running


def awkward() -> Graph:
    """Return a graph with all that an export can get wrong: quotes, separators, breaks, empty texts."""
    found = county_and_city()
    text = "a \"b\"; c,\\n\\'d'\r\n{e: $f} `g` // h;\n;第二行\t。\U00020bb7\\u4e00\\\\u0022\x01 "
    hard = source("hard", text, ((0, 1, "x;y"),))
    evidence = said(hard, text)
    other = graph(
        [hard],
        [
            (
                "odd",
                "Measure",
                {"text": text, "aliases": ("x;y", '"', "")},
                [replace(evidence, reason="因为;所以"), evidence],
            )
        ],
        [],
    )
    found.sources |= other.sources
    found.nodes |= other.nodes
    return found


def statements(script: str) -> list[str]:
    lines = script.split("\n")
    assert lines.pop() == ""
    assert all(line.endswith(";") for line in lines)
    return [line[:-1] for line in lines]


@pytest.mark.neo4j
def test_the_importer_takes_the_files_as_they_are(tmp_path: Path) -> None:
    found = awkward()
    write_admin(found, load_schema(), tmp_path)

    def prepare(admin: Callable[..., str]) -> None:
        assert "IMPORT DONE" in admin("database", "import", "full", "neo4j", "@import.args", cwd=tmp_path)

    try:
        server = running(prepare=prepare)
        with server as s, GraphDatabase.driver(s.uri, auth=(s.user, s.password)) as driver, driver.session() as session:
            for _ in range(2):
                for statement in statements((tmp_path / "after.cypher").read_text(encoding="utf-8")):
                    session.run(statement).consume()
            assert store_digest(driver) == graph_digest(found)
            assert not make_plan(driver, found, verify=True)
    except ServerUnavailable as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(error))


@pytest.mark.neo4j
def test_cypher_shell_makes_the_same_graph_when_it_runs_the_script_twice(
    neo4j_server: Neo4jServer, tmp_path: Path
) -> None:
    """On a machine that takes files for GBK, as a Chinese Windows does."""
    found = awkward()
    script = tmp_path / "graph.cypher"
    script.write_text("".join(cypher_script(found, load_schema())), encoding="ascii")
    auth = (neo4j_server.user, neo4j_server.password)
    with GraphDatabase.driver(neo4j_server.uri, auth=auth) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        for _ in range(2):
            try:
                assert cypher_shell(neo4j_server, "--file", str(script), encoding="GBK") == ""
            except ServerUnavailable as error:
                if os.environ.get("CI") == "true":
                    raise
                pytest.skip(str(error))
            assert store_digest(driver) == graph_digest(found)
        (count,) = driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]
    assert count == len(found.nodes) + len(found.sources)


def test_exports_are_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    found = awkward()
    turned = Graph(
        dict(reversed(found.sources.items())),
        dict(reversed(found.nodes.items())),
        dict(reversed(found.relationships.items())),
    )
    scripts = []
    for name, each in (("a", found), ("b", turned)):
        write_admin(each, load_schema(), tmp_path / name)
        scripts.append(list(cypher_script(each, load_schema())))
    assert scripts[0] == scripts[1]
    a, b = ({f.name: f.read_bytes() for f in (tmp_path / n).iterdir()} for n in "ab")
    assert a == b


def test_what_the_importer_would_lose_is_refused(tmp_path: Path) -> None:
    found = county_and_city()
    found.nodes["measure"] = replace(found.nodes["measure"], properties={"aliases": ("a\x1fb",)})
    with pytest.raises(CountyGraphError, match=r"U\+001F"):
        write_admin(found, load_schema(), tmp_path)
    found.nodes["measure"] = replace(found.nodes["measure"], properties={"aliases": ("",)})
    with pytest.raises(CountyGraphError, match="without content"):
        write_admin(found, load_schema(), tmp_path)
