"""What people decided about proposals: an append-only log, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.files import read_text
from loaders.proposals import FieldValue
from ontology.errors import Problem, ProblemsError

VERDICTS = ("accepted", "edited", "rejected", "reopened")
MAX_LOG_BYTES = 256 * 1024 * 1024
CONTEXT = 16
"""Characters kept before and behind a quote; enough to find it again among its likes."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a text with what stands around them; ``start`` is where they stood, a hint among equals."""

    exact: str
    prefix: str
    suffix: str
    start: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement says: its kind, the words it rests on (the first are the main ones), its fields."""

    kind: str
    anchors: tuple[Anchor, ...]
    fields: Mapping[str, FieldValue] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What tells this statement from others of its text, whichever rule reads it."""
        main = self.anchors[0]
        told = [self.kind, main.exact, main.prefix, main.suffix, self.fields.get("value"), self.fields.get("indicator")]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    ``content`` is what was decided on, as it now stands; ``proposed`` is what the rule had said, where a person
    changed it (None for what a person added). ``rule`` is ``name@version`` or empty. ``when`` is ISO 8601 with
    its zone, ``text`` the sha256 of the text.
    """

    verdict: str
    content: Content
    proposed: Content | None
    rule: str
    who: str
    when: str
    why: str
    text: str

    @property
    def id(self) -> str:
        """The case that it decides: what was proposed, or else what was added."""
        return (self.proposed or self.content).id


def read_log(path: Path) -> list[Decision]:
    """Read a log of decisions; a log that does not exist yet is empty.

    Raises
    ------
    ProblemsError
        All lines that are no decisions.
    """
    if not path.exists():
        return []
    decisions: list[Decision] = []
    problems: list[Problem] = []
    text = read_text(path, path.parent, str(path), MAX_LOG_BYTES)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            decisions.append(_decision(json.loads(line)))
        except (ValueError, TypeError, KeyError, IndexError) as error:
            torn = number == text.count("\n") + 1
            hint = "the line was not written to its end: delete it" if torn else "restore the line, or delete it"
            problems.append(Problem(str(path), number, 1, f"not a decision ({error})", hint))
    if problems:
        raise ProblemsError(problems)
    return decisions


def append(path: Path, decisions: Iterable[Decision]) -> int:
    """Write decisions behind those that are there, in one go; returns how many."""
    lines = [json.dumps(_row(decision), ensure_ascii=False, sort_keys=True) for decision in decisions]
    if lines:
        data = "".join(f"{line}\n" for line in lines).encode()
        with path.open("ab") as file:
            if file.tell() and not _ends_in_newline(path):
                data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    return len(lines)


def effective(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that hold: the last one for each case, unless it opened the case again."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        last.pop(decision.id, None)
        if decision.verdict != "reopened":
            last[decision.id] = decision
    return list(last.values())


def anchor(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of a span of a text."""
    return Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)


def _ends_in_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _row(decision: Decision) -> dict[str, Any]:
    return {
        "verdict": decision.verdict,
        "content": _content_row(decision.content),
        "proposed": _content_row(decision.proposed) if decision.proposed else None,
        "rule": decision.rule,
        "who": decision.who,
        "when": decision.when,
        "why": decision.why,
        "text": decision.text,
    }


def _content_row(content: Content) -> dict[str, Any]:
    anchors = [{"exact": a.exact, "prefix": a.prefix, "suffix": a.suffix, "start": a.start} for a in content.anchors]
    return {"kind": content.kind, "anchors": anchors, "fields": dict(content.fields)}


def _decision(row: Any) -> Decision:
    verdict = row["verdict"]
    if verdict not in VERDICTS:
        raise ValueError(f"{verdict} is no verdict")
    told = [row[key] for key in ("rule", "who", "when", "why", "text")]
    if not all(isinstance(value, str) for value in told):
        raise ValueError("rule, who, when, why and text are texts")
    proposed = _content(row["proposed"]) if row["proposed"] is not None else None
    return Decision(verdict, _content(row["content"]), proposed, *told)


def _content(row: Any) -> Content:
    anchors = tuple(
        Anchor(str(a["exact"]), str(a["prefix"]), str(a["suffix"]), int(a["start"])) for a in row["anchors"]
    )
    if not anchors or not all(a.exact for a in anchors):
        raise ValueError("a statement without words")
    fields = row["fields"]
    if not all(value is None or isinstance(value, str | int | float | bool) for value in fields.values()):
        raise ValueError("a field that is no plain value")
    return Content(str(row["kind"]), anchors, dict(fields))
