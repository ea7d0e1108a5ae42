// title.zh: 定位:要当好、要打造成什么
// title.en: Roles: what places, parks and industries are to be
// question: 谁要成为什么?是谁的期许?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column ordinal: 序号
// column subject: 主体
// column role: 定位
// column expected_by: 期许自
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query roles
MATCH (r:Role)
OPTIONAL MATCH (s:Entity)-[b:TO_BECOME]->(r) WHERE any(b IN b.bases WHERE b IN $bases)
WITH r, s.name AS subject ORDER BY subject
WITH r, collect(DISTINCT subject) AS subjects
OPTIONAL MATCH (r)-[e:EXPECTED_BY]->(x:Entity) WHERE any(b IN e.bases WHERE b IN $bases)
WITH r, subjects, x.name AS who ORDER BY who
WITH r, subjects, collect(DISTINCT who) AS whos
RETURN r.ordinal AS ordinal, subjects AS subject, r.name AS role, whos AS expected_by, [k IN range(0, size(r.quotes) - 1) WHERE r.sources[k] = r.sources[0] | r.quotes[k]] AS quote,
  r.sources[0] AS source, r.lines[0] AS line, r.bases[0] AS basis, r.id AS id
ORDER BY source, line, r.starts[0], id
