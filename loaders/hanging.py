"""What hangs on what: the headings and measures that statements of a report stand under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from loaders.proposals import Proposal
from loaders.review import Case
from ontology.schema import Schema

Item: TypeAlias = dict[str, Any]
_GENERAL = re.compile(r"(目标|要求|思路|安排|任务|部署|打算|重点工作|工作重点|主要工作)$")  # a part, not an action
_NO_WORDS = re.compile(r"(?:[\W\d_]|[一二三四五六七八九十是])*")  # marks, and the number of a heading


@dataclass(slots=True)
class Host:
    """An item that others hang on."""

    label: str
    item: Item
    case: Case | None
    above: Host | None


class Hanging:
    """The cases of one report, and those of them that others hang on, by the index of the case."""

    def __init__(self, cases: Sequence[Case], proposals: Sequence[Proposal], schema: Schema) -> None:
        self.cases = cases
        self.proposals = proposals
        self.schema = schema
        self.at = {case.proposal: n for n, case in enumerate(cases) if case.proposal is not None}
        self.hosts: dict[int, Host] = {}
        self.plan = Host("Plan", {}, None, None)

    def of(self, kind: str) -> list[tuple[int, Case]]:
        """Return the cases of one kind with their indices."""
        return [(n, case) for n, case in enumerate(self.cases) if case.content.kind == kind]

    def section_labels(self) -> dict[int, str]:
        """Say what each heading of the plan is, by the index of its case.

        Where one heading of the first level holds all of the second, it is the title of the part; where several
        do, they are the actions themselves.
        """
        sections = [(n, case) for n, case in self.of("section") if case.content.fields.get("part", "plan") == "plan"]
        holders, last = set(), None
        for n, case in sections:
            level = case.content.fields.get("level")
            if level == 1:
                last = n
            elif level == 2 and last is not None:
                holders.add(last)
        deep = len(holders) > 1
        labels: dict[int, str] = {}
        for n, case in sections:
            level = case.content.fields.get("level")
            if level == 1:
                part = (n in holders and not deep) or _GENERAL.search(case.content.anchors[0].exact)
                labels[n] = "Plan" if part else "Action"
            else:
                labels[n] = "Task" if level == 3 or deep else "Action"
        return labels

    def above(self, n: int, case: Case) -> Host:
        """Return what a case stands under: what its rule says, else the measure around it or the heading before it."""
        if case.proposal is not None:
            parent = self.proposals[case.proposal].parent
            while parent is not None:
                if (index := self.at.get(parent)) is not None and index in self.hosts:
                    return self.hosts[index]
                parent = self.proposals[parent].parent
            return self.plan
        best: Host | None = None
        for index, host in self.hosts.items():
            other = self.cases[index]
            inside = other.start <= case.start and case.spans[0][1] <= other.spans[0][1]
            if index != n and (inside if other.content.kind == "measure" else other.start < case.start):
                best = host if best is None or best.case is None or other.start >= best.case.start else best
        return best or self.plan

    def led_to(self, case: Case, text: str) -> list[Host]:
        """Return the actions whose headings follow right behind a statement (抓好六方面工作：一、…), all under one.

        There are as many headings as the statement declares, or none is returned; those that are not published are
        left out.
        """
        end = case.spans[0][1]
        sections = [
            (n, one) for n, one in enumerate(self.proposals) if one.kind == "section" and one.spans[0][0] >= end
        ]
        if not sections or not _NO_WORDS.fullmatch(text, end, sections[0][1].spans[0][0]):
            return []
        led = [n for n, one in sections if one.parent == sections[0][1].parent]
        if len(led) != case.content.fields.get("declared_count"):
            return []
        hosts = (self.hosts.get(self.at[n]) for n in led if n in self.at)
        return [host for host in hosts if host and host.label == "Action" and host.above is self.plan]

    def allowed(self, host: Host, relation: str, label: str) -> Host | None:
        """Climb to the first host that the ontology lets have this relation to this class."""
        inverse = relation == "HAS_PART"
        pairs = self.schema.relations["PART_OF" if inverse else relation].pairs
        at: Host | None = host
        while at is not None:
            if at.label in pairs.get(label, ()) if inverse else label in pairs.get(at.label, ()):
                return at
            at = at.above
        return None
