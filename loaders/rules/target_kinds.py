"""Which kind a target is: a growth, an increment, a count of deeds or a level."""

from __future__ import annotations

import re

from loaders.reading import Finding, Reading
from loaders.rules.quantities import Quantity
from loaders.rules.target_words import target_words

_DEED = re.compile(r"项目(?!到位)|(?:改造|建设|升级|整治|修复|治理|培训|培育|绿化|造林|开发|提升|创建|供应)$")
_BARE = re.compile(r"[\d.]+[万亿]*\D{1,2}")
_TO = re.compile(r"[达至到为]$")
_REACHED = re.compile(r"[增降升高扩]$|由.*")
_INVESTED = re.compile(r"完成.*(?:投资|引资|固投|资金|营收|产值|进出口|销售|收入|交易额|产量)|安排.*投资")
_KEPT = re.compile("保持|稳定|维持")
_REACHING = re.compile("[达到至为]|突破|实现")
_SHARE = re.compile(r"(?:占比|比重|份额|率|比例|覆盖面)(?:再|均|平均|年均|分别)?(?:提高|提升|增加|上升)$")
_MEASURED = re.compile("[%％元点吨箱米]$|None")
_STATED = re.compile("总|量|率|额|值|比重|规模|存量|保有|达|至|突破|保持|稳定在|超|每|收入|投资|占比|面积")
_LIFTED = ("个", "家", "所", "座", "条", "亩", "里", "平方米", "处", "户")
_COUNTING = ("个", "家", "户")


def target_kind(
    value: Quantity,
    head: str,
    compared: str,
    tail: str,
    inherited: str,
    *,
    change: bool,
    increment: bool,
    counted: bool,
) -> str:
    """Return whether a target is a growth, an increment, a count or a level; ``compared`` stands before the number."""
    lifted = change and value.unit.endswith(_LIFTED) and "提升" in head
    if value.unit.endswith(("%", "百分点")):
        if change and not _TO.search(head):
            return "increment" if value.unit.endswith("百分点") and _SHARE.search(head) else "growth"
        return "growth" if inherited == "growth" and not value.reached and not head else "level"
    if increment:
        return "count" if head.startswith("完成") and _DEED.search(head) else "increment"
    if change and not counted and not _TO.search(head) and not (head.startswith("由") or _TO.search(compared)):
        return (
            "count" if lifted else "increment" if head.endswith("增长") and value.unit.endswith(_COUNTING) else "growth"
        )
    if value.reached and not head and compared.endswith(("达到", "突破")):
        return "level"
    if (
        tail.startswith("的")
        or _INVESTED.match(head)
        or (value.reached and (_REACHED.search(head) or _KEPT.match(compared)))
    ):
        return "level"
    if inherited in ("count", "increment") and not counted and not value.reached:
        return "level" if inherited == "count" and value.unit.endswith("元") else inherited
    if (
        counted
        or head in ("", "对", "为")
        or target_words().not_counted.fullmatch(head)
        or (
            not (value.reached and (_REACHING.search(compared) or not value.unit.endswith(_LIFTED)))
            and _DEED.search(head)
        )
        or (head[0] in "为向给" and target_words().counted_last.search(head))
    ):
        return "count"
    return "level"


def carried(reading: Reading, before: Finding, finding: Finding) -> Finding:
    """Return a target of the next clause with the verb that it leaves out: 新增A 10家，B 5家; 安排A 8亿，其中B 5亿."""
    fields = finding.fields
    if (
        reading.text.startswith("其中")
        and str(fields["unit"]).lstrip("万") == str(before.fields["unit"]).lstrip("万")
        and "到位" not in str(fields["indicator"])
        and before.fields["kind"] in ("count", "increment")
    ):
        bare = _BARE.fullmatch(str(fields["indicator"])) is not None  # 其中2026年10座、2027年20座
        if fields["kind"] == "level" or bare:
            indicator = before.fields["indicator"] if bare else fields["indicator"]
            return finding._replace(fields={**fields, "kind": before.fields["kind"], "indicator": indicator})
    begin = reading.start
    bare = fields["kind"] == "level" and finding.rule == "target.number" and not _MEASURED.search(str(fields["unit"]))
    alike = finding.start == begin and before.fields["kind"] == "count" and fields["unit"] == before.fields["unit"]
    if not bare or not (alike or before.fields["kind"] == "increment"):
        return finding
    if _STATED.search(reading.text, finding.start - begin, finding.end - begin):
        return finding
    return finding._replace(fields={**fields, "kind": before.fields["kind"]})
