from __future__ import annotations

from pathlib import Path

import pytest

from graph.store import Store, open_store
from graph.stored import read_graph
from ontology.errors import QuoteError, StoreError
from tests.conftest import load
from tests.graph.sample import sample_graph


def test_what_was_loaded_comes_back(store: Store) -> None:
    graph, loaded = read_graph(store), sample_graph()
    assert graph == loaded
    assert list(graph.nodes) == sorted(loaded.nodes)
    assert list(graph.relationships) == sorted(loaded.relationships)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("MATCH (n:Task) SET n.name = '别的任务'", StoreError),
        ("MATCH (n:Task) SET n.quotes = []", StoreError),
        ("MATCH (n:Task) REMOVE n.sources", StoreError),
        ("MATCH ()-[r:CITES]->() SET r.starts = [0]", StoreError),
        ("MATCH (s:Source {id: 'n-01'}) SET s.text = s.text + '。'", QuoteError),
        ("MATCH (s:Source {id: 'n-01'}) DELETE s", QuoteError),
    ],
)
def test_what_was_changed_by_hand_is_refused(tmp_path: Path, change: str, error: type[Exception]) -> None:
    with open_store(str(tmp_path / "store"), write=True) as store:
        load(store, sample_graph())
        with store.driver.session(database=store.database) as session:
            session.execute_write(lambda tx: tx.run(change).consume())
        with pytest.raises(error, match=r"changed in the store|is no source|does not match its sha256"):
            read_graph(store)
