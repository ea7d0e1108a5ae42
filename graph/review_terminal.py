"""Review in a terminal: paragraph after paragraph, a key for a case or for a whole paragraph, written at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from graph.rows import cell_text
from loaders.proposals import KINDS
from loaders.rulings import Ruling
from ontology.errors import ProblemsError

if TYPE_CHECKING:
    from rich.text import Text

    from loaders.document import Document
    from loaders.review import Case
    from ontology.schema import Schema

HELP = """\
[a] 采纳  [e] 修改后采纳  [r] 不采纳  [s] 跳过  [u] 撤销上一步  [q] 结束
大写 [A] [R] [S]：本段余下各条一并采纳、不采纳、跳过"""
_AROUND = 60
_MOST = 20
"""Cases that are listed together; a longer paragraph comes in parts."""


def run(
    document: Document,
    cases: Sequence[Case],
    schema: Schema,
    decide: Callable[[Sequence[Ruling]], None],
    sheet_of: Callable[[Sequence[Case]], str],
    read_sheet: Callable[[str, str], list[Ruling]],
) -> int:
    """Ask about every open case.

    Parameters
    ----------
    document, cases
        What is reviewed.
    schema
        The words for what fields say.
    decide : callable
        Writes rulings to the log; it is called after every key, so that nothing is lost.
    sheet_of, read_sheet : callable
        Make a sheet of a case for the editor, and read it back.

    Returns
    -------
    int
        How many decisions were made.
    """
    from rich.console import Console

    console = Console(highlight=False)
    waiting = [case for case in cases if case.status == "open"]
    console.print(f"{len(waiting)} 条待定\n{HELP}", markup=False)
    ends = _paragraphs(document, waiting)
    done: list[tuple[int, list[Case]]] = []
    at, listed = 0, 0
    while at < len(waiting) or done:
        if at == len(waiting):
            console.print("\n都看过了。[u] 撤销上一步  其他键结束", markup=False)
            if click.getchar() != "u":
                break
            at = _undo(done, decide)
            listed = 0
            continue
        case, end = waiting[at], ends[at]
        if listed != end:  # a paragraph that was not on the screen before
            listed = end
            if end - at > 1:
                console.print()
                console.rule(f"第{document.line(case.start)}行 {end - at}条", style="dim", align="left")
                for other in waiting[at:end]:
                    words = f"{KINDS[other.content.kind]} {cell_text(other.content.anchors[0].exact)}"
                    console.print(f"  {words}  {_told(other, schema)}".rstrip(), markup=False)
        console.print()
        head = f"{at + 1}/{len(waiting)}  第{document.line(case.start)}行  {KINDS[case.content.kind]}  {case.rule}"
        console.print(head, style="bold", markup=False)
        console.print(in_context(document, case))
        if told := _told(case, schema):
            console.print(f"  {told}", markup=False)
        key = click.getchar()
        if key == "q":
            break
        if key == "u" and done:
            at = _undo(done, decide)
            listed = 0
        elif key in ("s", "S"):
            at = end if key == "S" else at + 1
        elif key in ("a", "e", "r", "A", "R"):
            rest = waiting[at:end] if key.isupper() else [case]
            rulings = _rulings(key, rest, sheet_of, read_sheet)
            if rulings:
                decide(rulings)
                done.append((at, rest))
                at += len(rest)
        else:
            console.print(HELP, markup=False)
    return sum(len(decided) for _, decided in done)


def _undo(done: list[tuple[int, list[Case]]], decide: Callable[[Sequence[Ruling]], None]) -> int:
    """Open again what was decided last, and return the index of its first case."""
    at, former = done.pop()
    decide([Ruling(case, "reopened", case.content, "") for case in former])
    return at


def _paragraphs(document: Document, waiting: Sequence[Case]) -> list[int]:
    """Return for each case where those of its paragraph end, as an index."""
    ends: list[int] = []
    for at, case in enumerate(waiting):
        start = len(ends)
        if (
            at + 1 == len(waiting)
            or at + 1 - start == _MOST
            or document.line(case.start) != document.line(waiting[at + 1].start)
        ):
            ends += [at + 1] * (at + 1 - start)
    return ends


def _told(case: Case, schema: Schema) -> str:
    from graph.proposal_words import fields_words

    return fields_words(case.content.kind, case.content.fields, case.content.anchors[0].exact, schema)


def _rulings(
    key: str,
    cases: Sequence[Case],
    sheet_of: Callable[[Sequence[Case]], str],
    read_sheet: Callable[[str, str], list[Ruling]],
) -> list[Ruling]:
    if key in "aA":
        return [Ruling(case, "accepted", case.content, "") for case in cases]
    if key in "rR":
        why = click.prompt("理由", default="", show_default=False)
        return [Ruling(case, "rejected", case.content, why) for case in cases]
    edited = click.edit(sheet_of(cases).replace("verdict: open", "verdict: accept", 1), extension=".yaml")
    if edited is None:
        return []
    try:
        return read_sheet(edited, "sheet.yaml")[:1]
    except ProblemsError as error:
        click.echo(str(error), err=True)
        return []


def in_context(document: Document, case: Case) -> Text:
    """Return the words of a case, marked, with what stands around them in the text."""
    from rich.text import Text

    start, end = case.spans[0]
    before = document.text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = document.text[end : end + _AROUND].partition("\n")[0]
    parts = ((before, "dim"), (document.text[start:end], "bold reverse"), (after, "dim"))
    return Text.assemble(*((cell_text(words), style) for words, style in parts))
