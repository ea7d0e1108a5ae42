// title.zh: 宣布多少,列名多少
// title.en: Declared against named, complete or not
// question: 哪些“几项”“几个”列全了,哪些没有?
// param gaps: boolean = false — only those that declare more than they name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column class: 类别
// column name: 名称
// column declares: 宣布数
// column unit: 单位
// column named: 列名数
// column missing: 未列名
// column members: 已列名
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query declared-and-named --gaps yes
MATCH (n:Entity) WHERE n.declares IS NOT NULL AND (size($within) = 0 OR split(n.id, ':')[1] IN $within)
OPTIONAL MATCH (n)-[i:INCLUDES]->(p:Entity) WHERE any(b IN i.bases WHERE b IN $bases)
WITH n, p ORDER BY p.name
WITH n, collect(DISTINCT p.name) AS included
OPTIONAL MATCH (m:Entity)-[r:PART_OF]->(n) WHERE any(b IN r.bases WHERE b IN $bases)
WITH n, included, m ORDER BY m.ordinal, m.name
WITH n, included, collect(DISTINCT m.name) AS parts
WITH n, included + parts AS members
WITH n, members, CASE WHEN n.declares > size(members) THEN n.declares - size(members) ELSE 0 END AS missing
WHERE NOT $gaps OR missing > 0
RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS class, n.name AS name, n.declares AS declares, n.declaredUnit AS unit,
  size(members) AS named, missing AS missing, members AS members, [k IN range(0, size(n.quotes) - 1) WHERE n.sources[k] = n.sources[0] | n.quotes[k]] AS quote,
  n.sources[0] AS source, n.lines[0] AS line, n.bases[0] AS basis, n.id AS id
ORDER BY missing DESC, class, name, id
