"""The positions file: where things lie on the map, kept from one page to the next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.view.layout import Point
from ontology.errors import DocumentError

SHIPPED = "positions.json"
"""Positions of the seeds' graph, so that its picture stays the same while the seeds grow."""
MOST = 64 * 2**20
"""Bytes; a larger file is no positions file."""


def shipped_positions() -> dict[str, Point]:
    """Return the positions that the program ships for the graph of its seeds."""
    path = files("graph.view").joinpath(SHIPPED)
    return _checked(json.loads(path.read_text(encoding="utf-8")), SHIPPED) if path.is_file() else {}


def read_positions(path: Path) -> dict[str, Point]:
    """Return the positions in a file.

    Raises
    ------
    DocumentError
        The file is no positions file.
    """
    if path.stat().st_size > MOST:
        raise DocumentError(f"{path}: too large for a positions file", "name a file that --positions wrote")
    try:
        return _checked(json.loads(path.read_text(encoding="utf-8")), str(path))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DocumentError(f"{path}: no positions file: {error}", "name a file that --positions wrote") from error


def write_positions(path: Path, positions: Mapping[str, Point]) -> None:
    """Write positions, one a line, in the order of ids, so that git shows what moved."""
    lines = [f"{json.dumps(i, ensure_ascii=False)}: [{x}, {y}]" for i, (x, y) in sorted(positions.items())]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


def _checked(data: Any, name: str) -> dict[str, Point]:
    if not isinstance(data, dict):
        raise DocumentError(f"{name}: no positions file: not an object", "name a file that --positions wrote")
    found = {}
    for identifier, point in data.items():
        if not (isinstance(point, list) and len(point) == 2 and all(type(n) is int and abs(n) < 10**7 for n in point)):
            raise DocumentError(
                f"{name}: {identifier!r}: not a pair of whole numbers", "name a file that --positions wrote"
            )
        found[identifier] = (point[0], point[1])
    return found
