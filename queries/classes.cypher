// title.zh: 各类事物数
// title.en: Things counted by class
// question: 图谱里有多少各类事物?
// column class: 类别
// column nodes: 事物数
// column quotes: 引文数
// column stated: 原文
// column curated: 研判
// column unreviewed: 未审
// example: countygraph query classes
MATCH (n:Entity) WHERE n.quotes IS NOT NULL
WITH [l IN labels(n) WHERE l <> 'Entity'][0] AS class, n
RETURN class AS class, count(n) AS nodes, sum(size(n.quotes)) AS quotes,
  sum(CASE WHEN any(b IN n.bases WHERE b = 'stated') THEN 1 ELSE 0 END) AS stated,
  sum(CASE WHEN all(b IN n.bases WHERE b = 'curated') THEN 1 ELSE 0 END) AS curated,
  sum(CASE WHEN all(m IN n.methods WHERE m ENDS WITH ' unreviewed') THEN 1 ELSE 0 END) AS unreviewed
ORDER BY class
