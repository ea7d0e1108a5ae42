// title.zh: 研判关系按把握统计
// title.en: Judged links counted by confidence and relation
// question: 研判关系各有多少,把握如何?
// column confidence: 把握
// column relation: 关系
// column links: 条数
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// example: countygraph query curated-by-confidence
MATCH (a:Entity)-[r]->(b:Entity) WHERE any(x IN r.bases WHERE x = 'curated')
WITH r ORDER BY r.id
WITH r.confidences[0] AS confidence, type(r) AS relation, collect(r) AS rs, count(r) AS links
WITH confidence, relation, links, rs[0] AS first
RETURN confidence AS confidence, relation AS relation, links AS links, [k IN range(0, size(first.quotes) - 1) WHERE first.sources[k] = first.sources[0] | first.quotes[k]] AS quote,
  first.sources[0] AS source, first.lines[0] AS line, first.bases[0] AS basis
ORDER BY CASE confidence WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, relation
