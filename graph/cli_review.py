"""``countygraph extract`` and ``review``: from a report's file to proposals, decisions and a folder of seeds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.review_desk import Desk, counts
from graph.rows import format_option, write_rows
from ontology.errors import CountyGraphError, DocumentError

if TYPE_CHECKING:
    from loaders.document import Document
    from loaders.identity import Identity
    from loaders.place import Found
    from loaders.proposals import Proposal

_ANYWAY = click.option("--anyway", is_flag=True, help="Take also what does not look like a government work report.")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Files read at the same time.")
@_ANYWAY
@format_option
def extract(files: tuple[str, ...], jobs: int, anyway: bool, format_: str) -> None:
    """Say what reports say: proposals, each with the words it rests on; nothing is stored.

    FILE is .txt, .html, .docx or .pdf with a text layer, in any encoding; - is standard input. Numbers of the
    plan part that no proposal covers come as rows of kind unexplained.
    """
    failed = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal failed
        for name, outcome in zip(files, _extractions(files, jobs, anyway), strict=True):
            if isinstance(outcome, CountyGraphError):
                failed += 1
                click.echo(f"Error: {outcome}", err=True)
                continue
            for note in outcome.notes:
                click.echo(f"{name}: {note}", err=True)
            shown = {"table": _in_words, "csv": _flat}.get(format_, dict)
            yield from map(shown, outcome.rows)

    titles = {"file": "文件", "kind": "种类", "line": "行", "quote": "原文", "fields": "细目", "rule": "规则"}
    columns = ["file", "kind", "start", "end", "line", "quote", "fields", "rule", "parent"]
    if format_ == "table":
        columns = [c for c in titles if c != "file" or len(files) > 1]
    found = list(rows())
    if failed < len(files):
        write_rows(columns, found, format_, sys.stdout, titles=titles)
    if failed:
        sys.exit(1)


@dataclass(frozen=True)
class _Extraction:
    rows: list[dict[str, Any]]
    notes: list[str]


def _extractions(files: Sequence[str], jobs: int, anyway: bool) -> Iterator[_Extraction | CountyGraphError]:
    if jobs == 1 or len(files) == 1 or "-" in files:
        yield from (_extraction(name, anyway) for name in files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(files))) as pool:
        yield from pool.map(_extraction, files, [anyway] * len(files))


def _extraction(name: str, anyway: bool) -> _Extraction | CountyGraphError:
    from loaders.extraction import unexplained_numbers

    try:
        document, identity, proposals = _read(name, anyway)
    except CountyGraphError as error:
        return DocumentError(error.message, error.hint)  # made anew: what crosses processes is plain
    unexplained = unexplained_numbers(document, proposals)
    rows: list[dict[str, Any]] = [
        {"kind": p.kind, "start": p.start, "end": p.end, "quote": p.text, "fields": dict(p.fields)}
        | {"rule": f"{p.rule}@{p.version}", "parent": p.parent}
        for p in proposals
    ]
    for start, end in unexplained:
        context = document.text[max(0, start - 12) : min(len(document.text), end + 12)]
        rows.append({"kind": "unexplained", "start": start, "end": end, "quote": context, "fields": {}})
    for row in rows:
        row |= {"file": name, "line": document.line(row["start"])}
    kinds = Counter(proposal.kind for proposal in proposals)
    notes = [*_identity_notes(identity), f"{len(proposals)} proposals: {counts(kinds)}"]
    if document.marks:
        notes.append(f"marked: {counts(Counter(mark.kind for mark in document.marks))}")
    if all(proposal.fields.get("part") == "review" for proposal in proposals):
        notes.append("no plan part is found, only what looks back: the text may have been cut off")
    notes.append(f"{len(unexplained)} numbers of the plan part are in no proposal")
    return _Extraction(rows, notes)


def _read(name: str, anyway: bool) -> tuple[Document, Identity, list[Proposal]]:
    from loaders.document import read_document
    from loaders.extraction import extract as extract_
    from loaders.identity import recognise

    document = read_document(name)
    identity = recognise(document)
    if not identity.is_report and not anyway:
        why = "; ".join(identity.reasons) or "nothing of one is in it"
        raise DocumentError(
            f"{name} does not look like a government work report (score {identity.score:.2f}: {why})",
            "check the file, or say --anyway",
        )
    return document, identity, extract_(document)


def _identity_notes(identity: Identity) -> Iterator[str]:
    def said(what: str, found: Found | None, more: str = "") -> str:
        if found is None:
            return f"{what} not found"
        return f"{what} {found.value}{more} ({found.how}{'' if found.sure else '，不确定'})"

    yield ", ".join(
        (
            said("place", identity.place, f" {identity.code}" if identity.code else ""),
            said("level", identity.level),
            said("year", identity.year),
            f"score {identity.score:.2f}",
        )
    )


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    told = "; ".join(f"{key}={value}" for key, value in row["fields"].items() if value is not None)
    return row | {"fields": told}


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    from graph.proposal_words import fields_words
    from loaders.proposals import KINDS
    from ontology.schema import load_schema

    kind: str = row["kind"]
    return row | {
        "kind": KINDS.get(kind, "未解释"),
        "fields": fields_words(kind, row["fields"], row["quote"], load_schema()),
    }


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--export", "export_", metavar="SHEET", help="Write all cases as YAML to be edited; - is stdout.")
@click.option("--apply", "apply_", metavar="SHEET", help="Take the decisions from an edited sheet; - is stdin.")
@click.option(
    "--accept",
    "accept_",
    multiple=True,
    metavar="WHAT",
    help="Accept all open cases of a kind (measure, 举措 …), of a rule (policy.known …), or all; may be repeated.",
)
@click.option("--reject", "reject_", multiple=True, metavar="WHAT", help="Reject them; what both name is rejected.")
@click.option("--lines", metavar="A-B", help="With --accept and --reject: only those in these lines of the text.")
@click.option("--why", default="", help="With --accept and --reject: the reason, kept with every decision.")
@click.option("--publish", metavar="FOLDER", type=click.Path(path_type=Path), help="Write what was accepted as seeds.")
@click.option("--accept-all", is_flag=True, help="With --publish: what is open too, every statement marked unreviewed.")
@click.option("--by-rule", is_flag=True, help="List how often each rule was accepted.")
@click.option("--log", metavar="LOG", type=click.Path(path_type=Path), help="[default: FILE.decisions.jsonl]")
@click.option("--who", envvar="COUNTYGRAPH_WHO", help="Who decides.  [default: your user name]")
@click.option("--id", "id_", help="Id of the report among the seeds.  [default: from place and year]")
@click.option("--place", help="Whose report it is: a name or a statistical code.  [default: recognised]")
@click.option("--year", type=click.IntRange(1949, 2200), help="The year it plans.  [default: recognised]")
@click.option("--title", help="Its title.  [default: recognised]")
@click.option("--url", default="", help="Where it was published.")
@_ANYWAY
@format_option
def review(
    file: str,
    export_: str | None,
    apply_: str | None,
    accept_: tuple[str, ...],
    reject_: tuple[str, ...],
    lines: str | None,
    why: str,
    publish: Path | None,
    accept_all: bool,
    by_rule: bool,
    log: Path | None,
    who: str | None,
    anyway: bool,
    format_: str,
    **told: Any,
) -> None:
    """Decide on the proposals of a report: paragraph after paragraph in a terminal, or in bulk, by kind, rule or sheet.

    Decisions are only ever added to the log, with who, when and why; they hold for the same words under newer
    rules. --publish writes the report as a folder of seeds, which countygraph build FOLDER puts into the graph.
    """
    if accept_all and publish is None:
        raise click.UsageError("--accept-all publishes what nobody reviewed: say where, with --publish FOLDER")
    if file == "-" and (log is None or apply_ == "-"):
        raise click.UsageError(
            "beside standard input there is no place for decisions: give --log, and the sheet as a file"
        )
    if not (accept_ or reject_) and (lines or why):
        raise click.UsageError("--lines and --why go with --accept and --reject")
    within = _span(lines) if lines else None
    who = who or _user()
    desk = Desk(*_read(file, anyway), log or Path(f"{file}.decisions.jsonl"), who)
    if apply_ is not None:
        desk.apply(apply_)
    if accept_ or reject_:
        desk.sweep(accept_, reject_, within, why)
    elif apply_ is None and export_ is None and publish is None and not by_rule:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError(
                "this is no terminal: use --accept and --reject, --export and --apply, or --publish with --accept-all"
            )
        from graph.review_terminal import run

        run(desk.document, desk.cases, desk.schema, desk.decide, desk.sheet_of, desk.rulings)
        desk.refresh()
    if export_ is not None:
        desk.export(export_)
    if by_rule:
        desk.by_rule(format_)
    if publish is not None:
        desk.publish(publish, accept_all, told)
    desk.summary()
    if publish is None and desk.cases and not any(case.status == "open" for case in desk.cases):
        click.echo(f"next: countygraph review {file} --publish FOLDER", err=True)


def _span(lines: str) -> tuple[int, int]:
    first, _, last = lines.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal()):
        raise click.BadParameter(f"{lines} is no line of the text, and no two with a hyphen", param_hint="--lines")
    return int(first), int(last or first)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:
        raise click.UsageError("say who decides: --who NAME") from error
