"use strict";
// A source to be read: its paragraphs, with everything that a statement rests on linked to that statement.
{
  const cg = (globalThis.countygraph ??= {});

  const TAIL = "tail"; // what a web page puts behind a report
  const TYPOGRAPHY = new Set(["ascii-punctuation", "leading-blanks"]); // damage that no reader stumbles over

  const rank = (node) => (node.cls.layer >= 6 || node.cls.layer === 1 ? 0 : 1);

  /**
   * Cut a text of `length` at the ends of `spans` ([start, end, node]) and of `damage` ([start, end, kind]); each piece has
   * the node of the shortest span over it, and the kind of its damage.
   */
  function cutText(length, spans, damage = []) {
    const cuts = [...new Set([0, length, ...[...spans, ...damage].flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
    const byStart = [...spans].sort((a, b) => a[0] - b[0]);
    const pieces = [];
    let open = [];
    let next = 0;
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [start, end] = [cuts[i], cuts[i + 1]];
      while (next < byStart.length && byStart[next][0] <= start) open.push(byStart[next++]);
      open = open.filter((span) => span[1] > start);
      const best = open.reduce((a, b) => (!a || b[1] - b[0] < a[1] - a[0] || (b[1] - b[0] === a[1] - a[0] && rank(b[2]) < rank(a[2])) ? b : a), null);
      const node = best ? best[2] : null;
      const kind = damage.find(([from, to]) => from < end && to > start)?.[2] ?? "";
      const last = pieces[pieces.length - 1];
      if (last && last.node === node && last.kind === kind) last.end = end;
      else pieces.push({ start, end, node, kind });
    }
    return pieces;
  }

  function spansOf(data, source) {
    const spans = [];
    for (const node of data.nodes) {
      const e = node.numbers;
      for (let i = 0; i < e.length; i += 7) if (e[i] === source.n) spans.push([e[i + 1], e[i + 2], node]);
    }
    return spans;
  }

  /** Fill `section` with a source: the one with this id, or the first report. */
  function showText(section, data, id = "") {
    const { h } = cg;
    const source = data.sources.find((s) => s.id === id) ?? data.sources.find((s) => s.kind === "report") ?? data.sources[0];
    if (!source) return section.replaceChildren(h("p", { class: "none" }, "没有原文。"));
    const spans = spansOf(data, source);
    const pieces = cutText(source.text.length, spans, source.damage.filter(([, , kind]) => !TYPOGRAPHY.has(kind)));
    const size = (chosen) => pieces.filter(chosen).reduce((sum, p) => sum + source.text.slice(p.start, p.end).replace(/\s/gu, "").length, 0);
    const share = size((p) => p.node) / Math.max(1, size((p) => p.kind !== TAIL));
    const paragraphs = [h("p", {})];
    const put = (part) => paragraphs[paragraphs.length - 1].append(part);
    for (const { start, end, node, kind } of pieces) {
      source.text.slice(start, end).split("\n").forEach((line, i) => {
        if (i) paragraphs.push(h("p", {}));
        if (!line) return;
        const damaged = kind ? h("span", kind === TAIL ? { class: "tail", title: "网页所附，不属报告" } : { class: "damaged", title: `此处原文有损：${kind}` }, line) : line;
        put(node ? h("a", { class: "said", "data-class": node.cls.name, href: cg.address("node", node.id), title: `${node.cls.zh}：${node.name}` }, damaged) : damaged);
      });
    }
    const others = data.sources.filter((s) => s !== source);
    return section.replaceChildren(
      h("h2", {}, source.title, h("small", {}, [source.date, `${Math.round(100 * share)}% 的字为图谱所据`].filter(Boolean).join("，"))),
      source.url ? h("p", { class: "address" }, h("a", { href: source.url, rel: "noreferrer noopener", target: "_blank" }, source.url)) : "",
      h("div", { class: "text" }, paragraphs.filter((p) => p.textContent.trim())),
      others.length ? h("details", { class: "others" }, h("summary", {}, `其他来源 ${others.length} 个`), h("ul", {}, others.map((s) => h("li", {}, h("a", { href: cg.address("text", s.id) }, s.title), s.date ? ` ${s.date}` : "")))) : "",
    );
  }

  Object.assign(cg, { cutText, showText });
}
