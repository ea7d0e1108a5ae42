// title.zh: 原文的已知损坏
// title.en: Marked damage in the sources
// question: 来源文本有哪些已知的缺损?
// column source: 出处
// column kind: 损坏
// column start: 起
// column end: 止
// column quote: 原文
// column line: 行
// example: countygraph query damage
MATCH (s:Source) WHERE size(s.damageStarts) > 0
UNWIND range(0, size(s.damageStarts) - 1) AS i
WITH s, i, substring(s.text, s.damageStarts[i], s.damageEnds[i] - s.damageStarts[i]) AS quote
RETURN s.id AS source, s.damageKinds[i] AS kind, s.damageStarts[i] AS start, s.damageEnds[i] AS end, quote AS quote,
  size(split(substring(s.text, 0, s.damageStarts[i]), '\n')) AS line
ORDER BY source, start, end
