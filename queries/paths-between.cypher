// title.zh: 两事物之间的路径
// title.en: The shortest ways between two things
// question: 这两件事有什么联系?
// param from: string — id of one thing
// param to: string — id of the other
// param most: integer = 5 — hops at most, up to 6
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column length: 步数
// column names: 途经
// column relations: 关系
// column quotes: 依据原文
// column sources: 出处
// column lines: 行
// column bases: 依据方式
// column nodes: 途经编号
// example: countygraph query paths-between --from project:330324:比亚迪刀片电池 --to directive:330000:八八战略
MATCH path = (a:Entity {id: $from})-[*1..6]-(b:Entity {id: $to})
WHERE length(path) <= $most AND all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases))
  AND all(n IN nodes(path) WHERE single(m IN nodes(path) WHERE m.id = n.id))
RETURN length(path) AS length, [n IN nodes(path) | n.name] AS names, [r IN relationships(path) | type(r)] AS relations,
  [r IN relationships(path) | r.quotes[0]] AS quotes, [r IN relationships(path) | r.sources[0]] AS sources,
  [r IN relationships(path) | r.lines[0]] AS lines, [r IN relationships(path) | r.bases[0]] AS bases,
  [n IN nodes(path) | n.id] AS nodes
ORDER BY length, nodes LIMIT 10
