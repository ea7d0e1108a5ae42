"""How long a build takes and how much memory, for the packaged seeds and for many times their size.

Run ``python -m tests.bench.build --times 100``. The larger seeds are the packaged ones with its county copied under
other codes: reports, statements and the county's registry; what lies above the county is shared, as it would be.
``--shacl`` also runs pySHACL, whole, over the same triples.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from loaders.folders import packaged_seeds
from ontology.schema import load_schema

COUNTY = "330324"
REPORT = "yongjia-2024"
PLACE = """\
scope: "330300"
curator: bench
items:
  - Place: 永嘉县
    code: "{code}"
    division: 县
    source: {note}
"""

T = TypeVar("T")


def multiply(root: Path, times: int) -> Path:
    """Write seeds of ``times`` the county's size to ``root``; return it."""
    seeds = packaged_seeds()
    shutil.copytree(seeds, root, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    registry = [
        p for p in sorted(root.glob("registry/*.yaml")) if f'scope: "{COUNTY}"' in p.read_text(encoding="utf-8")
    ]
    report = root / "reports" / REPORT
    note = re.search(r"^- id: (\S+)", (root / "notes.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert note is not None
    codes = [f"3303{n:02}" for n in range(1, 100) if f"3303{n:02}" != COUNTY]
    for i in range(times - 1):
        code, year = codes[i % len(codes)], 2024 + i // len(codes)
        name = f"copy-{code}-{year}"
        if year == 2024:
            (root / f"registry/{name}.yaml").write_text(PLACE.format(code=code, note=note[1]), encoding="utf-8")
            for path in registry:
                target = root / "registry" / f"{path.stem}-{code}.yaml"
                target.write_text(_moved(path, code, name), encoding="utf-8")
        (root / "reports" / name / "statements").mkdir(parents=True)
        for path in report.rglob("*.yaml"):
            target = root / "reports" / name / path.relative_to(report)
            target.write_text(_moved(path, code, name), encoding="utf-8")
        shutil.copy(report / "text.txt", root / "reports" / name / "text.txt")
    return root


def _moved(path: Path, code: str, report: str) -> str:
    text = path.read_text(encoding="utf-8").replace(REPORT, report)
    # The notes are shared, and so must the quotes of them be.
    return "".join(x if "quote:" in x else x.replace(COUNTY, code) for x in text.splitlines(keepends=True))


def timed(what: str, run: Callable[[], T]) -> T:
    """Run, and print wall and processor time and the most memory that the process has had so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = run()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<22}{time.perf_counter() - wall:8.2f} s {time.process_time() - cpu:8.2f} s CPU {memory:6} MB at most")
    return result


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--shacl", action="store_true")
    parser.add_argument("--store", action="store_true", help="load into a fresh embedded store, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeds = multiply(Path(folder) / "seeds", options.times)
        _measure(seeds, Path(folder) / "store", options)


def _measure(seeds: Path, store: Path, options: argparse.Namespace) -> None:
    from graph.building import build_store
    from graph.rdf import plain_triples
    from graph.shapes import shape_problems
    from loaders.assembly import assemble
    from loaders.quotes import verify

    schema = timed("read the ontology", load_schema)
    graph = timed("assemble", lambda: assemble(seeds))
    print(f"{len(graph.sources)} sources, {len(graph.nodes)} nodes, {len(graph.relationships)} relationships")
    print(f"{timed('verify quotes', lambda: verify(graph))} quotes")
    if timed("SHACL, pyrudof", lambda: shape_problems(graph, schema)):
        sys.exit("the graph does not conform")
    if options.store:
        timed("load into the store", lambda: build_store(graph, schema, str(store), lambda *_: None))
    if options.shacl:
        import pyshacl
        from rdflib import Graph as RdfGraph

        from ontology.reader import read_ontology

        data = "".join(f"{line} .\n" for line in plain_triples(graph, schema))
        shapes = read_ontology()
        rdf = RdfGraph().parse(data=data, format="nt")
        timed("SHACL, pySHACL", lambda: pyshacl.validate(rdf, shacl_graph=shapes, ont_graph=shapes))


if __name__ == "__main__":
    main()
