"""A named query: its parameters, their types, and the values that they are bound to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeAlias

from ontology.errors import QueryError

Value: TypeAlias = str | int | float | bool | list[str]

TYPES = ("string", "integer", "decimal", "boolean", "list")
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


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
                raise QueryError(f"query {self.name} has no parameter --{name}{meant(name, self.parameters)}")
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


def meant(name: str, known: Collection[str]) -> str:
    """Return “; did you mean …?” with the names that are most like ``name``, or nothing."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(close)}?" if close else ""
