// title.zh: 研判得出的关系
// title.en: Links that a person judged, by confidence
// question: 哪些关系不是原文所说,而是研判?谁研判,为什么,把握多大?
// param confidence: string = — high, medium or low; all if empty
// column confidence: 把握
// column from: 起
// column relation: 关系
// column to: 止
// column reason: 理由
// column curator: 研判人
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query curated-links --confidence low
MATCH (a:Entity)-[r]->(b:Entity)
WHERE any(x IN r.bases WHERE x = 'curated') AND ($confidence = '' OR any(c IN r.confidences WHERE c = $confidence))
RETURN r.confidences[0] AS confidence, a.name AS from, type(r) AS relation, b.name AS to, r.reasons[0] AS reason,
  r.methods[0] AS curator, [k IN range(0, size(r.quotes) - 1) WHERE r.sources[k] = r.sources[0] | r.quotes[k]] AS quote,
  r.sources[0] AS source, r.lines[0] AS line, r.bases[0] AS basis, r.id AS id
ORDER BY CASE confidence WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, relation, from, to, id
