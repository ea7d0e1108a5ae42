// title.zh: 没有期限的目标
// title.en: Targets without a period
// question: 哪些目标没有写明期限?
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column target: 目标
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query targets-without-deadline
MATCH (t:Target) WHERE t.period IS NULL AND (size($within) = 0 OR split(t.id, ':')[1] IN $within)
RETURN t.name AS target, [k IN range(0, size(t.quotes) - 1) WHERE t.sources[k] = t.sources[0] | t.quotes[k]] AS quote,
  t.sources[0] AS source, t.lines[0] AS line, t.bases[0] AS basis, t.id AS id
ORDER BY source, line, t.starts[0], id
