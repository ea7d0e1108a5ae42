// title.zh: 举措到部署的步数
// title.en: How far measures are from directives
// question: 举措离政策来源有几步?有多少是原文直说?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column hops: 步数
// column measures: 举措数
// column example: 例如
// column directive: 对应部署
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query distance-to-policy
MATCH (m:Measure)
MATCH path = (m)-[:PART_OF|IMPLEMENTS|CITES*1..8]->(d:Directive) WHERE all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases))
WITH m, d, length(path) AS hops ORDER BY hops, d.id
WITH m, collect(hops)[0] AS hops, collect(d.name)[0] AS directive ORDER BY m.id
WITH hops, count(m) AS measures, collect(m)[0] AS first, collect(directive)[0] AS directive
RETURN hops AS hops, measures AS measures, first.name AS example, directive AS directive, [k IN range(0, size(first.quotes) - 1) WHERE first.sources[k] = first.sources[0] | first.quotes[k]] AS quote,
  first.sources[0] AS source, first.lines[0] AS line, first.bases[0] AS basis, first.id AS id
ORDER BY hops
