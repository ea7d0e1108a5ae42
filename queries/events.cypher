// title.zh: 展会与活动
// title.en: Events and who holds them
// question: 要办哪些展会、赛事和活动?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column event: 活动
// column date: 日期
// column measure: 有关举措
// column place: 地点
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query events
MATCH (e:Event)
OPTIONAL MATCH (m:Entity)-[c:CONCERNS]->(e) WHERE any(b IN c.bases WHERE b IN $bases)
WITH e, m.name AS measure ORDER BY measure
WITH e, collect(DISTINCT measure) AS measures
OPTIONAL MATCH (e)-[l:LOCATED_IN]->(w:Place) WHERE any(b IN l.bases WHERE b IN $bases)
WITH e, measures, w.name AS place ORDER BY place
WITH e, measures, collect(DISTINCT place) AS places
RETURN e.name AS event, e.date AS date, measures AS measure, places AS place, [k IN range(0, size(e.quotes) - 1) WHERE e.sources[k] = e.sources[0] | e.quotes[k]] AS quote,
  e.sources[0] AS source, e.lines[0] AS line, e.bases[0] AS basis, e.id AS id
ORDER BY source, line, event, id
