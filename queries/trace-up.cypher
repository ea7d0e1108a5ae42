// title.zh: 向上追溯:一事物的全部政策来源
// title.en: Every policy source above a thing, and every path to it
// question: 这件事落实的是哪一级的哪项部署?
// param id: string — id of the thing
// param bases: list = stated,structural,aligned,curated — kinds of evidence of which every hop must have one; leave out curated for what the texts themselves say
// param ends: list = Directive,Instrument,Principle,Meeting,Passage — classes at which a path may end
// column source: 政策来源
// column class: 类别
// column length: 步数
// column curated: 研判步数
// column names: 途经
// column relations: 关系
// column quotes: 依据原文
// column sources: 出处
// column lines: 行
// column starts: 字位
// column bases: 依据方式
// column confidences: 把握
// column nodes: 途经编号
// column links: 关系编号
// example: countygraph query trace-up --id project:330324:比亚迪刀片电池
CALL {
  MATCH p = (:Entity {id: $id})-[:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES*1..]->(t:Entity)
  WHERE all(r IN relationships(p) WHERE any(b IN r.bases WHERE b IN $bases))
  RETURN p, t
  UNION ALL
  MATCH p = (:Entity {id: $id})-[:PART_OF*0..]->(:Entity)
            <-[:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CONCERNS|TO_BECOME*1..]-(:Entity)
            -[:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES*0..]->(t:Entity)
  WHERE all(r IN relationships(p) WHERE any(b IN r.bases WHERE b IN $bases))
  RETURN p, t
}
WITH p, t WHERE any(l IN labels(t) WHERE l IN $ends)
RETURN t.name AS source, [l IN labels(t) WHERE l <> 'Entity'][0] AS class, length(p) AS length,
  size([r IN relationships(p) WHERE all(b IN r.bases WHERE b = 'curated')]) AS curated,
  [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS relations,
  [r IN relationships(p) | r.quotes[0]] AS quotes, [r IN relationships(p) | r.sources[0]] AS sources,
  [r IN relationships(p) | r.lines[0]] AS lines, [r IN relationships(p) | r.starts[0]] AS starts,
  [r IN relationships(p) | r.bases[0]] AS bases, [r IN relationships(p) | r.confidences[0]] AS confidences,
  [n IN nodes(p) | n.id] AS nodes, [r IN relationships(p) | r.id] AS links
ORDER BY curated, length, links
