"""A report's folder among the seeds: text, source.yaml and statements, written whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from loaders.document import Document
from loaders.hanging import Item
from loaders.marks import DAMAGE
from loaders.publishing import Publication
from loaders.report import REPORT_ID, Report
from loaders.wording import quote
from ontology.errors import DocumentError, ProblemsError


def write_report(
    folder: Path,
    document: Document,
    report: Report,
    publication: Publication,
    who: str,
    *,
    check: Callable[[Path], None] = lambda _: None,
) -> Path:
    """Write ``reports/ID/`` below a folder of seeds; a former one of this id is replaced.

    Everything is written beside its place first and checked there, then renamed, so that what is wrong leaves the
    folder as it was.

    Parameters
    ----------
    check : callable
        Gets a folder of seeds that holds this report alone; what it raises stops the writing.

    Raises
    ------
    CountyGraphError
        What ``check`` finds; DocumentError when the folder cannot be written.
    """
    if not re.fullmatch(REPORT_ID, report.id):
        raise DocumentError(f"{report.id} is no id of a report", "use small letters, digits, hyphens and dots")
    place = folder / "reports" / report.id
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".publishing-", dir=folder))
    except OSError as error:
        raise DocumentError(f"{folder} cannot be written: {error.strerror}", "give another folder") from error
    try:
        fresh = staging / "reports" / report.id
        (fresh / "statements").mkdir(parents=True)
        (fresh / "text.txt").write_bytes(document.text.encode())
        (fresh / "source.yaml").write_text(_yaml(_source(document, report, who)), encoding="utf-8")
        for name, content in _statements(report, publication.items, who):
            (fresh / "statements" / name).write_text(_yaml(content), encoding="utf-8")
        check(staging)
        if place.exists():
            place.replace(staging / "former")
        fresh.replace(place)
    except ProblemsError as error:
        # Say where the files would have stood, not where they were checked.
        problems = [replace(problem, file=problem.file.replace(f"{staging.name}/", "")) for problem in error.problems]
        raise ProblemsError(problems) from error
    except OSError as error:
        raise DocumentError(f"{place} cannot be written: {error.strerror}", "make room or free it") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if not any(place.parent.iterdir()):
            place.parent.rmdir()
    return place


def _source(document: Document, report: Report, who: str) -> dict[str, Any]:
    source: dict[str, Any] = {
        "id": report.id,
        "kind": "report",
        "title": report.title,
        "place": report.code,
        "year": report.year,
        "url": report.url,
        "date": report.date,
        "sha256": document.sha256,
        "curator": who,
    }
    damage = []
    for mark in document.marks:
        if mark.kind in DAMAGE and document.text[mark.start : mark.end].strip():
            form = quote(document.text, (mark.start, mark.end))
            if isinstance(form, dict) and "nth" in form:
                continue  # inside a passage that the text holds twice
            words = {"quote": form} if isinstance(form, str) else {"quote": form.pop("exact"), **form}
            damage.append({"kind": mark.kind, **words, "note": mark.note})
    return {key: value for key, value in source.items() if value != ""} | ({"damage": damage} if damage else {})


def _statements(report: Report, items: Mapping[str, Sequence[Item]], who: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the statement files: the report's own things, then what it names of other places, a scope a file."""
    found = []
    for scope, named in items.items():
        name = "10-report.yaml" if scope == report.code else f"20-named-{scope}.yaml"
        found.append((name, {"source": report.id, "scope": scope, "curator": who, "items": list(named)}))
    return found


def _yaml(data: Any) -> str:
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper = type("_Dumper", (base,), {"ignore_aliases": lambda *_: True})
    return str(yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120))
