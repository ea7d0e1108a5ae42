"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("labels.js");

test("Chinese is one em wide, Latin about half", () => {
  assert.equal(cg.widthOf("永嘉"), 2);
  assert.ok(Math.abs(cg.widthOf("ab") - 1.12) < 1e-9);
});

test("a text is cut to its room with an ellipsis", () => {
  assert.equal(cg.shorten("狠抓重大项目建设", 8), "狠抓重大项目建设");
  assert.equal(cg.shorten("狠抓重大项目建设", 5), "狠抓重大…");
  assert.equal(cg.shorten("狠抓", 0.5), "");
});

test("lines are filled, and the last is cut", () => {
  assert.deepEqual(cg.wrap("狠抓重大项目建设", 5, 2), ["狠抓重大项", "目建设"]);
  assert.deepEqual(cg.wrap("狠抓重大项目建设再加几个字", 5, 2), ["狠抓重大项", "目建设再…"]);
  assert.deepEqual(cg.wrap("狠抓", 5, 3), ["狠抓"]);
  assert.deepEqual(cg.wrap("𠮷𠮷𠮷", 2, 2), ["𠮷𠮷", "𠮷"]);
});

test("a place on the screen is taken once", () => {
  const taken = new cg.Taken(100, 100);
  assert.equal(taken.take(10, 10, 30, 12), true);
  assert.equal(taken.take(20, 15, 30, 12), false);
  assert.equal(taken.take(10, 24, 30, 12), true);
  assert.equal(taken.take(-50, 10, 20, 10), false);
  assert.equal(taken.take(90, 90, 40, 40), true);
});

test("rows of 14 pixels hold labels of 12", () => {
  const taken = new cg.Taken(200, 1000);
  for (let row = 0; row < 60; row++) assert.equal(taken.take(10, row * 13.9 - 6 + 20, 80, 12), true, `row ${row}`);
});
