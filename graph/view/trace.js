"use strict";
// The way up to policy sources and down to what carries a thing out.
{
  const cg = (globalThis.countygraph ??= {});

  /** The steps from a node: edges that lead up (to policy) or down (to what is done), with the node at the other end. */
  function steps(node, way) {
    const other = way === "up" ? "down" : "up";
    const along = node.out.filter((e) => e.relation.trace === way).map((edge) => ({ edge, node: edge.end, along: true }));
    const against = node.into.filter((e) => e.relation.trace === other).map((edge) => ({ edge, node: edge.start, along: false }));
    const start = ({ edge }) => (edge.numbers.length ? edge.numbers[1] : 0);
    const sorter = way === "up" ? (a, b) => b.node.cls.layer - a.node.cls.layer || start(a) - start(b) : (a, b) => a.node.cls.layer - b.node.cls.layer || start(a) - start(b);
    return [...along, ...against].sort(sorter);
  }

  /**
   * The tree of steps from a node. Every node is opened once, where it is nearest; met again it is a leaf with
   * `again`. `depth` limits how far; what lies beyond shows as `more`, the number of further steps.
   */
  function traceTree(root, way, depth = 12, allowed = () => true) {
    const seen = new Set([root]);
    const top = { node: root, edge: null, children: [], more: 0, again: false };
    let level = [top];
    for (let d = 0; level.length; d++) {
      const next = [];
      for (const at of level) {
        const found = steps(at.node, way).filter((s) => allowed(s.edge));
        if (d >= depth) {
          at.more = found.filter((s) => !seen.has(s.node)).length;
          continue;
        }
        for (const step of found) {
          const child = { ...step, children: [], more: 0, again: seen.has(step.node) };
          at.children.push(child);
          if (!child.again) {
            seen.add(step.node);
            next.push(child);
          }
        }
      }
      level = next;
    }
    return top;
  }

  /** Everything on the way up and down from a node: the sets of its nodes and edges. */
  function traceSets(root) {
    const nodes = new Set([root]);
    const edges = new Set();
    for (const way of ["up", "down"]) {
      const open = [root];
      const seen = new Set([root]);
      while (open.length) {
        for (const step of steps(open.pop(), way)) {
          edges.add(step.edge);
          nodes.add(step.node);
          if (!seen.has(step.node)) {
            seen.add(step.node);
            open.push(step.node);
          }
        }
      }
    }
    return { nodes, edges };
  }

  Object.assign(cg, { steps, traceTree, traceSets });
}
