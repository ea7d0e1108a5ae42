// title.zh: 没有举措落实的部署
// title.en: Directives that nothing below carries out
// question: 哪些部署(或其部分)没有行动、任务或举措直接落实?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column level: 层级
// column directive: 部署
// column part_of: 隶属于
// column general: 总体要求
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query directives-without-measure
MATCH (d:Directive)
WHERE (size($within) = 0 OR split(d.id, ':')[1] IN $within)
  AND NOT EXISTS {
  MATCH path = (d)<-[:PART_OF|IMPLEMENTS|CITES*1..]-(x:Entity)
  WHERE any(l IN labels(x) WHERE l IN ['Action', 'Task', 'Measure', 'Target'])
    AND (size($within) = 0 OR split(x.id, ':')[1] IN $within)
    AND none(n IN nodes(path) WHERE any(l IN labels(n) WHERE l IN ['Plan', 'Programme']))
    AND all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases)) }
OPTIONAL MATCH (d)-[p:PART_OF]->(w:Directive) WHERE any(b IN p.bases WHERE b IN $bases)
WITH d, w
OPTIONAL MATCH (x:Plan)-[i:IMPLEMENTS|GUIDED_BY]->(d) WHERE any(b IN i.bases WHERE b IN $bases)
  AND (size($within) = 0 OR split(x.id, ':')[1] IN $within)
WITH d, w, count(i) > 0 AS general
RETURN d.level AS level, d.name AS directive, w.name AS part_of, general AS general, [k IN range(0, size(d.quotes) - 1) WHERE d.sources[k] = d.sources[0] | d.quotes[k]] AS quote,
  d.sources[0] AS source, d.lines[0] AS line, d.bases[0] AS basis, d.id AS id
ORDER BY CASE level WHEN 'national' THEN 0 WHEN 'provincial' THEN 1 WHEN 'municipal' THEN 2 WHEN 'county' THEN 3 ELSE 4 END, coalesce(part_of, directive), part_of IS NOT NULL, d.ordinal, directive, id
