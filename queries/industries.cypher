// title.zh: 产业及涉及它的举措
// title.en: Industries and the measures that concern them
// question: 哪些举措涉及某产业?
// param name: string = — part of the name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column industry: 产业
// column part_of: 隶属于
// column measure: 举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query industries --name 泵阀
MATCH (i:Industry) WHERE i.name CONTAINS $name
OPTIONAL MATCH (i)-[p:PART_OF]->(w:Industry) WHERE any(b IN p.bases WHERE b IN $bases)
WITH i, w.name AS whole ORDER BY whole
WITH i, collect(DISTINCT whole) AS wholes
MATCH (m:Entity)-[c:CONCERNS]->(i) WHERE any(b IN c.bases WHERE b IN $bases)
RETURN i.name AS industry, wholes AS part_of, m.name AS measure, [k IN range(0, size(c.quotes) - 1) WHERE c.sources[k] = c.sources[0] | c.quotes[k]] AS quote,
  c.sources[0] AS source, c.lines[0] AS line, c.bases[0] AS basis, m.id AS id
ORDER BY industry, source, line, measure, id
