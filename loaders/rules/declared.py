"""Umbrellas that declare how many they hold: 九大专项行动, 六方面工作, “五大工程”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.lexicon import HAN
from loaders.reading import Finding, Reading, clausewise
from loaders.rules.numerals import chinese_number

VERSION = "5"
# 党的二十大精神 and 36个村庄污水治理工程 are none: a congress, and so many of a kind.
_UMBRELLA = re.compile(
    r"(?<![\d一二三四五六七八九十百第])(?P<count>\d{1,3}|[两三四五六七八九十][一二三四五六七八九十]{0,2})"
    r"(?:大|项|件|个?方面|(?<!\d)[个条类])(?P<quote>[“”]?)"
    rf"(?P<noun>(?:(?![的和及等]|精神){HAN}){{0,8}}?(?:行动|工程|工作|任务|战略|计划|举措|实事|突破|提升|攻坚|强化|聚焦|体系|集群|新城|基地|场景|坚持)(?![室站坊者量师性]))(?P<close>”?)"
)
# “碳达峰十大行动”: the quote holds more; “三级三类”体系 is a code of two numbers.
_QUOTED = re.compile(rf"“(?P<before>(?:(?![两三四五六七八九十]){HAN}){{0,8}})$")
_REST = re.compile(rf"(?P<noun>{HAN}{{1,6}})”")


@clausewise
def declared(reading: Reading) -> Iterator[Finding]:
    """Yield the umbrellas of a clause with the number that they declare."""
    text = reading.text
    for match in _UMBRELLA.finditer(text):
        count = int(match["count"]) if match["count"].isdigit() else chinese_number(match["count"])
        if count is None or count < 2:
            continue
        start, end, noun = *match.span(), match["noun"]
        opened = _QUOTED.search(text, 0, start)
        closes = match["quote"] == "”" or (match["close"] and match["quote"] != "“")
        if closes and opened is None:
            continue  # the quote that ends here holds something else
        if opened and (match["quote"] == "”" or match["close"]):
            start = opened.start()
        elif opened and not match["quote"] and (rest := _REST.match(text, end)):  # “五大提升行动方案”
            start, end, noun = opened.start(), rest.end(), noun + rest["noun"]
        yield reading.finding(
            "declared",
            start,
            end,
            "declared.umbrella",
            VERSION,
            declared_count=int(count),
            noun=noun,
        )
