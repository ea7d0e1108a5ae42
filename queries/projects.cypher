// title.zh: 项目:阶段与地点
// title.en: Projects by stage and place
// question: 哪些项目处于什么阶段,在哪里?
// param stage: string = — 前期, 开工, 续建, 建成 or 投产; all if empty
// param place: string = — part of the name of the place
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column stage: 阶段
// column project: 项目
// column batch: 批次
// column place: 地点
// column capacity: 规模
// column investment: 总投资
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query projects --stage 开工
MATCH (p:Project)
OPTIONAL MATCH (b:Entity)-[r:INCLUDES|COVERS]->(p) WHERE any(b IN r.bases WHERE b IN $bases)
WITH p, b, coalesce(r.stage, b.stage, '') AS stage,
  coalesce([x IN r.sources WHERE x IN p.sources][0], p.sources[0]) AS said
OPTIONAL MATCH (p)-[l:LOCATED_IN]->(where:Place) WHERE any(b IN l.bases WHERE b IN $bases)
WITH p, b, stage, said, where.name AS place ORDER BY place
WITH p, b, stage, said, collect(DISTINCT place) AS places
WHERE ($stage = '' OR stage = $stage) AND ($place = '' OR any(name IN places WHERE name CONTAINS $place))
WITH p, b, stage, said, places, [k IN range(0, size(p.quotes) - 1) WHERE p.sources[k] = said] AS own
RETURN stage AS stage, p.name AS project, b.name AS batch, places AS place, p.capacity AS capacity,
  p.investment AS investment, [k IN own | p.quotes[k]] AS quote,
  said AS source, p.lines[own[0]] AS line, p.bases[own[0]] AS basis, p.id AS id
ORDER BY stage, project, id, source, batch
