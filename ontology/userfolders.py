"""Where this platform has what programs keep for their user."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Return the folder for the data of this program; it may not be there yet.

    Raises
    ------
    RuntimeError
        The user has no home.
    """
    return _folder("Application Support", "XDG_DATA_HOME", ".local/share")


def cache_folder() -> Path:
    """Return the folder for what this program can make again; it may not be there yet.

    Raises
    ------
    RuntimeError
        The user has no home.
    """
    return _folder("Caches", "XDG_CACHE_HOME", ".cache")


def _folder(mac: str, variable: str, elsewhere: str) -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / mac
    else:
        base = Path(os.environ.get(variable) or Path.home() / elsewhere)
    return base / "countygraph"
