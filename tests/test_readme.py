"""What the README shows is what the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readme import FILES, reference, replaced, trace


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    return {"reference": reference(), "trace": trace()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_reference_and_trace_are_those_of_the_program(path: Path, shown: dict[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for name, content in shown.items():
        assert replaced(text, name, content) == text, "make readme"
