// title.zh: 向上追溯:从一事物到它的政策来源
// title.en: Every path from a thing up to its policy sources
// question: 这件事是落实哪一级的哪项部署?
// param id: string — id of the thing
// param bases: list = stated,structural,aligned,curated — kinds of evidence to follow; leave out curated for what the texts themselves say
// param policies: list = Directive,Instrument,Principle,Meeting,Passage — classes that are policy sources, where a path may end although statements concern them
// column source: 政策来源
// column length: 步数
// column curated: 研判步数
// column names: 途经
// column relations: 关系
// column quotes: 依据原文
// column lines: 行
// column sources: 出处
// column bases: 依据方式
// column nodes: 途经编号
// column links: 关系编号
// example: countygraph query trace-up --id place:330324006
CALL {
  MATCH p = (:Entity {id: $id})-[:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES*1..]->(t:Entity)
  RETURN p, t
  UNION ALL
  MATCH p = (:Entity {id: $id})-[:PART_OF*0..]->(:Entity)
            <-[:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CONCERNS|TO_BECOME*1..]-(:Entity)
            -[:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES*0..]->(t:Entity)
  RETURN p, t
}
WITH p, t
WHERE all(r IN relationships(p) WHERE any(b IN r.bases WHERE b IN $bases))
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m.id = n.id))
  AND (any(l IN labels(t) WHERE l IN $policies) OR NOT EXISTS {
    MATCH (t)<-[d:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CONCERNS|TO_BECOME]-(x)
    WHERE any(b IN d.bases WHERE b IN $bases) AND NOT x.id IN [n IN nodes(p) | n.id] })
  AND NOT EXISTS {
    MATCH (t)-[u:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES]->(x)
    WHERE any(b IN u.bases WHERE b IN $bases) AND NOT x.id IN [n IN nodes(p) | n.id] }
RETURN t.name AS source, length(p) AS length,
  size([r IN relationships(p) WHERE all(b IN r.bases WHERE b = 'curated')]) AS curated,
  [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS relations,
  [r IN relationships(p) | r.quotes[0]] AS quotes, [r IN relationships(p) | r.lines[0]] AS lines,
  [r IN relationships(p) | r.sources[0]] AS sources, [r IN relationships(p) | r.bases[0]] AS bases,
  [n IN nodes(p) | n.id] AS nodes, [r IN relationships(p) | r.id] AS links
