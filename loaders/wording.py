"""Words for statements: quotes that stand once, plain names, and what a target is called."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import TypeAlias

from loaders.document import Document
from loaders.proposals import FieldValue, Span

QuoteForm: TypeAlias = str | dict[str, str | int]
_LONGEST_CONTEXT = 128


def quote(text: str, span: Span) -> QuoteForm:
    """Return a span's words as a statement file quotes them: with context where they stand more than once.

    Where 128 characters on both sides do not tell them apart, the text holds a passage twice, and ``nth`` says
    which one it is.
    """
    start, end = span
    exact = text[start:end]
    places = _places(text, exact)
    if len(places) == 1:
        return exact
    size = 4
    while size <= _LONGEST_CONTEXT:
        prefix, suffix = text[max(0, start - size) : start], text[end : end + size]
        for form in ({"exact": exact, "prefix": prefix}, {"exact": exact, "prefix": prefix, "suffix": suffix}):
            alike = [p for p in places if _fits(text, p, len(exact), form)]
            if len(alike) == 1 and all(value.strip() for value in form.values()):
                return {**form}
        size *= 2
    near = {"exact": exact, "prefix": text[max(0, start - 8) : start], "suffix": text[end : end + 8]}
    near = {key: value for key, value in near.items() if value.strip()}
    alike = [p for p in places if _fits(text, p, len(exact), near)]
    return {**near, "nth": alike.index(start) + 1}


def _places(text: str, exact: str) -> list[int]:
    places, at = [], text.find(exact)
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    return places


def _fits(text: str, place: int, length: int, form: Mapping[str, str]) -> bool:
    return text.endswith(form.get("prefix", ""), 0, place) and text.startswith(form.get("suffix", ""), place + length)


def plain(document: Document, span: Span) -> str:
    """Return the words of a span as rules read them: without line breaks, footnote marks and page numbers."""
    start, end = (bisect_left(document.origin, place) for place in span)
    return re.sub(r"\s*\n\s*", "", document.canonical[start:end]).strip() or document.text[span[0] : span[1]]


_SIGNS = {">=": "{}以上", "<=": "{}以内", "~": "{}左右", ">": "超过{}", "<": "低于{}", "=": "{}"}
_DEED = re.compile("(完成|达到?|突破|超过?|保持|控制|提高|提升|降低)[到至在]?$")
"""Ends of indicators that need no verb before a level: 主体结构完成30%."""
_NEW = re.compile("新([增建改设添引招培认签开投注登评获])")
"""Beginnings of indicators that say already that it is new: 新认定孵化器."""
_KINDS = {"growth": "增长", "level": "达到", "increment": "新增", "count": ""}


def _plain(value: FieldValue) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def target_name(fields: Mapping[str, FieldValue], words: str) -> str:
    """Return what a target is called: 固定资产投资增长8%以上; the words themselves when there is no number."""
    value, indicator = fields.get("value"), fields.get("indicator")
    if value is None or not indicator or fields.get("kind") not in _KINDS:
        return f"{indicator}：{words}" if indicator and str(indicator) not in words else words
    number, sign = _plain(value), _SIGNS.get(str(fields.get("comparator")), "{}")
    if fields.get("upper") is not None:
        number += f"—{_plain(fields['upper'])}"
        sign = sign if fields["comparator"] == "~" else "{}"
    amount = sign.format(f"{number}{fields.get('unit') or ''}")
    named, verb = str(indicator), _KINDS[str(fields["kind"])]
    said = named.startswith(verb) or named.endswith(verb)
    if fields["kind"] == "increment":
        said = said or bool(_NEW.match(named))
    elif fields["kind"] == "level":
        said = said or fields.get("comparator") in ("<", ">") or bool(_DEED.search(named))
    return f"{named}{'' if said else verb}{amount}"


def indicator_name(fields: Mapping[str, FieldValue], words: str) -> str:
    """Return what an indicator is called; growth is another indicator than the thing that grows."""
    name = str(fields.get("indicator") or words)
    return f"{name}增速" if fields.get("kind") == "growth" and not name.endswith(("增速", "增长率", "增幅")) else name
