// title.zh: 各类关系数
// title.en: Relationships counted by type and basis
// question: 图谱里有多少各类关系?各凭什么?
// column relation: 关系
// column links: 关系数
// column stated: 原文
// column structural: 结构
// column aligned: 对照
// column curated: 研判
// column quotes: 引文数
// column unreviewed: 未审
// example: countygraph query relations
MATCH (:Entity)-[r]->(:Entity) WHERE r.bases IS NOT NULL
WITH type(r) AS relation, r, CASE WHEN any(b IN r.bases WHERE b = 'stated') THEN 'stated'
  WHEN any(b IN r.bases WHERE b = 'structural') THEN 'structural'
  WHEN any(b IN r.bases WHERE b = 'aligned') THEN 'aligned' ELSE 'curated' END AS best
RETURN relation AS relation, count(r) AS links, sum(CASE WHEN best = 'stated' THEN 1 ELSE 0 END) AS stated,
  sum(CASE WHEN best = 'structural' THEN 1 ELSE 0 END) AS structural,
  sum(CASE WHEN best = 'aligned' THEN 1 ELSE 0 END) AS aligned,
  sum(CASE WHEN best = 'curated' THEN 1 ELSE 0 END) AS curated, sum(size(r.quotes)) AS quotes,
  sum(CASE WHEN all(m IN r.methods WHERE m ENDS WITH ' unreviewed') THEN 1 ELSE 0 END) AS unreviewed
ORDER BY relation
