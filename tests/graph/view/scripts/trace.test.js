"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("data.js", "trace.js");

const data = cg.readData(load.small());
const flat = (tree) => tree.children.map((c) => [c.node.id + (c.again ? "*" : ""), flat(c)]);

test("the way up leads from a target to the policy", () => {
  const tree = cg.traceTree(data.byId.get("g"), "up");
  assert.deepEqual(flat(tree), [["m", [["t", [["a", [["d*", []]]]]], ["d", []]]]]);
  assert.equal(tree.children[0].along, false);
  assert.equal(tree.children[0].edge.id, "e4");
});

test("the way down leads from the policy to the target; beyond the depth it says how much there is", () => {
  assert.deepEqual(flat(cg.traceTree(data.byId.get("d"), "down")), [["a", [["t", [["m*", []]]]]], ["m", [["g", []]]]]);
  const near = cg.traceTree(data.byId.get("d"), "down", 1);
  assert.deepEqual(near.children.map((c) => [c.node.id, c.children.length, c.more]), [["a", 0, 1], ["m", 0, 1]]);
});

test("what is not allowed is not followed", () => {
  const tree = cg.traceTree(data.byId.get("m"), "up", 12, (edge) => edge.bits !== 8);
  assert.deepEqual(flat(tree), [["t", [["a", []]]]]);
});

test("a circle ends", () => {
  const json = load.small();
  json.edges.push(["e9", 2, 1, 3, {}, []]);
  const circle = cg.readData(json);
  assert.deepEqual(flat(cg.traceTree(circle.byId.get("m"), "up"))[0][0], "t");
  assert.equal(cg.traceSets(circle.byId.get("m")).nodes.size, 5);
});

test("everything above and below is marked", () => {
  const { nodes, edges } = cg.traceSets(data.byId.get("t"));
  assert.deepEqual([...nodes].map((n) => n.id).sort(), ["a", "d", "g", "m", "t"]);
  assert.deepEqual([...edges].map((e) => e.id).sort(), ["e1", "e2", "e3", "e4"]);
});
