// title.zh: 没有地点的项目
// title.en: Projects without a place
// question: 哪些项目没有写明落在哪里?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column project: 项目
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query projects-without-place
MATCH (p:Project)
WHERE (size($within) = 0 OR split(p.id, ':')[1] IN $within)
  AND NOT EXISTS { MATCH (p)-[l:LOCATED_IN]->(:Place) WHERE any(b IN l.bases WHERE b IN $bases) }
RETURN p.name AS project, [k IN range(0, size(p.quotes) - 1) WHERE p.sources[k] = p.sources[0] | p.quotes[k]] AS quote,
  p.sources[0] AS source, p.lines[0] AS line, p.bases[0] AS basis, p.id AS id
ORDER BY project, id
