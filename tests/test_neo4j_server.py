import pytest
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
