"""A document: the text of a file as it was given, and the view of it that rules read."""

from __future__ import annotations

import hashlib
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from loaders import formats
from loaders.canonical import view
from loaders.marks import Mark
from ontology.errors import DocumentError

__all__ = ["Document", "Mark", "document_of", "read_document"]


@dataclass(frozen=True)
class Document:
    """A text with its canonical view.

    Attributes
    ----------
    name : str
        The file's name, or ``-``.
    text : str
        The text as given; all published spans are offsets into it, in code points.
    sha256, file_sha256 : str
        Over the UTF-8 bytes of ``text``; over the bytes of the file.
    canonical : str
        What rules read; see :mod:`loaders.canonical`.
    origin : Sequence of int
        ``canonical[i]`` came from ``text[origin[i]]``.
    marks : tuple of Mark
        Damage and noise, in offsets of ``text``, sorted.
    """

    name: str
    text: str = field(repr=False)
    sha256: str
    file_sha256: str
    canonical: str = field(repr=False)
    origin: Sequence[int] = field(repr=False)
    marks: tuple[Mark, ...] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of ``text`` that ``canonical[start:end]`` came from; empty stays empty.

        Raises
        ------
        ValueError
            The span is not inside ``canonical``.
        """
        if not 0 <= start <= end <= len(self.canonical):
            raise ValueError(f"{start}:{end} is outside the {len(self.canonical)} characters of {self.name}")
        if start == end:
            place = self.origin[start] if start < len(self.origin) else len(self.text)
            return place, place
        return self.origin[start], self.origin[end - 1] + 1

    def line(self, place: int) -> int:
        """Return the line of ``text``, from 1, that a place is in."""
        return bisect_left(self._breaks, place) + 1

    @cached_property
    def _breaks(self) -> list[int]:
        return [at for at, char in enumerate(self.text) if char == "\n"]


def read_document(path: str | Path, *, stdin: BinaryIO | None = None) -> Document:
    """Read a report from a .txt, .html, .docx or .pdf file, or ``-`` for standard input.

    The format is told by the content. ``stdin`` replaces standard input, for ``-``.

    Raises
    ------
    DocumentError
        The file is missing, empty, too large, binary, encrypted, damaged, or has no text.
    """
    if str(path) == "-":
        data = (stdin or sys.stdin.buffer).read(formats.MAX_BYTES + 1)
        return document_of(data, "-")
    path = Path(path)
    try:
        if not path.exists():
            raise DocumentError(f"there is no file {path}", "check its name")
        if not path.is_file():
            raise DocumentError(f"{path} is not a file", "give the file of one report")
        with path.open("rb") as file:
            data = file.read(formats.MAX_BYTES + 1)
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}", "check its permissions") from error
    return document_of(data, path.name)


def document_of(data: bytes, name: str) -> Document:
    """Return the document that the bytes of a file hold; raises as :func:`read_document`."""
    if len(data) > formats.MAX_BYTES:
        limit = formats.MAX_BYTES >> 20
        raise DocumentError(f"{name} is larger than the {limit} MB that are read", "give one report per file")
    text = formats.text_of(data, name)
    encoded = text.encode()
    file_sha256 = hashlib.sha256(data).hexdigest()
    canonical, origin, marks = view(text, wrapped=data.startswith(b"%PDF-"))
    return Document(
        name=name,
        text=text,
        sha256=file_sha256 if encoded == data else hashlib.sha256(encoded).hexdigest(),
        file_sha256=file_sha256,
        canonical=canonical,
        origin=origin,
        marks=marks,
    )
