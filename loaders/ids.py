"""Ids, made from what a thing is: never from a position in a run."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

COUNTRY = "CN"
_DROPPED = re.compile(r"[“”\"\s]+")


def normal_name(name: str) -> str:
    """Return the name as look-ups compare it: NFKC, without double quotation marks and blanks."""
    bare = _DROPPED.sub("", unicodedata.normalize("NFKC", name))
    return unicodedata.normalize("NFKC", bare)  # what a blank kept apart may now be one character


def prefix(label: str) -> str:
    """Return what the ids of a class begin with: ``ProjectBatch`` → ``projectBatch``."""
    return label[0].lower() + label[1:]


def named_id(label: str, scope: str, name: str) -> str:
    """Return the id of a thing that its name identifies within a place: ``project:330324:比亚迪刀片电池``."""
    return f"{prefix(label)}:{scope}:{normal_name(name)}"


def coded_id(label: str, code: str) -> str:
    """Return the id of a thing that an official code identifies: ``place:330324006``."""
    return f"{prefix(label)}:{code}"


def statement_id(label: str, source: str, quotes: Sequence[tuple[str, str, str]], name: str) -> str:
    """Return the id of what one source says: ``measure:yongjia-2024:1f0c…``.

    ``quotes`` are triples of exact words, prefix and suffix; the last two are empty unless they are needed
    to tell equal words apart. Ten hexadecimal digits do within one source.
    """
    return f"{prefix(label)}:{source}:{_digest([source, label, [list(q) for q in quotes], name])[:10]}"


def relationship_id(type_: str, start: str, end: str, qualifiers: Mapping[str, Any]) -> str:
    """Return the id of a relationship; two with different properties are two.

    Sixteen hexadecimal digits, since all sources share them: among ten million relationships two meet by
    chance once in 370,000 graphs.
    """
    return f"{type_}:{_digest([type_, start, end, dict(qualifiers)])[:16]}"


def scopes(code: str) -> Iterator[str]:
    """Yield a place's code and those of the places above it: 330324006, 330324, 330300, 330000, CN.

    By the construction of China's statistical codes (GB/T 2260, GB/T 10114): two digits each for province,
    city and county, three each for township and village.
    """
    above = (code, code[:9], code[:6], code[:4].ljust(6, "0"), code[:2].ljust(6, "0"), COUNTRY)
    yield from dict.fromkeys((COUNTRY,) if code == COUNTRY else above)


def scope_above(code: str) -> str:
    """Return the code of the place right above: 330324 → 330300; the country's is itself."""
    chain = scopes(code)
    return next(chain) if code == COUNTRY else (next(chain), next(chain))[1]


def _digest(parts: Any) -> str:
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
