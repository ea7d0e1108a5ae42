// title.zh: 产业转型
// title.en: The turn of industries
// question: 哪些产业要转向什么?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column industry: 产业
// column becomes: 转向
// column measure: 有关举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query industry-turns
MATCH (a:Industry)-[t:TO_BECOME]->(b:Entity) WHERE any(b IN t.bases WHERE b IN $bases)
OPTIONAL MATCH (m:Measure)-[c:CONCERNS]->(a) WHERE any(b IN c.bases WHERE b IN $bases)
WITH a, t, b, m.name AS measure ORDER BY measure
WITH a, t, b, collect(DISTINCT measure) AS measures
RETURN a.name AS industry, b.name AS becomes, measures AS measure, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, a.id AS id
ORDER BY source, line, industry, becomes, id
