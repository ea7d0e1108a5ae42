// title.zh: 人物、职务与所提部署
// title.en: People, their posts and what they put forward
// question: 谁任什么职务,提出了什么?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column person: 人物
// column post: 职务
// column body: 机构
// column date: 日期
// column issued: 提出
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query people
MATCH (p:Person)
OPTIONAL MATCH (p)-[h:HOLDS_POST]->(o:Organization) WHERE any(b IN h.bases WHERE b IN $bases)
WITH p, h, o
OPTIONAL MATCH (d:Entity)-[i:ISSUED_BY|EXPECTED_BY]->(p) WHERE any(b IN i.bases WHERE b IN $bases)
WITH p, h.post AS post, h.date AS date, o, d.name AS thing ORDER BY thing
WITH p, post, date, o, collect(DISTINCT thing) AS things
RETURN p.name AS person, post AS post, o.name AS body, date AS date, things AS issued, [k IN range(0, size(p.quotes) - 1) WHERE p.sources[k] = p.sources[0] | p.quotes[k]] AS quote,
  p.sources[0] AS source, p.lines[0] AS line, p.bases[0] AS basis, p.id AS id
ORDER BY person, date, post, body, id
