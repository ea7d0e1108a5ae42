"""Reads cannot write, administer, or reach a file or an address, on either store."""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import graph.reading
from graph.gate import check_calls
from graph.store import Store
from ontology.errors import QueryError
from tests.neo4j_server import Neo4jServer

SECRET = "不该被读到的内容"

# {url} is an address that listens on loopback, {file} a file with a secret.
ATTEMPTS = [
    # Clauses that write
    "CREATE (:Task {{id: 'x'}})",
    "CREATE (n:Task {{id: 'x'}}) RETURN n",
    "MATCH (a:Task), (b:Action) CREATE (a)-[:CITES {{id: 'x'}}]->(b)",
    "MERGE (n:Task {{id: 'new'}}) RETURN n",
    "MERGE (n:Task {{id: 'task:qingxi-2024:1'}}) RETURN n",
    "MERGE (n:Task {{id: 'task:qingxi-2024:1'}}) ON MATCH SET n.name = 'x'",
    "MERGE (n:Brandnew {{id: 'new'}}) ON CREATE SET n.x = 1",
    "MATCH (n:Task) SET n.name = 'x'",
    "MATCH (n:Task) SET n = {{}}",
    "MATCH (n:Task) SET n += {{name: 'x'}} RETURN n",
    "MATCH (n:Task) SET n:Action",
    "MATCH (n:Nothing) SET n.name = 'x'",
    "MATCH (n:Task) REMOVE n.name",
    "MATCH (n:Task) REMOVE n:Task",
    "MATCH (n:Task) DELETE n",
    "MATCH (n:Task) DETACH DELETE n",
    "MATCH (n:Task) NODETACH DELETE n",
    "MATCH ()-[r:PART_OF]->() DELETE r",
    "MATCH (n) WHERE n.id = 'none' DELETE n",
    "MATCH (n:Task) FOREACH (x IN [1] | SET n.name = 'x')",
    "FOREACH (x IN [1, 2] | CREATE (:Task {{id: 'x'}}))",
    "FOREACH (x IN [1] | FOREACH (y IN [1] | MERGE (:Task {{id: 'x'}})))",
    "UNWIND [1, 2] AS x CREATE (:Task {{id: 'x' + x}})",
    "MATCH (n:Task) WITH n SET n.name = 'x' RETURN n.name AS name",
    # Hidden in subqueries and unions
    "CALL {{ CREATE (n:Task {{id: 'x'}}) RETURN n }} RETURN n",
    "MATCH (n:Task) CALL {{ WITH n SET n.name = 'x' }} RETURN n",
    "MATCH (n:Task) CALL (n) {{ SET n.name = 'x' }} RETURN n",
    "CALL {{ CALL {{ CREATE (n:Task) RETURN n }} RETURN n }} RETURN n",
    "MATCH (n:Task) CALL {{ WITH n DETACH DELETE n }} IN TRANSACTIONS OF 1 ROWS",
    "CALL {{ CREATE (:Task) }} IN TRANSACTIONS",
    "RETURN 1 AS x UNION CREATE (n:Task) RETURN 1 AS x",
    "RETURN EXISTS {{ CREATE (n:Task) }} AS x",
    "RETURN COUNT {{ MATCH (n) SET n.name = 'x' RETURN n }} AS x",
    "RETURN COLLECT {{ MERGE (n:Task {{id: 'x'}}) RETURN n }} AS x",
    # Hidden in spelling
    "create (n:Task)",
    "CR\\u0045ATE (n:Task)",
    "MATCH (n:Task) S\\u0045T n.name = 'x'",
    "MATCH (n:Task) DET\\u0041CH DEL\\u0045TE n",
    "CREATE/**/(n:Task)",
    "/* MATCH (n) RETURN n */ CREATE (n:Task)",
    "// MATCH (n) RETURN n\nCREATE (n:Task)",
    "MATCH (n:Task) // RETURN n\nSET n.name = 'x'",
    "MATCH (n:Task) /* RETURN n */ DETACH /* */ DELETE n",
    "MATCH (n:Task) // RETURN n\rSET n.name = 'x'",
    "RETURN 'x' AS x // y\r, apoc.text.join(['a'], '') AS y",
    "MATCH (n {{name: '// '}}) RETURN n UNION MATCH (n:Task) SET n.name = '' RETURN n",
    # Several statements
    "RETURN 1; CREATE (n:Task)",
    "RETURN 1;\nMATCH (n) DETACH DELETE n",
    "RETURN 1; RETURN 2",
    "RETURN ';' AS x; DROP INDEX entity_text",
    # Explaining and prefixes
    "EXPLAIN CREATE (n:Task)",
    "PROFILE CREATE (n:Task)",
    "PROFILE MATCH (n:Task) DETACH DELETE n",
    "CYPHER 5 CREATE (n:Task)",
    "CYPHER runtime=slotted PROFILE MATCH (n) SET n.name = 'x'",
    # Files and addresses
    "LOAD CSV FROM 'file://{file}' AS row RETURN row",
    "LOAD CSV FROM '{file}' AS row RETURN row",
    "LOAD CSV WITH HEADERS FROM 'file://{file}' AS row RETURN row",
    "LOAD CSV FROM '{url}' AS row RETURN row",
    "WITH '{url}' AS url LOAD CSV FROM url AS row RETURN row",
    "MATCH (n:Task) LOAD CSV FROM '{url}' AS row RETURN row",
    "CALL {{ LOAD CSV FROM '{url}' AS row RETURN row }} RETURN row",
    "RETURN COLLECT {{ LOAD CSV FROM '{url}' AS row RETURN row }} AS x",
    "LO\\u0041D CSV FROM 'file://{file}' AS row RETURN row",
    "LOAD CSV FROM '{url}' AS row CREATE (:Task {{id: row[0]}})",
    "CALL apoc.load.csv('{url}') YIELD list RETURN list",
    "CALL apoc.load.json('{file}') YIELD value RETURN value",
    "CALL apoc.import.file('{file}')",
    "RETURN genai.vector.encode('x', 'OpenAI', {{endpoint: '{url}'}}) AS x",
    "IMPORT DATABASE {url}",
    # Procedures and functions
    "CALL db.createLabel('X')",
    "CALL db.createProperty('x')",
    "CALL db.createRelationshipType('X')",
    "CALL db.create.setNodeVectorProperty(null, 'x', [1.0])",
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()",
    "CALL db.clearQueryCaches()",
    "CALL db.migrateLegacyTemporals()",
    "CALL tx.setMetaData({{a: 1}})",
    "CALL dbms.components()",
    "CALL dbms.listConfig() YIELD name, value RETURN name, value",
    "CALL dbms.setConfigValue('x', 'y')",
    "CALL dbms.listCapabilities()",
    "CALL `dbms`.`components`()",
    "CALL dbms.comp\\u006fnents()",
    "MATCH (n) CALL {{ CALL dbms.components() YIELD name RETURN name }} RETURN name",
    "CALL db.labels() YIELD label CALL dbms.components() YIELD name RETURN label, name",
    "CALL apoc.cypher.doIt('CREATE (n:Task)', {{}})",
    "CALL apoc.cypher.runWrite('CREATE (n:Task)', {{}})",
    "CALL apoc.create.node(['Task'], {{id: 'x'}}) YIELD node RETURN node",
    "CALL apoc.merge.node(['Task'], {{id: 'task:qingxi-2024:1'}}, {{}}, {{}}) YIELD node RETURN node",
    "CALL apoc.util.sleep(1)",
    "MATCH (n:Task) CALL apoc.refactor.cloneNodes([n]) YIELD output RETURN output",
    "RETURN apoc.cypher.runFirstColumnSingle('RETURN 1', {{}}) AS x",
    "RETURN apoc.text.join(['a'], '') AS x",
    "CALL merge.node(['Task'], {{id: 'x'}}, {{}}, {{}}) YIELD node RETURN node",
    "CALL merge.relationship(null, 'X', {{}}, {{}}, null) YIELD rel RETURN rel",
    "CALL do.when(true, 'CREATE (n:Task) RETURN n', '', {{}})",
    "CALL refactor.mergeNodes([])",
    "CALL algo.pagerank()",
    "CALL sql('DELETE FROM Task')",
    "CALL SQL.execute('DROP TYPE Task')",
    "RETURN `java.lang.System.exit`(1) AS x",
    "RETURN sql('SELECT 1') AS x",
    # Schema and administration
    "CREATE INDEX x FOR (n:Task) ON (n.name)",
    "CREATE CONSTRAINT x FOR (n:Task) REQUIRE n.name IS UNIQUE",
    "CREATE FULLTEXT INDEX x FOR (n:Task) ON EACH [n.name]",
    "DROP INDEX entity_text",
    "DROP CONSTRAINT Task_id IF EXISTS",
    "CREATE USER eve SET PASSWORD 'password1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'password2'",
    "ALTER USER neo4j SET PASSWORD 'password3'",
    "DROP USER neo4j",
    "GRANT ROLE admin TO eve",
    "CREATE DATABASE x",
    "DROP DATABASE graph",
    "STOP DATABASE neo4j",
    "USE system SHOW USERS",
    "SHOW USERS",
    "SHOW DATABASES",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "ALTER DATABASE `arcadedb.command.timeout` 1",
    # The embedded engine's other language
    "DELETE FROM Task",
    "UPDATE Task SET name = 'x'",
    "INSERT INTO Task SET id = 'x'",
    "DROP TYPE Task UNSAFE",
    "TRUNCATE TYPE Task UNSAFE",
    "SELECT FROM Task",
    "BACKUP DATABASE",
    "EXPORT DATABASE file://{file}.export",
    "sql: DELETE FROM Task",
    "{{sql}} DELETE FROM Task",
    "",
    "   ",
    "这不是查询",
]

