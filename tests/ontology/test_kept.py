"""The schema as it is kept is the schema; whatever is wrong with the file, it is read anew."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ontology import kept as module
from ontology import reader
from ontology.kept import kept_schema
from ontology.schema import Schema


@pytest.fixture(scope="module")
def schema() -> Schema:
    return reader.SchemaReader(reader.read_ontology()).schema()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the schema is kept."""
    monkeypatch.setattr(module, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache" / "schema.json"


def test_what_is_kept_is_what_was_read_in_the_same_order(file: Path, schema: Schema) -> None:
    assert repr(kept_schema()) == repr(schema)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    file.write_text(file.read_text(encoding="utf-8").replace("部署", "样样"), encoding="utf-8")
    assert kept_schema().classes["Directive"].words.zh == "样样"  # so it does come from there


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[:-9],
        lambda text: "[]",
        lambda text: json.dumps(json.loads(text) | {"schema": {}}),
        lambda text: json.dumps(json.loads(text) | {"schema": {"": "Nothing"}}),
        lambda text: json.dumps(json.loads(text) | {"schema": {"": "Schema"}}),
        lambda text: text.replace('"key": ["', '"key": ["0'),
    ],
)
def test_a_damaged_file_is_made_anew(file: Path, schema: Schema, damage: object) -> None:
    kept_schema()
    whole = file.read_text(encoding="utf-8")
    file.write_text(damage(whole), encoding="utf-8")  # type: ignore[operator]
    assert kept_schema() == schema
    assert file.read_text(encoding="utf-8") == whole


def test_a_change_in_the_ontology_counts_at_once(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_schema()
    for name in reader.FILES:
        text = reader.files("ontology").joinpath(name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace('"部署"@zh', '"样样"@zh'), encoding="utf-8")
    monkeypatch.setattr(reader, "files", lambda _: tmp_path)
    assert kept_schema().classes["Directive"].words.zh == "样样"


def test_no_place_to_keep_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schema: Schema) -> None:
    (tmp_path / "taken").write_text("")
    monkeypatch.setattr(module, "cache_folder", lambda: tmp_path / "taken")
    assert kept_schema() == schema


def test_a_full_disk_leaves_nothing_behind(file: Path, monkeypatch: pytest.MonkeyPatch, schema: Schema) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert kept_schema() == schema
    assert not list(file.parent.iterdir())


def test_a_user_without_a_home(monkeypatch: pytest.MonkeyPatch, schema: Schema) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert kept_schema() == schema


def test_who_finds_it_kept_does_not_load_rdflib(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(file.parent))
    monkeypatch.setenv("HOME", str(file.parent))
    monkeypatch.setenv("LOCALAPPDATA", str(file.parent))
    code = "import sys; from ontology.schema import load_schema; load_schema(); print('rdflib' in sys.modules)"
    told = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout for _ in range(2)]
    assert told == ["True\n", "False\n"]
