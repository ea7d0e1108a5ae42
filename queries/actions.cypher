// title.zh: 行动及其任务、举措、目标数
// title.en: Actions with their tasks, measures and targets counted
// question: 各专项行动下有多少任务、举措和目标?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column ordinal: 序号
// column action: 行动
// column programme: 总纲
// column tasks: 任务数
// column measures: 举措数
// column targets: 目标数
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query actions
MATCH (a:Action)
OPTIONAL MATCH (a)-[p:PART_OF]->(programme:Programme) WHERE any(b IN p.bases WHERE b IN $bases)
WITH a, programme
OPTIONAL MATCH (t:Task)-[r:PART_OF]->(a) WHERE any(b IN r.bases WHERE b IN $bases)
WITH a, programme, count(DISTINCT t) AS tasks
OPTIONAL MATCH path = (a)<-[:PART_OF*1..4]-(m:Measure) WHERE all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases))
WITH a, programme, tasks, collect(DISTINCT m) AS ms
OPTIONAL MATCH (x:Entity)-[h:HAS_TARGET]->(g:Target) WHERE (x IN ms OR x = a) AND any(b IN h.bases WHERE b IN $bases)
WITH a, programme, tasks, size(ms) AS measures, count(DISTINCT g) AS targets
RETURN a.ordinal AS ordinal, a.name AS action, programme.name AS programme, tasks AS tasks, measures AS measures,
  targets AS targets, [k IN range(0, size(a.quotes) - 1) WHERE a.sources[k] = a.sources[0] | a.quotes[k]] AS quote,
  a.sources[0] AS source, a.lines[0] AS line, a.bases[0] AS basis, a.id AS id
ORDER BY programme, ordinal, action, id
