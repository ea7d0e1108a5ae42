// title.zh: 任务及其举措
// title.en: Tasks and the measures of each
// question: 每项任务有几项举措,分别是什么?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column action: 行动
// column task: 任务
// column count: 举措数
// column measures: 举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query tasks
MATCH (t:Task)
OPTIONAL MATCH (t)-[p:PART_OF]->(a:Action) WHERE any(b IN p.bases WHERE b IN $bases)
WITH t, a
OPTIONAL MATCH (m:Measure)-[r:PART_OF]->(t) WHERE any(b IN r.bases WHERE b IN $bases)
WITH t, a, m ORDER BY m.starts[0], m.id
WITH t, a, collect(m.name) AS names
RETURN a.name AS action, t.name AS task, size(names) AS count, names AS measures, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, t.id AS id
ORDER BY source, line, t.starts[0], id
