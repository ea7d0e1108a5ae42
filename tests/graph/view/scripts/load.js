"use strict";
// Loads scripts of the page as the page does: one after the other, into one global object.
const path = require("node:path");

const FOLDER = path.join(__dirname, "..", "..", "..", "..", "graph", "view");

module.exports = function load(...names) {
  for (const name of names) require(path.join(FOLDER, name));
  return globalThis.countygraph;
};

/** Data of a small graph, as the page writes it: measure → task → action → directive, and measure → target. */
module.exports.small = () => ({
  classes: [
    ["Directive", "部署", "#b3261e", "#f0a", "M0 0Z", 1, ""],
    ["Action", "行动", "#a16207", "#fa0", "M0 0Z", 3, ""],
    ["Task", "任务", "#3f6212", "#af0", "M0 0Z", 4, ""],
    ["Measure", "举措", "#1d4ed8", "#0af", "M0 0Z", 5, ""],
    ["Target", "目标", "#047857", "#0fa", "M0 0Z", 6, ""],
  ],
  relations: [
    ["HAS_TARGET", "设定目标", "目标属于", "down"],
    ["IMPLEMENTS", "落实", "落实为", "up"],
    ["PART_OF", "隶属于", "包括", "up"],
  ],
  words: { level: ["层级", { provincial: "省级" }], value: ["数值", {}] },
  bases: [["stated", "原文", ""], ["structural", "结构", ""], ["aligned", "对照", ""], ["curated", "研判", ""]],
  confidences: ["", "高", "中", "低"],
  sources: [["r", "青溪县报告", "report", "2024", "https://example.org/r", "", "修好水库。𠮷庆粮仓扩建三座。\n第二段说书院。", []]],
  methods: ["", "某人"],
  reasons: ["", "同题"],
  readings: { 长: "chang zhang", 寿: "shou", 桥: "qiao", 水: "shui", 库: "ku", 乐: "le yue", 清: "qing" },
  nodes: [
    ["d", 0, "六六规划", { level: "provincial" }, [0, 0, 4, 0, 0, 0, 0]],
    ["a", 1, "兴水行动", { ordinal: 1 }, [0, 0, 4, 0, 0, 0, 0]],
    ["t", 2, "长寿桥", {}, [0, 0, 4, 0, 0, 0, 0]],
    ["m", 3, "修水库", { aliases: ["乐清水库"] }, [0, 0, 4, 0, 0, 0, 0]],
    ["g", 4, "扩建三座", { value: 3 }, [0, 5, 14, 0, 0, 0, 0]],
  ],
  edges: [
    ["e1", 2, 3, 2, {}, [0, 0, 4, 1, 0, 0, 0]],
    ["e2", 2, 2, 1, {}, [0, 0, 4, 1, 0, 0, 0]],
    ["e3", 1, 1, 0, {}, [0, 0, 4, 3, 1, 1, 2]],
    ["e4", 0, 3, 4, {}, [0, 5, 14, 0, 0, 0, 0]],
    ["e5", 1, 3, 0, {}, [0, 0, 4, 3, 1, 1, 2]],
  ],
  owners: [-1, -1, 1, 2, 3],
  named: { 0: 2 },
  items: [[0, 0, [0], 0, 0, 0], [0, 1, [1], 200, 0, 0], [0, 2, [2], 400, 0, 0], [0, 3, [3], 600, 0, 0], [0, 4, [4], 800, 0, 0], [1, 1, [1], 200, 44, 2]],
  bands: [[1, -11, 139], [3, 189, 339], [4, 389, 539], [5, 589, 739], [6, 789, 939]],
  headings: [],
  focus: -1,
});
