// title.zh: 各阶段项目数
// title.en: Projects counted by stage
// question: 前期、开工、续建、建成各宣布多少、点名多少?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column stage: 阶段
// column declared: 宣布数
// column named: 列名数
// column projects: 列名项目
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query projects-by-stage
MATCH (b:ProjectBatch)
OPTIONAL MATCH (b)-[r:INCLUDES]->(p:Entity) WHERE any(b IN r.bases WHERE b IN $bases)
WITH b, p ORDER BY p.name
WITH b, collect(p.name) AS names
RETURN b.stage AS stage, b.declares AS declared, size(names) AS named, names AS projects, [k IN range(0, size(b.quotes) - 1) WHERE b.sources[k] = b.sources[0] | b.quotes[k]] AS quote,
  b.sources[0] AS source, b.lines[0] AS line, b.bases[0] AS basis, b.id AS id
ORDER BY source, line, b.starts[0], id
