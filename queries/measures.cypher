// title.zh: 举措一览
// title.en: Measures with their task and action
// question: 某行动、某任务下有哪些举措?
// param within: string = — part of the name of an action or task above it
// param name: string = — part of the measure's own name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column action: 行动
// column task: 任务
// column measure: 举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query measures --within 扩投资
MATCH (m:Measure) WHERE m.name CONTAINS $name
OPTIONAL MATCH tp = (m)-[:PART_OF*1..3]->(t:Task) WHERE all(r IN relationships(tp) WHERE any(b IN r.bases WHERE b IN $bases))
WITH m, t
OPTIONAL MATCH ap = (m)-[:PART_OF*1..4]->(a:Action) WHERE all(r IN relationships(ap) WHERE any(b IN r.bases WHERE b IN $bases))
WITH m, t, a
WHERE $within = '' OR t.name CONTAINS $within OR a.name CONTAINS $within
RETURN a.name AS action, t.name AS task, m.name AS measure, [k IN range(0, size(m.quotes) - 1) WHERE m.sources[k] = m.sources[0] | m.quotes[k]] AS quote,
  m.sources[0] AS source, m.lines[0] AS line, m.bases[0] AS basis, m.id AS id
ORDER BY source, line, m.starts[0], id
