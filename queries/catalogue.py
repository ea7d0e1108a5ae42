"""The catalogue: every ``*.cypher`` file of this folder, with the title, parameters and columns of its header.

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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

from ontology.errors import Problem, ProblemsError, QueryError

if TYPE_CHECKING:
    from ontology.schema import Schema

Value: TypeAlias = str | int | float | bool | list[str]

TYPES = ("string", "integer", "decimal", "boolean", "list")
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

_FIELD = re.compile(r"//\s*(title\.zh|title\.en|question|example|param|column)\b\s*(.*)")
_PARAM = re.compile(r"(?P<name>[a-z][a-z_]*):\s*(?P<type>\w+)\s*(?:=\s*(?P<default>.*?))?\s*—\s*(?P<text>.+)")
_COLUMN = re.compile(r"(?P<name>[a-z][a-z_]*):\s*(?P<title>.+)")
_MASKED = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)
_USED = re.compile(r"\$([A-Za-z_]\w*)")
_TYPE_NAMES = re.compile(r"\[\s*\w*\s*:\s*([A-Z_]+(?:\s*\|\s*:?[A-Z_]+)*)")
_LABEL_NAMES = re.compile(r"(?:\(\s*\w*\s*|(?<![\[\w])[a-z]\w*):\s*([A-Z]\w+(?:\s*[|:&]\s*[A-Z]\w+)*)")
_FOREIGN = re.compile(r"\b(apoc|gds)\.|\b(elementId|id)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query; ``default`` is None when the parameter must be given."""

    name: str
    type: str
    default: Value | None
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named query; ``columns`` maps each column to its head in Chinese."""

    name: str
    title_zh: str
    title_en: str
    question: str
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    example: str
    cypher: str

    def bind(self, given: Mapping[str, Any]) -> dict[str, Value]:
        """Return the value of every parameter.

        Parameters
        ----------
        given : mapping
            Values by name: text, as a command line has it, or values of the right type.

        Raises
        ------
        QueryError
            A parameter is unknown, missing, or its value is not of its type.
        """
        for name in given:
            if name not in self.parameters:
                raise QueryError(f"query {self.name} has no parameter --{name}{_meant(name, self.parameters)}")
        missing = [p.name for p in self.parameters.values() if p.default is None and given.get(p.name) is None]
        if missing:
            raise QueryError(
                f"query {self.name} needs --" + ", --".join(missing), self.example and f"for example: {self.example}"
            )
        bound: dict[str, Value] = {}
        for p in self.parameters.values():
            value = given.get(p.name)
            if value is None:
                bound[p.name] = p.default  # type: ignore[assignment]  # missing ones were refused above
                continue
            try:
                bound[p.name] = convert(value, p.type)
            except ValueError:
                raise QueryError(f"--{p.name} is to be of type {p.type}, not {value!r}") from None
        return bound


def convert(value: Any, type_: str) -> Value:
    """Return ``value`` as one of :data:`TYPES`.

    Raises
    ------
    ValueError
        It is none.
    """
    if type_ == "list":
        items = value.split(",") if isinstance(value, str) else value
        return [str(item).strip() for item in items if str(item).strip()]
    if type_ == "integer":
        return int(value)
    if type_ == "decimal":
        return float(value)
    if type_ == "boolean":
        if isinstance(value, bool):
            return value
        if str(value).lower() not in _BOOLEANS:
            raise ValueError(value)
        return _BOOLEANS[str(value).lower()]
    return str(value)


@cache
def load_catalogue() -> Mapping[str, Query]:
    """Return all queries by name, in alphabetical order.

    Raises
    ------
    ProblemsError
        Headers that cannot be read, all of them.
    """
    found: dict[str, Query] = {}
    problems: list[Problem] = []
    for name, text in _files():
        try:
            found[name] = read_query(name, text)
        except ProblemsError as error:
            problems += error.problems
    if problems:
        raise ProblemsError(problems)
    return found


def find_query(name: str) -> Query:
    """Return the query of that name.

    Raises
    ------
    QueryError
        There is none; the message names those that it may have meant.
    """
    catalogue = load_catalogue()
    if name not in catalogue:
        raise QueryError(f"no query {name!r}{_meant(name, catalogue)}", "countygraph query lists all")
    return catalogue[name]


def check_catalogue(schema: Schema) -> list[Problem]:
    """Return all that is wrong with the files: headers, parameters, columns, names that the ontology lacks."""
    problems: list[Problem] = []
    for name, text in _files():
        try:
            read_query(name, text)
        except ProblemsError as error:
            problems += error.problems
        problems += _check_names(_path(name), text, schema)
    return problems


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


def _check_names(path: str, text: str, schema: Schema) -> Iterator[Problem]:
    body = _masked(text)
    for pattern, known, what in (
        (_TYPE_NAMES, schema.relations, "relationship type"),
        (_LABEL_NAMES, {*schema.classes, "Entity"}, "label"),
    ):
        for match in pattern.finditer(body):
            for name in re.finditer(r"\w+", match[1]):
                if name[0] not in known:
                    place = _place(body, match.start(1) + name.start())
                    yield Problem(path, *place, f"the ontology has no {what} {name[0]}{_meant(name[0], known)}")
    for match in _FOREIGN.finditer(body):
        yield Problem(
            path, *_place(body, match.start()), f"{match[0]} is not shared by both stores", "use n.id, plain Cypher"
        )


def _masked(text: str) -> str:
    """Blank out comments and quoted text, so that only Cypher is looked at; offsets stay."""
    return _MASKED.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _meant(name: str, known: Mapping[str, Any] | set[str]) -> str:
    close = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(close)}?" if close else ""


def _path(name: str) -> str:
    return f"queries/{name}.cypher"


def _files() -> Iterator[tuple[str, str]]:
    for entry in sorted(files("queries").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".cypher"):
            yield entry.name.removesuffix(".cypher"), entry.read_text(encoding="utf-8")
