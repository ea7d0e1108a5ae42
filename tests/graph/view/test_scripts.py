"""The page's scripts: their own tests in node, and what no script of the page may do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from graph.view.page import SCRIPTS, STYLES

VIEW = Path(__file__).parents[3] / "graph" / "view"
TESTS = sorted((Path(__file__).parent / "scripts").glob("*.test.js"))
FORBIDDEN = (
    *(
        r"\binnerHTML\b",
        r"\bouterHTML\b",
        r"\binsertAdjacentHTML\b",
        r"\bdocument\.write",
        r"\beval\(",
        r"\bnew Function\b",
    ),
    *(r"\bfetch\(", r"\bXMLHttpRequest\b", r"\bWebSocket\b", r"\bimport\(", r"\bsendBeacon\b"),
    *(r"\bvar\s", r"[^=!]==[^=]", r"!=[^=]", r"\bconsole\.", r"\bdebugger\b"),
)


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("node is not installed")
    return found


def test_logic(node: str) -> None:
    assert len(TESTS) == 7
    done = subprocess.run([node, "--test", *map(str, TESTS)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-6000:]
    assert re.search(r"^# fail 0$", done.stdout, re.M)


@pytest.mark.parametrize("name", SCRIPTS)
def test_lint(node: str, name: str) -> None:
    text = (VIEW / name).read_text(encoding="utf-8")
    assert subprocess.run([node, "--check", str(VIEW / name)], timeout=60).returncode == 0
    assert text.startswith('"use strict";\n// ')
    code = re.sub(r"//.*|/\*.*?\*/", "", text, flags=re.S) if "/*" in text else re.sub(r"//.*", "", text)
    assert [p for p in FORBIDDEN if re.search(p, code)] == []
    assert "\t" not in text and not re.search(r" $", text, re.M) and text.endswith("}\n")


def test_every_source_is_on_the_page() -> None:
    assert {p.name for p in VIEW.glob("*.js")} == set(SCRIPTS)
    assert {p.name for p in VIEW.glob("*.css")} == set(STYLES)
