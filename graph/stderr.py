"""What the engine prints by itself goes into a file of the store's log; what this program says goes where it went."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

_undo: list[Callable[[], None]] = []
_engines = 0


def divert(file: Path) -> None:
    """Let what this process's native code prints on stderr go into ``file``, as often as :func:`restore` undoes it.

    Several engines of one process share the first one's file. On Windows nothing is done: the engine's runtime keeps
    the handle that it found, and would go on writing to whatever that becomes.
    """
    global _engines
    _engines += 1
    if _engines == 1 and sys.platform != "win32":
        with suppress(OSError):  # no stderr to begin with, or no room for a file
            _undo.append(_diverted(file))


def restore() -> None:
    """Undo one :func:`divert`."""
    global _engines
    _engines -= 1
    if _engines == 0 and _undo:
        _undo.pop()()


def _diverted(file: Path) -> Callable[[], None]:
    saved = os.dup(2)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        os.close(saved)
        raise
    os.dup2(descriptor, 2)
    os.close(descriptor)
    former = sys.stderr
    own = _on_saved(former, saved)
    if own:
        sys.stderr = own

    def undo() -> None:
        if own:
            own.flush()
            if sys.stderr is own:
                sys.stderr = former
        os.dup2(saved, 2)
        os.close(saved)

    return undo


def _on_saved(former: TextIO | None, saved: int) -> TextIO | None:
    """Return a stream to take the place of one that writes to the descriptor 2; None if it writes elsewhere."""
    try:
        if former is None or former.fileno() != 2:
            return None
    except (OSError, ValueError):  # a buffer of a test runner
        return None
    former.flush()
    return open(saved, "w", buffering=1, encoding=former.encoding, errors=former.errors, closefd=False)
