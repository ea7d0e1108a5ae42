// title.zh: 部署的落实面
// title.en: Directives against what carries them out
// question: 每项部署及其部分,由多少行动、任务、举措、目标、项目落实?
// param bases: list = stated,structural,aligned,curated — kinds of evidence that count; leave out curated for what the texts themselves say
// param within: list = — place codes and ids of sources whose own things count; all if empty
// column level: 层级
// column directive: 部署
// column part_of: 隶属于
// column ordinal: 序号
// column date: 日期
// column declares: 宣布数
// column general: 总体要求
// column actions: 行动
// column tasks: 任务
// column measures: 举措
// column targets: 目标
// column projects: 项目
// column curated: 仅凭研判
// column quote: 原文
// column source: 出处
// column line: 行
// column basis: 依据方式
// column reason: 理由
// column id: 编号
// column whole: 隶属编号
// example: countygraph query coverage
MATCH (d:Directive) WHERE (size($within) = 0 OR split(d.id, ':')[1] IN $within)
OPTIONAL MATCH (d)-[p:PART_OF]->(w:Directive) WHERE any(b IN p.bases WHERE b IN $bases)
WITH d, w ORDER BY w.id
WITH d, collect(w)[0] AS w
OPTIONAL MATCH (y:Plan)-[g:IMPLEMENTS|GUIDED_BY]->(d) WHERE any(b IN g.bases WHERE b IN $bases)
  AND (size($within) = 0 OR split(y.id, ':')[1] IN $within)
WITH d, w, g ORDER BY g.id
WITH d, w, collect(g)[0] AS said
OPTIONAL MATCH path = (d)<-[:PART_OF|IMPLEMENTS|CITES*1..]-(x:Entity)
WHERE any(l IN labels(x) WHERE l IN ['Action', 'Task', 'Measure'])
  AND (size($within) = 0 OR split(x.id, ':')[1] IN $within)
  AND none(n IN nodes(path) WHERE any(l IN labels(n) WHERE l IN ['Plan', 'Programme']))
  AND all(r IN relationships(path) WHERE any(b IN r.bases WHERE b IN $bases))
WITH d, w, said, x, any(r IN relationships(path) WHERE all(b IN r.bases WHERE b = 'curated')) AS judged,
  relationships(path)[0] AS direct
ORDER BY judged, x.id, direct.id
WITH d, w, said, x, collect(judged)[0] AS judged, collect(direct)[0] AS direct
OPTIONAL MATCH (x)-[h:HAS_TARGET]->(t:Target) WHERE any(b IN h.bases WHERE b IN $bases)
WITH d, w, said, x, judged, direct, collect(DISTINCT t.id) AS ts
OPTIONAL MATCH (x)-[:COVERS|INCLUDES|CONCERNS*1..2]->(j:Project)
WITH d, w, said, x, judged, direct, ts, collect(DISTINCT j.id) AS js ORDER BY judged, x.id
WITH d, w, said, collect(direct)[0] AS direct,
  sum(CASE WHEN x:Action THEN 1 ELSE 0 END) AS actions, sum(CASE WHEN x:Task THEN 1 ELSE 0 END) AS tasks,
  sum(CASE WHEN x:Measure THEN 1 ELSE 0 END) AS measures, sum(CASE WHEN judged THEN 1 ELSE 0 END) AS curated,
  collect(ts) AS tss, collect(js) AS jss
WITH d, w, said IS NOT NULL AS general, actions, tasks, measures, curated, coalesce(said, direct, d) AS e,
  reduce(a = [], ts IN tss | a + [t IN ts WHERE NOT t IN a]) AS targets,
  reduce(a = [], js IN jss | a + [j IN js WHERE NOT j IN a]) AS projects
RETURN d.level AS level, d.name AS directive, w.name AS part_of, d.ordinal AS ordinal, d.date AS date,
  d.declares AS declares, general AS general, actions AS actions, tasks AS tasks, measures AS measures,
  size(targets) AS targets, size(projects) AS projects, curated AS curated, [k IN range(0, size(e.quotes) - 1) WHERE e.sources[k] = e.sources[0] | e.quotes[k]] AS quote,
  e.sources[0] AS source, e.lines[0] AS line, e.bases[0] AS basis, e.reasons[0] AS reason, d.id AS id,
  w.id AS whole
ORDER BY CASE level WHEN 'national' THEN 0 WHEN 'provincial' THEN 1 WHEN 'municipal' THEN 2 WHEN 'county' THEN 3 ELSE 4 END, coalesce(part_of, directive), part_of IS NOT NULL, ordinal, directive, id
