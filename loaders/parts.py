"""The parts of a report: which of them its lines and titles lead into."""

from __future__ import annotations

import re
from collections.abc import Iterable

from loaders.outline_words import outline_words

TITLE_YEAR = re.compile(r"(20\d\d)年(?!\d|远景)")
_PERIOD = re.compile(r"20\d\d年|十[一二三四五六七]五|(?:今后|未来)五年|今年")
LONGEST_PART_TITLE = 40  # characters of a title that tells a part, at most
_ADDRESS = ("各位代表：", "各位代表:")
_OPENING = re.compile(r"现在，我(?:谨)?代表|我代表")
_ATTACHMENT = re.compile(r"附件?\s*[\d一二三四五]*[：:]?")
_REQUIREMENTS = ("要求", "目标", "思路", "思想")  # one stands in each; sooner found than the whole expression
_FAREWELL = re.compile(
    r"各位代表.(?:(?:.{0,300}[。！，])?让我们(?!的)|.*我们.{0,8}团结在以)|.{0,60}我们.{0,8}团结在以.{2,12}为(?:核心|总书记)的党中央周围"
)
_FAREWELL_AFTER = 4  # lines of a plan, at least
_FAREWELL_LINE = 700  # characters of the paragraph, at most


def _farewell(line: str) -> bool:
    return len(line) < _FAREWELL_LINE and _FAREWELL.match(line) is not None


def report_year(lines: Iterable[str]) -> str:
    """Return the last year that a title among the short lines names, the year that a report plans, or ``""``."""
    titles = (line for line in lines if line[-1] not in "。；，" and "年" in line and "报告" not in line)
    return max((year for line in titles for year in TITLE_YEAR.findall(line)), default="")


class Parts:
    """In which part of a report one is, while its lines and titles are told one by one.

    ``part`` is ``front``, ``review``, ``plan``, ``closing`` or ``appendix``; ``horizon`` is ``year`` or ``term``
    (five years).

    Parameters
    ----------
    year : str
        The year that the report plans, or ``""``.
    """

    def __init__(self, year: str) -> None:
        self.words = outline_words()
        self.part = "front"
        self.horizon = "year"
        self._year = year
        self._this_year = re.compile(f"今年|{year}年" if year else "今年")
        self._ordinal: int | None = None  # of the numbered title that told the part
        self._turn: re.Pattern[str] | None = None  # how the second half of a part with two begins
        self._lines = 0  # of the part so far

    def line(self, line: str) -> bool:
        """Take note of a line; say whether it is a title or a formula, and no text of the report."""
        words, part = self.words, self.part
        self._lines += 1
        if len(line) <= LONGEST_PART_TITLE:
            if words.appendix.match(line.replace(" ", "")) or _ATTACHMENT.fullmatch(line):
                self.part = "appendix"
                return True
            if part in ("appendix", "closing") and words.promises.fullmatch(line):
                kept = words.kept.search(line) or self._past(line)
                self.part, self.horizon = "appendix" if kept else "plan", "year"
                return True
        if line.startswith(_ADDRESS):
            self.part, self._ordinal = "review" if _OPENING.search(line) else "front", None
        elif part == "front" and _OPENING.match(line):
            self.part = "review"
            return True
        elif part == "plan" and self._lines > _FAREWELL_AFTER and "我们" in line and _farewell(line):
            self.part = "closing"
        elif part in ("plan", "closing") and line.startswith("[1]"):
            self.part = "appendix"
        elif self._turn and (found := self._turn.match(line)):
            self._enter("plan", found[0])
        return False

    def requirement(self, line: str) -> int:
        """Enter the plan at a line before it that says what the year or the term requires; return where, or -1."""
        if not any(map(line.__contains__, _REQUIREMENTS)):
            return -1
        found = self.words.requirement.search(line)
        if not found or (self._ordinal and not self._ahead(found[0])):
            return -1
        self._enter("plan", found[0])
        return found.start()

    def title(self, title: str, ordinal: int | None, following: str) -> bool:
        """Enter the part that a title of the first level names; return whether it names one.

        One that names none leads into the plan where it follows a numbered look back, unless ``following``, the
        begin of its text, looks back too.
        """
        words = self.words
        review, plan = words.review.search(title), words.plan.search(title)
        told = self._ordinal or not ordinal or self.part == "front"
        if review:
            self._enter("review", title)
            if plan and review.start() < plan.start() and (period := _PERIOD.search(title, review.end())):
                self._turn = re.compile(rf".{{0,{LONGEST_PART_TITLE}}}{period[0]}")
        elif self.part != "plan" and self._past(title):
            self._enter("review", title)
        elif (plan and told) or ((plan or "工作" in title) and self._ahead(title)):
            self._enter("plan", title)
            if self.horizon == "term" and self._this_year.search(title):
                self._turn = self._this_year
        elif self.part == "review" and ordinal and ordinal - 1 == self._ordinal:
            if not words.looking_back.search(following):
                self._enter("plan", title)
        else:
            if self._turn:
                self._enter(self.part, "今年")
            if ordinal == 1:
                self._ordinal = None
            return False
        self._ordinal = ordinal
        return True

    def resume(self) -> None:
        """Go on with the plan, which a formula of the closing did not end."""
        if self.part == "closing":
            self.part = "plan"

    def _enter(self, part: str, words: str) -> None:
        self.part, self._turn, self._lines = part, None, 0
        if part == "plan" and self.words.long_horizon.search(words):
            self.horizon = "term"
        elif part != "plan" or "年" in words:
            self.horizon = "year"

    def _past(self, title: str) -> bool:
        return max(TITLE_YEAR.findall(title), default=self._year) < self._year

    def _ahead(self, words: str) -> bool:
        return (self._this_year.search(words) or self.words.ahead.search(words)) is not None
