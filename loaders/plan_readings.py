"""The clauses of the plan as the rules see them, with the projects in them: what depends on the clauses before."""

from __future__ import annotations

import re

from loaders.clauses import clauses
from loaders.cues import AIM, BUILT, QUALITY, STAGE, Cues
from loaders.outline import Outline
from loaders.reading import Reading, read
from loaders.rules.concerned import concerned
from loaders.rules.projects import projects
from loaders.rules.stages import lone_stage, of_many, with_stage

_GOALS = re.compile(r"(?:预期目标|主要目标|发展目标|奋斗目标)[^，。]{0,8}$")
_GENERAL = re.compile(r"(?:总体要求|总体思路|指导思想|总的要求)[^，。]{0,6}$")


def plan_readings(text: str, outline_: Outline, cues: Cues) -> list[Reading]:
    """Return the clauses of the plan with the projects in them.

    What a clause is may depend on the clauses before it in its sentence. One that only tells how far the projects
    before it are (加快X建设，年内竣工) is left out.
    """
    readings = _clauses(text, outline_, cues)
    built = [one for one in readings if one.cues & STAGE and one.cues & BUILT and not (one.goals or one.general)]
    for reading, found in zip(built, projects(built), strict=True):
        reading.deeds = found
    result: list[Reading] = []
    before: Reading | None = None
    for reading in readings:
        cues_, position = reading.cues, reading.position
        if cues_ & STAGE and before and before.deeds and position and (stage := lone_stage(reading)):
            before.deeds = [with_stage(work, stage) for work in before.deeds]
            continue
        if cues_ & BUILT and not (reading.goals or reading.general):
            if not reading.deeds and "等" in reading.masked:
                reading.deeds = [*concerned(reading, before.deeds if before else ())]
            if reading.deeds and position and before and (stage := of_many(before)):
                reading.deeds = [one if one.fields["stage"] else with_stage(one, stage) for one in reading.deeds]
        before = reading
        result.append(reading)
    return result


def _clauses(text: str, outline_: Outline, cues: Cues) -> list[Reading]:
    """Return the clauses of the plan, with the goals and the general requirement told apart."""
    readings: list[Reading] = []
    for begin, end, part, horizon, index in outline_.stretches:
        if part != "plan":
            continue
        heading = outline_.headings[index].start if index >= 0 else -1
        goals = general = False
        for clause, found in cues.of(clauses(text, begin, end)):
            _, words, stop, position = clause
            if not position:
                goals = general = False
            if found & AIM and (stop in "：:" or words[-1] in "是为"):
                goals = goals or _GOALS.search(words) is not None
                general = general or _GENERAL.search(words) is not None
            readings.append(read(clause, found | QUALITY if goals else found, goals, general, horizon, heading))
    return readings
