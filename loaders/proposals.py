"""What a rule says about a document: a proposal, which a person accepts, edits or rejects."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int]
FieldValue: TypeAlias = str | int | float | bool | None
_NO_FIELDS: Mapping[str, FieldValue] = MappingProxyType({})
KINDS = {
    "section": "标题",
    "measure": "举措",
    "batch": "项目批次",
    "target": "目标",
    "project": "项目",
    "park": "产业园",
    "policy": "政策",
    "declared": "宣布数",
    "event": "活动",
    "organization": "机构",
    "place": "地方",
}
"""Kinds of proposals, in the order in which those of the same words come, with their Chinese words."""


class Proposal(NamedTuple):
    """One thing that a rule found, with the words that say so.

    Parameters
    ----------
    kind : str
        One of :data:`KINDS`.
    spans : tuple of (int, int)
        Code points of the document's text as it was given, end exclusive. The first is the main one;
        others hold an elided verb or a shared head.
    text : str
        The document's text at the first span, verbatim.
    fields : mapping
        What was read out of the span; the keys depend on the kind.
    rule, version : str
        The rule that proposes it, and the version of that rule.
    parent : int or None
        Index, in the same list, of the section or measure that it belongs to.
    """

    kind: str
    spans: tuple[Span, ...]
    text: str
    fields: Mapping[str, FieldValue] = _NO_FIELDS
    rule: str = ""
    version: str = "1"
    parent: int | None = None

    @property
    def start(self) -> int:
        """Return where the main span starts."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Return where the main span ends, exclusive."""
        return self.spans[0][1]
