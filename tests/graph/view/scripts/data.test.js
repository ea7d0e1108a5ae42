"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("data.js");

test("nodes and edges are decoded and know one another", () => {
  const data = cg.readData(load.small());
  const measure = data.byId.get("m");
  assert.equal(measure.cls.zh, "举措");
  assert.deepEqual(measure.out.map((e) => e.id), ["e1", "e4", "e5"]);
  assert.deepEqual(data.byId.get("d").into.map((e) => e.start.id), ["a", "m"]);
  assert.equal(data.edgeById.get("e3").bits, 8);
  assert.equal(data.named.get(0), 2);
  assert.deepEqual(cg.ownersOf(data.byId.get("g")).map((n) => n.id), ["m", "t", "a"]);
});

test("a quote is what the text holds between two UTF-16 offsets, wide characters included", () => {
  const data = cg.readData(load.small());
  const [evidence] = cg.evidenceOf(data.byId.get("g"), data);
  assert.equal(evidence.quote, "𠮷庆粮仓扩建三座");
  const [judged] = cg.evidenceOf(data.edgeById.get("e3"), data);
  assert.deepEqual([judged.basis, judged.method, judged.reason, judged.confidence], [3, "某人", "同题", "中"]);
});

test("an open slot stands for no node", () => {
  const data = cg.readData(load.small());
  assert.equal(data.items[5].kind, "slot");
  assert.equal(data.itemOf.get(1).n, 1);
});

test("what several nodes belong to", () => {
  const data = cg.readData(load.small());
  const [g, m, t, d] = ["g", "m", "t", "d"].map((id) => data.byId.get(id));
  assert.equal(cg.commonOwner([g, m]).id, "t");
  assert.equal(cg.commonOwner([g, t]).id, "a");
  assert.equal(cg.commonOwner([g, d]), null);
});
