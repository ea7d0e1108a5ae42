// title.zh: 会议与会上提出的部署
// title.en: Meetings, who convened them and what was announced
// question: 哪次会上提出了什么?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column date: 日期
// column meeting: 会议
// column convened_by: 召开者
// column announced: 提出
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query meetings
MATCH (m:Meeting)
OPTIONAL MATCH (m)-[c:CONVENED_BY]->(o:Organization) WHERE any(b IN c.bases WHERE b IN $bases)
WITH m, o.name AS body ORDER BY body
WITH m, collect(DISTINCT body) AS bodies
OPTIONAL MATCH (d:Entity)-[a:ANNOUNCED_AT]->(m) WHERE any(b IN a.bases WHERE b IN $bases)
WITH m, bodies, d.name AS thing ORDER BY thing
WITH m, bodies, collect(DISTINCT thing) AS things
RETURN m.date AS date, m.name AS meeting, bodies AS convened_by, things AS announced, [k IN range(0, size(m.quotes) - 1) WHERE m.sources[k] = m.sources[0] | m.quotes[k]] AS quote,
  m.sources[0] AS source, m.lines[0] AS line, m.bases[0] AS basis, m.id AS id
ORDER BY date, meeting, id
