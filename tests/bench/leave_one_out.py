"""Measure what extraction owes to words learned from the document that it is scored on.

usage: python -m tests.bench.leave_one_out [GOLD [REPORTS]]

GOLD holds ``*.gold.json`` and ``score.py`` (default: $COUNTYGRAPH_GOLD or ../shared/gold); REPORTS holds the
``.txt`` files (default: a folder ``reports`` beside it). Rules are written by hand, but their vocabulary is data. For
each document of the gold every row is withheld that occurs in it and in no other report; more strictly, in it and in
no other document of the gold. A row is a word of ``loaders/vocabulary/*.yaml``, or one alternative of an expression
there; China's divisions are facts, and what tells whose report it is (``report.yaml``) does not take part. Then the
document is extracted with the rest, in a new process, and scored; the scores of all documents are pooled. Words in
the code of rules stay, and so do words learned from reports that are in neither folder and that others share.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from loaders import lexicon
from loaders.document import document_of
from tests.bench.extraction import SCORED, prediction

FILES = ("measures", "mentions", "noise", "outline", "parks", "policies", "projects", "targets", "verbs")
EXPRESSIONS = re.compile(
    r"noise|measures\.(?:reference_only|doctrine(?:_opening)?$|result_with)|policies\.(?:code$|meetings)"
    r"|projects\.generic_opening|targets\.assigned"
)
"""The entries, as FILE.KEY, that hold expressions and not words."""
_WHOLE = ("noise.damage", "noise.footnote_mark", "noise.spam")  # rows of several, with signs and notes
_NOTHING = "\N{SYMBOL FOR NULL}"  # stands in for an entry without rows; an empty one would match everywhere
_SIGN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.S)


def rows(entry: str, *, expression: bool) -> list[str]:
    """Return the rows of an entry: the words of a text, or what stands between the outer ``|`` of an expression."""
    if not expression:
        return entry.split()
    parts, depth = [""], 0
    for sign in _SIGN.findall(entry):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def occurs(row: str, text: str, *, expression: bool) -> bool:
    """Tell whether a word or an expression, wherever it may have to begin and end, occurs in a text."""
    return re.search(row.strip("^$"), text) is not None if expression else row in text


def without(data: Any, path: str, withhold: Callable[[str, bool], bool]) -> Any:
    """Return a vocabulary, or a part of it, without the rows that ``withhold`` tells; ``path`` is FILE or FILE.KEY."""
    if path in _WHOLE:
        return data
    if isinstance(data, dict):
        return {key: without(value, f"{path}.{key}", withhold) for key, value in data.items()}
    if isinstance(data, list):
        return [without(value, path, withhold) for value in data]
    if not isinstance(data, str):
        return data
    expression = EXPRESSIONS.match(path) is not None
    kept = [row for row in rows(data, expression=expression) if not withhold(row, expression)]
    return ("|" if expression else " ").join(kept) or _NOTHING


def vocabularies() -> Iterator[tuple[str, Any]]:
    """Yield the vocabulary files, by name."""
    for name in FILES:
        yield name, lexicon.vocabulary(name)


def left_out(text: str, others: Iterable[str], folder: Path) -> int:
    """Write the vocabulary without the rows that only ``text`` has to a folder; return how many they are."""
    count, others = 0, tuple(others)

    def withhold(row: str, expression: bool) -> bool:
        nonlocal count
        alone = occurs(row, text, expression=expression) and not any(
            occurs(row, other, expression=expression) for other in others
        )
        count += alone
        return alone

    for name, data in vocabularies():
        content = yaml.safe_dump(without(data, name, withhold), allow_unicode=True)
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return count


def predicted(report: Path, folder: Path) -> dict[str, Any]:
    """Return what is extracted from a report with the vocabulary of a folder; in a process that has read no other."""
    lexicon.VOCABULARY = folder
    return prediction(report)


def scores(gold: Path, predictions: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Return F1 by type, as the gold's score.py tells it, over all predictions."""
    with tempfile.TemporaryDirectory() as name:
        files = []
        for one in predictions:
            files.append(Path(name) / f"{one['doc']}.json")
            files[-1].write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, gold / "score.py", "--gold", gold, "--json", *files]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    return {kind: told["types"][kind]["f1"] for kind in SCORED}


def measure(gold: Path, reports: Path) -> None:
    """Print how many rows are withheld for each document, and the table of scores."""
    names = sorted({path.name.rsplit(".", 3)[0] for path in gold.glob("*.gold.json")})
    texts = {path.stem: _text(path) for path in sorted(reports.glob("*.txt"))}
    rests = {"other reports": set(texts), "other gold": set(names)}
    found: dict[str, list[Mapping[str, Any]]] = {rest: [] for rest in rests}
    print(f"{len(texts)} reports, {len(names)} of them in the gold; rows withheld: in no {' | in no '.join(rests)}")
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh:
        for name in names:
            counts = []
            for rest, known in rests.items():
                with tempfile.TemporaryDirectory() as folder:
                    others = [texts[other] for other in known - {name}]
                    counts.append(left_out(texts[name], others, Path(folder)))
                    found[rest].append(fresh.submit(predicted, reports / f"{name}.txt", Path(folder)).result())
            print(f"  {name:32}", *(f"{count:5}" for count in counts), flush=True)
    columns = {
        "all rows": scores(gold, [prediction(reports / f"{name}.txt") for name in names]),
        **{f"without: in no {rest}": scores(gold, found[rest]) for rest in rests},
    }
    print("F1      ", *columns, sep="  ")
    for kind in SCORED:
        print(f"{kind:8}", *(f"{column[kind]:{len(title)}.3f}" for title, column in columns.items()), sep="  ")


def _text(path: Path) -> str:
    """Return what a report says, as it is given and as rules read it: what occurs in either occurs."""
    document = document_of(path.read_bytes(), path.name)
    return f"{document.canonical}\n{document.text}"


def main() -> None:
    """Run the measurement."""
    gold = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("COUNTYGRAPH_GOLD", "../shared/gold"))
    if not (gold / "score.py").exists():
        sys.exit(f"there is no score.py in {gold}; give the folder of the gold annotations")
    measure(gold, Path(sys.argv[2]) if len(sys.argv) > 2 else gold.parent / "reports")


if __name__ == "__main__":
    main()
