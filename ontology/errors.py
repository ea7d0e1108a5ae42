"""The one error tree. Everything a user can cause derives from :class:`CountyGraphError`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class CountyGraphError(Exception):
    """Base of all errors that the command line turns into one message and exit code 1.

    Parameters
    ----------
    message : str
        What is wrong.
    hint : str
        What to do next; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a file: where it is, what it is, and what to do.

    ``line`` and ``column`` count from 1; 0 means that the place is the file as a whole.
    """

    file: str
    line: int
    column: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}" + (f"; {self.hint}" if self.hint else "")


class ProblemsError(CountyGraphError):
    """Mistakes in input files, all of them at once, in the order of file, line and column."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class DocumentError(CountyGraphError):
    """A document cannot be read: missing, empty, binary, too large, encrypted, or no report at all."""


class QuoteError(CountyGraphError):
    """A quote does not stand in its source, stands there more than once, or is not what stands at its offsets."""


class SchemaError(CountyGraphError):
    """The ontology itself is not as the code expects it."""


class StoreError(CountyGraphError):
    """The store cannot be opened, is locked or corrupt, or broke off."""


class QueryError(CountyGraphError):
    """A query cannot be run: unknown name, wrong parameter, bad Cypher, or refused because it may write."""


class NotFoundError(CountyGraphError):
    """Nothing, or more than one thing, answers to the text that was given."""


def first_line(error: Exception) -> str:
    """Return the first line of what an exception of the driver says."""
    text = str(getattr(error, "message", None) or error)
    return text.strip().splitlines()[0]
