"""Reading files that may be anything: whole, small enough, inside their folder, UTF-8."""

from __future__ import annotations

import stat
from pathlib import Path

from ontology.errors import Problem, ProblemsError


def read_bytes(path: Path, root: Path, shown: str, limit: int) -> bytes:
    """Return the bytes of a regular file.

    Parameters
    ----------
    path, root : Path
        The file, and the folder that it must not leave.
    shown : str
        What messages call the file.
    limit : int
        The most bytes that are read.

    Raises
    ------
    ProblemsError
        The file is missing, unreadable, not regular, empty, too large, or outside ``root``.
    """

    def fail(message: str, hint: str) -> ProblemsError:
        return ProblemsError([Problem(shown, 0, 0, message, hint)])

    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            raise fail("the file lies outside its folder", "replace the link by the file itself")
        status = real.stat()
        if not stat.S_ISREG(status.st_mode):
            raise fail("not a file", "put a regular file here")
        if status.st_size > limit:
            raise fail(f"the file is too large ({status.st_size} bytes)", f"split it; the limit is {limit} bytes")
        with real.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise fail("the file is missing", "add it") from None
    except (OSError, RuntimeError) as error:
        # RuntimeError: a loop of symbolic links, up to Python 3.12.
        reason = error.strerror if isinstance(error, OSError) else "a loop of links"
        raise fail(f"the file cannot be read ({reason})", "check its permissions") from None
    if len(data) > limit:
        raise fail("the file grows while it is read", f"the limit is {limit} bytes")
    if not data.strip():
        raise fail("the file is empty", "fill it or delete it")
    return data


def read_text(path: Path, root: Path, shown: str, limit: int) -> str:
    """Return the text of a UTF-8 file, every code point as it stands; see :func:`read_bytes`.

    Raises
    ------
    ProblemsError
        As :func:`read_bytes`; also when the file is binary or not UTF-8, with the line of the first bad byte.
    """
    data = read_bytes(path, root, shown, limit)
    if b"\0" in data:
        raise ProblemsError([Problem(shown, 0, 0, "the file is binary", "put a UTF-8 text file here")])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8", "replace")) + 1
        guess = _other_encoding(data)
        raise ProblemsError(
            [Problem(shown, line, column, f"not UTF-8 (byte 0x{data[error.start]:02x})", f"save it as UTF-8{guess}")]
        ) from None


def _other_encoding(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "; it looks like GB18030"
