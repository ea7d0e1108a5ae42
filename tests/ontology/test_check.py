"""The self-check of the ontology finds what would mislead the program, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import ontology.check
import ontology.kept
import ontology.reader
from ontology.check import ontology_problems
from ontology.reader import FILES
from ontology.schema import load_schema


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ontology's files that the program reads instead of its own."""
    for name in FILES:
        (tmp_path / name).write_bytes(files("ontology").joinpath(name).read_bytes())
    for module in (ontology.check, ontology.reader):
        monkeypatch.setattr(module, "files", lambda _: tmp_path)
    monkeypatch.setattr(ontology.kept, "cache_folder", lambda: tmp_path / "cache")
    load_schema.cache_clear()
    yield tmp_path
    load_schema.cache_clear()


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_ontology_is_sound() -> None:
    assert ontology_problems() == []


def test_the_copy_is_sound(folder: Path) -> None:
    assert ontology_problems() == []


CASES = {
    "no Turtle": (
        "strategy.ttl",
        "cg:Entity a owl:Class ;",
        "cg:Entity a owl:Class ,,",
        "ontology/strategy.ttl:{line}:1: not Turtle: ",
    ),
    "a label missing": (
        "strategy.ttl",
        'rdfs:label "任务"@zh , "Task"@en',
        'rdfs:label "Task"@en',
        "ontology: Task lacks a label in zh or en; add it to the ontology's Turtle files",
    ),
    "a code missing in the vocabulary": (
        "vocabularies.ttl",
        'skos:notation "投产"',
        'skos:notation "投产了"',
        "ontology: stage and the vocabulary stage differ in 投产, 投产了; bring them in line",
    ),
    "a class that is none": (
        "shapes.ttl",
        "sh:path cg:ofIndicator ; sh:class cg:Indicator",
        "sh:path cg:ofIndicator ; sh:class cg:Indicater",
        "ontology: OF_INDICATOR speaks of Indicater, which is no class; correct its shape",
    ),
}


@pytest.mark.parametrize(("name", "old", "new", "message"), CASES.values(), ids=CASES.keys())
def test_what_is_wrong(folder: Path, name: str, old: str, new: str, message: str) -> None:
    line = (folder / name).read_text(encoding="utf-8").partition(old)[0].count("\n") + 1
    edit(folder, name, old, new)
    (problem,) = ontology_problems()
    assert str(problem).startswith(message.format(line=line))


def test_another_encoding(folder: Path) -> None:
    text = (folder / "vocabularies.ttl").read_text(encoding="utf-8")
    (folder / "vocabularies.ttl").write_bytes(text.encode("gb18030"))
    assert [str(p) for p in ontology_problems()] == ["ontology/vocabularies.ttl: not UTF-8; save it as UTF-8"]