READS = [
    ("RETURN 1 AS x", [{"x": 1}]),
    ("MATCH (n:Task) RETURN n.name AS name", [{"name": "狠抓技改"}]),
    ("MATCH (n:Task) WHERE n.name <> 'CREATE (n) SET x' RETURN count(n) AS x", [{"x": 1}]),
    ("match (n:Task) return count(n) as x // SET n.x = 1", [{"x": 1}]),
    ("OPTIONAL MATCH (n:Nothing) RETURN n.set AS x", [{"x": None}]),
    ("WITH 1 AS `create` RETURN `create` AS x", [{"x": 1}]),
    ("WITH 1 AS call RETURN call AS x", [{"x": 1}]),
    ("UNWIND [1, 2] AS x RETURN sum(x) AS x", [{"x": 3}]),
    ("RETURN 1.5 AS x", [{"x": 1.5}]),
    ("RETURN duration.between(date('2024-01-01'), date('2024-03-01')).months AS x", [{"x": 2}]),
    ("RETURN date.truncate('year', date('2024-05-06')) AS x", [{"x": "2024-01-01"}]),
    ("MATCH (n:Task) CALL { WITH n MATCH (n)-[:PART_OF]->(m) RETURN m } RETURN m.name AS x", [{"x": "强工兴县行动"}]),
    ("MATCH p = (:Task)-[:PART_OF*1..3]->(:Plan) RETURN length(p) AS x", [{"x": 3}]),
    ("MATCH (n:Task) RETURN EXISTS { (n)-[:PART_OF]->() } AS x", [{"x": True}]),
    ("CALL db.labels() YIELD label WITH label WHERE label = 'Task' RETURN label", [{"label": "Task"}]),
    (
        "CALL db.index.fulltext.queryNodes('entity_text', '木艺大会') YIELD node RETURN node.name AS x LIMIT 1",
        [{"x": "青溪木艺大会"}],
    ),
]


