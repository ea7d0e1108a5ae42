// title.zh: 部署各部分下的举措
// title.en: Measures by directive and part
// question: 我们在这项部署的各部分下承诺了什么?
// param directive: string = 八八战略 — id or part of the name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column directive: 部署
// column ordinal: 序号
// column part: 组成部分
// column measure: 举措
// column through: 经由
// column hops: 步数
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query measures-by-directive --directive 八八战略
MATCH (d:Directive) WHERE d.id = $directive OR d.name CONTAINS $directive
MATCH path = (d)<-[:PART_OF*0..2]-(part:Directive)<-[:IMPLEMENTS|CITES]-(x:Entity)<-[:PART_OF*0..3]-(m:Measure)
WHERE all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases))
  AND any(l IN labels(x) WHERE l IN ['Action', 'Task', 'Measure'])
WITH d, part, m, x, path ORDER BY length(path), x.id
WITH d, part, m, collect(x.name)[0] AS through, min(length(path)) AS hops
RETURN d.name AS directive, part.ordinal AS ordinal, part.name AS part, m.name AS measure, through AS through, hops AS hops,
  [k IN range(0, size(m.quotes) - 1) WHERE m.sources[k] = m.sources[0] | m.quotes[k]] AS quote,
  m.sources[0] AS source, m.lines[0] AS line, m.bases[0] AS basis, m.id AS id
ORDER BY directive, ordinal, part, hops, line, measure, id
