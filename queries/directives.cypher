// title.zh: 部署一览
// title.en: Directives, by level
// question: 有哪些部署?各是哪一级、何时、由谁提出?
// param level: string = — national, provincial, municipal, county or unknown; all if empty
// param name: string = — part of the name
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column level: 层级
// column directive: 部署
// column date: 日期
// column part_of: 隶属于
// column issued_by: 提出主体
// column announced_at: 提出于
// column declares: 宣布数
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query directives --level provincial
MATCH (d:Directive)
WHERE ($level = '' OR d.level = $level) AND d.name CONTAINS $name
OPTIONAL MATCH (d)-[p:PART_OF]->(whole:Directive) WHERE any(b IN p.bases WHERE b IN $bases)
WITH d, whole.name AS part_of ORDER BY part_of
WITH d, collect(DISTINCT part_of) AS wholes
OPTIONAL MATCH (d)-[i:ISSUED_BY]->(issuer:Entity) WHERE any(b IN i.bases WHERE b IN $bases)
WITH d, wholes, issuer.name AS issuer ORDER BY issuer
WITH d, wholes, collect(DISTINCT issuer) AS issuers
OPTIONAL MATCH (d)-[a:ANNOUNCED_AT]->(m:Meeting) WHERE any(b IN a.bases WHERE b IN $bases)
WITH d, wholes, issuers, m.name AS meeting ORDER BY meeting
WITH d, wholes, issuers, collect(DISTINCT meeting) AS meetings
RETURN d.level AS level, d.name AS directive, d.date AS date, wholes AS part_of, issuers AS issued_by,
  meetings AS announced_at, d.declares AS declares, [k IN range(0, size(d.quotes) - 1) WHERE d.sources[k] = d.sources[0] | d.quotes[k]] AS quote,
  d.sources[0] AS source, d.lines[0] AS line, d.bases[0] AS basis, d.id AS id
ORDER BY CASE level WHEN 'national' THEN 0 WHEN 'provincial' THEN 1 WHEN 'municipal' THEN 2 WHEN 'county' THEN 3 ELSE 4 END, directive, id
