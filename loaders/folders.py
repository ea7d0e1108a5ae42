"""Folders of seeds: which files there are, and all that can be read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from loaders.curated import read_items
from loaders.items import Item
from loaders.sources import read_notes, read_report
from loaders.yamltree import At
from ontology.errors import Problem, ProblemsError
from ontology.model import Source
from ontology.schema import Schema

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""


def packaged_seeds() -> Path:
    """Return the folder of seeds that the program ships."""
    return Path(str(files("seeds")))


@dataclass(slots=True)
class Reading:
    """What was read of some folders: sources by id, the outermost items, and the mistakes of form."""

    sources: dict[str, Source] = field(default_factory=dict)
    reported: dict[str, str] = field(default_factory=dict)
    """The code of the place of each report, by the report's id."""
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_folders(folders: Iterable[Path], schema: Schema, progress: Progress) -> Reading:
    """Read all files of all folders, on after mistakes, so that all of them are told."""
    reader = _Reader(schema)
    paths = [place for root in dict.fromkeys(f.resolve() for f in folders) for place in reader.folder(root)]
    for done, (path, root, shown) in enumerate(paths):
        progress("reading", done, len(paths))
        reader.statements(path, root, f"{shown}/{path.relative_to(root).as_posix()}")
    return reader.found


class _Reader:
    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.found = Reading()
        self.places: dict[str, At] = {}

    def folder(self, root: Path) -> list[tuple[Path, Path, str]]:
        """Read the notes and reports of a folder; return its statement files."""
        shown = _shown(root)
        if not root.is_dir():
            self._wrong(shown, "no folder of seeds", "name a folder with reports/ or registry/")
            return []
        if (root / "notes.yaml").exists():
            self._notes(root, shown)
        paths = sorted(root.glob("registry/*.yaml"))
        reports = sorted(path for path in root.glob("reports/*") if path.is_dir())
        for report in reports:
            statements = sorted(report.glob("statements/*.yaml"))
            paths.extend(statements)
            # A folder of statements alone adds to a report that another folder holds.
            if (report / "source.yaml").exists() or (report / "text.txt").exists() or not statements:
                self._report(report, root, f"{shown}/reports/{report.name}")
        for other in sorted((*root.glob("registry/*.yml"), *root.glob("reports/*/statements/*.yml"))):
            name = f"{shown}/{other.relative_to(root).as_posix()}"
            self._wrong(name, "the file would not be read", "let its name end in .yaml")
        if not paths:
            self._wrong(shown, "no statements", "add registry/*.yaml or reports/<id>/statements/*.yaml")
        return [(path, root, shown) for path in paths]

    def statements(self, path: Path, root: Path, shown: str) -> None:
        """Read a statement file."""
        try:
            items, problems = read_items(path, root, shown, self.schema)
        except ProblemsError as error:
            self.found.problems.extend(error.problems)
        else:
            self.found.items.extend(items)
            self.found.problems.extend(problems)

    def _wrong(self, file: str, message: str, hint: str) -> None:
        self.found.problems.append(Problem(file, 0, 0, message, hint))

    def _notes(self, root: Path, shown: str) -> None:
        try:
            notes = read_notes(root / "notes.yaml", root, f"{shown}/notes.yaml", self.places)
        except ProblemsError as error:
            self.found.problems.extend(error.problems)
        else:
            self.found.sources.update((note.id, note) for note in notes)

    def _report(self, folder: Path, root: Path, shown: str) -> None:
        try:
            source, place = read_report(folder, root, shown, self.places)
        except ProblemsError as error:
            self.found.problems.extend(error.problems)
        else:
            self.found.sources[source.id] = source
            self.found.reported[source.id] = place


def _shown(root: Path) -> str:
    """Return what messages call a folder: relative to the working folder if it lies in it."""
    here = Path.cwd()
    return (root.relative_to(here) if root.is_relative_to(here) else root).as_posix()
