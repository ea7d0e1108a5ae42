"use strict";
// The graph of the page: decodes the compact JSON that graph/view/data.py writes.
{
  const cg = (globalThis.countygraph ??= {});

  const EVIDENCE = 7;

  /** Turn rows of numbers into pieces of evidence; quotes are cut from the text of their source. */
  function decodeEvidence(numbers, data) {
    const found = [];
    for (let i = 0; i < numbers.length; i += EVIDENCE) {
      const [source, start, end, basis, method, reason, confidence] = numbers.slice(i, i + EVIDENCE);
      const from = data.sources[source];
      found.push({
        source: from,
        start,
        end,
        quote: from.text.slice(start, end),
        basis,
        method: data.methods[method],
        unreviewed: data.methods[method].endsWith(" unreviewed"),
        reason: data.reasons[reason],
        confidence: data.confidences[confidence],
      });
    }
    return found;
  }

  /** The set of bases of some evidence, as bits: 1 stated, 2 structural, 4 aligned, 8 curated. */
  function basisBits(numbers) {
    let bits = 0;
    for (let i = 3; i < numbers.length; i += EVIDENCE) bits |= 1 << numbers[i];
    return bits;
  }

  /** Say of each thing whose year speaks of it, where there are several: 龙岗区2025年. Policies are not of one year. */
  function markYears(data) {
    const years = new Map();
    const told = (node) => new Set(node.numbers.filter((n, i) => i % EVIDENCE === 0 && data.sources[n].kind === "report"));
    for (const node of data.nodes) if (node.cls.name === "Plan") for (const n of told(node)) years.set(n, node.name.replace(/政府工作$/u, ""));
    if (years.size < 2) return;
    for (const node of data.nodes) {
      if (node.cls.layer === 1 || node.cls.name === "Plan") continue;
      const own = [...told(node)].map((n) => years.get(n)).filter(Boolean);
      node.years = own.length > 2 ? `${own.length}份报告` : own.join("、");
    }
  }

  /** Decode the page's JSON. Nodes and edges know their number `n`; edges are listed at both their ends. */
  function readData(json) {
    const data = {
      classes: json.classes.map(([name, zh, colour, dark, path, layer, definition], n) => ({ n, name, zh, colour, dark, path, layer, definition })),
      relations: json.relations.map(([name, zh, inverse, trace]) => ({ name, zh, inverse, trace })),
      words: json.words,
      bases: json.bases.map(([code, zh, definition]) => ({ code, zh, definition })),
      confidences: json.confidences,
      sources: json.sources.map(([id, title, kind, date, url, certainty, text, damage], n) => ({ n, id, title, kind, date, url, certainty, text, damage })),
      methods: json.methods,
      reasons: json.reasons,
      named: new Map(Object.entries(json.named).map(([n, count]) => [Number(n), count])),
      readings: new Map(Object.entries(json.readings).map(([c, all]) => [c, all.split(" ")])),
      bands: json.bands,
      headings: json.headings,
      focus: json.focus,
      byId: new Map(),
      edgeById: new Map(),
    };
    data.nodes = json.nodes.map(([id, cls, name, props, evidence], n) => {
      const node = { n, id, cls: data.classes[cls], name, props, numbers: evidence, bits: basisBits(evidence), years: "", out: [], into: [] };
      data.byId.set(id, node);
      return node;
    });
    data.nodes.forEach((node, n) => (node.owner = json.owners[n] < 0 ? null : data.nodes[json.owners[n]]));
    data.edges = json.edges.map(([id, relation, start, end, props, evidence], n) => {
      const edge = { n, id, relation: data.relations[relation], start: data.nodes[start], end: data.nodes[end], props, numbers: evidence, bits: basisBits(evidence) };
      edge.start.out.push(edge);
      edge.end.into.push(edge);
      data.edgeById.set(id, edge);
      return edge;
    });
    data.items = json.items.map(([kind, cls, members, x, y, ordinal], n) => ({
      n,
      kind: ["node", "slot", "bundle"][kind],
      cls: data.classes[cls],
      members: members.map((m) => data.nodes[m]),
      x,
      y,
      ordinal,
    }));
    markYears(data);
    data.itemOf = new Map();
    for (const item of data.items) if (item.kind !== "slot") for (const node of item.members) data.itemOf.set(node.n, item);
    return data;
  }

  /** All evidence of a node or an edge. */
  const evidenceOf = (thing, data) => decodeEvidence(thing.numbers, data);

  /** The owners of a node, nearest first. */
  function ownersOf(node) {
    const found = [];
    for (let at = node.owner; at && found.length < 20; at = at.owner) found.push(at);
    return found;
  }

  /** The nearest thing to which all of some nodes belong, or null. */
  function commonOwner(nodes) {
    let common = ownersOf(nodes[0]);
    for (const node of nodes.slice(1)) {
      const own = new Set(ownersOf(node));
      common = common.filter((owner) => own.has(owner));
    }
    return common[0] ?? null;
  }

  Object.assign(cg, { readData, evidenceOf, ownersOf, commonOwner });
}
