// title.zh: 部署由什么直接落实
// title.en: What directly carries out or cites a directive
// question: 哪些行动、任务、举措直接落实或援引这项部署?
// param directive: string = — id or part of the name of the directive; all if empty
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column level: 层级
// column directive: 部署
// column relation: 关系
// column class: 类别
// column carrier: 落实者
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column reason: 理由
// column confidence: 把握
// column id: 编号
// example: countygraph query directive-carriers --directive 块状特色产业优势
MATCH (x:Entity)-[r:IMPLEMENTS|CITES]->(d:Directive)
WHERE ($directive = '' OR d.id = $directive OR d.name CONTAINS $directive) AND any(b IN r.bases WHERE b IN $bases)
RETURN d.level AS level, d.name AS directive, type(r) AS relation, [l IN labels(x) WHERE l <> 'Entity'][0] AS class,
  x.name AS carrier, [k IN range(0, size(r.quotes) - 1) WHERE r.sources[k] = r.sources[0] | r.quotes[k]] AS quote,
  r.sources[0] AS source, r.lines[0] AS line, r.bases[0] AS basis, r.reasons[0] AS reason, r.confidences[0] AS confidence, x.id AS id
ORDER BY CASE level WHEN 'national' THEN 0 WHEN 'provincial' THEN 1 WHEN 'municipal' THEN 2 WHEN 'county' THEN 3 ELSE 4 END, directive, relation, class, carrier, id
