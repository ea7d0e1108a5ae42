"use strict";
// The focus view: one thing in the middle, the way up to its policy sources, and what carries it out.
{
  const cg = (globalThis.countygraph ??= {});
  const { h } = cg;
  const CARDS = 40;
  const EASY = 16;

  /** The words of a step's own evidence, once each. */
  function stepQuotes(data, edge) {
    const seen = new Set();
    return cg.evidenceOf(edge, data).filter((e) => !seen.has(e.quote) && seen.add(e.quote)).slice(0, 2).map((e) => h("q", { class: "quote", title: `《${e.source.title}》` }, e.quote));
  }

  function card(data, step) {
    const { node, edge, along } = step;
    return h(
      "div",
      { class: node.cls.layer === 1 ? "card policy" : "card" },
      h("p", { class: "step" }, h("a", { class: "relation", href: cg.address("edge", edge.id), title: "看这条关系的依据" }, along ? edge.relation.zh : edge.relation.inverse), cg.basisMarks(data, edge.bits)),
      h("a", { class: "name", href: cg.address("node", node.id) }, cg.glyph(node.cls), h("span", {}, node.name), h("small", {}, node.cls.zh, node.props.level ? ` · ${cg.valueOf(data, "level", node.props.level)}` : "", node.years ? ` · ${node.years}` : "")),
      step.again ? h("p", { class: "again" }, "同上，已列") : h("div", { class: "quotes" }, stepQuotes(data, edge)),
    );
  }

  /** The step along which a tree goes on by itself: to the owner of its node. */
  const trunk = (tree, way) => (way === "up" ? tree.children.find((c) => c.node === tree.node.owner && !c.again) : undefined);

  /**
   * The steps from `tree` as cards. The way from owner to owner is one list, card below card; what leads elsewhere is a list
   * within the card that it starts from. What lies deeper, or is too much, opens on demand.
   */
  function list(data, tree, way, count = { left: CARDS }) {
    const all = h("ul", { class: "steps" });
    const onward = trunk(tree, way);
    const aside = tree.children.filter((c) => c !== onward);
    const add = (child, on) => {
      count.left--;
      const item = h("li", { class: on ? "on" : null }, card(data, child));
      all.append(item);
      return item;
    };
    const shown = aside.slice(0, Math.max(1, count.left));
    for (const child of shown) {
      const item = add(child, false);
      if (child.children.length) item.append(list(data, child, way, count));
      else if (child.more) item.append(opener(child, data, way));
    }
    if (aside.length > shown.length) {
      const rest = aside.slice(shown.length);
      const button = h("button", { type: "button", class: "open", onclick: () => button.replaceWith(list(data, { node: tree.node, children: rest }, way)) }, `另有 ${rest.length} 项`);
      all.append(h("li", {}, button));
    }
    for (let at = onward; at; at = trunk(at, way)) {
      const item = add(at, at !== onward);
      const next = trunk(at, way);
      const branches = at.children.filter((c) => c !== next);
      if (branches.length) item.append(list(data, { node: at.node, children: branches }, way, count));
    }
    return all;
  }

  function opener(child, data, way) {
    const button = h("button", { type: "button", class: "open", onclick: () => {
      const tree = cg.traceTree(child.node, way, 1, cg.filter.vouched);
      button.replaceWith(list(data, tree, way));
    } }, `${way === "down" ? "往下" : "往上"} ${child.more} 项`);
    return button;
  }

  /** The way down, as deep as is easily taken in: three, two or one steps. */
  function openDown(node) {
    const size = (tree) => tree.children.reduce((sum, c) => sum + 1 + size(c), 0);
    for (const depth of [3, 2]) {
      const tree = cg.traceTree(node, "down", depth, cg.filter.vouched);
      if (size(tree) <= EASY) return tree;
    }
    return cg.traceTree(node, "down", 1, cg.filter.vouched);
  }

  /** Fill `section` with the focus view of `node`. */
  function showFocus(section, data, node) {
    const up = cg.traceTree(node, "up", 12, cg.filter.vouched);
    const down = openDown(node);
    const column = (kind, title, tree, none) => h("section", { class: kind, "aria-label": title }, h("h3", {}, title), tree.children.length ? list(data, tree, kind) : h("p", { class: "none" }, none));
    section.replaceChildren(
      column("up", "为何而做：上溯至政策", up, "图谱未载其上位依据。"),
      h("div", { class: "self" }, cg.nodeDetails(data, node, "node")),
      column("down", "如何落实：往下到项目", down, "图谱未载其下如何落实。"),
    );
  }

  Object.assign(cg, { showFocus });
}
