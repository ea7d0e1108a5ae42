// title.zh: 某项指标的目标
// title.en: Targets of an indicator
// question: 这项指标在哪里、哪年、定了多少?
// param indicator: string — id, code of the vocabulary, or part of the name
// column indicator: 指标
// column concept: 指标代码
// column target: 目标
// column comparator: 比较
// column value: 数值
// column unit: 单位
// column period: 期限
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query targets-by-indicator --indicator 投资
MATCH (t:Target)-[:OF_INDICATOR]->(i:Indicator)
WHERE i.id = $indicator OR i.concept = $indicator OR i.name CONTAINS $indicator
RETURN i.name AS indicator, i.concept AS concept, t.name AS target, t.comparator AS comparator, t.value AS value,
  t.unit AS unit, t.period AS period, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, t.id AS id
ORDER BY indicator, period, source, line, id
