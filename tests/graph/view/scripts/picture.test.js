"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("geometry.js", "picture.js");

const scene = (texts) => ({ title: "永嘉 & <县>", left: 0, top: 0, width: 10, height: 10, page: "#fff", lines: [{ a: { x: 0, y: 0 }, b: { x: 100, y: 50 }, colour: "#000", dashes: [5, 4] }], marks: [{ x: 1, y: 2, r: 3, path: "M0 0Z", colour: "#123456", hollow: true, dashed: true }], texts });

test("all text of an SVG is escaped", () => {
  const svg = cg.svgOf(scene([{ x: 1, y: 2, size: 12, colour: "#000", lines: ["</text><script>alert(1)</script>", "a\"'&\u0000\u0007b"] }]));
  assert.ok(!svg.includes("<script"));
  assert.ok(svg.includes("&#60;/text&#62;&#60;script&#62;"));
  assert.ok(svg.includes("a&#34;&#39;&#38;b"));
  assert.ok(svg.includes("<title>永嘉 &#38; &#60;县&#62;</title>"));
});

test("a line between columns is a level curve, within a column it is straight", () => {
  assert.equal(cg.curve({ x: 0, y: 0 }, { x: 100, y: 50 }), "M0 0C50 0 50 50 100 50");
  assert.equal(cg.curve({ x: 0, y: 0 }, { x: 12, y: 50 }), "M0 0L12 50");
  assert.ok(cg.svgOf(scene([])).includes('stroke-dasharray="5 4"'));
});
