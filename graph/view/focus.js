"use strict";
// The focus view: one thing in the middle, the way up to its policy sources, and what carries it out.
{
  const cg = (globalThis.countygraph ??= {});
  const { h } = cg;
  const CARDS = 40;

  /** The words of a step's own evidence, once each. */
  function stepQuotes(data, edge) {
    const seen = new Set();
    return cg.evidenceOf(edge, data).filter((e) => !seen.has(e.quote) && seen.add(e.quote)).slice(0, 3).map((e) => h("q", { class: "quote", title: `《${e.source.title}》` }, e.quote));
  }

  function card(data, step) {
    const { node, edge, along } = step;
    return h(
      "div",
      { class: node.cls.layer === 1 ? "card policy" : "card" },
      h("p", { class: "step" }, h("a", { class: "relation", href: cg.address("edge", edge.id), title: "看这条关系的依据" }, along ? edge.relation.zh : edge.relation.inverse), cg.basisMarks(data, edge.bits)),
      h("a", { class: "name", href: cg.address("node", node.id) }, cg.glyph(node.cls), h("span", {}, node.name), h("small", {}, node.cls.zh, node.props.level ? ` · ${cg.valueOf(data, "level", node.props.level)}` : "")),
      step.again ? h("p", { class: "again" }, "同上，已列") : h("div", { class: "quotes" }, stepQuotes(data, edge)),
    );
  }

  /** The steps below `tree` as nested lists of cards; what lies deeper opens on demand. */
  function list(data, tree, way, count = { left: CARDS }) {
    const items = [];
    for (const child of tree.children) {
      if (count.left-- <= 0) break;
      const item = h("li", {}, card(data, child));
      if (child.children.length) item.append(list(data, child, way, count));
      else if (child.more) item.append(opener(data, child, way));
      items.push(item);
    }
    const rest = tree.children.slice(items.length);
    const all = h("ul", { class: "steps" }, items);
    if (rest.length) {
      const button = h("button", { type: "button", class: "open", onclick: () => {
        button.replaceWith(...list(data, { children: rest }, way, { left: CARDS }).children);
      } }, `另有 ${rest.length} 项`);
      all.append(button);
    }
    return all;
  }

  function opener(data, child, way) {
    const button = h("button", { type: "button", class: "open", onclick: () => {
      const tree = cg.traceTree(child.node, way, 1, cg.filter.vouched);
      button.replaceWith(list(data, tree, way));
    } }, `${way === "down" ? "往下" : "往上"} ${child.more} 项`);
    return button;
  }

  /** Fill `section` with the focus view of `node`. */
  function showFocus(section, data, node) {
    const up = cg.traceTree(node, "up", 12, cg.filter.vouched);
    const down = cg.traceTree(node, "down", 2, cg.filter.vouched);
    const column = (kind, title, tree, none) => h("section", { class: kind, "aria-label": title }, h("h3", {}, title), tree.children.length ? list(data, tree, kind) : h("p", { class: "none" }, none));
    section.replaceChildren(
      column("up", "为何而做：上溯至政策", up, "原文未载其上位依据。"),
      h("div", { class: "self" }, cg.nodeDetails(data, node, "node")),
      column("down", "如何落实：往下到项目", down, "原文未载其下如何落实。"),
    );
  }

  Object.assign(cg, { showFocus });
}
