"""Which cases of a review a person means: by kind, by rule, within lines of the text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loaders.document import Document
from loaders.proposals import KINDS
from loaders.review import Case
from loaders.validation import did_you_mean
from ontology.errors import NotFoundError

EVERY = "all"


def select(
    document: Document, cases: Sequence[Case], words: Iterable[str], lines: tuple[int, int] | None = None
) -> list[Case]:
    """Return the open cases that any of the words means, in their order.

    Parameters
    ----------
    words : iterable of str
        Each is a kind in English or Chinese (``measure``, ``举措``), a rule (``policy.quote``, also with its version),
        or ``all``.
    lines : (int, int), optional
        The first and the last line of the text, from 1, in which the cases stand.

    Raises
    ------
    NotFoundError
        A word is neither a kind nor a rule of these cases.
    """
    open_ones = [case for case in cases if case.status == "open"]
    if lines is not None:
        open_ones = [case for case in open_ones if lines[0] <= document.line(case.start) <= lines[1]]
    rules = {case.rule for case in cases if case.rule}
    rules |= {rule.partition("@")[0] for rule in rules}
    english = {chinese: kind for kind, chinese in KINDS.items()}
    wanted = set()
    for word in words:
        kind = english.get(word, word)
        if kind not in KINDS and word not in rules and word != EVERY:
            known = [*KINDS, *sorted(rules)]
            raise NotFoundError(
                f"{word} is no kind and no rule of this report",
                did_you_mean(word, known, f"it is {EVERY}, {', '.join(KINDS)} or a rule that --by-rule lists"),
            )
        wanted.add(kind)
    return [
        case
        for case in open_ones
        if EVERY in wanted or wanted & {case.content.kind, case.rule, case.rule.partition("@")[0]}
    ]
