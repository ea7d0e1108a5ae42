// title.zh: 一事物的邻居
// title.en: Everything next to a thing
// question: 它直接与什么相连?
// param id: string — id of the thing
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column direction: 方向
// column relation: 关系
// column class: 类别
// column name: 名称
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column reason: 理由
// column confidence: 把握
// column method: 规则或研判者
// column id: 编号
// example: countygraph query neighbours --id place:330324
MATCH (n:Entity {id: $id})-[r]-(x:Entity) WHERE any(b IN r.bases WHERE b IN $bases)
RETURN CASE WHEN startNode(r).id = $id THEN 'out' ELSE 'in' END AS direction, type(r) AS relation,
  [l IN labels(x) WHERE l <> 'Entity'][0] AS class, x.name AS name, [k IN range(0, size(r.quotes) - 1) WHERE r.sources[k] = r.sources[0] | r.quotes[k]] AS quote,
  r.sources[0] AS source, r.lines[0] AS line, r.bases[0] AS basis, r.reasons[0] AS reason,
  r.confidences[0] AS confidence, r.methods[0] AS method, x.id AS id
ORDER BY direction DESC, relation, class, name, id, r.id
