"""Rulings: what the rows of an edited review sheet decide, read with all mistakes told at once."""

from __future__ import annotations

from collections.abc import Mapping as Map
from collections.abc import Sequence as Many
from dataclasses import dataclass
from types import MappingProxyType

from loaders.decisions import Anchor, Content, anchor
from loaders.document import Document
from loaders.proposals import KINDS, FieldValue, Span
from loaders.quotes import Quote, locate, occurrences
from loaders.review import Case
from loaders.validation import did_you_mean
from loaders.yamltree import Mapping, Sequence, Text, Tree, parse_tree
from ontology.errors import Problem, ProblemsError, QuoteError
from ontology.schema import Schema

VERDICTS = {"open": "待定", "accept": "采纳", "reject": "不采纳"}
"""Verdicts, with their Chinese words, which a sheet may have instead."""
FIELDS: dict[str, dict[str, str]] = {
    "section": {"level": "integer", "ordinal": "integer", "part": "string"},
    "measure": {},
    "target": {
        "indicator": "string",
        "comparator": "comparator",
        "value": "number",
        "upper": "number",
        "unit": "string",
        "kind": "kind",
        "period": "string",
        "scope": "string",
        "relative_to": "string",
    },
    "batch": {"declared_count": "integer", "stage": "stage"},
    "project": {"stage": "stage"},
    "park": {},
    "policy": {"level": "level", "name": "string"},
    "event": {},
    "place": {"level": "string", "code": "string"},
    "organization": {},
    "declared": {"declared_count": "integer", "noun": "string"},
}
"""Kind of statement → field → its type, or the ontology's vocabulary that its values are from."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a row of a sheet rules: on a case, or (``case`` None) adding what no rule found."""

    case: Case | None
    verdict: str
    content: Content
    why: str


def read_sheet(text: str, shown: str, document: Document, cases: Many[Case], schema: Schema) -> list[Ruling]:
    """Read a sheet back: one ruling for each row that says something new.

    Parameters
    ----------
    text, shown : str
        The file's text, and what messages call it.
    document, cases
        What the sheet is about, as it stands now.

    Raises
    ------
    ProblemsError
        Every mistake in the sheet, each with its place; then none of it counts.
    """
    return _Reader(shown, document, cases, schema).sheet(parse_tree(text, shown))


