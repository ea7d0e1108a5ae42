"""The texts that are quoted from: reports with their source.yaml, and notes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from loaders.files import read_bytes, read_text
from loaders.quotes import Quote, locate
from loaders.validation import did_you_mean
from loaders.yamltree import At, Mapping, Sequence, Text, Tree, read_tree
from ontology.errors import Problem, ProblemsError, QuoteError
from ontology.model import Source

MAX_TEXT_BYTES = 16 * 1024 * 1024
SOURCE_KEYS = (
    "id",
    "kind",
    "title",
    "place",
    "year",
    "url",
    "date",
    "sha256",
    "curator",
    "damage",
    "publisher",
    "remark",
)
SOURCE_REQUIRED = ("id", "title", "place", "year", "date", "sha256", "curator")
NOTE_KEYS = ("id", "statement", "title", "url", "date", "certainty", "also", "remark")
NOTE_REQUIRED = ("id", "statement", "title", "certainty")
_FORMS = {
    "id": (r"[a-z0-9][a-z0-9.-]*", "use small letters, digits, hyphens and dots"),
    "kind": ("report", "a folder of reports/ holds a report"),
    "place": (r"CN|\d{6}|\d{9}|\d{12}", "write its statistical code"),
    "year": (r"\d{4}", "write four digits"),
    "date": (r"\d{4}(-\d{2}(-\d{2})?)?", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    # Pages make links of it: nothing but the web, or the path alone where no more is known.
    "url": (r"(https?://|/)[^\s<>\"]+", "begin with https:// or http://, or with / where the host is not known"),
    "certainty": ("two|one", "it is two or one"),
}
"""Key → what its value looks like, and what to do when it does not."""


def read_report(folder: Path, root: Path, shown: str, places: dict[str, At]) -> tuple[Source, str]:
    """Read ``source.yaml`` and ``text.txt`` of a report; return it with the code of the place whose report it is.

    Parameters
    ----------
    folder, root : Path
        The report's folder, and the folder of seeds that no file may leave.
    shown : str
        What messages call the folder.
    places : dict
        Where each source stands, by id; this one is added.

    Raises
    ------
    ProblemsError
        A file cannot be read, a key is missing or unknown, the text is not the one whose sha256 is
        given, or a damaged span is not found.
    """
    name = f"{shown}/source.yaml"
    tree = read_tree(folder / "source.yaml", root, name)
    problems: list[Problem] = []
    row = _row(tree, SOURCE_KEYS, SOURCE_REQUIRED, problems)
    text_name = f"{shown}/text.txt"
    try:
        data = read_bytes(folder / "text.txt", root, text_name, MAX_TEXT_BYTES)
        text = read_text(folder / "text.txt", root, text_name, MAX_TEXT_BYTES)
    except ProblemsError as error:
        raise ProblemsError([*problems, *error.problems]) from None
    sha256 = hashlib.sha256(data).hexdigest()
    if "sha256" in row and row["sha256"].text != sha256:
        problems.append(
            row["sha256"].at.problem(
                f"text.txt has another sha256 ({sha256})",
                "restore the text; a corrected text is a new source, and this is its sha256",
            )
        )
    if "id" in row and row["id"].text != folder.name:
        problems.append(
            row["id"].at.problem(f"{row['id'].text} lies in the folder {folder.name}", "give both one name")
        )
    if "id" in row:
        _place_once(row["id"], places, problems)
    damage = _damage(tree.get("damage") if isinstance(tree, Mapping) else None, text, problems)
    if problems:
        raise ProblemsError(problems)
    source = Source(
        id=row["id"].text,
        kind=row["kind"].text if "kind" in row else "report",
        title=row["title"].text,
        text=text,
        sha256=sha256,
        url=row["url"].text if "url" in row else "",
        date=row["date"].text,
        damage=tuple(sorted(damage)),
    )
    return source, row["place"].text


def read_notes(path: Path, root: Path, shown: str, places: dict[str, At]) -> list[Source]:
    """Read ``notes.yaml``, in which every row is a source of its own.

    ``places`` receives where each id stands. Raises ``ProblemsError`` with all mistakes of the file.
    """
    tree = read_tree(path, root, shown)
    problems: list[Problem] = []
    notes: list[Source] = []
    if not isinstance(tree, Sequence):
        raise ProblemsError([tree.at.problem("notes are a list", "begin each note with - id:")])
    for entry in tree.items:
        row = _row(entry, NOTE_KEYS, NOTE_REQUIRED, problems)
        if not row.keys() >= set(NOTE_REQUIRED):
            continue
        identifier, text = row["id"].text, row["statement"].text
        _place_once(row["id"], places, problems)
        notes.append(
            Source(
                id=identifier,
                kind="note",
                title=row["title"].text,
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                url=row["url"].text if "url" in row else "",
                date=row["date"].text if "date" in row else "",
                certainty=row["certainty"].text,
            )
        )
    if problems:
        raise ProblemsError(problems)
    return notes


def _place_once(identifier: Text, places: dict[str, At], problems: list[Problem]) -> None:
    first = places.setdefault(identifier.text, identifier.at)
    if first is not identifier.at:
        hint = f"the other stands in {first.file}:{first.line}"
        problems.append(identifier.at.problem(f"{identifier.text} is the id of two sources", hint))


def _row(
    tree: Tree,
    known: tuple[str, ...],
    required: tuple[str, ...],
    problems: list[Problem],
    forms: dict[str, tuple[str, str]] = _FORMS,
) -> dict[str, Text]:
    """Return the plain texts of a mapping; keys unknown, missing, empty or of another form become problems."""
    if not isinstance(tree, Mapping):
        problems.append(tree.at.problem("not a mapping", f"write {required[0]}: … and the other keys"))
        return {}
    row: dict[str, Text] = {}
    for key, value in tree:
        if key.text not in known:
            problems.append(
                key.at.problem(f"unknown key {key.text}", did_you_mean(key.text, known, f"it takes {', '.join(known)}"))
            )
        elif key.text in ("also", "damage"):
            continue
        elif not isinstance(value, Text):
            problems.append(value.at.problem(f"{key.text} is one text", "write a single value"))
        elif value.text.strip():
            row[key.text] = value
        elif key.text in required:
            problems.append(value.at.problem(f"{key.text} is empty", "give it a value"))
    for key_name in required:
        if key_name not in tree:
            problems.append(tree.at.problem(f"{key_name} is missing", f"add {key_name}: …"))
    for name, (pattern, hint) in forms.items():
        if name in row and not re.fullmatch(pattern, row[name].text, re.ASCII):
            value = row.pop(name)
            problems.append(value.at.problem(f"{value.text} is no {name}", hint))
    return row


def _damage(tree: Tree | None, text: str, problems: list[Problem]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    entries = tree.items if isinstance(tree, Sequence) else () if tree is None else (tree,)
    for entry in entries:
        row = _row(entry, ("kind", "quote", "prefix", "suffix", "note"), ("kind", "quote"), problems, {})
        if "quote" not in row or "kind" not in row:
            continue
        exact, prefix, suffix = (row[key].text if key in row else "" for key in ("quote", "prefix", "suffix"))
        quote = Quote(exact, prefix, suffix)
        try:
            found.append((*locate(text, quote), row["kind"].text))
        except QuoteError as error:
            problems.append(row["quote"].at.problem(error.message, error.hint))
    return found
