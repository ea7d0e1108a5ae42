"""The lines of a text: which belong to the report, which are noise, and whether they are those of a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from loaders.noise import CUT, GONE, SENTENCE_END, Noise

_LINE = re.compile(rf"[^\n {GONE}](?:[^\n]*[^\n {GONE}])?")


@dataclass(slots=True)
class Line:
    """A line without its outer blanks."""

    start: int
    end: int
    kind: str  # "" when it belongs to the report


def lines_of(flat: str) -> list[Line]:
    """Return the lines that are not blank."""
    return [Line(*found.span(), "") for found in _LINE.finditer(flat)]


def width(line: str) -> float:
    """Return the width in Chinese characters; an ASCII character takes half of one."""
    return (len(line) + len(line.encode())) / 4


def wrap_width(flat: str, lines: list[Line], wrapped: bool) -> float:
    """Return the width of a full line, in Chinese characters, if lines are those of a page; else 0.

    It is that of the longer lines; where nearly all lines are short, it may be the most frequent one, since lines
    between which a page breaks can stand together.
    """
    ends = {line.end: width(flat[line.start : line.end]) for line in lines if line.end - line.start < 200}
    widths = sorted(wide for end, wide in ends.items() if wide > 4)
    if len(widths) < 8 or len(widths) < len(lines) / 3:
        return 0.0
    full = [widths[int(len(widths) * 0.8)]]
    if len(widths) > len(lines) * 0.8:
        full.append(float(Counter(map(round, widths)).most_common(1)[0][0]))
    least = len(widths) * (0.2 if wrapped else 0.4)
    broken = {end: wide for end, wide in ends.items() if flat[end - 1] not in SENTENCE_END}
    return next((f for f in full if f <= 60 and sum(abs(wide - f) <= 2.5 for wide in broken.values()) >= least), 0.0)


def classify(flat: str, lines: list[Line], noise: Noise, paper: bool, torn: bool) -> None:
    """Say of each line what it is, by its own words and then by where it stands."""
    tail: list[int] = []
    in_glossary = False
    last_sentence = -1
    for index, line in enumerate(lines):
        length = line.end - line.start
        content = flat[line.start : line.end]
        found = noise.line.fullmatch(content) if length < 400 else None
        kind = found.lastgroup if found else None
        if kind is None and content.isdigit() and (paper or (index and lines[index - 1].kind == "chrome")):
            kind = "page_number" if paper else "chrome"
        if kind == "glossary":
            in_glossary = True
        elif kind == "glossary_end":
            in_glossary = False
        elif kind == "tail":
            tail.append(index)
        elif kind in ("page_number", "chrome"):
            line.kind = kind.replace("_", "-")
        elif length >= 40 and content[-1] in "。！”；":
            last_sentence = index
        elif length < 3 and not torn and content[0] not in CUT and not any(map(str.isalnum, content)):
            line.kind = "chrome"
        if in_glossary and not line.kind:
            line.kind = "glossary"
    first = next((index for index in tail if index > last_sentence), len(lines))
    for line in lines[first:]:
        line.kind = "tail"
    for index in tail:
        lines[index].kind = "tail"
    _repeats(flat, lines)


def _repeats(flat: str, lines: list[Line]) -> None:
    """Mark a run of lines that came before, as a file has it that holds its text twice."""
    seen: set[str] = set()
    run: list[Line] = []
    for line in [*lines, None]:
        key = flat[line.start : line.end].replace(" ", "") if line else ""
        if line and line.kind:
            continue
        if line and key in seen:
            run.append(line)
            continue
        if run:
            if sum(again.end - again.start for again in run) >= 500:
                for again in run:
                    again.kind = "repeat"
            run = []
        seen.add(key)


_CELL, _CELLS, _BETWEEN = 16, 5, 2


def tables(flat: str, kept: list[Line]) -> list[tuple[int, int]]:
    """Return the spans in which a table was flattened to a cell a line.

    That is runs of five or more lines of the report, none longer than sixteen characters or the end of a
    sentence; a long cell or two between two runs belongs to the table.
    """
    runs: list[list[int]] = []  # first and last index of kept lines
    begin = 0
    for index in range(len(kept) + 1):
        line = kept[index] if index < len(kept) else None
        if line and line.end - line.start <= _CELL and flat[line.end - 1] not in SENTENCE_END:
            continue
        if index - begin >= _CELLS:
            if runs and begin - runs[-1][1] - 1 <= _BETWEEN:
                runs[-1][1] = index - 1
            else:
                runs.append([begin, index - 1])
        begin = index + 1
    return [(kept[first].start, kept[last].end) for first, last in runs]
