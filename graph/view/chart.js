"use strict";
// What the map shows under the filters: marks with their names, lines with their looks, layers, and what is marked.
{
  const cg = (globalThis.countygraph ??= {});
  const { ROW } = cg;

  const FONT = 12;
  const SIZES = { 1: 6, 2: 8, 3: 8, 4: 7, 5: 5.5, 6: 6, 7: 5.5 };
  const LINES = [
    { colour: "rgba(128,118,104,.5)", dashes: false },
    { colour: "rgba(128,118,104,.26)", dashes: false },
    { colour: "rgba(20,140,140,.6)", dashes: [2, 3] },
    { colour: "rgba(196,112,24,.36)", dashes: [5, 4] },
  ];
  const NUMERALS = "零一二三四五六七八九十";

  /** The look of a line by the best of its bases: stated before structural before aligned before curated. */
  const lookOf = (bits) => LINES[bits & 1 ? 0 : bits & 2 ? 1 : bits & 4 ? 2 : bits & 8 ? 3 : 1];

  class Chart {
    constructor(data, rows) {
      this.data = data;
      this.room = cg.measureRoom(data.items, data.bands);
      this.names = data.items.map((item) => this.nameOf(item));
      /** The items from the most to the least important: labels are given in this order. */
      this.order = [...data.items].sort((a, b) => this.weight(b) - this.weight(a) || a.n - b.n);
      this.selected = null;
      this.hovered = null;
      this.marked = null;
      this.lines = rows.map((row) => this.lineOf(row));
      this.refilter();
    }

    weight(item) {
      const base = { 2: 6e4, 3: 5e4, 4: 3e4, 1: 2e4 }[item.cls.layer] ?? 0;
      const node = item.members[0];
      return base + (item.kind === "bundle" ? 1e4 + item.members.length : node.out.length + node.into.length) + ((this.data.named.get(node.n) ?? 0) < node.props.declares ? 4e4 : 0);
    }

    nameOf(item) {
      if (item.kind === "slot") return { text: `（${NUMERALS[item.ordinal] ?? item.ordinal}）未列名`, extra: "" };
      if (item.kind === "bundle") {
        const owner = cg.commonOwner(item.members);
        return { text: `${item.cls.zh}×${item.members.length}${owner ? ` ${owner.name}` : ""}`, extra: "" };
      }
      const [node] = item.members;
      const { declares } = node.props;
      const named = this.data.named.get(node.n) ?? 0;
      return { text: node.name, extra: named < declares ? ` ${named}/${declares}` : "" };
    }

    radius(item) {
      const base = SIZES[item.cls.layer] ?? 6;
      return item.kind === "bundle" ? base + Math.min(14, Math.sqrt(item.members.length)) : base;
    }

    /** A line of the map: the relations that it stands for, its two marks, and the box around it. */
    lineOf({ from, to, members }) {
      const [a, b] = [this.data.items[from], this.data.items[to]];
      const line = { a, b, edges: members.map((m) => this.data.edges[m]), left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
      return Object.assign(line, this.lineLook(line));
    }

    /** Whether a line is drawn, and how: by the relations that the filters let through. */
    lineLook({ edges }) {
      let bits = 0;
      let shown = false;
      for (const edge of edges) {
        if (!cg.filter.edgeShown(edge)) continue;
        shown = true;
        bits |= edge.bits;
      }
      return { hidden: !shown, look: lookOf(bits) };
    }

    /** Take the filters as they are now. */
    refilter() {
      this.isWanted = this.data.items.map((item) => (item.kind === "slot" ? !cg.filter.classes.has(item.cls.n) : item.members.some(cg.filter.nodeShown)));
      for (const line of this.lines) Object.assign(line, this.lineLook(line));
      const used = new Set(this.data.items.filter((item) => this.wanted(item)).map((item) => item.cls.layer));
      /** The bands of the layers of which something is drawn, and the headings in them. */
      this.bands = used.size ? this.data.bands.filter(([layer]) => used.has(layer)) : this.data.bands;
      this.headings = this.data.headings.filter(([, x]) => this.bands.some(([, left, right]) => x >= left && x <= right));
      this.box = this.bounds();
      /** All lines of one look as one path, to be drawn at once. */
      this.strokes = LINES.map((look) => {
        const drawn = this.lines.filter((line) => !line.hidden && line.look === look);
        return { look, path: drawn.map((line) => cg.curve(line.a, line.b)).join("") };
      });
    }

    /** True when the filters let an item be drawn. */
    wanted(item) {
      return this.isWanted[item.n];
    }

    /** True when an item is drawn: wanted, or on the marked way. */
    shown(item) {
      return this.isWanted[item.n] || item === this.selected || Boolean(this.marked?.items.has(item));
    }

    /** Mark nodes and edges, so that all else is dimmed; without nodes, nothing is marked. */
    mark(selected, nodes, edges) {
      this.selected = selected;
      this.marked = nodes ? { items: new Set([...nodes].map((n) => this.data.itemOf.get(n.n)).filter(Boolean)), edges: [...edges] } : null;
    }

    bounds() {
      const { bands } = this;
      let [top, bottom] = [Infinity, -Infinity];
      const layers = new Set(bands.map((b) => b[0]));
      for (const { y, cls } of this.data.items) {
        if (!layers.has(cls.layer)) continue;
        top = Math.min(top, y - 1.5 * ROW);
        bottom = Math.max(bottom, y + ROW);
      }
      const left = Math.min(...bands.map((b) => b[1]));
      const right = Math.max(...bands.map((b) => b[2]));
      return { left, top, width: right - left, height: bottom - top };
    }

    /** The words over a layer, as many of its classes as `room` ems hold. */
    titleOf(layer, room) {
      const words = this.data.classes.filter((c) => c.layer === layer).map((c) => c.zh);
      let text = words[0];
      for (let i = 1; i < words.length && cg.widthOf(`${text} · ${words[i]}`) < room; i++) text += ` · ${words[i]}`;
      return cg.shorten(text, Math.max(room, 0));
    }

    /** The relations of the line that passes nearest to a point of the map, if it is nearer than `near`. */
    edgesAt(at, near) {
      let [best, least] = [null, near];
      for (const line of this.lines) {
        if (line.hidden || at.x < line.left - near || at.x > line.right + near || at.y < line.top - near || at.y > line.bottom + near) continue;
        const distance = cg.distanceTo(line, at);
        if (distance < least) [best, least] = [line, distance];
      }
      return best && best.edges.filter(cg.filter.edgeShown);
    }

    /** The whole map as a scene for `svgOf`, at the size at which its labels are legible; `colours` are those of a drawing. */
    scene(title, footer, colours) {
      const { box } = this;
      const pad = 24;
      const texts = [{ x: box.left, y: box.top - 34, size: 20, colour: colours.ink, lines: [title], bold: true }, { x: box.left, y: box.top + box.height + 18, size: 11, colour: colours.muted, lines: [footer] }];
      for (const [layer, left, right] of this.bands) texts.push({ x: left, y: box.top - 6, size: 12, colour: colours.muted, bold: true, lines: [this.titleOf(layer, (right - left) / 12)] });
      for (const [text, x, y] of this.headings) texts.push({ x: x - 5, y: y + 7, size: 11, colour: colours.muted, bold: true, lines: [text] });
      const marks = [];
      for (const item of this.data.items) {
        if (!this.wanted(item)) continue;
        const { text, extra } = this.names[item.n];
        const r = this.radius(item);
        const slot = item.kind === "slot";
        marks.push({ x: item.x, y: item.y, r, path: item.cls.path, colour: slot ? colours.muted : colours.of(item.cls), hollow: slot || item.members[0].bits === 8, dashed: slot });
        texts.push({ x: item.x + r + 4, y: item.y + 4, size: FONT, colour: slot ? colours.muted : colours.ink, lines: [cg.shorten(text, this.room[item.n].width / FONT - 1 - cg.widthOf(extra)) + extra] });
      }
      const lines = this.lines.filter((line) => !line.hidden).map(({ a, b, look }) => ({ a, b, ...look }));
      return { title, left: Math.floor(box.left - pad), top: Math.floor(box.top - 64), width: Math.ceil(box.width + 2 * pad), height: Math.ceil(box.height + 64 + 36), page: colours.page, texts, marks, lines };
    }
  }

  Object.assign(cg, { Chart, FONT, lookOf });
}
