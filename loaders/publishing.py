"""From decided cases to the items of statement files: classes, names, quotes, and what hangs on what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.divisions import Division
from loaders.document import Document
from loaders.hanging import Hanging, Host, Item
from loaders.ids import COUNTRY, coded_id, normal_name
from loaders.naming import Names, division_of, method
from loaders.proposals import Proposal, Span
from loaders.registry import Registry
from loaders.report import Report
from loaders.review import Case
from loaders.wording import plain, quote, target_name
from ontology.schema import Schema

_CARRIES_OUT = re.compile(r"(落实|贯彻|践行|推进|推动|实施|对标|执行)[^，、；：。,;:\n]*$")
_NEAR = 40
"""Characters before a name in which its verb is looked for."""
_UMBRELLA = re.compile(r"行动|工程|计划|战略|任务|工作$|举措|实事|攻坚|提升")
_DECLARED = re.compile(r"[\d两三四五六七八九十]余?(个?方面|[大项件个条座所处宗家类])")
"""What a declared number counts: 十个方面工作, 等12个重大项目."""
_ACTIONS = ("Action", "Task")
_PERIOD = re.compile(r"\d{4}(-\d{4})?")


@dataclass(slots=True)
class Publication:
    """What is to be published: items by scope (the report's own first), counts by class, and what was left out."""

    items: dict[str, list[Item]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[Case, str]] = field(default_factory=list)


def publish(
    document: Document,
    report: Report,
    cases: Sequence[Case],
    proposals: Sequence[Proposal],
    schema: Schema,
    registry: Registry,
    *,
    who: str,
    unreviewed: bool = False,
) -> Publication:
    """Turn accepted and edited cases into items; with ``unreviewed`` the open ones too, each marked so."""
    wanted = [case for case in cases if case.status in ("accepted", "edited") or (unreviewed and case.status == "open")]
    return _Publisher(document, report, Hanging(wanted, proposals, schema), schema, registry, who).run()


class _Publisher:
    def __init__(
        self, document: Document, report: Report, hanging: Hanging, schema: Schema, registry: Registry, who: str
    ) -> None:
        self.document = document
        self.report = report
        self.hanging = hanging
        self.schema = schema
        self.registry = registry
        self.who = who
        self.out = Publication()
        self.names = Names(document, report, registry)
        self.projects: dict[str, Item] = {}
        self.targets: set[tuple[tuple[Span, ...], str]] = set()

    def run(self) -> Publication:
        self.labels = self.hanging.section_labels()
        for n, case in enumerate(self.hanging.cases):
            if case.content.kind in ("section", "measure"):
                self._structure(n, case)
        starts = (host.case.start for host in self.hanging.hosts.values() if host.case and host.label in _ACTIONS)
        self.first_action = min(starts, default=0)
        batches = [(case.spans[0], self._batch(n, case)) for n, case in self.hanging.of("batch")]
        for n, case in self.hanging.of("project"):
            self._project(n, case, batches)
        for kind, place in (
            ("target", self._target),
            ("policy", self._policy),
            ("declared", self._declared),
            ("place", self._place),
        ):
            for n, case in self.hanging.of(kind):
                place(n, case)
        for kind, label in (("park", "IndustrialPark"), ("event", "Event"), ("organization", "Organization")):
            for n, case in self.hanging.of(kind):
                item = self._item(case, label, self._name(case))
                if self._hang(n, case, "CONCERNS", label, item):
                    self._built(case, item)
        self._finish_plan()
        own: dict[str, list[Item]] = {self.report.code: [self.hanging.plan.item]} if self.hanging.cases else {}
        for scope, named in self.names.items.items():
            own.setdefault(scope, []).extend(named.values())
        self.out.items = own
        self.out.counts += self.names.counts
        return self.out

    # Items ----------------------------------------------------------------------------------------------------------

    def _name(self, case: Case) -> str:
        return plain(self.document, case.spans[0])

    def _quotes(self, spans: Sequence[Span]) -> Any:
        forms = [quote(self.document.text, span) for span in spans]
        return forms[0] if len(forms) == 1 else forms

    def _item(self, case: Case, label: str, name: str, /, **properties: Any) -> Item:
        self.out.counts[label] += 1
        item: Item = {label: name, "curator": method(case), "quote": self._quotes(case.spans)}
        return item | {key: value for key, value in properties.items() if value is not None}

    def _declaring(self, case: Case, label: str, name: str, /, **properties: Any) -> Item:
        """Return an item that declares how many members it has, and of what unit."""
        unit = _DECLARED.search(name)
        count = case.content.fields.get("declared_count")
        return self._item(case, label, name, declares=count, declaredUnit=unit[1] if unit else None, **properties)

    def _leave(self, case: Case, why: str) -> None:
        self.out.left_out.append((case, why))

    def _hang(self, n: int, case: Case, relation: str, label: str, value: Any, /, **edge: Any) -> Host | None:
        host = self.hanging.allowed(self.hanging.above(n, case), relation, label)
        if host is None:
            self._leave(case, f"no {relation} to {label} from where it stands")
            return None
        edge = {key: what for key, what in edge.items() if what is not None}
        host.item.setdefault(relation, []).append({"to": value, **edge} if edge else value)
        return host

    def _structure(self, n: int, case: Case) -> None:
        if case.content.kind == "measure":
            label, properties = "Measure", {}
        elif n in self.labels:
            label = self.labels[n]
            properties = {"ordinal": case.content.fields.get("ordinal")}
        else:
            return  # a heading of the part that looks back
        if label == "Plan":
            self.hanging.hosts[n] = self.hanging.plan
            if self.hanging.plan.case is None:
                self.hanging.plan.case = case
            return
        item = self._item(case, label, self._name(case), **properties)
        host = self._hang(n, case, "HAS_PART", label, item)
        if host is not None:
            self.hanging.hosts[n] = Host(label, item, case, host)

    def _finish_plan(self) -> None:
        """Give the plan its own words: the heading of the part, or the first words that are published."""
        first = self.hanging.plan.case or (self.hanging.cases[0] if self.hanging.cases else None)
        if first is None:
            return
        report = self.report
        place, span = coded_id("Place", report.code), self._place_span()
        reason = {} if span else {"reason": "报告未写明地名，由审核者指定", "confidence": "medium"}
        quoted = {"quote": self._quotes([span])} if span else {}
        rest, self.hanging.plan.item = self.hanging.plan.item, {}
        self.hanging.plan.item |= {
            "Plan": f"{report.place}{report.year}年政府工作",
            "curator": self.who,
            "quote": self._quotes([first.spans[0]]),
            "year": report.year,
            "level": report.level,
            "OF_PLACE": {"to": place, **quoted, **reason},
        } | rest
        self.out.counts["Plan"] += 1
        if self.registry.id(place) is None:
            self.names.add(
                COUNTRY,
                "Place",
                report.place,
                self.who,
                [span or first.spans[0]],
                {"code": report.code, "division": division_of(report.place)},
            )

    def _place_span(self) -> Span | None:
        division = Division(self.report.code, self.report.place)
        for name in (division.name, division.short):
            at = self.document.canonical.find(name)
            if at >= 0:
                return self.document.span(at, at + len(name))
        return None

    # Kinds ----------------------------------------------------------------------------------------------------------

    def _batch(self, n: int, case: Case) -> Item:
        fields = case.content.fields
        item = self._declaring(case, "ProjectBatch", self._name(case), stage=fields.get("stage"))
        if self.hanging.allowed(self.hanging.above(n, case), "COVERS", "ProjectBatch") is None:
            measure = self._item(case, "Measure", self._name(case), COVERS=[item])
            self._hang(n, case, "HAS_PART", "Measure", measure)
        else:
            self._hang(n, case, "COVERS", "ProjectBatch", item)
        return item

    def _project(self, n: int, case: Case, batches: Sequence[tuple[Span, Item]]) -> None:
        item = self._item(case, "Project", self._name(case))
        self.projects.setdefault(normal_name(item["Project"]), item)
        stage = case.content.fields.get("stage")
        edge = {} if stage is None else {"stage": stage}
        for (start, end), batch in batches:
            if start <= case.start and case.spans[0][1] <= end:
                batch.setdefault("INCLUDES", []).append({"to": item, **edge} if edge else item)
                return
        covers = self.hanging.allowed(self.hanging.above(n, case), "COVERS", "Project")
        self._hang(n, case, "COVERS" if covers else "CONCERNS", "Project", item, **(edge if covers else {}))

    def _built(self, case: Case, item: Item) -> None:
        """Link a thing to the project that this report calls the same: what a park's project builds is that park."""
        project = self.projects.get(normal_name(self._name(case)))
        if project is not None:
            item["as"] = f"{case.content.kind} {case.start}"
            words = {"quote": self._quotes(case.spans), "curator": method(case)}
            project.setdefault("CONCERNS", []).append({"to": item["as"], **words})

    def _target(self, n: int, case: Case) -> None:
        fields = case.content.fields
        words = self._name(case)
        period = str(fields.get("period") or "")
        if period in ("year", "term"):
            period = str(self.report.year) if period == "year" else f"{self.report.year}-{self.report.year + 4}"
        indicator = self.names.indicator(case, words)
        name = target_name(fields, words)
        if (case.spans, name) in self.targets:  # one span with two indicators and no number
            name = f"{fields.get('indicator')}：{words}"
        if (case.spans, name) in self.targets:
            self._leave(case, "said by another target of the same words")
            return
        self.targets.add((case.spans, name))
        item = self._item(
            case,
            "Target",
            name,
            **{key: fields.get(key) for key in ("comparator", "kind", "value", "upper", "scope")},
            unit=fields.get("unit") or None,
            period=period if _PERIOD.fullmatch(period) else None,
            OF_INDICATOR=indicator,
        )
        self._hang(n, case, "HAS_TARGET", "Target", item)

    def _policy(self, n: int, case: Case) -> None:
        label, identifier = self.names.policy(case, self._name(case))
        relation = "CITES"
        if label in ("Principle", "Meeting"):
            relation = "GUIDED_BY"
        elif label == "Directive" and _CARRIES_OUT.search(self.document.text, max(0, case.start - _NEAR), case.start):
            relation = "IMPLEMENTS"
        host = self._hang(n, case, relation, label, identifier, quote=self._quotes(case.spans), curator=method(case))
        # What a sentence before the first action carries out, the year as a whole does, as its general requirement.
        if host and host.case and host.label == "Measure" and relation != "CITES" and case.start < self.first_action:
            words = {"quote": self._quotes(host.case.spans), "curator": method(case)}
            self.hanging.plan.item.setdefault(relation, []).append({"to": identifier, **words})

    def _place(self, n: int, case: Case) -> None:
        identifier = self.names.place(case, self._name(case))
        if identifier is None:
            self._leave(case, "a place without a code")
        else:
            self._hang(n, case, "CONCERNS", "Place", identifier, quote=self._quotes(case.spans), curator=method(case))

    def _declared(self, n: int, case: Case) -> None:
        """Give the declared number to the policy of the same words, or make an umbrella of it."""
        count, noun = case.content.fields.get("declared_count"), str(case.content.fields.get("noun") or "")
        start, end = case.spans[0]
        for other in self.hanging.cases:
            if other.content.kind == "policy" and other.start <= start and end <= other.spans[0][1]:
                name = str(other.content.fields.get("name") or self._name(other))
                self.names.declare(name, count)
                return
        if not _UMBRELLA.search(noun):
            self._leave(case, "a number that no class of the ontology declares")
            return
        item = self._declaring(case, "Programme", self._name(case).strip("“”"), year=self.report.year)
        parts = self.hanging.plan.item.setdefault("HAS_PART", [])
        if members := [host.item for host in self.hanging.led_to(case, self.document.text)]:
            item["HAS_PART"] = members
            parts[:] = [part for part in parts if not any(part is member for member in members)]
        parts.append(item)
