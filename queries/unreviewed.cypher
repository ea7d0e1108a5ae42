// title.zh: 未经人审的陈述
// title.en: Statements that no person has reviewed
// question: 哪些内容只由规则提出、尚无人审核?
// column class: 类别
// column name: 名称
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column method: 规则
// column id: 编号
// example: countygraph query unreviewed
MATCH (n:Entity) WHERE all(m IN n.methods WHERE m ENDS WITH ' unreviewed')
RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS class, n.name AS name, n.quotes[0] AS quote,
  n.sources[0] AS source, n.lines[0] AS line, n.bases[0] AS basis, n.methods[0] AS method, n.id AS id
ORDER BY source, line, n.starts[0], id
