"use strict";
// The legend: counts and filters by class, by level of policy, and by how a statement was had.
{
  const cg = (globalThis.countygraph ??= {});

  const BACKGROUND = 8; // the layer that is drawn when asked for
  const NARROW = 700; // pixels; below this, the legend is folded
  const LEVELS = ["national", "provincial", "municipal", "county", "unknown"];

  /** What is switched off. */
  const filter = {
    classes: new Set(),
    levels: new Set(),
    bases: 15,
    /** True when what is switched on vouches for an edge; only this holds for traces and lists, too. */
    vouched: (thing) => thing.bits === 0 || (thing.bits & filter.bases) !== 0,
    nodeShown: (node) => !filter.classes.has(node.cls.n) && !filter.levels.has(node.props.level) && filter.vouched(node),
    edgeShown: (edge) => filter.vouched(edge) && filter.nodeShown(edge.start) && filter.nodeShown(edge.end),
  };

  /** How many nodes there are of each class and level, and how many nodes and edges rest on each basis. */
  function countAll(data) {
    const classes = new Map();
    const levels = new Map();
    const bases = data.bases.map(() => 0);
    for (const node of data.nodes) {
      classes.set(node.cls.n, (classes.get(node.cls.n) ?? 0) + 1);
      if (node.props.level) levels.set(node.props.level, (levels.get(node.props.level) ?? 0) + 1);
    }
    for (const edge of data.edges) for (let n = 0; n < bases.length; n++) if (edge.bits & (1 << n)) bases[n]++;
    return { classes, levels: new Map(LEVELS.filter((l) => levels.has(l)).map((l) => [l, levels.get(l)])), bases };
  }

  /** Fill `aside` with the legend; `changed` is called after every change. */
  function showLegend(aside, data, changed) {
    const { h } = cg;
    const counts = countAll(data);
    const background = data.classes.filter((c) => c.layer === BACKGROUND);
    for (const cls of background) filter.classes.add(cls.n);
    const toggle = (mark, label, count, title, flip, on = true) => {
      const button = h("button", { type: "button", class: "key", "aria-pressed": String(on), title, onclick: () => {
        const on = flip();
        button.setAttribute("aria-pressed", String(on));
        changed();
      } }, mark, h("span", {}, label), h("small", {}, String(count)));
      return button;
    };
    const inSet = (set, value) => () => (set.has(value) ? (set.delete(value), true) : (set.add(value), false));
    const line = (basis) => h("i", { class: "line", "data-basis": basis.code });
    const classKey = (c) => toggle(cg.glyph(c), c.zh, counts.classes.get(c.n) ?? 0, c.definition, inSet(filter.classes, c.n), c.layer !== BACKGROUND);
    const group = (title, keys, kind = "") => (keys.length ? h("details", { class: `keys ${kind}`, open: innerWidth > NARROW }, h("summary", {}, title), keys) : null);
    aside.replaceChildren(
      ...[
        group("类型", data.classes.filter((c) => c.layer && c.layer !== BACKGROUND).map(classKey)),
        group("背景", background.map(classKey)),
        group("政策层级", [...counts.levels].map(([level, count]) => toggle(null, cg.valueOf(data, "level", level), count, "", inSet(filter.levels, level))), "inline"),
        group("关系依据", data.bases.map((b, n) => toggle(line(b), b.zh, counts.bases[n], b.definition, () => ((filter.bases ^= 1 << n) & (1 << n)) !== 0)), "inline"),
      ].filter(Boolean),
    );
  }

  /** What is switched off, in words, for the foot of a picture. */
  function legendText(data) {
    const off = [
      ...data.classes.filter((c) => filter.classes.has(c.n) && c.layer !== BACKGROUND).map((c) => c.zh),
      ...[...filter.levels].map((level) => cg.valueOf(data, "level", level)),
      ...data.bases.filter((_, n) => !(filter.bases & (1 << n))).map((b) => `依据为${b.zh}的关系`),
    ];
    return off.length ? `未显示：${off.join("、")}。` : "";
  }

  Object.assign(cg, { filter, countAll, showLegend, legendText });
}
