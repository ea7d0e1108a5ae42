// title.zh: 园区与定位
// title.en: Industrial parks, where they are and what they are to become
// question: 有哪些园区?在哪里?要打造成什么?
// param name: string = — part of the name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column park: 产业园
// column place: 地点
// column to_become: 打造为
// column measures: 涉及举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query parks --name 产业园
MATCH (p:IndustrialPark) WHERE p.name CONTAINS $name
OPTIONAL MATCH (p)-[l:LOCATED_IN]->(w:Place) WHERE any(b IN l.bases WHERE b IN $bases)
WITH p, w.name AS place ORDER BY place
WITH p, collect(DISTINCT place) AS places
OPTIONAL MATCH (p)-[b:TO_BECOME]->(r:Role) WHERE any(b IN b.bases WHERE b IN $bases)
WITH p, places, r.name AS role ORDER BY role
WITH p, places, collect(DISTINCT role) AS roles
OPTIONAL MATCH (m:Entity)-[c:CONCERNS]->(p) WHERE any(b IN c.bases WHERE b IN $bases)
WITH p, places, roles, m.name AS measure ORDER BY measure
WITH p, places, roles, collect(DISTINCT measure) AS measures
RETURN p.name AS park, places AS place, roles AS to_become, measures AS measures, [k IN range(0, size(p.quotes) - 1) WHERE p.sources[k] = p.sources[0] | p.quotes[k]] AS quote,
  p.sources[0] AS source, p.lines[0] AS line, p.bases[0] AS basis, p.id AS id
ORDER BY park, id
