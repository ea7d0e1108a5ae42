"""One report under review: what it says, what was decided, and what comes out: sheets, decisions, seeds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.rows import cell_text, write_rows
from ontology.errors import NotFoundError
from ontology.model import UNREVIEWED

if TYPE_CHECKING:
    from loaders.decisions import Decision
    from loaders.document import Document
    from loaders.identity import Identity
    from loaders.place import Found
    from loaders.proposals import Proposal
    from loaders.report import Report
    from loaders.review import Case
    from loaders.rulings import Ruling

RULE_TITLES = {
    "rule": "规则",
    "open": "待定",
    "accepted": "采纳",
    "edited": "修改",
    "rejected": "不采纳",
    "rate": "采纳率",
}


def counts(counter: Counter[str]) -> str:
    """Return counts in words, the most first: ``measure 309, target 37``."""
    return ", ".join(f"{kind} {count}" for kind, count in counter.most_common()) or "none"


class Desk:
    """One report under review: its document, its proposals, its log."""

    def __init__(
        self, document: Document, identity: Identity, proposals: Sequence[Proposal], log: Path, who: str
    ) -> None:
        from ontology.schema import load_schema

        self.document = document
        self.identity = identity
        self.proposals = proposals
        self.log = log
        self.who = who
        self.schema = load_schema()
        self.refresh()

    def refresh(self) -> None:
        """Read the log again and hold the proposals against it."""
        from loaders.decisions import read_log
        from loaders.review import cases

        self.cases: list[Case] = cases(self.document, self.proposals, read_log(self.log))

    @property
    def unexplained(self) -> list[tuple[int, int]]:
        """Numbers of the plan part in no proposal and in nothing that a person added."""
        from loaders.extraction import unexplained_numbers

        spans = [span for case in self.cases for span in case.spans if case.proposal is None]
        missing = unexplained_numbers(self.document, self.proposals)
        return [(a, b) for a, b in missing if not any(start <= a and b <= end for start, end in spans)]

    def decide(self, rulings: Sequence[Ruling]) -> None:
        """Add rulings to the log."""
        from loaders.decisions import append

        append(self.log, [self._decision(ruling) for ruling in rulings])

    def _decision(self, ruling: Ruling) -> Decision:
        from datetime import UTC, datetime

        from loaders.decisions import Decision

        case = ruling.case
        proposed = None
        if case is not None:
            before = case.decision
            proposed = (before.proposed or before.content) if before else case.content
            if ruling.content == proposed:
                proposed = None
        return Decision(
            verdict=ruling.verdict,
            content=ruling.content,
            proposed=proposed,
            rule=case.rule if case else "",
            who=self.who,
            when=datetime.now(UTC).isoformat(timespec="seconds"),
            why=ruling.why,
            text=self.document.sha256,
        )

    def sheet_of(self, cases: Sequence[Case]) -> str:
        """Return the sheet of some cases, to be edited."""
        from loaders.review_sheet import write_sheet

        return write_sheet(self.document, self._title(), cases, [], spread=True)

    def rulings(self, sheet: str, shown: str) -> list[Ruling]:
        """Read an edited sheet."""
        from loaders.rulings import read_sheet

        return read_sheet(sheet, shown, self.document, self.cases, self.schema)

    def apply(self, sheet: str) -> None:
        """Take the decisions of a sheet: all of them, or none if one is wrong."""
        if sheet == "-":
            text = sys.stdin.read()
        else:
            from loaders.files import read_text
            from loaders.yamltree import MAX_BYTES

            path = Path(sheet)
            text = read_text(path, path.parent, sheet, MAX_BYTES)
        rulings = self.rulings(text, sheet)
        self._add(rulings)

    def sweep(self, accept: Sequence[str], reject: Sequence[str], lines: tuple[int, int] | None, why: str) -> None:
        """Decide on all open cases that words mean; what both sides name is rejected."""
        from loaders.rulings import Ruling
        from loaders.selection import select

        out = select(self.document, self.cases, reject, lines)
        rejected = {case.id for case in out}
        taken = [c for c in select(self.document, self.cases, accept, lines) if c.id not in rejected]
        rulings = [Ruling(case, "accepted", case.content, why) for case in taken]
        self._add(rulings + [Ruling(case, "rejected", case.content, why) for case in out])

    def _add(self, rulings: Sequence[Ruling]) -> None:
        self.decide(rulings)
        self.refresh()
        verdicts = Counter(ruling.verdict for ruling in rulings)
        click.echo(f"{self.log}: {len(rulings)} decisions added ({counts(verdicts)})", err=True)

    def export(self, sheet: str) -> None:
        """Write the sheet of all cases."""
        from loaders.review_sheet import write_sheet

        text = write_sheet(self.document, self._title(), self.cases, self.unexplained)
        with click.open_file(sheet, "w", encoding="utf-8", atomic=sheet != "-") as file:
            file.write(text)

    def by_rule(self, format_: str) -> None:
        """List how each rule fared."""
        from loaders.review import records

        rows = [
            {
                "rule": r.rule,
                "open": r.open,
                "accepted": r.accepted,
                "edited": r.edited,
                "rejected": r.rejected,
                "rate": None if r.rate is None else round(r.rate, 3),
            }
            for r in records(self.cases)
        ]
        write_rows(list(RULE_TITLES), rows, format_, sys.stdout, titles=RULE_TITLES)

    def publish(self, folder: Path, accept_all: bool, told: dict[str, Any]) -> None:
        """Write the report as a folder of seeds, once it builds together with the packaged ones."""
        from loaders.assembly import assemble
        from loaders.folders import packaged_seeds
        from loaders.publishing import publish
        from loaders.registry import Registry
        from loaders.report_folder import write_report

        report = self._report(told)
        if not self.cases:
            raise NotFoundError(
                "the text has no plan part, only what looks back", "look whether it was cut off, and take a whole one"
            )
        if not accept_all and not any(case.status in ("accepted", "edited") for case in self.cases):
            raise NotFoundError("nothing of this report is accepted yet", "review it first, or say --accept-all")
        packaged = assemble()
        if report.id in packaged.sources:
            raise NotFoundError(f"{report.id} is the id of another source", "give the report its own: --id")
        by = self.who if told["place"] else "identity.recognise@1" + UNREVIEWED
        publication = publish(
            self.document,
            report,
            self.cases,
            self.proposals,
            self.schema,
            Registry(packaged),
            who=by,
            unreviewed=accept_all,
        )

        def check(staged: Path) -> None:
            assemble([packaged_seeds(), staged])

        place = write_report(folder, self.document, report, publication, self.who, check=check)
        for case, why in publication.left_out:
            click.echo(
                f"left out: {case.content.kind} 「{cell_text(case.content.anchors[0].exact[:30])}」: {why}", err=True
            )
        click.echo(f"{place}: {counts(publication.counts)}", err=True)
        if not told["place"]:
            whose = f"{report.place} and {report.year} are as recognised and say 未审"
            click.echo(f"{whose}: publish with --place {report.code} once you checked them", err=True)
        click.echo(f"next: countygraph build {folder}", err=True)

    def _title(self) -> str:
        return self.identity.title.value if self.identity.title else self.document.name

    def _report(self, told: dict[str, Any]) -> Report:
        """Return whose report it is: as told, else as recognised; what is neither is asked for in a terminal."""
        from loaders.divisions import resolve
        from loaders.report import Report, report_id

        found = self.identity
        name = told["place"] or (found.code if found.place and found.place.sure else None)
        name = name or self._ask("place", found.place, "--place NAME_OR_CODE")
        division = resolve(str(name))
        if division is None:
            raise NotFoundError(f"{name} is no division or several", "give its six-digit statistical code: --place")
        year = int(
            told["year"]
            or (found.year.value if found.year and found.year.sure else None)
            or self._ask("year", found.year, "--year YEAR")
        )
        whose = "国务院" if division.code == "CN" else division.name
        return Report(
            id=told["id_"] or report_id(whose, year),
            title=told["title"] or (found.title.value if found.title else f"{whose}{year}年政府工作报告"),
            place=division.name,
            code=division.code,
            level=division.level,
            year=year,
            date=found.date.value if found.date else str(year),
            url=told["url"],
        )

    def _ask(self, what: str, guess: Found | None, option: str) -> str:
        if sys.stdin.isatty() and sys.stderr.isatty():
            answer: str = click.prompt(f"{what} of the report", default=guess.value if guess else None, err=True)
            return answer
        thought = f"; it may be {guess.value} ({guess.how})" if guess else ""
        raise NotFoundError(f"the {what} of the report is not recognised{thought}", f"say {option}")

    def summary(self) -> None:
        """Say how much is decided, on stderr."""
        status = Counter(case.status for case in self.cases)
        told = ", ".join(f"{status[key]} {key}" for key in ("accepted", "edited", "rejected", "open", "lost"))
        differs = sum(case.differs for case in self.cases)
        more = f"; the rules now read {differs} decided ones otherwise" if differs else ""
        click.echo(f"{told}; {len(self.unexplained)} numbers unexplained{more}", err=True)
