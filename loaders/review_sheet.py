"""The review sheet: every case in one YAML file, to be decided in bulk with any editor, and read back."""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Any

from loaders.document import Document
from loaders.proposals import Span
from loaders.review import Case
from loaders.rulings import FIELDS
from loaders.wording import plain, quote

_HEAD = """\
# 审核表，一行一条。把 verdict 改为 accept 或采纳、reject 或不采纳，未定的留 open；可按种类、规则批量替换。
# 改动 quote 或 fields 并写 accept，即为修改后采纳；quote 须与原文逐字相同，出现多次时写 {exact: …, prefix: …}。
# 漏提的，照样加一条，不写 case。unexplained 是计划部分里没有任何提案覆盖的数字。理由写作 why: …，可不写。
"""
_WIDE = 1 << 20  # characters of a line that the writer does not break


class _Line(dict[str, Any]):
    """A row that is written on one line."""


def write_sheet(
    document: Document, title: str, cases: Many[Case], unexplained: Many[Span], *, spread: bool = False
) -> str:
    """Return the sheet of a document's cases: each on one line, or ``spread`` over one for each field it may have."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper: Any = type("_Dumper", (base,), {"ignore_aliases": lambda *_: True})
    dumper.add_representer(_Line, lambda to, row: to.represent_mapping("tag:yaml.org,2002:map", row.items(), True))
    rows = [_row(document, case) for case in cases if case.status != "lost"]
    if not spread:
        rows = [_Line(_told(row)) for row in rows]
    lost = [
        _Line({"kind": case.content.kind, "quote": case.content.anchors[0].exact}) for case in cases if not case.spans
    ]
    gaps = [
        _Line(
            {
                "number": document.text[start:end],
                "line": document.line(start),
                "context": plain(document, (max(0, start - 15), min(len(document.text), end + 15))),
            }
        )
        for start, end in unexplained
    ]
    sheet = {"report": title, "text": document.sha256, "cases": rows, "unexplained": gaps, "lost": lost}
    return _HEAD + _may_have() + str(yaml.dump(sheet, Dumper=dumper, allow_unicode=True, sort_keys=False, width=_WIDE))


def _may_have() -> str:
    kinds = (f"{kind}: {' '.join(fields)}" for kind, fields in FIELDS.items() if fields)
    return f"# fields 可有 {'；'.join(kinds)}\n"


def _row(document: Document, case: Case) -> dict[str, Any]:
    verdict = {"accepted": "accept", "edited": "accept", "rejected": "reject"}.get(case.status, "open")
    row: dict[str, Any] = {"verdict": verdict, "kind": case.content.kind}
    row["line"] = document.line(case.start)
    row["quote"] = _quotes(document.text, case.spans)
    if case.content.fields:
        row["fields"] = dict(case.content.fields)
    row |= {"rule": case.rule, "case": case.id}
    if case.differs:
        row["note"] = "规则现在的读法不同"
    row["why"] = case.decision.why if case.decision else ""
    return row


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    fields = {key: value for key, value in row.get("fields", {}).items() if value is not None}
    row = row | {"fields": fields}
    return {key: value for key, value in row.items() if value not in ("", {})}


def _quotes(text: str, spans: Many[Span]) -> Any:
    forms = [quote(text, span) for span in spans]
    return forms[0] if len(forms) == 1 else forms
