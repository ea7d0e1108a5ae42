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

test("where there are several plans, a thing says whose year speaks of it", () => {
  const json = load.small();
  json.classes.push(["Plan", "年度工作", "#000", "#fff", "M0 0Z", 2, ""]);
  json.sources.push(["s", "青溪县报告", "report", "2025", "", "", "修好水库。", []], ["n", "一份笔记", "note", "", "", "", "修好水库。", []]);
  json.nodes.push(["p", 5, "青溪县2024年政府工作", {}, [0, 0, 4, 0, 0, 0, 0, 2, 0, 4, 0, 0, 0, 0]]);
  json.owners.push(-1);
  const years = () => {
    const data = cg.readData(json);
    return ["m", "t", "g", "d", "p"].map((id) => data.byId.get(id).years);
  };
  assert.deepEqual(years(), ["", "", "", "", ""]);
  json.nodes.push(["q", 5, "青溪县2025年政府工作", {}, [1, 0, 4, 0, 0, 0, 0]]);
  json.owners.push(-1);
  json.nodes[2][4] = [1, 0, 4, 0, 0, 0, 0];
  json.nodes[3][4] = [0, 0, 4, 0, 0, 0, 0, 1, 0, 4, 0, 0, 0, 0];
  json.nodes[4][4] = [2, 0, 4, 0, 0, 0, 0];
  assert.deepEqual(years(), ["青溪县2024年、青溪县2025年", "青溪县2025年", "", "", ""]);
});
