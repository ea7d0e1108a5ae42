"""YAML as a tree in which everything knows its place; nothing but mappings, lists and plain texts gets through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from loaders.files import read_text
from ontology.errors import Problem, ProblemsError

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 40


class At(NamedTuple):
    """A place in a file; line and column count from 1, 0 is the file as a whole."""

    file: str
    line: int
    column: int

    def problem(self, message: str, hint: str = "") -> Problem:
        """Return a mistake at this place."""
        return Problem(self.file, self.line, self.column, message, hint)


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as it is written: ``2024`` and ``~`` are texts; what they mean, the ontology says."""

    text: str
    at: At


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    at: At


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, in the order of the file; every key stands once."""

    pairs: dict[str, tuple[Text, Tree]]
    at: At

    def __contains__(self, key: str) -> bool:
        return key in self.pairs

    def get(self, key: str) -> Tree | None:
        """Return the value of ``key``, or None."""
        pair = self.pairs.get(key)
        return pair[1] if pair else None

    def __iter__(self) -> Iterator[tuple[Text, Tree]]:
        return iter(self.pairs.values())


Tree: TypeAlias = Text | Sequence | Mapping


def read_tree(path: Path, root: Path, shown: str) -> Tree:
    """Read a YAML file.

    Parameters
    ----------
    path : Path
        The file; it must lie within ``root``.
    root : Path
        The folder that it must not leave, by symbolic links or otherwise.
    shown : str
        What messages call the file.

    Raises
    ------
    ProblemsError
        It cannot be read, is empty, is no YAML, holds more than one document, repeats a key, or uses
        anchors, aliases or tags.
    """
    text = read_text(path, root, shown, MAX_BYTES)
    return parse_tree(text.removeprefix("\ufeff"), shown)


def parse_tree(text: str, shown: str) -> Tree:
    """Turn YAML text into a tree; see :func:`read_tree`."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Composer(yaml.parse(text, Loader=loader), shown).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = At(shown, mark.line + 1, mark.column + 1) if mark else At(shown, 0, 0)
        raise ProblemsError(
            [
                at.problem(
                    f"not YAML: {error.problem}",
                    "check the indentation; quote texts with ': ' or that begin with one of %>|@`&*!#[]{}",
                )
            ]
        ) from None
    except yaml.reader.ReaderError as error:
        at = _place(text, text.index(chr(error.character)), shown)
        problem = at.problem(f"not YAML: a control character (U+{error.character:04X})", "remove it")
        raise ProblemsError([problem]) from None


def _place(text: str, offset: int, shown: str) -> At:
    return At(shown, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class _Composer:
    def __init__(self, events: Iterator[Any], shown: str) -> None:
        self.events = events
        self.shown = shown
        self.problems: list[Problem] = []

    def document(self) -> Tree:
        import yaml

        tree: Tree | None = None
        for event in self.events:
            if isinstance(
                event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
            ):
                continue
            if tree is not None:
                self._fail(event, "a second document in one file", "keep one document in a file, without ---")
            tree = self._node(event, 0)
        if tree is None:
            raise ProblemsError([At(self.shown, 0, 0).problem("the file is empty", "fill it or delete it")])
        if self.problems:
            raise ProblemsError(self.problems)
        return tree

    def _at(self, event: Any) -> At:
        return At(self.shown, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fail(self, event: Any, message: str, hint: str) -> None:
        raise ProblemsError([*self.problems, self._at(event).problem(message, hint)])

    def _node(self, event: Any, depth: int) -> Tree:
        import yaml

        at = self._at(event)
        if isinstance(event, yaml.AliasEvent):
            self._fail(event, f"an alias (*{event.anchor})", "write the text out")
        if depth > MAX_DEPTH:
            self._fail(event, f"nested more than {MAX_DEPTH} deep", "begin a new item instead")
        if event.anchor is not None:
            self.problems.append(at.problem(f"an anchor (&{event.anchor})", "remove it; write texts out"))
        if event.tag is not None:
            self.problems.append(
                at.problem(
                    f"a tag ({event.tag.replace('tag:yaml.org,2002:', '!!')})",
                    "remove it; the ontology says what type a value has",
                )
            )
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, at)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._members(yaml.SequenceEndEvent, depth)), at)
        return self._mapping(at, depth)

    def _members(self, end: type, depth: int) -> Iterator[Tree]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield self._node(event, depth + 1)

    def _mapping(self, at: At, depth: int) -> Mapping:
        import yaml

        pairs: dict[str, tuple[Text, Tree]] = {}
        members = self._members(yaml.MappingEndEvent, depth)
        for key in members:
            value = next(members)
            if not isinstance(key, Text):
                self.problems.append(key.at.problem("a key that is no text", "write key: value"))
            elif key.text in pairs:
                first = pairs[key.text][0].at
                self.problems.append(
                    key.at.problem(
                        f"{key.text} stands twice in one mapping",
                        f"join it with the one in line {first.line} (a list takes several)",
                    )
                )
            else:
                pairs[key.text] = (key, value)
        return Mapping(pairs, at)
