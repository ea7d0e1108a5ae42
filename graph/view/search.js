"use strict";
// Search by Chinese, pinyin and initials, mixed as people type them.
{
  const cg = (globalThis.countygraph ??= {});

  const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s“”"'‘’「」]/gu, "");

  /** The characters of a name, each with the ways in which it may be typed. */
  const spell = (name, readings) => [...normal(name)].map((c) => [c, ...(readings.get(c) ?? [])]);

  /** True when `query` from `q` on can be read off `ways` from `w` on: whole readings, or their first letters. */
  function reads(query, q, ways, w) {
    if (q === query.length) return true;
    if (w === ways.length) return false;
    for (const way of ways[w]) {
      if (query.startsWith(way, q)) {
        if (reads(query, q + way.length, ways, w + 1)) return true;
      } else if (way.startsWith(query.slice(q))) return true;
      if (way.length > 1 && way[0] === query[q] && reads(query, q + 1, ways, w + 1)) return true;
    }
    return false;
  }

  /** Where in `ways` the query can be read, or -1. */
  function place(query, ways) {
    for (let w = 0; w < ways.length; w++) {
      if (ways[w].some((way) => way[0] === query[0]) && reads(query, 0, ways, w)) return w;
    }
    return -1;
  }

  /** A name as it is compared: plain, and spelt in every way and in the usual one. */
  function readyName(name, readings) {
    const ways = spell(name, readings);
    return { plain: normal(name), ways, usual: ways.map((w) => w.slice(0, 2)) };
  }

  /** Make what `search` looks through: for each node its names, spelt. */
  function indexNames(data) {
    return data.nodes.map((node) => {
      const aliases = [].concat(node.props.aliases ?? []);
      return { node, names: [node.name, ...aliases].map((name) => readyName(name, data.readings)) };
    });
  }

  /** Lower is better; null when the name does not answer to the query. */
  function rank(query, name) {
    if (name.plain === query) return 0;
    const at = name.plain.indexOf(query);
    if (at >= 0) return at === 0 ? 1 : 2;
    if (!/[a-z]/u.test(query)) return null;
    const usual = place(query, name.usual);
    if (usual >= 0) return usual === 0 ? 3 : 4;
    const other = place(query, name.ways);
    return other < 0 ? null : other === 0 ? 5 : 6;
  }

  /** The nodes that answer to `text`, best first: the text itself, then pinyin; shorter names before longer. */
  function search(index, text, limit = 40) {
    const query = normal(text);
    if (!query) return [];
    const found = [];
    for (const { node, names } of index) {
      let best = null;
      for (const name of names) {
        const r = rank(query, name);
        if (r !== null && (best === null || r < best)) best = r;
      }
      if (best !== null) found.push({ node, best });
    }
    found.sort((a, b) => a.best - b.best || a.node.cls.layer - b.node.cls.layer || a.node.name.length - b.node.name.length || a.node.n - b.node.n);
    return found.slice(0, limit).map((f) => f.node);
  }

  Object.assign(cg, { indexNames, search });
}
