"""Takes the README's pictures of the seeds' page anew: python -m tests.graph.view.screenshots [FOLDER]."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from graph.view import generate_page
from graph.view.positions import shipped_positions
from loaders.assembly import assemble
from ontology.schema import load_schema
from tests.graph.view.chromium import running

FOLDER = Path(__file__).parents[3] / "graph" / "view" / "screenshots"
LARGEST = 300_000
"""Bytes of a picture in the README."""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    graph = assemble()
    measure = next(n.id for n in graph.nodes.values() if n.label == "Measure" and "零地技改" in n.name)
    shots = (
        ("overview", (1440, 900), "light", ""),
        ("focus", (1440, 900), "light", f"#node={measure}"),
        ("map-dark", (1440, 900), "dark", f"#map={measure}"),
    )
    with tempfile.TemporaryDirectory() as name, running(Path(name) / "profile", Path(name)) as window:
        page = Path(name) / "page.html"
        page.write_text(generate_page(graph, load_schema(), positions=shipped_positions()), encoding="utf-8")
        for title, size, scheme, address in shots:
            window.resize(*size)
            window.media(scheme=scheme)
            window.open(page, address)
            window.settle()
            path = folder / f"{title}.png"
            window.screenshot(path)
            if pngquant := shutil.which("pngquant"):
                subprocess.run([pngquant, "--force", "--output", path, "96", "--", path], check=False)
            assert path.stat().st_size <= LARGEST, f"{path} is too large; install pngquant"


if __name__ == "__main__":
    main()
