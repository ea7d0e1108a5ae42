// title.zh: 目标的政策来源
// title.en: Targets and the nearest directives above them
// question: 某个目标最终对应哪些部署?
// param target: string = — part of the target's name
// param most: integer = 4 — hops from whoever committed to the target up to the directive
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column target: 目标
// column directive: 部署
// column level: 层级
// column hops: 步数
// column curated: 研判步数
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query targets-with-policy --target 固定资产投资
MATCH (t:Target) WHERE t.name CONTAINS $target
MATCH path = (t)<-[:HAS_TARGET]-(:Entity)-[:PART_OF|IMPLEMENTS|CITES*1..8]->(d:Directive)
WHERE length(path) <= $most + 1 AND all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases))
WITH t, d, path, size([r IN relationships(path) WHERE all(b IN r.bases WHERE b = 'curated')]) AS judged
ORDER BY judged, length(path)
WITH t, d, collect(length(path))[0] AS hops, collect(judged)[0] AS curated
RETURN t.name AS target, d.name AS directive, d.level AS level, hops AS hops, curated AS curated, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, t.id AS id
ORDER BY source, line, t.starts[0], id, curated, hops, directive, d.id
