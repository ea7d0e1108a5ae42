"""Review in a terminal: one open case after the other, a key for each decision, written at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from graph.rows import cell_text
from loaders.rulings import Ruling
from ontology.errors import ProblemsError

if TYPE_CHECKING:
    from rich.text import Text

    from loaders.document import Document
    from loaders.review import Case

HELP = "[a] 采纳  [e] 修改后采纳  [r] 不采纳  [s] 跳过  [u] 撤销上一条  [q] 结束"
_AROUND = 60


def run(
    document: Document,
    cases: Sequence[Case],
    decide: Callable[[Sequence[Ruling]], None],
    sheet_of: Callable[[Sequence[Case]], str],
    read_sheet: Callable[[str, str], list[Ruling]],
) -> int:
    """Ask about every open case.

    Parameters
    ----------
    document, cases
        What is reviewed.
    decide : callable
        Writes rulings to the log; it is called after every key, so that nothing is lost.
    sheet_of, read_sheet : callable
        Make a sheet of cases for the editor, and read it back.

    Returns
    -------
    int
        How many decisions were made.
    """
    from rich.console import Console

    console = Console(highlight=False)
    waiting = [case for case in cases if case.status == "open"]
    console.print(f"{len(waiting)} 条待定\n{HELP}", markup=False)
    done: list[tuple[int, Case]] = []
    at = 0
    while at < len(waiting):
        case = waiting[at]
        console.print()
        console.print(f"{at + 1}/{len(waiting)}  {case.content.kind}  {case.rule}", style="bold", markup=False)
        console.print(in_context(document, case))
        for name, value in case.content.fields.items():
            if value is not None:
                console.print(f"  {name}: {cell_text(value)}", markup=False)
        key = click.getchar()
        if key == "q":
            break
        if key == "u" and done:
            at, former = done.pop()
            decide([Ruling(former, "reopened", former.content, "")])
        elif key == "s":
            at += 1
        elif key in ("a", "e", "r"):
            ruling = _ruling(key, case, sheet_of, read_sheet)
            if ruling is not None:
                decide([ruling])
                done.append((at, case))
                at += 1
        else:
            console.print(HELP, markup=False)
    return len(done)


def _ruling(
    key: str, case: Case, sheet_of: Callable[[Sequence[Case]], str], read_sheet: Callable[[str, str], list[Ruling]]
) -> Ruling | None:
    if key == "a":
        return Ruling(case, "accepted", case.content, "")
    if key == "r":
        return Ruling(case, "rejected", case.content, click.prompt("理由", default="", show_default=False))
    edited = click.edit(sheet_of([case]).replace("verdict: open", "verdict: accept", 1), extension=".yaml")
    if edited is None:
        return None
    try:
        rulings = read_sheet(edited, "sheet.yaml")
    except ProblemsError as error:
        click.echo(str(error), err=True)
        return None
    return rulings[0] if rulings else None


def in_context(document: Document, case: Case) -> Text:
    """Return the words of a case, marked, with what stands around them in the text."""
    from rich.text import Text

    start, end = case.spans[0]
    before = document.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = document.text[end : end + _AROUND].partition("\n")[0]
    parts = ((before, "dim"), (document.text[start:end], "bold reverse"), (after, "dim"))
    return Text.assemble(*((cell_text(words), style) for words, style in parts))
