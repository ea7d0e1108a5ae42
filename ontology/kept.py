"""The schema as JSON in the user's cache folder: reading the Turtle files was a quarter of a command's start."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from ontology import reader
from ontology.schema import Concept, NodeClass, Property, RelationType, Schema, Words
from ontology.userfolders import cache_folder

_KINDS = {kind.__name__: kind for kind in (Concept, NodeClass, Property, RelationType, Schema, Words)}
_CODE = ("kept.py", "reader.py", "schema.py")


def kept_schema() -> Schema:
    """Return the schema as it is kept, or read it anew, and keep it, when a file of the ontology is another since.

    Raises
    ------
    SchemaError
        See :func:`ontology.schema.load_schema`.
    """
    texts = [*reader.read_texts(), *(files("ontology").joinpath(name).read_text(encoding="utf-8") for name in _CODE)]
    key = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RuntimeError):  # none, or damaged
        kept = json.loads(_file().read_text(encoding="utf-8"))
        if kept["key"] == key and isinstance(schema := decoded(kept["schema"]), Schema):
            return schema
    schema = reader.SchemaReader(reader.read_ontology()).schema()
    with contextlib.suppress(OSError, RuntimeError):  # without a place to keep it, it is read each time
        _write(json.dumps({"key": key, "schema": encoded(schema)}, ensure_ascii=False))
    return schema


def _file() -> Path:
    return cache_folder() / "schema.json"


def _write(text: str) -> None:
    file, part = _file(), _file().with_suffix(f".{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def encoded(value: Any) -> Any:
    """Return what JSON has for a value of the schema; its class stands under the empty name."""
    if is_dataclass(value):
        return {"": type(value).__name__} | {f.name: encoded(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {name: encoded(item) for name, item in value.items()}
    return [encoded(item) for item in value] if isinstance(value, tuple) else value


def decoded(value: Any) -> Any:
    """Return the value of the schema that :func:`encoded` made this of."""
    if isinstance(value, list):
        return tuple(map(decoded, value))
    if not isinstance(value, dict):
        return value
    items = {name: decoded(item) for name, item in value.items() if name}
    return _KINDS[value[""]](**items) if "" in value else items
