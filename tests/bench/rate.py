"""Measure the speed of extraction: its rate beside jieba.cut in the same run and by length, start-up, memory.

usage: python -m tests.bench.rate REPORTS

REPORTS is a folder of ``.txt`` files. Times are processor time of one core. jieba is needed for the comparison only.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from loaders.document import Document, document_of
from loaders.extraction import extract, unexplained_numbers

_TURNS = 5


def rates(reports: Path) -> None:
    """Print the rates of extraction and of jieba.cut on the same texts, in turns, the best of each.

    Once from canonical texts, that is without the noise and second copies that reading a document leaves out; and
    once from the bytes of the files, where jieba gets the whole texts.
    """
    files = [(path.read_bytes(), path.name) for path in sorted(reports.glob("*.txt"))]
    texts = [document_of(*file) for file in files]
    found = [extract(document) for document in texts]  # vocabularies are read and compiled once
    missing = sum(len(unexplained_numbers(*pair)) for pair in zip(texts, found, strict=True))
    size = sum(len(document.canonical) for document in texts)
    print(f"{len(texts)} reports, {size:,} characters; {sum(map(len, found)):,} proposals")
    print(f"{missing:,} numbers of plan parts stand in no proposal")
    cut = _jieba()
    best: dict[str, float] = {}
    for _ in range(_TURNS):
        _time(best, "extract", lambda: [extract(document) for document in texts])
        _time(best, "jieba", lambda: [list(cut(document.canonical)) for document in texts])
        _time(best, "read and extract", lambda: [extract(document_of(*file)) for file in files])
        _time(best, "jieba, whole", lambda: [list(cut(document.text)) for document in texts])
    whole = sum(len(document.text) for document in texts)
    for name, theirs, length in (("extract", "jieba", size), ("read and extract", "jieba, whole", whole)):
        print(f"{name:18}{length / best[name]:11,.0f} characters/s", end="")
        print(f"; jieba.cut {length / best[theirs]:9,.0f}: {best[theirs] / best[name]:.1f} times as fast")


def lengths(reports: Path) -> None:
    """Print the rate of extraction for one report, and for two, four … behind each other: it stays as it is."""
    texts = [document_of(path.read_bytes(), path.name).canonical for path in sorted(reports.glob("*.txt"))]
    count = 1
    while count <= len(texts):
        text = "\n".join(texts[:count])
        document = Document("joined", text, "", "", text, range(len(text)), ())
        best: dict[str, float] = {}
        for _ in range(_TURNS):
            _time(best, "extract", lambda document=document: extract(document))
        rate = len(text) / best["extract"]
        print(f"{count:3} reports in one  {len(text):9,} characters  {rate:11,.0f} characters/s")
        count *= 2


def processes(reports: Path) -> None:
    """Print what a new process takes to read and extract the shortest and the longest file, with start-up."""
    by_size = sorted(reports.glob("*.txt"), key=lambda path: path.stat().st_size)
    for path in (by_size[0], by_size[-1]):
        command = [sys.executable, "-m", "tests.bench.rate", "--one", str(path)]
        lines = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(_TURNS)]
        first, all_, memory = min(map(str.split, lines), key=lambda words: float(words[1]))
        print(f"{path.name}, {path.stat().st_size:,} bytes, in a new process: {first} s of processor time before it is")
        print(f"  read, {all_} s in all, at most {memory} MB of memory")


def one(path: Path) -> None:
    """Print the processor time of this process before and after it has read and extracted a file, and its memory."""
    extract(document_of("二、2031年工作安排\n新增企业5家，开工建设大桥。".encode(), "first use"))
    started = time.process_time()
    extract(document_of(path.read_bytes(), path.name))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(f"{started:.2f} {time.process_time():.2f} {memory:.0f}")


def _time(best: dict[str, float], name: str, work: Callable[[], object]) -> None:
    """Do a piece of work and note its processor time, in seconds, if it is the shortest so far."""
    started = time.process_time()
    work()
    best[name] = min(best.get(name, float("inf")), time.process_time() - started)


def _jieba() -> Callable[[str], Iterable[str]]:
    """Return jieba.cut with its dictionary loaded; it ends the program without jieba."""
    try:
        import jieba  # type: ignore[import-untyped]
    except ImportError:
        sys.exit("jieba is not installed: pip install '.[bench]'")
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    cut: Callable[[str], Iterable[str]] = jieba.cut
    return cut


def main(reports: Path) -> None:
    """Run the measurements."""
    lengths(reports)
    processes(reports)
    rates(reports)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--one":
        one(Path(sys.argv[2]))
    elif len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        sys.exit(__doc__)
