"""The review sheet: every case in one YAML file, to be decided in bulk with any editor, and read back."""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import Any

from loaders.document import Document
from loaders.proposals import Span
from loaders.review import Case
from loaders.wording import plain, quote

_HEAD = """\
# 审核表。把 verdict 改为 accept(采纳)、reject(不采纳)或留 open(待定)；可批量替换。
# 改动 quote 或 fields 并写 accept，即为修改后采纳；quote 须与原文逐字相同，出现多次时写 {exact: …, prefix: …}。
# 漏提的，照样加一条，不写 case。unexplained 是计划部分里没有任何提案覆盖的数字。why 写理由，可空。
"""


def write_sheet(document: Document, title: str, cases: Many[Case], unexplained: Many[Span]) -> str:
    """Return the sheet of a document's cases."""
    import yaml

    base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper = type("_Dumper", (base,), {"ignore_aliases": lambda *_: True})
    rows = [_row(document, case) for case in cases if case.status != "lost"]
    lost = [{"kind": case.content.kind, "quote": case.content.anchors[0].exact} for case in cases if not case.spans]
    gaps = [
        {
            "number": document.text[start:end],
            "line": document.text.count("\n", 0, start) + 1,
            "context": plain(document, (max(0, start - 15), min(len(document.text), end + 15))),
        }
        for start, end in unexplained
    ]
    sheet = {"report": title, "text": document.sha256, "cases": rows, "unexplained": gaps, "lost": lost}
    return _HEAD + str(yaml.dump(sheet, Dumper=dumper, allow_unicode=True, sort_keys=False, width=100))


def _row(document: Document, case: Case) -> dict[str, Any]:
    verdict = {"accepted": "accept", "edited": "accept", "rejected": "reject"}.get(case.status, "open")
    row: dict[str, Any] = {"case": case.id, "verdict": verdict, "kind": case.content.kind}
    row["line"] = document.text.count("\n", 0, case.start) + 1
    row["quote"] = _quotes(document.text, case.spans)
    if case.content.fields:
        row["fields"] = dict(case.content.fields)
    row["rule"] = case.rule
    if case.differs:
        row["note"] = "规则现在的读法不同"
    row["why"] = case.decision.why if case.decision else ""
    return row


def _quotes(text: str, spans: Many[Span]) -> Any:
    forms = [quote(text, span) for span in spans]
    return forms[0] if len(forms) == 1 else forms
