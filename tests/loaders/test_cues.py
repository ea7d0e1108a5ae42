"""Cues: one pass tells every rule where it has nothing to find, and never where it has."""

from __future__ import annotations

import pytest

from loaders.clauses import clauses
from loaders.cues import ALL, BUILT, PLACE, QUANTITY, QUOTE, STAGE, Cues
from loaders.reading import Finding, Reading, read
from loaders.rules.declared import declared
from loaders.rules.measures import Measure, measures
from loaders.rules.mentions import events, organizations, places
from loaders.rules.parks import parks
from loaders.rules.policies import policies
from loaders.rules.projects import projects
from loaders.rules.qualitative import qualitative
from loaders.rules.targets import targets
from tests.loaders.clauses_of import readings

SENTENCES = """
开工建设青石水库、北门大桥等12个重大项目，力争开工云溪高铁，确保年内竣工投用。
生产总值增长6%以上，居民收入与经济增长同步，完成省下达的任务，力争进入全省前十位，大科学装置投运一个。
深入实施都市农业“百千万”工程、城乡环境整治三年行动，推动出台《云溪县民宿促进条例》，全面贯彻党的二十大精神。
推动云溪高新区提质，办好云溪国际泵阀博览会，支持青溪大学建设，推动永嘉县提速，串联青石镇、乌石街道。
坚持稳中求进工作总基调，牢牢把握发展机遇，深化“九大专项行动”，重点抓好六方面工作，民间投资占比稳步提高。
修建养老院2所，实现污水处理全覆盖，力促青溪电站并网发电，完成义云高速核准，落实乡村振兴战略和“八八战略”。
"""


def everything(text: str, *, cued: bool) -> list[Finding | Measure | None]:
    from loaders import cues

    result: list[Finding | Measure | None] = []
    clauses_: list[Reading] = []
    for reading in readings(text):
        if not cued:
            reading = read((reading.start, reading.text, "", reading.position), ALL)
        wanted = (
            (cues.QUANTITY, targets), (cues.QUALITY, qualitative), (cues.POLICY, policies), (cues.PARK, parks),
            (cues.EVENT, events), (cues.BODY, organizations), (cues.PLACE, places), (cues.UMBRELLA, declared),
        )  # fmt: skip
        for cue, rule in wanted:
            if reading.cues & cue:
                result += rule([reading])[0]
        if reading.cues & STAGE and reading.cues & BUILT:
            result += projects([reading])[0]
        clauses_.append(reading)
    return [*result, *measures(clauses_)]


def test_cues_lose_nothing() -> None:
    assert everything(SENTENCES, cued=True) == everything(SENTENCES, cued=False)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("新增5家", QUANTITY),
        ("投运一个", QUANTITY),
        ("“双百”", QUOTE),
        ("永嘉县", PLACE),
        ("青石镇", PLACE),
        ("北门大桥", BUILT),
    ],
)
def test_what_is_a_cue(text: str, cue: int) -> None:
    [(_, found)] = Cues(text).of(clauses(text, 0, len(text)))
    assert found & cue


def test_each_clause_has_the_cues_of_its_words() -> None:
    text = "新增5家，打造“双百”"
    cues = Cues(text)
    whole = clauses(text, 0, len(text))
    first, second = [found for _, found in cues.of(whole)]
    assert first & QUANTITY and not first & QUOTE
    assert second & QUOTE and not second & QUANTITY
    assert [found for _, found in cues.of(whole[1:])] == [second]
    assert not [*cues.of([])]
    assert cues.within(0, 4) == first and cues.within(5, len(text)) == second


def test_cues_of_a_part_of_a_text() -> None:
    text = "新增5家，打造“双百”"
    assert Cues(text, 5).of(clauses(text, 5, len(text))) == Cues(text).of(clauses(text, 5, len(text)))
