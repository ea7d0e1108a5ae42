"""Traces end although things implement one another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.store import Store, open_store
from graph.trace import trace
from ontology.schema import load_schema
from tests.conftest import load
from tests.graph.sample import Sample


@pytest.fixture(scope="module")
def circle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three directives that implement one another in a circle, and a measure that implements the first."""
    s = Sample()
    ids = [s.node(f"directive:CN:{name}", "Directive", name, level="national") for name in ("七彩", "五大", "双改")]
    for a, b in zip(ids, [*ids[1:], ids[0]], strict=True):
        s.link(a, "IMPLEMENTS", b, quote="深化实施")
    measure = s.node("measure:qingxi-2024:9", "Measure", "推进零点技改")
    s.link(measure, "IMPLEMENTS", ids[0], quote="推进零点技改")
    folder = str(tmp_path_factory.mktemp("circle") / "store")
    with open_store(folder, write=True) as store:
        load(store, s.graph)
    with open_store(folder) as store:
        yield store


def test_up_and_down_end(circle: Store) -> None:
    schema = load_schema()
    up = trace(circle, schema, "measure:qingxi-2024:9", every=True)
    assert [p.nodes for p in up.paths] == [
        ("measure:qingxi-2024:9", "directive:CN:七彩", "directive:CN:五大", "directive:CN:双改")
    ]
    down = trace(circle, schema, "directive:CN:七彩", down=True, every=True)
    assert {p.nodes[1:] for p in down.paths} == {
        ("measure:qingxi-2024:9",),
        ("directive:CN:双改", "directive:CN:五大"),
    }
