"""The catalogue: every ``*.cypher`` file of this folder, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ontology.errors import Problem, ProblemsError, QueryError
from queries.header import check_names, read_query
from queries.query import Query, meant

if TYPE_CHECKING:
    from ontology.schema import Schema


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
        raise QueryError(f"no query {name!r}{meant(name, catalogue)}", "countygraph query lists all")
    return catalogue[name]


def check_catalogue(schema: Schema) -> list[Problem]:
    """Return all that is wrong with the files: headers, parameters, columns, names that the ontology lacks."""
    problems: list[Problem] = []
    for name, text in _files():
        try:
            read_query(name, text)
        except ProblemsError as error:
            problems += error.problems
        problems += list(check_names(name, text, schema))
    return problems


def _files() -> Iterator[tuple[str, str]]:
    for entry in sorted(files("queries").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".cypher"):
            yield entry.name.removesuffix(".cypher"), entry.read_text(encoding="utf-8")
