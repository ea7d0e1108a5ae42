// title.zh: 各来源引用量
// title.en: How much rests on each source
// question: 每个来源支撑了多少事物和关系?
// param kind: string = — report or note; all if empty
// column source: 出处
// column title: 标题
// column kind: 种类
// column date: 日期
// column certainty: 佐证
// column nodes: 事物数
// column links: 关系数
// column quotes: 引文数
// column url: 网址
// example: countygraph query evidence-by-source --kind report
MATCH (s:Source) WHERE $kind = '' OR s.kind = $kind
OPTIONAL MATCH (n:Entity) WHERE any(x IN n.sources WHERE x = s.id)
WITH s, count(n) AS nodes, sum(size([x IN n.sources WHERE x = s.id])) AS told
OPTIONAL MATCH (:Entity)-[r]->(:Entity) WHERE any(x IN r.sources WHERE x = s.id)
WITH s, nodes, told, count(r) AS links, sum(size([x IN r.sources WHERE x = s.id])) AS linked
RETURN s.id AS source, s.name AS title, s.kind AS kind, s.date AS date, s.certainty AS certainty, nodes AS nodes,
  links AS links, told + linked AS quotes, s.url AS url
ORDER BY quotes DESC, source
