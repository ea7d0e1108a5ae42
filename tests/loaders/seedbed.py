"""Invented seeds, small enough to see whole: a county's report, a registry and notes."""

from __future__ import annotations

import hashlib
from pathlib import Path

TEXT = """今年工作的总体要求是:深入实施“青山战略”,办好三件大事。

(一)深化实施扩投资专项行动
狠抓重大项目建设。开工建设东溪大桥、南门水厂等5个重大项目,建成北山公路。
实现固定资产投资增长8%以上。提速东溪大桥,打造时尚之城。
"""

NOTES = """\
- id: n-01
  statement: 2003年,某省提出“青山战略”。
  title: 青山战略解读
  url: https://example.org/a
  date: "2003-07"
  certainty: two
- id: n-02
  statement: 东溪县代码为330399,隶属某市;某市、某省、中国依次在其上。
  title: 区划代码
  certainty: one
"""

REGISTRY = """\
scope: CN
curator: 甲
items:
  - Place: 中国
    code: CN
    division: 国
    source: n-02
  - Place: 东溪县
    code: "330399"
    division: 县
    source: n-02
    LOCATED_IN: 中国
  - Directive: 青山战略
    aliases: [绿色战略]
    level: provincial
    date: "2003-07"
    declares: 3
    source: n-01
  - Indicator: 固定资产投资
    source: n-02
    quote: 隶属某市
"""

STATEMENTS = """\
source: dongxi-2024
scope: "330399"
curator: 乙
items:
  - Plan: 东溪县2024年工作
    as: 年度
    quote: 今年工作的总体要求
    year: 2024
    OF_PLACE: 东溪县
    IMPLEMENTS: {to: 青山战略, quote: 深入实施“青山战略”}
  - Directive: 绿色战略
    quote: 青山战略
    level: provincial
  - Action: 扩投资专项行动
    ordinal: 1
    IMPLEMENTS: {to: 青山战略, reason: 投资支撑战略, confidence: low}
  - Task: 狠抓重大项目建设
    PART_OF: 扩投资专项行动
    HAS_PART:
      - Measure: 开工5个重大项目
        as: 开工
        quote: 开工建设东溪大桥、南门水厂等5个重大项目
        COVERS:
          - ProjectBatch: 5个开工项目
            quote: 东溪大桥、南门水厂等5个重大项目
            declares: 5
            stage: 开工
            INCLUDES:
              - Project: 东溪大桥
                LOCATED_IN: {to: 东溪县, reason: 名称中的地名, confidence: medium}
              - {to: {Project: 南门水厂}, stage: 开工}
    HAS_TARGET:
      - Target: 固定资产投资增长8%以上
        comparator: ">="
        kind: growth
        value: 8
        unit: "%"
        period: 2024
        OF_INDICATOR: 固定资产投资
"""


def source_yaml(text: str = TEXT) -> str:
    """Return the source.yaml of the invented report."""
    return f"""\
id: dongxi-2024
kind: report
title: 东溪县2024年政府工作报告
place: "330399"
year: 2024
date: "2024"
sha256: {hashlib.sha256(text.encode()).hexdigest()}
curator: 乙
damage:
  - {{kind: lost-plus, quote: 办好三件大事, note: 不明}}
"""


def sow(
    root: Path, *, statements: str = STATEMENTS, registry: str = REGISTRY, notes: str = NOTES, text: str = TEXT
) -> Path:
    """Write the invented seeds under ``root``, with any of its files replaced; return the folder."""
    files = {
        "notes.yaml": notes,
        "registry/all.yaml": registry,
        "reports/dongxi-2024/source.yaml": source_yaml(text),
        "reports/dongxi-2024/text.txt": text,
        "reports/dongxi-2024/statements/1.yaml": statements,
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return root
