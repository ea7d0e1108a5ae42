"""What the README shows of the program, made by the program: ``python -m tests.readme [--write]``."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import click
from click.testing import CliRunner

from graph.cli import main

ROOT = Path(__file__).parents[1]
FILES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
TRACE = ["trace", "零地技改", "--no-curated"]


def reference() -> str:
    """Return the help of the group and of each command as Markdown, 100 columns wide."""
    settings = main.context_settings
    group = click.Context(main, info_name="countygraph", terminal_width=100, max_content_width=100, **settings)
    parts = [f"```text\n{main.get_help(group)}\n```\n"]
    for name in main.list_commands(group):
        command = main.get_command(group, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=group, terminal_width=100, max_content_width=100)
        parts.append(
            f"<details><summary><code>countygraph {name}</code></summary>\n\n"
            f"```text\n{command.get_help(context)}\n```\n\n</details>\n"
        )
    return "\n".join(parts) + "\n"


def trace() -> str:
    """Return a trace in the graph of the packaged seeds, built anew, as it stands in a terminal of 100 columns."""
    with tempfile.TemporaryDirectory() as folder:
        runner = CliRunner(env={"COUNTYGRAPH_STORE": f"{folder}/store", "COLUMNS": "100"})
        runner.invoke(main, ["build"], catch_exceptions=False)
        result = runner.invoke(main, TRACE, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return f"```text\n$ countygraph {' '.join(TRACE)}\n{result.stdout}```\n"


def replaced(text: str, name: str, content: str) -> str:
    """Return ``text`` with ``content`` between the two markers of ``name``."""
    block = re.compile(rf"(?<=<!-- {name} -->\n)(.*?)(?=<!-- /{name} -->)", re.DOTALL)
    new, count = block.subn(lambda _: content, text)
    assert count == 1, f"the README must hold the two markers of {name} once"
    return new


def renewed(text: str) -> str:
    """Return the README's text with all that the program says of itself made anew."""
    return replaced(replaced(text, "reference", reference()), "trace", trace())


if __name__ == "__main__":
    for path in FILES:
        old = path.read_text(encoding="utf-8")
        new = renewed(old)
        if "--write" in sys.argv[1:]:
            path.write_text(new, encoding="utf-8")
        elif old != new:
            sys.exit(f"{path.name} is behind the program: make readme")
