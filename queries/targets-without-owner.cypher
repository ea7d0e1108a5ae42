// title.zh: 没有责任单位的目标
// title.en: Targets that no organization answers for
// question: 哪些目标没有写明牵头单位?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column target: 目标
// column period: 期限
// column committed_by: 承诺者
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query targets-without-owner
MATCH (t:Target)
WHERE (size($within) = 0 OR split(t.id, ':')[1] IN $within)
  AND NOT EXISTS { MATCH (t)-[l:LED_BY]->(:Organization) WHERE any(b IN l.bases WHERE b IN $bases) }
  AND NOT EXISTS { MATCH (t)<-[:HAS_TARGET]-(:Entity)-[l:LED_BY]->(:Organization) WHERE any(b IN l.bases WHERE b IN $bases) }
OPTIONAL MATCH (x:Entity)-[h:HAS_TARGET]->(t) WHERE any(b IN h.bases WHERE b IN $bases)
WITH t, x.name AS name ORDER BY name
WITH t, collect(name) AS names
RETURN t.name AS target, t.period AS period, names AS committed_by, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, t.id AS id
ORDER BY source, line, t.starts[0], id
