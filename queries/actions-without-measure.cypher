// title.zh: 没有举措的行动和任务
// title.en: Actions and tasks without a measure
// question: 哪些行动、任务下面没有举措?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column class: 类别
// column name: 名称
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query actions-without-measure
MATCH (a:Entity)
WHERE any(l IN labels(a) WHERE l IN ['Action', 'Task']) AND (size($within) = 0 OR split(a.id, ':')[1] IN $within)
  AND NOT EXISTS { MATCH (a)<-[r:PART_OF]-(:Entity) WHERE any(b IN r.bases WHERE b IN $bases) }
RETURN [l IN labels(a) WHERE l <> 'Entity'][0] AS class, a.name AS name, [k IN range(0, size(a.quotes) - 1) WHERE a.sources[k] = a.sources[0] | a.quotes[k]] AS quote,
  a.sources[0] AS source, a.lines[0] AS line, a.bases[0] AS basis, a.id AS id
ORDER BY class, name, id