class _Reader:
    def __init__(self, shown: str, document: Document, cases: Many[Case], schema: Schema) -> None:
        self.shown = shown
        self.document = document
        self.cases = {case.id: case for case in cases if case.status != "lost"}
        self.schema = schema
        self.problems: list[Problem] = []

    def wrong(self, tree: Tree, message: str, hint: str) -> None:
        self.problems.append(tree.at.problem(message, hint))

    def sheet(self, tree: Tree) -> list[Ruling]:
        rows = tree.get("cases") if isinstance(tree, Mapping) else None
        if not isinstance(tree, Mapping) or not isinstance(rows, Sequence):
            raise ProblemsError([tree.at.problem("not a review sheet", "begin from what review --export wrote")])
        told = tree.get("text")
        if isinstance(told, Text) and told.text != self.document.sha256:
            raise ProblemsError(
                [told.at.problem("the sheet is about another text", "export it again from this file, or give its file")]
            )
        seen: dict[str, Text] = {}
        found = [ruling for row in rows.items if (ruling := self.row(row, seen)) is not None]
        if self.problems:
            raise ProblemsError(self.problems)
        return found

    def row(self, tree: Tree, seen: dict[str, Text]) -> Ruling | None:
        if not isinstance(tree, Mapping):
            self.wrong(tree, "not a case", "write verdict:, kind: and quote:")
            return None
        known = ("case", "verdict", "kind", "line", "quote", "fields", "rule", "note", "why")
        for key, _ in tree:
            if key.text not in known:
                self.wrong(key, f"unknown key {key.text}", did_you_mean(key.text, known, f"it has {', '.join(known)}"))
        verdict = self.word(tree, "verdict", "open", VERDICTS)
        if verdict.text not in VERDICTS:
            hint = did_you_mean(verdict.text, tuple(VERDICTS), f"it is {', '.join(VERDICTS)}")
            self.wrong(verdict, f"{verdict.text} is no verdict", hint)
            return None
        case = None
        if "case" in tree:
            name = self.word(tree, "case", "")
            case = self.cases.get(name.text)
            if case is None:
                self.wrong(name, f"there is no case {name.text}", "export the sheet again; to add one, leave case out")
                return None
            if name.text in seen:
                self.wrong(
                    name, f"the case {name.text} stands twice", f"the other is in line {seen[name.text].at.line}"
                )
                return None
            seen[name.text] = name
        elif verdict.text == "open":
            self.wrong(tree, "an added case is open", "write verdict: accept, or delete it")
            return None
        content = self.content(tree, case)
        if content is None:
            return None
        return self.ruling(case, verdict.text, content, self.word(tree, "why", "").text)

    def ruling(self, case: Case | None, verdict: str, content: Content, why: str) -> Ruling | None:
        """Return what is new in a row, None when it says what is known already."""
        if case is None:
            return Ruling(None, "accepted", content, why)
        same = _alike(content, case.content)
        before = {"edited": "accepted"}.get(case.status, case.status)
        after = {"accept": "accepted", "reject": "rejected", "open": "open"}[verdict]
        if before == after and (same or after != "accepted"):
            return None
        if after == "open":
            return Ruling(case, "reopened", case.content, why)
        if after == "rejected":
            return Ruling(case, after, case.content, why)
        if same and case.status != "edited":
            return Ruling(case, "accepted", case.content, why)
        return Ruling(case, "edited", content, why)

    def content(self, tree: Mapping, case: Case | None) -> Content | None:
        kind = self.word(tree, "kind", case.content.kind if case else "", KINDS)
        if kind.text not in FIELDS:
            hint = did_you_mean(kind.text, tuple(FIELDS), f"it is {', '.join(FIELDS)}")
            self.wrong(kind, f"{kind.text or 'nothing'} is no kind", hint)
            return None
        anchors = self.anchors(tree, case)
        fields = self.fields(tree.get("fields"), kind.text, case)
        return Content(kind.text, anchors, fields) if anchors else None

    def anchors(self, tree: Mapping, case: Case | None) -> tuple[Anchor, ...]:
        value = tree.get("quote")
        if value is None:
            if case is None:
                self.wrong(tree, "quote is missing", "copy the words of the report")
            return case.content.anchors if case else ()
        found = []
        entries = value.items if isinstance(value, Sequence) else (value,)
        for n, entry in enumerate(entries):
            if case and n < len(case.content.anchors) and self.unchanged(entry, case.content.anchors[n]):
                found.append(case.content.anchors[n])
                continue
            span = self.place(entry, case.spans if case else ())
            if span is None:
                return ()
            found.append(anchor(self.document.text, *span))
        return tuple(found)

    @staticmethod
    def unchanged(entry: Tree, before: Anchor) -> bool:
        exact = entry.get("exact") if isinstance(entry, Mapping) else entry
        return isinstance(exact, Text) and exact.text == before.exact

    def place(self, entry: Tree, around: Many[Span]) -> Span | None:
        words: dict[str, str] = {}
        if isinstance(entry, Text):
            words = {"exact": entry.text}
        elif isinstance(entry, Mapping):
            words = {key.text: value.text for key, value in entry if isinstance(value, Text)}
        nth = words.pop("nth", "0")
        if "exact" not in words or not words.keys() <= {"exact", "prefix", "suffix"} or not nth.isdecimal():
            self.wrong(entry, "not a quote", "write a text, a list of texts, or {exact: …, prefix: …}")
            return None
        # A shorter quote is looked for inside the former one, whatever stood around that.
        inside = [at for span in around for at in occurrences(self.document.text, Quote(words["exact"]), span)]
        if len(inside) == 1:
            return inside[0], inside[0] + len(words["exact"])
        try:
            return locate(self.document.text, Quote(**words, nth=int(nth)))
        except QuoteError as error:
            self.wrong(entry, error.message, error.hint)
            return None

    def fields(self, tree: Tree | None, kind: str, case: Case | None) -> dict[str, FieldValue]:
        before = case.content.fields if case and case.content.kind == kind else {}
        if tree is None:
            return dict(before)
        if not isinstance(tree, Mapping):
            self.wrong(tree, "fields are a mapping", "write name: value")
            return {}
        known = FIELDS[kind]
        found: dict[str, FieldValue] = {}
        for key, value in tree:
            if key.text not in known:
                hint = did_you_mean(key.text, tuple(known), f"it has {', '.join(known) or 'no fields'}")
                self.wrong(key, f"{kind} has no {key.text}", hint)
            elif not isinstance(value, Text):
                self.wrong(value, f"{key.text} is one value", "write a single value")
            else:
                found[key.text] = self.value(known[key.text], key.text, value)
        for name, type_ in known.items():
            needed = (kind == "target" and name in ("comparator", "kind")) or (kind == "batch" and type_ == "integer")
            if needed and found.get(name) is None:
                self.wrong(tree, f"{name} is missing", f"add {name}: …")
        return found

    def value(self, type_: str, name: str, value: Text) -> FieldValue:
        word = value.text.strip()
        if word in ("", "null"):  # not ~, which is a comparator
            return None
        if type_ in ("integer", "number"):
            try:
                number = float(word)
            except ValueError:
                self.wrong(value, f"{name} is no number: {word}", "write digits, as in 8.5")
                return None
            if number != number or number in (float("inf"), float("-inf")) or (type_ == "integer" and number % 1):
                self.wrong(value, f"{name} cannot be {word}", "write a plain number")
                return None
            return int(number) if number == int(number) else number
        allowed = self.schema.vocabularies.get(type_)
        if allowed is not None and word not in allowed:
            hint = did_you_mean(word, tuple(allowed), f"it is {', '.join(allowed)}")
            self.wrong(value, f"{word} is no {type_}", hint)
        return word

    def word(self, tree: Mapping, key: str, default: str, known: Map[str, str] = MappingProxyType({})) -> Text:
        """Return the text of a key; of a Chinese word for one that is known, that one."""
        value = tree.get(key)
        if value is None:
            return Text(default, tree.at)
        if not isinstance(value, Text):
            self.wrong(value, f"{key} is one text", "write a single value")
            return Text(default, value.at)
        word = value.text.strip()
        return Text(next((code for code, chinese in known.items() if chinese == word), word), value.at)


def _alike(a: Content, b: Content) -> bool:
    """Say whether two contents say the same; a field without a value is as good as none."""

    def told(fields: Map[str, FieldValue]) -> dict[str, FieldValue]:
        return {key: value for key, value in fields.items() if value is not None}

    return (a.kind, a.anchors, told(a.fields)) == (b.kind, b.anchors, told(b.fields))
