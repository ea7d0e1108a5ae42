// title.zh: 指导思想与原则
// title.en: Guiding principles and what they guide
// question: 今年工作遵循哪些思想、精神和总基调?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column principle: 指导原则
// column level: 层级
// column guides: 指导
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query principles
MATCH (x:Entity)-[g:GUIDED_BY]->(p:Entity) WHERE any(b IN g.bases WHERE b IN $bases)
RETURN p.name AS principle, p.level AS level, x.name AS guides, [k IN range(0, size(g.quotes) - 1) WHERE g.sources[k] = g.sources[0] | g.quotes[k]] AS quote,
  g.sources[0] AS source, g.lines[0] AS line, g.bases[0] AS basis, p.id AS id
ORDER BY source, line, g.starts[0], id, guides
