"""What others keep in the same store is neither found nor in the way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.card import card
from graph.coverage import coverage
from graph.find import find
from graph.gaps import gaps, gaps_rows
from graph.stats import stats
from graph.store import Store, open_store
from graph.trace import trace
from ontology.errors import NotFoundError
from ontology.schema import load_schema
from tests.conftest import load
from tests.graph.sample import sample_graph

SCHEMA = load_schema()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The small graph, and beside it somebody's node that is linked to ours."""
    folder = str(tmp_path_factory.mktemp("shared") / "store")
    with open_store(folder, write=True) as store:
        load(store, sample_graph())
        with store.driver.session(database=store.database) as session:
            session.execute_write(
                lambda tx: tx.run(
                    "MATCH (m:Measure {id: 'measure:qingxi-2024:3'}) "
                    "CREATE (x:Entity {id: 'x', name: '木艺外人'})-[:PART_OF]->(m) CREATE (m)-[:PART_OF]->(x)"
                ).consume()
            )
    with open_store(folder) as store:
        yield store


def test_answers_are_as_without_it(shared: Store, embedded_store: Store) -> None:
    id_ = "measure:qingxi-2024:3"
    assert find(shared, "木艺") == find(embedded_store, "木艺")
    assert find(shared, "muyiwairen") == []
    assert trace(shared, SCHEMA, id_, every=True) == trace(embedded_store, SCHEMA, id_, every=True)
    assert trace(shared, SCHEMA, id_, down=True) == trace(embedded_store, SCHEMA, id_, down=True)
    assert card(shared, id_) == card(embedded_store, id_)
    assert coverage(shared) == coverage(embedded_store)
    assert gaps_rows(gaps(shared), SCHEMA) == gaps_rows(gaps(embedded_store), SCHEMA)
    assert stats(shared, SCHEMA) == stats(embedded_store, SCHEMA)
    with pytest.raises(NotFoundError):
        card(shared, "x")
