// title.zh: 区划
// title.en: Places and what they lie in
// question: 某地属于哪里?代码是什么?
// param within: string = — code or name of the place above; all if empty
// column code: 区划代码
// column place: 地方
// column division: 区划类别
// column within: 位于
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query divisions --within 永嘉县
MATCH (p:Place)
OPTIONAL MATCH (p)-[:LOCATED_IN]->(w:Place)
WITH p, w WHERE $within = '' OR w.code = $within OR w.name = $within
RETURN p.code AS code, p.name AS place, p.division AS division, w.name AS within, [k IN range(0, size(p.quotes) - 1) WHERE p.sources[k] = p.sources[0] | p.quotes[k]] AS quote,
  p.sources[0] AS source, p.lines[0] AS line, p.bases[0] AS basis, p.id AS id
ORDER BY code, id
