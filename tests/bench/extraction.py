"""Measure extraction: F1 on gold annotations and on curated statements, and speed (tests/bench/rate.py).

usage: python -m tests.bench.extraction [GOLD [REPORTS]] [--per-document]

GOLD holds ``*.gold.json`` and ``score.py`` (default: $COUNTYGRAPH_GOLD or ../shared/gold); REPORTS holds the
``.txt`` files (default: a folder ``reports`` beside it). The curated statements are those of the seeds; jieba is needed
to compare the speed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loaders.assembly import assemble
from loaders.document import document_of
from loaders.extraction import extract
from loaders.folders import packaged_seeds
from tests.bench import rate
from tests.bench.curated import curated_gold

SCORED = ("section", "measure", "target", "batch", "project", "park", "policy")


def prediction(path: Path) -> dict[str, Any]:
    """Return what is extracted from a report, in the form of the gold."""
    document = document_of(path.read_bytes(), path.name)
    items = []
    for proposal in extract(document):
        assert proposal.text == document.text[proposal.start : proposal.end], proposal
        if proposal.kind in SCORED:
            items.append(
                {"type": proposal.kind, "text": proposal.text, "start": proposal.start, "end": proposal.end}
                | dict(proposal.fields)
            )
    return {"doc": path.stem, "items": items}


def scores(gold: Path, reports: Path, *, per_document: bool) -> None:
    """Print the table of the gold's score.py for every document of the gold."""
    names = sorted({path.name.rsplit(".", 3)[0] for path in gold.glob("*.gold.json")})
    with tempfile.TemporaryDirectory() as folder:
        files = [_written(Path(folder) / f"{name}.json", prediction(reports / f"{name}.txt")) for name in names]
        for group in ([[file] for file in files] if per_document else []) + [files]:
            print(group[0].stem if len(group) == 1 else "all", flush=True)
            subprocess.run([sys.executable, gold / "score.py", "--gold", gold, *group], check=True)


def curated_scores(scorer: Path) -> None:
    """Print the table of ``scorer`` for each report of the seeds against its own curated statements."""
    graph = assemble()
    for report in sorted((packaged_seeds() / "reports").iterdir()):
        items = prediction(report / "text.txt")["items"]
        with tempfile.TemporaryDirectory() as name:
            folder, files = Path(name), []
            for gold in curated_gold(graph, report.name):
                kind = gold["doc"]
                _written(folder / f"{kind}.gold.json", gold)
                own = [item for item in items if item["type"] == kind]
                files.append(_written(folder / f"{kind}.json", {"doc": kind, "items": own}))
            print(f"curated statements of {report.name}, each type an excerpt", flush=True)
            subprocess.run([sys.executable, scorer, "--gold", folder, *files], check=True)


def _written(path: Path, content: Mapping[str, Any]) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def main() -> None:
    """Run the measurements."""
    options = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    gold = Path(options[0] if options else os.environ.get("COUNTYGRAPH_GOLD", "../shared/gold"))
    reports = Path(options[1]) if len(options) > 1 else gold.parent / "reports"
    if not (gold / "score.py").exists():
        sys.exit(f"there is no score.py in {gold}; give the folder of the gold annotations")
    scores(gold, reports, per_document="--per-document" in sys.argv)
    curated_scores(gold / "score.py")
    rate.main(reports)


if __name__ == "__main__":
    main()
