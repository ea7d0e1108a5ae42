"use strict";
// What is known of one thing: a node, an edge, or a bundle of nodes.
{
  const cg = (globalThis.countygraph ??= {});
  const { h } = cg;
  const FIRST = 4;
  const LISTED = 100;

  const wordOf = (data, name) => data.words[name]?.[0] ?? name;

  function valueOf(data, name, value) {
    const codes = data.words[name]?.[1] ?? {};
    return [].concat(value).map((v) => (typeof v === "boolean" ? (v ? "是" : "否") : (codes[v] ?? String(v)))).join("、");
  }

  /** The properties as a list of terms; ids last. */
  function properties(data, thing) {
    const rows = Object.entries(thing.props).filter(([name]) => name !== "name");
    const lines = rows.map(([name, value]) => h("div", {}, h("dt", {}, wordOf(data, name)), h("dd", {}, valueOf(data, name, value))));
    const named = data.named.get(thing.n);
    if (thing.cls && named !== undefined) lines.push(h("div", {}, h("dt", {}, "列名数"), h("dd", {}, String(named), named < thing.props.declares ? h("em", {}, `，${thing.props.declares - named} 个未列名`) : "")));
    lines.push(h("div", { class: "id" }, h("dt", {}, "编号"), h("dd", {}, h("code", {}, thing.id))));
    return h("dl", { class: "properties" }, lines);
  }

  function allEvidence(data, thing) {
    const found = cg.evidenceOf(thing, data);
    if (!found.length) return h("p", { class: "none" }, "没有依据。");
    const blocks = cg.byParagraph(found).map((group) => cg.evidenceBlock(group, data));
    if (blocks.length <= FIRST) return blocks;
    return [blocks.slice(0, FIRST), h("details", { class: "rest" }, h("summary", {}, `另有 ${blocks.length - FIRST} 处`), blocks.slice(FIRST))];
  }

  /** The neighbours of a node, by relation and direction. */
  function neighbours(data, node, kind) {
    const groups = new Map();
    const add = (title, edge, other) => {
      if (!cg.filter.vouched(edge)) return;
      if (!groups.has(title)) groups.set(title, []);
      groups.get(title).push({ edge, other });
    };
    for (const edge of node.out) add(edge.relation.zh, edge, edge.end);
    for (const edge of node.into) add(edge.relation.inverse, edge, edge.start);
    const line = ({ edge, other }) => h("li", {}, cg.nodeLink(other, kind), h("a", { class: "why", href: cg.address("edge", edge.id), title: "看这条关系的依据" }, cg.basisMarks(data, edge.bits)));
    return [...groups].map(([title, found]) => [
      h("h4", {}, title, h("small", {}, String(found.length))),
      h("ul", { class: "neighbours" }, found.slice(0, LISTED).map(line)),
      found.length > LISTED ? h("details", { class: "rest" }, h("summary", {}, `另有 ${found.length - LISTED} 项`), h("ul", { class: "neighbours" }, found.slice(LISTED, 10 * LISTED).map(line))) : null,
    ]);
  }

  /** Where a node belongs: its owners, from the farthest. */
  function belonging(node) {
    const owners = cg.ownersOf(node).reverse();
    if (!owners.length) return null;
    return h("p", { class: "belonging" }, owners.map((o, i) => [i ? " › " : "", h("a", { href: cg.address("node", o.id) }, o.name)]));
  }

  /** Everything about a node. `kind` is the sort of link that neighbours get: `map` in the panel, `node` in the focus view. */
  function nodeDetails(data, node, kind) {
    return h(
      "article",
      { class: "details" },
      h("p", { class: "kind" }, cg.glyph(node.cls), node.cls.zh, node.props.level ? `　${valueOf(data, "level", node.props.level)}` : "", node.years ? `　${node.years}` : ""),
      h("h2", {}, node.name),
      belonging(node),
      kind === "map" ? h("p", { class: "actions" }, h("a", { class: "button", href: cg.address("node", node.id) }, "来龙去脉"), copyLink(node)) : h("p", { class: "actions" }, h("a", { class: "button", href: cg.address("map", node.id) }, "在图上看"), copyLink(node)),
      h("h3", {}, "依据"),
      allEvidence(data, node),
      h("h3", {}, "属性"),
      properties(data, node),
      h("h3", {}, "关系"),
      neighbours(data, node, kind),
    );
  }

  const copyLink = (node) => h("button", { type: "button", onclick: (event) => cg.copy(location.href.split("#")[0] + cg.address("node", node.id), event.currentTarget) }, "复制链接");

  /** Everything about an edge: its two ends and its own evidence. */
  function edgeDetails(data, edge) {
    return h(
      "article",
      { class: "details edge" },
      h("p", { class: "kind" }, "关系　", cg.basisMarks(data, edge.bits)),
      h("h2", { class: "ends" }, cg.nodeLink(edge.start), h("span", { class: "relation" }, edge.relation.zh), cg.nodeLink(edge.end)),
      h("h3", {}, "依据"),
      allEvidence(data, edge),
      h("h3", {}, "属性"),
      properties(data, edge),
    );
  }

  /** The relations that one line of the map stands for. */
  function edgesDetails(data, edges) {
    return h(
      "article",
      { class: "details" },
      h("p", { class: "kind" }, "关系"),
      h("h2", {}, `${edges.length} 条关系`),
      h("ul", { class: "neighbours" }, edges.slice(0, LISTED).map((e) => h("li", {}, h("a", { href: cg.address("edge", e.id) }, `${e.start.name} — ${e.relation.zh} → ${e.end.name}`)))),
    );
  }

  /** The members of a bundle. */
  function bundleDetails(data, item) {
    const list = (members) => h("ul", { class: "neighbours" }, members.map((m) => h("li", {}, cg.nodeLink(m))));
    const owner = cg.commonOwner(item.members);
    const article = h("article", { class: "details" }, h("p", { class: "kind" }, cg.glyph(item.cls), "合并显示"), h("h2", {}, `${item.cls.zh} ${item.members.length} 项`), owner ? h("p", { class: "belonging" }, cg.nodeLink(owner)) : null, list(item.members.slice(0, LISTED)));
    let shown = LISTED;
    if (item.members.length > shown) {
      const more = h("button", { type: "button", onclick: () => {
        more.before(list(item.members.slice(shown, (shown += 10 * LISTED) )));
        if (shown >= item.members.length) more.remove();
      } }, `再列一些（共 ${item.members.length} 项）`);
      article.append(more);
    }
    return article;
  }

  Object.assign(cg, { nodeDetails, edgeDetails, edgesDetails, bundleDetails, valueOf });
}
