// title.zh: 孤立的事物
// title.en: Things that nothing links to anything
// question: 哪些事物没有任何关系?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column class: 类别
// column name: 名称
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query dangling
MATCH (n:Entity)
WHERE none(l IN labels(n) WHERE l = 'Source') AND n.quotes IS NOT NULL AND (size($within) = 0 OR split(n.id, ':')[1] IN $within)
  AND NOT EXISTS { MATCH (n)-[r]-(:Entity) WHERE any(b IN r.bases WHERE b IN $bases) }
RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS class, n.name AS name, [k IN range(0, size(n.quotes) - 1) WHERE n.sources[k] = n.sources[0] | n.quotes[k]] AS quote,
  n.sources[0] AS source, n.lines[0] AS line, n.bases[0] AS basis, n.id AS id
ORDER BY class, name, id
