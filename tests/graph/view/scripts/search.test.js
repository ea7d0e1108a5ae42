"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("data.js", "search.js");

const data = cg.readData(load.small());
const index = cg.indexNames(data);
const spelt = (plain, ways) => ({ plain, ways, usual: ways.map((w) => w.slice(0, 2)) });
const ids = (text) => cg.search(index, text).map((n) => n.id);

for (const [what, query, found] of [
  ["Chinese", "水库", ["m"]],
  ["a whole name", "长寿桥", ["t"]],
  ["full pinyin", "changshouqiao", ["t"]],
  ["a second reading", "zhangshouqiao", ["t"]],
  ["initials", "csq", ["t"]],
  ["initials of the second reading", "zsq", ["t"]],
  ["pinyin and initials mixed", "changsq", ["t"]],
  ["the beginning of a syllable", "changsho", ["t"]],
  ["the middle of a name", "shouqiao", ["t"]],
  ["an alias by either reading", "yueqing", ["m"]],
  ["an alias by initials", "lqsk", ["m"]],
  ["upper case and blanks", "CHANG shou", ["t"]],
  ["Chinese and pinyin mixed", "长sq", ["t"]],
  ["nothing", "xyz", []],
  ["only blanks", "  ", []],
  ["quotation marks", "“长寿桥”", ["t"]],
]) {
  test(`search finds by ${what}`, () => assert.deepEqual(ids(query), found));
}

test("a name that begins with the query comes before one that holds it, and both before one read by pinyin", () => {
  const named = (...names) => names.map((name, n) => ({ node: { n, name, cls: { layer: 1 } }, names: [spelt(name, [...name].map((c) => [c, "shui"]))] }));
  assert.deepEqual(cg.search(named("税", "大水", "水", "水库"), "水").map((n) => n.name), ["水", "水库", "大水"]);
  assert.deepEqual(cg.search(named("税", "shui"), "shui").map((n) => n.name), ["shui", "税"]);
});

test("the usual reading comes before a rare one", () => {
  const names = [["提升", [["提", "ti", "chi"], ["升", "sheng"]]], ["迟升", [["迟", "chi"], ["升", "sheng"]]]];
  const index = names.map(([plain, ways], n) => ({ node: { n, name: plain, cls: { layer: 1 } }, names: [spelt(plain, ways)] }));
  assert.deepEqual(cg.search(index, "chisheng").map((n) => n.name), ["迟升", "提升"]);
});

test("a long query against many names ends", () => {
  const many = Array.from({ length: 300 }, (_, n) => ({ node: { n, name: "长", cls: { layer: 1 } }, names: [spelt("长长长长长长长长长长长长", Array(12).fill(["长", "chang", "zhang", "c"]))] }));
  assert.equal(cg.search(many, "cccccccccccccccccccccccccccccccccx").length, 0);
});
