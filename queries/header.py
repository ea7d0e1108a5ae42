"""The header of a query's file, and what can be wrong with the file.

A header is the comment at the top of the file, one field a line::

    // title.zh: 指标的目标
    // title.en: Targets by indicator
    // question: 某项指标定了哪些目标?
    // param indicator: string = GDP — part of the indicator's name
    // column target: 目标
    // example: countygraph query targets --indicator 投资

A parameter without ``= default`` must be given. Types: ``string``, ``integer``, ``decimal``, ``boolean``,
``list`` (of strings, written with commas).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ontology.errors import Problem, ProblemsError
from queries.query import TYPES, Parameter, Query, convert, meant

if TYPE_CHECKING:
    from ontology.schema import Schema

_FIELD = re.compile(r"//\s*(title\.zh|title\.en|question|example|param|column)\b\s*(.*)")
_PARAM = re.compile(r"(?P<name>[a-z][a-z_]*):\s*(?P<type>\w+)\s*(?:=\s*(?P<default>.*?))?\s*—\s*(?P<text>.+)")
_COLUMN = re.compile(r"(?P<name>[a-z][a-z_]*):\s*(?P<title>.+)")
_MASKED = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)
_USED = re.compile(r"\$([A-Za-z_]\w*)")
_TYPE_NAMES = re.compile(r"\[\s*\w*\s*:\s*([A-Z_]+(?:\s*\|\s*:?[A-Z_]+)*)")
_LABEL_NAMES = re.compile(r"(?:\(\s*\w*\s*|(?<![\[\w])[a-z]\w*):\s*([A-Z]\w+(?:\s*[|:&]\s*[A-Z]\w+)*)")
_FOREIGN = re.compile(r"\b(apoc|gds)\.|\b(elementId|id)\s*\(", re.IGNORECASE)


def read_query(name: str, text: str) -> Query:
    """Read one file.

    Raises
    ------
    ProblemsError
        All that is wrong with its header, with places.
    """
    header = _Header(_path(name))
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("//"):
            break
        header.read(number, line)
    header.close(text)
    if header.problems:
        raise ProblemsError(header.problems)
    body = "\n".join(line for line in lines if not line.startswith("//")).strip()
    fields = header.fields
    return Query(
        name,
        fields["title.zh"],
        fields["title.en"],
        fields["question"],
        header.parameters,
        header.columns,
        fields["example"],
        body,
    )


class _Header:
    """Gathers the fields of one file's header, and what is wrong with them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.fields: dict[str, str] = {}
        self.parameters: dict[str, Parameter] = {}
        self.columns: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.problems: list[Problem] = []

    def fault(self, line: int, column: int, message: str, hint: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(self.path, line, column, message, hint))

    def read(self, number: int, line: str) -> None:
        """Take in one comment line of the header."""
        match = _FIELD.match(line)
        if not match:
            if line.strip("/ \t"):
                self.fault(number, 1, "a header line that is no field", "begin it with title.zh:, param, column …")
            return
        key, rest, column = match[1], match[2], match.start(2) + 1
        if key == "param":
            self._parameter(number, column, rest)
        elif key == "column":
            found = _COLUMN.fullmatch(rest)
            if not found:
                self.fault(number, column, "a column is written NAME: its head in Chinese")
            else:
                self.columns[found["name"]] = found["title"]
                self.places["column " + found["name"]] = number
        elif not rest.startswith(":") or not rest[1:].strip():
            self.fault(number, column, f"{key} is empty", f"write // {key}: …")
        else:
            self.fields[key] = rest[1:].strip()

    def _parameter(self, number: int, column: int, rest: str) -> None:
        found = _PARAM.fullmatch(rest)
        if not found:
            self.fault(number, column, "a parameter is written NAME: type = default — what it is")
            return
        if found["type"] not in TYPES:
            at = column + found.start("type")
            self.fault(number, at, f"no type {found['type']!r}", f"use one of {', '.join(TYPES)}")
            return
        try:
            default = None if found["default"] is None else convert(found["default"], found["type"])
        except ValueError:
            self.fault(number, column + found.start("default"), f"the default is not of type {found['type']}")
            return
        self.parameters[found["name"]] = Parameter(found["name"], found["type"], default, found["text"])
        self.places["param " + found["name"]] = number

    def close(self, text: str) -> None:
        """Check what can only be seen when the whole file is there."""
        for key in ("title.zh", "title.en", "question", "example"):
            if key not in self.fields:
                self.fault(1, 1, f"the header lacks {key}", f"write // {key}: …")
        body = _masked(text)
        used = {m[1]: m for m in reversed(list(_USED.finditer(body)))}
        for name, match in used.items():
            if name not in self.parameters:
                self.fault(*_place(body, match.start()), f"${name} is not declared", f"write // param {name}: …")
        for name in self.parameters.keys() - used.keys():
            self.fault(self.places["param " + name], 1, f"the query does not use ${name}", "delete the line")
        returned = re.findall(r"\bAS\s+(\w+)", body[body.upper().rfind("RETURN") :], re.IGNORECASE)
        for name in returned:
            if name not in self.columns:
                self.fault(
                    *_place(body, body.rfind(name)), f"column {name} is not declared", f"write // column {name}: …"
                )
        for name in self.columns.keys() - set(returned):
            self.fault(self.places["column " + name], 1, f"the query does not return {name}", "delete the line")
        if list(self.columns) != returned and set(self.columns) == set(returned):
            self.fault(self.places["column " + returned[0]], 1, "columns are declared in another order than returned")


def check_names(name: str, text: str, schema: Schema) -> Iterator[Problem]:
    """Yield the labels and relationship types that the ontology lacks, and what only one of the stores has."""
    path, body = _path(name), _masked(text)
    for pattern, known, what in (
        (_TYPE_NAMES, schema.relations, "relationship type"),
        (_LABEL_NAMES, {*schema.classes, "Entity"}, "label"),
    ):
        for match in pattern.finditer(body):
            for word in re.finditer(r"\w+", match[1]):
                if word[0] not in known:
                    place = _place(body, match.start(1) + word.start())
                    yield Problem(path, *place, f"the ontology has no {what} {word[0]}{meant(word[0], known)}")
    for match in _FOREIGN.finditer(body):
        yield Problem(
            path, *_place(body, match.start()), f"{match[0]} is not shared by both stores", "use n.id, plain Cypher"
        )


def _masked(text: str) -> str:
    """Blank out comments and quoted text, so that only Cypher is looked at; offsets stay."""
    return _MASKED.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _path(name: str) -> str:
    return f"queries/{name}.cypher"
