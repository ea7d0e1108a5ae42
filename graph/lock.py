"""A lock on a file: one opening at a time, and free again when its process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import StoreError


class FileLock:
    """Holds a file locked from :meth:`take` to :meth:`release`; the file itself stays."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Return whether the lock could be had, at once and without waiting.

        Raises
        ------
        OSError
            The file can be neither made nor opened.
        """
        self._file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let go; a second call does nothing."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Be the one load or build of the store in a folder; others are refused, and none waits.

    Raises
    ------
    StoreError
        Another one is under way.
    """
    lock = FileLock(folder / "log" / "loading")
    if not lock.take():
        raise StoreError(f"another load of the store {folder} is under way", "wait until it ends, then load again")
    try:
        yield
    finally:
        lock.release()
