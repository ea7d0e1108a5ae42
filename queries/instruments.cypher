// title.zh: 争取和运用的政策工具
// title.en: Instruments that are sought or used
// question: 要争取哪些债券、指标、试点和资金?由哪项举措?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column instrument: 政策工具
// column level: 层级
// column relation: 关系
// column measure: 举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query instruments
MATCH (i:Instrument)
OPTIONAL MATCH (m:Entity)-[r:CITES|CONCERNS]->(i) WHERE any(b IN r.bases WHERE b IN $bases)
RETURN i.name AS instrument, i.level AS level, type(r) AS relation, m.name AS measure, [k IN range(0, size(i.quotes) - 1) WHERE i.sources[k] = i.sources[0] | i.quotes[k]] AS quote,
  i.sources[0] AS source, i.lines[0] AS line, i.bases[0] AS basis, i.id AS id
ORDER BY source, line, i.starts[0], id, relation, measure, m.id
