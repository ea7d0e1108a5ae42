"""Projects that a clause is about without building them: 对A、B等在建项目, 围绕A、B等重大项目布局."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from loaders.lexicon import alternation, by_word, guarded, vocabulary, words
from loaders.reading import Finding, Reading
from loaders.rules.batches import batches
from loaders.rules.members import NAME_LIKE, members
from loaders.rules.named_projects import is_name, is_specific
from loaders.rules.names import opening, strip_opening
from loaders.rules.project_words import generic
from loaders.rules.projects import TAIL, project
from loaders.rules.stages import Frame

_CLOSED = re.compile(r"等(?<![高中初对同平]等)[^、，]{0,16}?(?:项目|工程)(?:\d+个(?:以上)?$)?(?=[^、，]{0,14}$)")


@dataclass(frozen=True, slots=True)
class _Words:
    opening: re.Pattern[str]
    verb: re.Pattern[str]
    """A verb of construction, perhaps behind its subject: 新城重点推进A等项目."""
    status: re.Pattern[str]
    behind: re.Pattern[str]
    stages: dict[str, str]
    other: re.Pattern[str]


@cache
def _words() -> _Words:
    data = vocabulary("projects")
    told = by_word(data["status"]) | by_word(data["behind"])
    stages = told | dict.fromkeys(words(data["carriers"]), "续建") | by_word(data["before"])
    verbs = [data["carriers"], data["open"], *data["before"].values()]
    return _Words(
        opening(data["concerning"], vocabulary("policies")["verbs"], vocabulary("verbs")["lead"]),
        re.compile(rf"{guarded(set(words(verbs)) - set(NAME_LIKE))}(?=..)"),
        re.compile(alternation(data["status"].values())),
        re.compile(alternation(data["behind"].values())),
        stages,
        re.compile(alternation(data["not_concerned"])),
    )


def concerned(reading: Reading, before: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the named projects of a list that ends with 等…项目, and their batch, in a clause that builds none.

    Their noun tells how far they are (在建项目), or how many, or one of them has a place or an ending. ``before``
    was found in the clause before, whose verb a clause may go on with (加快A、B等交通项目，C、D等水利项目建设).
    """
    masked, known = reading.masked, _words()
    closed = _CLOSED.search(masked)
    if closed is None or known.other.search(masked, closed.start()):
        return
    opened = start = strip_opening(known.opening, masked, 0, closed.start())
    comma = masked.find("、", start, closed.start())
    verb = known.verb.search(masked, start, closed.start() if comma < 0 else comma)
    if verb:
        start = verb.end()
    status = known.status.search(masked, closed.start(), closed.end())
    stage = known.stages[status[0]] if status else _stage(masked, start, closed)
    if stage is None and not opened and not verb and reading.position and before:
        stage = _stage_of(before[-1])
    frame = Frame(start, closed.end(), stage, False, "")
    listed = members(masked, frame, closed.start(), sure=True)
    if not all(is_name(member.name, sure=True) for member in listed):
        return
    tail = TAIL.search(masked, start, closed.end())
    counted = tail is not None and tail["count"] is not None
    definite = (status or counted) and all(len(one.name) > 3 and not generic(one.name) for one in listed)
    if definite or any(is_specific(member.name) for member in listed):
        yield from batches(reading, frame, tail, listed)
        for member in listed:
            yield project(reading, member, listed[-1], shared=False)


def _stage(masked: str, start: int, closed: re.Match[str]) -> str | None:
    """Return the stage told by what follows a list, or by the verb before it."""
    known = _words()
    if told := known.behind.search(masked, closed.end()):
        return known.stages[told[0]]
    verbs = known.verb.findall(masked, 0, start + 2)
    return known.stages.get(verbs[-1]) if verbs else None


def _stage_of(finding: Finding) -> str | None:
    stage = finding.fields.get("stage")
    return str(stage) if stage else None
