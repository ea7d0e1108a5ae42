// title.zh: 没有目标的举措
// title.en: Measures without a target
// question: 哪些举措没有可考核的目标?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column action: 行动
// column measure: 举措
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query measures-without-target
MATCH (m:Measure)
WHERE (size($within) = 0 OR split(m.id, ':')[1] IN $within)
  AND NOT EXISTS { MATCH (m)-[h:HAS_TARGET]->(:Target) WHERE any(b IN h.bases WHERE b IN $bases) }
  AND NOT EXISTS { MATCH (m)<-[p:PART_OF]-(:Measure) WHERE any(b IN p.bases WHERE b IN $bases) }
OPTIONAL MATCH up = (m)-[:PART_OF*1..4]->(a:Action) WHERE all(r IN relationships(up) WHERE any(b IN r.bases WHERE b IN $bases))
RETURN a.name AS action, m.name AS measure, [k IN range(0, size(m.quotes) - 1) WHERE m.sources[k] = m.sources[0] | m.quotes[k]] AS quote,
  m.sources[0] AS source, m.lines[0] AS line, m.bases[0] AS basis, m.id AS id
ORDER BY source, line, m.starts[0], id