@dataclass
class Outside:
    """What no query may reach; ``connections`` are those that were made."""

    url: str
    file: Path
    atime: int
    connections: list[Any] = field(default_factory=list)

    def untouched(self) -> bool:
        return not self.connections and self.file.stat().st_atime_ns == self.atime


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    file = tmp_path_factory.mktemp("outside") / "secret.csv"
    file.write_text(SECRET)
    old = time.time_ns() - 10**12
    os.utime(file, ns=(old, old + 1))  # read after it was changed: the next read is noted even with relatime
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Outside(f"http://127.0.0.1:{server.getsockname()[1]}/x.csv", file, file.stat().st_atime_ns)

        def listen() -> None:
            while True:
                try:
                    connection, peer = server.accept()
                except OSError:
                    return
                found.connections.append(peer)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield found


def everything(store: Store) -> list[list[Any]]:
    """All that is in the store, ours or not, and its indexes."""
    queries = (
        "MATCH (n) RETURN labels(n) AS a, properties(n) AS b ORDER BY n.id",
        "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS c, properties(r) AS d ORDER BY r.id",
        "SHOW INDEXES YIELD name RETURN name ORDER BY name",
    )
    with store.driver.session(database=store.database) as session:
        return [session.run(query).data() for query in queries[: 3 if store.kind == "neo4j" else 2]]


