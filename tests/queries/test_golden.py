"""Every query of the catalogue on the seeds: its example's answer, the same from both stores.

``pytest tests/queries/test_golden.py --regenerate`` writes the golden files anew.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.store import Store
from queries.catalogue import find_query, load_catalogue

GOLDEN = Path(__file__).parent / "golden"


def example(name: str) -> dict[str, str]:
    """Return the parameters of a query's example."""
    words = shlex.split(find_query(name).example)
    assert words[:3] == ["countygraph", "query", name]
    return {key.removeprefix("--"): value for key, value in zip(words[3::2], words[4::2], strict=True)}


@pytest.mark.parametrize("name", load_catalogue())
def test_answer(seed_store: Store, name: str, golden: Callable[[Path, str], None]) -> None:
    query = find_query(name)
    answer = seed_store.read(query.cypher, query.bind(example(name)))
    assert all(list(row) == list(query.columns) for row in answer.rows)
    golden(GOLDEN / f"{name}.json", json.dumps(answer.rows, ensure_ascii=False, indent=1) + "\n")


@pytest.mark.parametrize("name", [n for n, q in load_catalogue().items() if "bases" in q.parameters])
def test_without_judgements_nothing_curated_is_left(seed_store: Store, name: str) -> None:
    query = find_query(name)
    stated = {**example(name), "bases": "stated,structural,aligned"}
    for row in seed_store.read(query.cypher, query.bind(stated)).rows:
        bases = row.get("basis", row.get("bases"))
        assert "curated" not in (bases if isinstance(bases, list) else [bases])
        assert not row.get("confidence")


def test_golden_files_are_those_of_the_catalogue() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(load_catalogue())
