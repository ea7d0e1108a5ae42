"""A process that loads: ``python -m tests.loaders.loading COUNT BATCH [KEEP]`` loads COUNT measures into the store.

It says ``ready`` when the store is open, so that a test can end it in the middle. Only every KEEP-th county
sentence is kept when KEEP is given, which makes a load that adds, changes and retracts.
"""

from __future__ import annotations

import os
import sys

from graph.store import open_store
from loaders.bootstrap import bootstrap
from loaders.load import apply
from loaders.plan import make_plan
from ontology.model import Graph
from ontology.schema import load_schema
from tests.loaders.graphs import graph, said, source


def counties(count: int, keep: int = 1) -> Graph:
    """Return ``count`` measures of two sources under one strategy; some only in one source, some in both."""
    text = "".join(f"第{i}项开工建设。\n" for i in range(count))
    a, b = source("a", "落实强县战略。\n" + text), source("b", "强县战略。\n" + text)
    measures = [i for i in range(count) if i % keep == 0]
    cited = {
        i: [said(s, f"第{i}项开工") for s, n in ((a, 2), (b, 3)) if i % n == 0 or (n == 2 and i % 3)] for i in measures
    }
    return graph(
        [a, b],
        [("strategy", "Directive", {}, [said(a, "强县战略"), said(b, "强县战略")])]
        + [(f"m{i}", "Measure", {"text": f"第{i}项", "remark": str(keep)}, cited[i]) for i in measures],
        [("IMPLEMENTS", f"m{i}", "strategy", cited[i]) for i in measures]
        + [("PART_OF", f"m{i}", f"m{i - keep}", cited[i]) for i in measures if i],
    )


def main() -> None:
    count, batch, keep = (int(a) for a in [*sys.argv[1:], "1"][:3])
    found = counties(count, keep)
    schema = load_schema()
    with open_store(os.environ["COUNTYGRAPH_STORE"], write=True) as store:
        for statement in bootstrap(schema, store.kind):
            store.execute(statement)
        print("ready", flush=True)
        with store.loading():
            plan = make_plan(store.driver, found, database=store.database)
            apply(store.driver, schema, found, plan, database=store.database, batch=batch)
    print("done", flush=True)


if __name__ == "__main__":
    main()