def test_the_table_is_as_large_as_it_is_said_to_be() -> None:
    assert len(set(ATTEMPTS)) == len(ATTEMPTS) >= 60


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_every_attempt_is_refused(store: Store, outside: Outside, attempt: str) -> None:
    before = everything(store)
    with pytest.raises(QueryError) as caught:
        store.read(attempt.format(url=outside.url, file=outside.file), timeout=10)
    message = str(caught.value)
    assert message.startswith(
        ("the query is refused:", "the query is wrong:", "the query is empty", "the store cannot run")
    )
    assert SECRET not in message and "\n" not in message
    assert everything(store) == before
    assert outside.untouched()


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_without_our_lists_the_database_still_refuses(
    store: Store, outside: Outside, attempt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graph.reading, "check_calls", lambda _: None)
    before = everything(store)
    query = attempt.format(url=outside.url, file=outside.file)
    writes = any(word in query.upper() for word in ("LOAD CSV", "CREATE (", "MERGE (", " SET ", "DELETE", "REMOVE"))
    try:
        result = store.read(query, timeout=10)
    except QueryError:
        pass
    else:
        assert not writes and SECRET not in str(result.rows)
    assert everything(store) == before
    assert outside.untouched()


def test_the_reading_of_the_secret_would_be_noticed(outside: Outside) -> None:
    outside.file.read_text()
    if outside.file.stat().st_atime_ns == outside.atime:
        pytest.skip("this file system does not note when a file is read")


PIECES = [
    *(
        "'",
        '"',
        "\\",
        "\\\\",
        "\\u0027",
        "\\u005c",
        "\\\\u0027",
        "\\\\u005c",
        "\\uu0027",
        "\\'",
        "\\n",
        "`",
        "``",
        "\\u0060",
    ),
    *("/*", "*/", "//", "/", "*", "\n", "\r", "\\u000a", "\x0b", "\x1c", "\x85", "\xa0", "\u2028", "\ufeff", "\u200b"),
    *("nosuch.name(1)", "nosuch.name(1)", "`nosuch`.name(1)", " + ", "1", "x", " "),
]


@pytest.mark.neo4j
def test_what_neo4j_takes_for_a_call_is_never_overlooked(neo4j_server: Neo4jServer) -> None:
    """Strings, comments and escapes put together at random: the server's lexer is asked, and ours has to agree."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import Neo4jError

    chance, calls = random.Random(7), 0
    auth = (neo4j_server.user, neo4j_server.password)
    with (
        GraphDatabase.driver(neo4j_server.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session() as session,
    ):
        for _ in range(1500):
            query = f"RETURN {''.join(chance.choices(PIECES, k=chance.randint(2, 9)))}nosuch.name(1)"
            try:
                session.run(f"EXPLAIN {query}").consume()
            except Neo4jError as error:
                if "Unknown function" in str(error.message):
                    calls += 1
                    with pytest.raises(QueryError, match=r"the function .* is not one of Cypher's own"):
                        check_calls(query)
    assert calls > 10


@pytest.mark.parametrize(("query", "rows"), READS)
def test_what_only_reads_passes(store: Store, query: str, rows: list[dict[str, Any]]) -> None:
    assert store.read(query).rows == rows
