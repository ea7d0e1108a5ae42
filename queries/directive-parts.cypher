// title.zh: 部署的组成部分
// title.en: The parts of a directive
// question: 这项部署分几部分?宣布几项,列出几项?
// param directive: string — id or part of the name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column directive: 部署
// column declares: 宣布数
// column ordinal: 序号
// column part: 组成部分
// column text: 全句
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query directive-parts --directive 八八战略
MATCH (part:Directive)-[r:PART_OF]->(d:Directive)
WHERE (d.id = $directive OR d.name CONTAINS $directive) AND any(b IN r.bases WHERE b IN $bases)
RETURN d.name AS directive, d.declares AS declares, part.ordinal AS ordinal, part.name AS part, part.text AS text,
  [k IN range(0, size(part.quotes) - 1) WHERE part.sources[k] = part.sources[0] | part.quotes[k]] AS quote,
  part.sources[0] AS source, part.lines[0] AS line, part.bases[0] AS basis, part.id AS id
ORDER BY directive, ordinal, part, id
