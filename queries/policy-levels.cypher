// title.zh: 各层级部署的落实
// title.en: Directives by level, carried out or not
// question: 国家、省、市、县各有几项部署,几项有直接落实?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column level: 层级
// column directives: 部署数
// column carried: 有直接落实
// column blank: 无直接落实
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// example: countygraph query policy-levels
MATCH (d:Directive)
OPTIONAL MATCH (x:Entity)-[r:IMPLEMENTS|CITES]->(d) WHERE any(b IN r.bases WHERE b IN $bases)
WITH d, count(r) AS carriers ORDER BY d.id
WITH d.level AS level, collect(d) AS ds, count(d) AS directives, sum(CASE WHEN carriers > 0 THEN 1 ELSE 0 END) AS carried
WITH level, directives, carried, ds[0] AS first
RETURN level AS level, directives AS directives, carried AS carried, directives - carried AS blank, [k IN range(0, size(first.quotes) - 1) WHERE first.sources[k] = first.sources[0] | first.quotes[k]] AS quote,
  first.sources[0] AS source, first.lines[0] AS line, first.bases[0] AS basis
ORDER BY CASE level WHEN 'national' THEN 0 WHEN 'provincial' THEN 1 WHEN 'municipal' THEN 2 WHEN 'county' THEN 3 ELSE 4 END
