// title.zh: 同一举措中并提的事物
// title.en: Things that one statement names together
// question: 某事物常与什么一起被提到?
// param name: string = — part of the name of the first thing
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column first: 事物
// column second: 并提
// column times: 次数
// column statement: 举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// example: countygraph query co-mentioned --name 泵阀
MATCH (m:Entity)-[r:CONCERNS]->(a:Entity) WHERE any(b IN r.bases WHERE b IN $bases) AND a.name CONTAINS $name
MATCH (m)-[s:CONCERNS]->(b:Entity) WHERE any(b IN s.bases WHERE b IN $bases) AND a.id <> b.id AND ($name <> '' OR a.id < b.id)
WITH a, b, m ORDER BY m.id
WITH a, b, collect(DISTINCT m) AS ms
WITH a, b, ms, ms[0] AS m
RETURN a.name AS first, b.name AS second, size(ms) AS times, m.name AS statement, [k IN range(0, size(m.quotes) - 1) WHERE m.sources[k] = m.sources[0] | m.quotes[k]] AS quote,
  m.sources[0] AS source, m.lines[0] AS line, m.bases[0] AS basis
ORDER BY times DESC, first, second, a.id, b.id
