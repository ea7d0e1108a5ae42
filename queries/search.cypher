// title.zh: 全文检索
// title.en: Full-text search over names, aliases and quotes
// question: 哪里提到了这个词?
// param text: string — words that stand together in a name, an alias or a quote; two characters at least
// param most: integer = 50 — hits at most
// param index: string = entity_text — name of the full-text index
// column class: 类别
// column name: 名称
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column id: 编号
// example: countygraph query search --text 数字经济
CALL db.index.fulltext.queryNodes($index, '"' + replace(replace($text, '\\', ' '), '"', ' ') + '"') YIELD node AS n, score
WITH n WHERE n.quotes IS NOT NULL
RETURN [l IN labels(n) WHERE l <> 'Entity'][0] AS class, n.name AS name, [k IN range(0, size(n.quotes) - 1) WHERE n.sources[k] = n.sources[0] | n.quotes[k]] AS quote,
  n.sources[0] AS source, n.lines[0] AS line, n.bases[0] AS basis, n.id AS id
ORDER BY class, name, id LIMIT $most
