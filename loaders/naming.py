"""Things that a report names: policies, indicators and places, each in the scope that it belongs to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from loaders.document import Document
from loaders.hanging import Item
from loaders.ids import COUNTRY, coded_id
from loaders.proposals import Span
from loaders.registry import Registry
from loaders.report import Report
from loaders.review import Case
from loaders.wording import indicator_name, quote
from ontology.model import UNREVIEWED

POLICIES = ("Directive", "Instrument", "Principle", "Meeting")
_DIVISION = re.compile(r"(街道|自治州|自治县|自治区|特别行政区|[国省市县区旗州盟镇乡村])$")
_MEETING = re.compile(r"(会议|全会|大会|十[一二三四五六七八九]?大|代会)$")


def method(case: Case) -> str:
    """Return who or what vouches for a case: the rule, unreviewed or with the person who accepted it; or a person."""
    decision = case.decision
    if decision is None:
        return case.rule + UNREVIEWED
    if not case.rule:
        return decision.who
    return f"{case.rule} {case.status} by {decision.who}"


class Names:
    """What a report names, by scope; the same thing again adds its words."""

    def __init__(self, document: Document, report: Report, registry: Registry) -> None:
        self.document = document
        self.report = report
        self.registry = registry
        self.items: dict[str, dict[tuple[str, str, str], Item]] = defaultdict(dict)
        self.counts: Counter[str] = Counter()

    def add(
        self, scope: str, label: str, name: str, by: str, spans: Sequence[Span], properties: Mapping[str, Any]
    ) -> str:
        """Name a thing in the scope that it belongs to, and return its handle; again, it adds its words.

        References go by handles, since the thing may turn out to be one that another report named already, in
        this scope or above it.
        """
        name = name.strip()
        handle = f"{label} {scope} {name}"
        item = self.items[scope].get((label, name, by))
        if item is None:
            fresh = not any(key[:2] == (label, name) for key in self.items[scope])
            item = {label: name, **({"as": handle} if fresh else {}), "curator": by, "quote": []}
            item |= dict(properties) if fresh or label == "Place" else {}  # a place is told by its code every time
            self.items[scope][label, name, by] = item
            self.counts[label] += fresh
        for span in spans:
            if (form := quote(self.document.text, span)) not in item["quote"]:
                item["quote"].append(form)
        return handle

    def declare(self, name: str, count: Any) -> None:
        """Say how many members a new directive declares, unless that is said already."""
        for things in self.items.values():
            for (label, known, _), item in things.items():
                if known == name and label == "Directive" and "level" in item:
                    item.setdefault("declares", count)

    def indicator(self, case: Case, words: str) -> str:
        """Return a reference to the indicator of a target: a known one, or else a new one that any place may share."""
        fields = case.content.fields
        name = indicator_name(fields, words)
        bare = str(fields.get("indicator") or words)
        known = self.registry.find(("Indicator",), name, self.report.code) or self.registry.find(
            ("Indicator",), bare, self.report.code
        )
        grows = fields.get("kind") == "growth"
        if known and known.name.endswith("增速") == grows:
            return known.id
        if known:
            name = f"{bare}（{'增速' if grows else '水平'}）"  # the known one is called so and means the other
        return self.add(COUNTRY, "Indicator", name, method(case), case.spans, {})

    def policy(self, case: Case, words: str) -> tuple[str, str]:
        """Return the class of a policy and a reference to it: a known one, or else a new one in its level's scope."""
        name = str(case.content.fields.get("name") or words)
        if known := self.registry.find(POLICIES, name, self.report.code):
            scope = known.id.split(":")[1]
            return known.label, self.add(scope, known.label, known.name, method(case), case.spans, {})
        level = str(case.content.fields.get("level") or "unknown")
        label = "Principle" if name.endswith("精神") else "Meeting" if _MEETING.search(name) else "Directive"
        return label, self.add(self.scope(level), label, name, method(case), case.spans, {"level": level})

    def place(self, case: Case, words: str) -> str | None:
        """Return a reference to a place, by its code or its name; None when it has neither code nor entry."""
        code = str(case.content.fields.get("code") or "")
        known = self.registry.id(coded_id("Place", code)) if code else None
        if known := known or self.registry.find(("Place",), words, self.report.code):
            return known.id
        if not code:
            return None
        told = {"code": code, "division": division_of(words)}
        return self.add(COUNTRY, "Place", words, method(case), case.spans, told)

    def scope(self, level: str) -> str:
        """Return the place whose policy one of this level is, as seen from the report's place."""
        code = self.report.code
        if code == COUNTRY or level == "national":
            return COUNTRY
        return {"provincial": code[:2] + "0000", "municipal": code[:4] + "00"}.get(level, code)


def division_of(name: str) -> str:
    """Return what kind of division a name ends in: 县, 街道, …"""
    found = _DIVISION.search(name)
    return found[1] if found else "地方"
