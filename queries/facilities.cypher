// title.zh: 市场、商圈与其他设施
// title.en: Markets, shopping districts and other facilities
// question: 有哪些设施?要打造成什么?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column facility: 设施
// column place: 地点
// column to_become: 打造为
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query facilities
MATCH (f:Facility)
OPTIONAL MATCH (f)-[l:LOCATED_IN]->(w:Place) WHERE any(b IN l.bases WHERE b IN $bases)
WITH f, w.name AS place ORDER BY place
WITH f, collect(DISTINCT place) AS places
OPTIONAL MATCH (f)-[b:TO_BECOME]->(r:Role) WHERE any(b IN b.bases WHERE b IN $bases)
WITH f, places, r.name AS role ORDER BY role
WITH f, places, collect(DISTINCT role) AS roles
RETURN f.name AS facility, places AS place, roles AS to_become, [k IN range(0, size(f.quotes) - 1) WHERE f.sources[k] = f.sources[0] | f.quotes[k]] AS quote,
  f.sources[0] AS source, f.lines[0] AS line, f.bases[0] AS basis, f.id AS id
ORDER BY facility, id
