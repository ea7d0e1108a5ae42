"""Measure extraction: F1 on gold annotations, and speed beside jieba.cut in the same run.

usage: python tests/bench/extraction.py [GOLD [REPORTS]] [--per-document]

GOLD holds ``*.gold.json`` and ``score.py`` (default: $COUNTYGRAPH_GOLD or ../shared/gold); REPORTS holds the
``.txt`` files (default: a folder ``reports`` beside it). jieba is needed for the comparison only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from loaders.document import document_of
from loaders.extraction import extract, unexplained_numbers

SCORED = ("section", "measure", "target", "batch", "project", "park", "policy")


def prediction(path: Path) -> dict[str, object]:
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
    """Write predictions for every document of the gold and print the table of its score.py."""
    names = sorted({path.name.rsplit(".", 3)[0] for path in gold.glob("*.gold.json")})
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name in names:
            file = Path(folder) / f"{name}.json"
            file.write_text(json.dumps(prediction(reports / f"{name}.txt"), ensure_ascii=False), encoding="utf-8")
            files.append(str(file))
        score = [sys.executable, str(gold / "score.py"), "--gold", str(gold)]
        for group in ([[file] for file in files] if per_document else []) + [files]:
            print(Path(group[0]).stem if len(group) == 1 else "all", flush=True)
            subprocess.run([*score, *group], check=True)


def speed(reports: Path) -> None:
    """Print characters per second of extraction and of jieba.cut over the same reports."""
    texts = [document_of(path.read_bytes(), path.name) for path in sorted(reports.glob("*.txt"))]
    size = sum(len(document.text) for document in texts)
    extract(texts[0])  # vocabularies are read and compiled once
    started = time.process_time()
    found = [extract(document) for document in texts]
    ours = size / (time.process_time() - started)
    missing = sum(len(unexplained_numbers(*pair)) for pair in zip(texts, found, strict=True))
    print(f"extract    {ours:12,.0f} characters/s over {len(texts)} reports, {size:,} characters")
    print(f"           {sum(map(len, found)):,} proposals, {missing:,} numbers of plan parts in none")
    try:
        import jieba
    except ImportError:
        print("jieba is not installed: no comparison")
        return
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    started = time.process_time()
    for document in texts:
        for _ in jieba.cut(document.text):
            pass
    theirs = size / (time.process_time() - started)
    print(f"jieba.cut  {theirs:12,.0f} characters/s; ratio {ours / theirs:.1f}")
    for document in sorted(texts, key=lambda one: len(one.text)):
        started = time.process_time()
        extract(document)
        spent = time.process_time() - started
        size = len(document.text)
        print(f"  {size:7,} characters  {size / spent:10,.0f} characters/s  {document.name}")


def main() -> None:
    """Run both measurements."""
    options = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    gold = Path(options[0] if options else os.environ.get("COUNTYGRAPH_GOLD", "../shared/gold"))
    reports = Path(options[1]) if len(options) > 1 else gold.parent / "reports"
    if not (gold / "score.py").exists():
        sys.exit(f"there is no score.py in {gold}; give the folder of the gold annotations")
    scores(gold, reports, per_document="--per-document" in sys.argv)
    speed(reports)


if __name__ == "__main__":
    main()
