// title.zh: 向下追溯:一项部署由什么落实
// title.en: Every path from a directive down to what carries it out
// question: 这项部署由哪些行动、任务、举措、目标和项目落实?
// param id: string — id of the thing
// param bases: list = stated,structural,aligned,curated — kinds of evidence to follow; leave out curated for what the texts themselves say
// param deep: boolean = true — whether to go on from measures to targets, projects, parks and the like
// column end: 落点
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
// example: countygraph query trace-down --id directive:330000:八八战略 --deep no
CALL {
  MATCH p = (:Entity {id: $id})<-[:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES*1..]-(t:Entity)
  RETURN p, t, false AS things
  UNION ALL
  MATCH p = (:Entity {id: $id})<-[:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES*0..]-(:Entity)
            -[:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CONCERNS|TO_BECOME*1..]->(:Entity)
            <-[:PART_OF*0..]-(t:Entity)
  WHERE $deep
  RETURN p, t, true AS things
}
WITH p, t, things
WHERE all(r IN relationships(p) WHERE any(b IN r.bases WHERE b IN $bases))
  AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m.id = n.id))
  AND (NOT $deep OR NOT EXISTS {
    MATCH (t)-[d:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CONCERNS|TO_BECOME]->(x)
    WHERE any(b IN d.bases WHERE b IN $bases) AND NOT x.id IN [n IN nodes(p) | n.id] })
  AND NOT EXISTS {
    MATCH (t)<-[u:PART_OF|IMPLEMENTS|GUIDED_BY|CITES|ECHOES]-(x)
    WHERE (NOT things OR type(u) = 'PART_OF')
      AND any(b IN u.bases WHERE b IN $bases) AND NOT x.id IN [n IN nodes(p) | n.id] }
RETURN t.name AS end, length(p) AS length,
  size([r IN relationships(p) WHERE all(b IN r.bases WHERE b = 'curated')]) AS curated,
  [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS relations,
  [r IN relationships(p) | r.quotes[0]] AS quotes, [r IN relationships(p) | r.lines[0]] AS lines,
  [r IN relationships(p) | r.sources[0]] AS sources, [r IN relationships(p) | r.bases[0]] AS bases,
  [n IN nodes(p) | n.id] AS nodes, [r IN relationships(p) | r.id] AS links
