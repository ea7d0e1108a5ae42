// title.zh: 地方与那里安排的事
// title.en: Places and what is planned there
// question: 某地今年安排了什么?
// param place: string = — code or part of the name of the place; what lies in its parts counts as its own
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column place: 地方
// column division: 区划类别
// column class: 类别
// column thing: 事物
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column reason: 理由
// column confidence: 把握
// column id: 编号
// example: countygraph query places --place 瓯北
MATCH (p:Place)
WHERE $place = '' OR p.code = $place OR p.name CONTAINS $place
MATCH (x:Entity)-[r:LOCATED_IN|CONCERNS]->(p)
WHERE any(b IN r.bases WHERE b IN $bases) AND none(l IN labels(x) WHERE l IN ['Place', 'Organization'])
RETURN p.name AS place, p.division AS division, [l IN labels(x) WHERE l <> 'Entity'][0] AS class, x.name AS thing,
  [k IN range(0, size(r.quotes) - 1) WHERE r.sources[k] = r.sources[0] | r.quotes[k]] AS quote,
  r.sources[0] AS source, r.lines[0] AS line, r.bases[0] AS basis, r.reasons[0] AS reason, r.confidences[0] AS confidence, x.id AS id
ORDER BY p.code, class, thing, id
