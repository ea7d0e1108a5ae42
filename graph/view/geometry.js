"use strict";
// Where things are on the map: rows, columns, lines between marks, and what is near to what.
{
  const cg = (globalThis.countygraph ??= {});

  const ROW = 22; // height of a row, in the map's units (see graph/view/layout.py)
  const COLUMN = 60; // marks less than this apart from left to right are in one column
  const round = (number) => Math.round(number * 10) / 10;

  /** The path of a line from one mark to another: a level curve between columns, a straight line within one. */
  function curve(a, b) {
    if (Math.abs(a.x - b.x) < COLUMN) return `M${round(a.x)} ${round(a.y)}L${round(b.x)} ${round(b.y)}`;
    const middle = (a.x + b.x) / 2;
    return `M${round(a.x)} ${round(a.y)}C${round(middle)} ${round(a.y)} ${round(middle)} ${round(b.y)} ${round(b.x)} ${round(b.y)}`;
  }

  /** How far a point is from a line as it is drawn (see `curve`), about. */
  function distanceTo({ a, b }, at) {
    let least = Infinity;
    let [x, y] = [a.x, a.y];
    const straight = Math.abs(a.x - b.x) < COLUMN;
    for (let i = 1; i <= 24; i++) {
      const t = i / 24;
      const nextX = straight ? a.x + (b.x - a.x) * t : a.x + (b.x - a.x) * (1.5 * t * (1 - t) + t ** 3);
      const nextY = a.y + (b.y - a.y) * (straight ? t : t * t * (3 - 2 * t));
      const [dx, dy] = [nextX - x, nextY - y];
      const u = Math.max(0, Math.min(1, ((at.x - x) * dx + (at.y - y) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(at.x - x - u * dx, at.y - y - u * dy));
      [x, y] = [nextX, nextY];
    }
    return least;
  }

  /** For each item the room to its right, up to the next column or the end of its layer, and the height to itself. */
  function measureRoom(items, bands) {
    const ends = new Map(bands.map(([layer, , right]) => [layer, right]));
    const layers = new Map(items.map((item) => [item.cls.layer, []]));
    for (const item of items) layers.get(item.cls.layer).push(item);
    const found = new Array(items.length);
    for (const [layer, members] of layers) {
      const sorted = [...members].sort((a, b) => a.x - b.x || a.y - b.y);
      const columns = [];
      for (const item of sorted) {
        const last = columns[columns.length - 1];
        if (last && item.x - last[0].x < COLUMN) last.push(item);
        else columns.push([item]);
      }
      columns.forEach((column, c) => {
        const right = columns[c + 1]?.[0].x ?? (ends.get(layer) ?? column[0].x + 140) + ROW / 2;
        column.sort((a, b) => a.y - b.y);
        column.forEach((item, i) => {
          const above = item.y - (column[i - 1]?.y ?? -Infinity);
          const below = (column[i + 1]?.y ?? Infinity) - item.y;
          found[item.n] = { width: right - item.x - ROW / 2, height: Math.min(above, below, 3 * ROW) };
        });
      });
    }
    return found;
  }

  /** The item that a press of an arrow key leads to, or null: near in the direction of the arrow, and not far aside. */
  function nextItem(items, from, key) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    let best = null;
    let least = Infinity;
    for (const item of items) {
      const along = (item.x - from.x) * dx + (item.y - from.y) * dy;
      const aside = Math.abs((item.x - from.x) * dy) + Math.abs((item.y - from.y) * dx);
      const cost = along + 3 * aside;
      if (along > 1 && cost < least) [best, least] = [item, cost];
    }
    return best;
  }

  Object.assign(cg, { ROW, curve, distanceTo, measureRoom, nextItem });
}
