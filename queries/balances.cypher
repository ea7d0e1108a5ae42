// title.zh: 要处理好的几对关系
// title.en: The pairs that are to be kept in balance
// question: 要处理好哪几对关系?
// column ordinal: 序号
// column balance: 关系
// column text: 全句
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query balances
MATCH (b:Balance)
RETURN b.ordinal AS ordinal, b.name AS balance, b.text AS text, [k IN range(0, size(b.quotes) - 1) WHERE b.sources[k] = b.sources[0] | b.quotes[k]] AS quote,
  b.sources[0] AS source, b.lines[0] AS line, b.bases[0] AS basis, b.id AS id
ORDER BY source, ordinal, line, id
