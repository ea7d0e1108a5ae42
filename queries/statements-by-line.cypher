// title.zh: 某来源某行说了什么
// title.en: What a line of a source says
// question: 报告的这一行里有哪些任务、举措和目标?
// param source: string = — id of the source; all if empty
// param first: integer = 1 — first line
// param last: integer = 100000 — last line
// column line: 行
// column start: 字位
// column class: 类别
// column name: 名称
// column quote: 原文
// column basis: 依据方式
// column source: 出处
// column id: 编号
// example: countygraph query statements-by-line --source yongjia-2024 --first 21 --last 21
MATCH (n:Entity) WHERE n.lines IS NOT NULL
UNWIND range(0, size(n.lines) - 1) AS i
WITH n, i WHERE ($source = '' OR n.sources[i] = $source) AND n.lines[i] >= $first AND n.lines[i] <= $last
RETURN n.lines[i] AS line, n.starts[i] AS start, [l IN labels(n) WHERE l <> 'Entity'][0] AS class, n.name AS name,
  n.quotes[i] AS quote, n.bases[i] AS basis, n.sources[i] AS source, n.id AS id
ORDER BY source, line, start, class, id
