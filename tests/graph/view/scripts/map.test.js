"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("data.js", "labels.js", "geometry.js", "legend.js", "chart.js", "tables.js", "text.js");

const item = (n, layer, x, y) => ({ n, cls: { layer }, x, y });

test("a label's room ends at the next column or its layer's end; an indented mark stands in the same column", () => {
  const items = [item(0, 1, 0, 0), item(1, 1, 12, 22), item(2, 1, 150, 0), item(3, 1, 0, 110)];
  const room = cg.measureRoom(items, [[1, -11, 289]]);
  assert.deepEqual(room.map((r) => r.width), [139, 127, 139, 139]);
  assert.deepEqual(room.map((r) => r.height), [22, 22, 66, 66]);
});

test("arrow keys lead to the nearest mark in their direction", () => {
  const items = [item(0, 1, 0, 0), item(1, 2, 100, 0), item(2, 2, 100, 44), item(3, 1, 0, 22)];
  assert.equal(cg.nextItem(items, items[0], "ArrowRight").n, 1);
  assert.equal(cg.nextItem(items, items[0], "ArrowDown").n, 3);
  assert.equal(cg.nextItem(items, items[0], "ArrowLeft"), null);
  assert.equal(cg.nextItem(items, items[2], "ArrowUp").n, 1);
});

test("the looks of the four bases differ", () => {
  const looks = [1, 2, 4, 8].map((bits) => JSON.stringify(cg.lookOf(bits)));
  assert.equal(new Set(looks).size, 4);
  assert.equal(cg.lookOf(9), cg.lookOf(1));
});

test("filters by class, level and basis decide what is drawn; only the basis decides what vouches", () => {
  const data = cg.readData(load.small());
  const { filter } = cg;
  const [measure, directive, judged] = [data.byId.get("m"), data.byId.get("d"), data.edgeById.get("e5")];
  assert.ok(filter.nodeShown(measure) && filter.edgeShown(judged));
  filter.bases ^= 8;
  assert.ok(!filter.vouched(judged) && !filter.edgeShown(judged));
  filter.bases ^= 8;
  filter.levels.add("provincial");
  assert.ok(!filter.nodeShown(directive) && !filter.edgeShown(judged) && filter.vouched(judged));
  filter.levels.clear();
  filter.classes.add(measure.cls.n);
  assert.ok(!filter.nodeShown(measure));
  filter.classes.clear();
  const counts = cg.countAll(data);
  assert.deepEqual(counts.bases, [1, 2, 0, 2]);
  assert.deepEqual([...counts.levels], [["provincial", 1]]);
});

test("cells are compared as numbers or in the order of pinyin; empty ones come last both ways", () => {
  assert.deepEqual(["10", "9", "", "2.5"].sort((a, b) => cg.compareKeys(a, b, true, 1)), ["2.5", "9", "10", ""]);
  assert.deepEqual(["10", "9", "", "2.5"].sort((a, b) => cg.compareKeys(a, b, true, -1)), ["10", "9", "2.5", ""]);
  assert.deepEqual(["温州", "北京", "", "上海"].sort((a, b) => cg.compareKeys(a, b, false, 1)), ["北京", "上海", "温州", ""]);
});

test("a text is cut where statements and damage begin and end; the shortest statement wins", () => {
  const [long, short] = ["long", "short"].map((name) => ({ name, cls: { layer: 5 } }));
  assert.deepEqual(
    cg.cutText(10, [[0, 8, long], [2, 4, short]], [[6, 9, "lost"]]).map((p) => [p.start, p.end, p.node?.name ?? null, p.kind]),
    [[0, 2, "long", ""], [2, 4, "short", ""], [4, 6, "long", ""], [6, 8, "long", "lost"], [8, 9, null, "lost"], [9, 10, null, ""]],
  );
  assert.deepEqual(cg.cutText(3, []).map((p) => [p.start, p.end]), [[0, 3]]);
});

test("how far a point is from a line, curved or straight", () => {
  const curved = { a: { x: 0, y: 0 }, b: { x: 100, y: 50 } };
  assert.ok(cg.distanceTo(curved, { x: 50, y: 25 }) < 0.5);
  assert.ok(cg.distanceTo(curved, { x: 100, y: 0 }) > 25);
  const straight = { a: { x: 0, y: 0 }, b: { x: 12, y: 50 } };
  assert.ok(cg.distanceTo(straight, { x: 6, y: 25 }) < 0.5);
  assert.equal(Math.round(cg.distanceTo(straight, { x: 12, y: 60 })), 10);
});
