from pathlib import Path

import pytest
import yaml
from neo4j import GraphDatabase

from tests.neo4j_server import VERSION, Neo4jServer


@pytest.mark.neo4j
def test_the_server_is_a_real_neo4j_community(neo4j_server: Neo4jServer) -> None:
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        rows = driver.execute_query("CALL dbms.components() YIELD versions, edition").records
    if neo4j_server.admin:
        assert [r.data() for r in rows] == [{"versions": [VERSION], "edition": "community"}]
    else:
        assert rows[0]["versions"][0].startswith("5.")


def test_the_compose_file_gives_the_release_that_is_tested_to_this_machine_only() -> None:
    text = (Path(__file__).parents[1] / "compose.yaml").read_text(encoding="utf-8")
    (service,) = yaml.safe_load(text)["services"].values()
    assert service["image"] == "neo4j:" + VERSION.rpartition(".")[0]
    assert service["ports"] == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]
    assert service["environment"]["NEO4J_AUTH"].startswith("neo4j/${COUNTYGRAPH_PASSWORD:?")
