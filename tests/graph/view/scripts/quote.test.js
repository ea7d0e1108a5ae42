"use strict";
const { test } = require("node:test");
const assert = require("node:assert/strict");
const load = require("./load.js");
const cg = load("quote.js");

const shown = (found) => found.pieces.map((p) => (p.said ? `[${p.text}]` : p.text)).join("");

test("a quote is marked in its paragraph, and only there", () => {
  const text = "第一段。\n  修好水库,再修粮仓。\n第三段。";
  const start = text.indexOf("水库");
  const found = cg.inParagraph(text, [[start, start + 2]]);
  assert.equal(shown(found), "修好[水库],再修粮仓。");
  assert.deepEqual([found.cutBefore, found.cutAfter], [false, false]);
});

test("several spans of one paragraph are marked together; one inside another is not written twice", () => {
  const text = "改造提升甲、乙等商圈3个。";
  assert.equal(shown(cg.inParagraph(text, [[0, 4], [8, 12]])), "[改造提升]甲、乙等[商圈3个]。");
  assert.equal(shown(cg.inParagraph(text, [[0, 8], [2, 4]])), "[改造提升甲、乙等]商圈3个。");
  assert.equal(shown(cg.inParagraph(text, [[0, 6], [4, 8]])), "[改造提升甲、][乙等]商圈3个。");
});

test("a long paragraph is cut at the ends of sentences, and opens whole", () => {
  const text = `${"前文很长。".repeat(40)}就在这里。${"后文也长。".repeat(40)}`;
  const start = text.indexOf("就在");
  const found = cg.inParagraph(text, [[start, start + 4]]);
  assert.ok(found.cutBefore && found.cutAfter);
  assert.match(shown(found), /^前文很长。.*\[就在这里\]。$/u);
  const whole = cg.inParagraph(text, [[start, start + 4]], 1e9);
  assert.equal(whole.pieces.map((p) => p.text).join(""), text);
});

test("a quote over two paragraphs and one at either end of the text are kept whole", () => {
  assert.equal(shown(cg.inParagraph("甲。\n乙。", [[0, 5]])), "[甲。\n乙。]");
  assert.equal(shown(cg.inParagraph("甲乙", [[0, 2]])), "[甲乙]");
});

test("a citation holds quote, title, date, line and address", () => {
  const source = { title: "报告", date: "2024", url: "https://example.org", text: "一\n二\n三四" };
  assert.equal(cg.citation([{ quote: "三四", start: 4, source }]), "“三四”（《报告》，2024，第3行，https://example.org）");
  assert.equal(cg.citation([{ quote: "三", start: 4, source }, { quote: "四", start: 5, source: source }]), "“三……四”（《报告》，2024，第3行，https://example.org）");
  assert.equal(cg.citation([{ quote: "一", start: 0, source: { title: "报告", date: "", url: "", text: "一" } }]), "“一”（《报告》，第1行）");
  assert.equal(cg.citation([{ quote: "一", start: 0, source: { kind: "note", title: "网页", date: "2024", url: "", text: "一" } }]), "“一”（《网页》，2024）");
});

test("evidence of one paragraph and one basis goes together, reports first", () => {
  const note = { n: 0, kind: "note", text: "一二" };
  const report = { n: 1, kind: "report", text: "甲乙\n丙丁" };
  const e = (source, start, end, basis = 0) => ({ source, start, end, basis, method: "", reason: "", confidence: "" });
  const groups = cg.byParagraph([e(note, 0, 1), e(report, 3, 4), e(report, 1, 2), e(report, 0, 1), e(report, 0, 1, 1)]);
  assert.deepEqual(groups.map((g) => [g[0].source.kind, ...g.map((x) => x.start)]), [["report", 0, 1], ["report", 0], ["report", 3], ["note", 0]]);
});
