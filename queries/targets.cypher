// title.zh: 目标一览
// title.en: All targets with indicator, value and who committed
// question: 今年定了哪些目标?数值、单位、期限是什么?
// param kind: string = — growth, level, increment, count or qualitative; all if empty
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// column indicator: 指标
// column target: 目标
// column comparator: 比较
// column value: 数值
// column upper: 上限
// column unit: 单位
// column period: 期限
// column scope: 范围
// column kind: 类型
// column committed_by: 承诺者
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query targets --kind growth
MATCH (t:Target)
WHERE $kind = '' OR t.kind = $kind
OPTIONAL MATCH (t)-[o:OF_INDICATOR]->(i:Indicator) WHERE any(b IN o.bases WHERE b IN $bases)
WITH t, i
OPTIONAL MATCH (x:Entity)-[h:HAS_TARGET]->(t) WHERE any(b IN h.bases WHERE b IN $bases)
WITH t, i, x.name AS name ORDER BY name
WITH t, i, collect(name) AS names
RETURN i.name AS indicator, t.name AS target, t.comparator AS comparator, t.value AS value, t.upper AS upper,
  t.unit AS unit, t.period AS period, t.scope AS scope, t.kind AS kind, names AS committed_by, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, t.id AS id
ORDER BY source, line, t.starts[0], id
