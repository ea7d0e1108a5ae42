"use strict";
// Draws the chart on the canvas of vis-network: layers and lines below, marks, labels and titles above.
{
  const cg = (globalThis.countygraph ??= {});
  const { FONT, ROW } = cg;

  const LINE = 15;
  const HEAD = 28; // pixels of the strip with the titles of the layers
  const LEAST = 6.5; // ems that a label gets at least where marks are dense
  const MANY = 1500; // lines; more are left out while the map moves
  const REST = 140; // milliseconds after which a map is taken to rest
  const SANS = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';

  /** The colours of the page as it is now, light or dark. */
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => style.getPropertyValue(name).trim();
    const dark = value("--scheme") === "dark";
    return { page: value("--map"), ink: value("--ink"), muted: value("--muted"), accent: value("--accent"), veil: value("--veil"), band: value("--band"), of: (cls) => (dark ? cls.dark : cls.colour) };
  }

  class Drawing {
    /** `view` tells scale, centre and size of what is on the screen; `again` asks for another drawing. */
    constructor(chart, canvas, view, again) {
      Object.assign(this, { chart, canvas, view, again });
      this.paths = chart.data.classes.map((c) => new Path2D(c.path));
      /** Where labels are on the screen: what a click on them hits. */
      this.hits = [];
      this.recolour();
      this.refilter();
    }

    recolour() {
      this.colours = readColours();
    }

    refilter() {
      this.strokes = this.chart.strokes.map(({ look, path }) => ({ look, path: new Path2D(path) }));
    }

    /** Draw what lies under the marks, in the map's own units. */
    before(ctx) {
      const { chart, colours } = this;
      const { box } = chart;
      Object.assign(this, this.view());
      ctx.fillStyle = colours.band;
      for (const [, left, right] of chart.bands) ctx.fillRect(left - 4, box.top - 4000, right - left + 8, box.height + 8000);
      if (this.isMoving()) return;
      ctx.globalAlpha = chart.marked ? 0.14 : Math.max(0.25, Math.min(1, Math.sqrt(700 / chart.lines.length)));
      ctx.lineWidth = Math.max(0.7 / this.scale, 1);
      for (const { look, path } of this.strokes) {
        ctx.strokeStyle = look.colour;
        ctx.setLineDash(look.dashes || []);
        ctx.stroke(path);
      }
      ctx.setLineDash([]);
      ctx.globalAlpha = 1;
    }

    /** True while a map with very many lines is panned or zoomed: lines are left out until it rests. */
    isMoving() {
      if (this.chart.lines.length <= MANY) return false;
      const at = `${this.centre.x} ${this.centre.y} ${this.scale}`;
      const moving = this.at !== undefined && this.at !== at;
      this.at = at;
      clearTimeout(this.resting);
      if (moving) this.resting = setTimeout(this.again, REST);
      return moving;
    }

    toX(x) {
      return (x - this.centre.x) * this.scale + this.width / 2;
    }

    toY(y) {
      return (y - this.centre.y) * this.scale + this.height / 2;
    }

    /** Draw what lies over the lines, in pixels of the screen: marks, the marked way, labels, and the titles of the layers. */
    after(ctx) {
      const { chart } = this;
      const ratio = this.canvas.width / this.width;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.globalAlpha = 1;
      this.drawMarks(ctx, ratio, chart.data.items);
      if (chart.marked) this.drawWay(ctx, ratio);
      const taken = new cg.Taken(this.width, this.height);
      taken.take(0, 0, this.width, HEAD);
      this.hits = [];
      ctx.textBaseline = "middle";
      this.drawHeadings(ctx, taken);
      this.drawLabels(ctx, taken);
      this.drawTitles(ctx);
      ctx.restore();
    }

    /** Draw the marks that are on the screen; very small ones as mere dots. */
    drawMarks(ctx, ratio, items) {
      const { chart, colours } = this;
      for (const item of items) {
        const [x, y] = [this.toX(item.x), this.toY(item.y)];
        if (x < -20 || y < -20 || x > this.width + 20 || y > this.height + 20 || !chart.shown(item)) continue;
        const r = Math.max(chart.radius(item) * this.scale, 1.4);
        const colour = item.kind === "slot" ? colours.muted : colours.of(item.cls);
        ctx.globalAlpha = !chart.marked || chart.marked.items.has(item) ? 1 : 0.16;
        ctx.fillStyle = colour;
        if (r < 2.6) {
          ctx.fillRect(x - r, y - r, 2 * r, 2 * r);
          continue;
        }
        const path = this.paths[item.cls.n];
        ctx.setTransform(ratio * r, 0, 0, ratio * r, ratio * x, ratio * y);
        const slot = item.kind === "slot";
        if (slot || (item.kind === "node" && item.members[0].bits === 8)) {
          ctx.fillStyle = colours.page;
          ctx.strokeStyle = colour;
          ctx.lineWidth = 0.22;
          ctx.setLineDash(slot ? [0.4, 0.3] : []);
          ctx.fill(path);
          ctx.stroke(path);
          ctx.setLineDash([]);
        } else ctx.fill(path);
        if (item === chart.selected) {
          ctx.strokeStyle = colours.accent;
          ctx.lineWidth = 2 / r;
          ctx.beginPath();
          ctx.arc(0, 0, 1.75, 0, 2 * Math.PI);
          ctx.stroke();
        }
        ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      ctx.globalAlpha = 1;
    }

    drawWay(ctx, ratio) {
      const { itemOf } = this.chart.data;
      ctx.lineWidth = 1.2;
      for (const edge of this.chart.marked.edges) {
        const [a, b] = [itemOf.get(edge.start.n), itemOf.get(edge.end.n)];
        if (!a || !b || a === b || !cg.filter.vouched(edge)) continue;
        const look = cg.lookOf(edge.bits);
        ctx.strokeStyle = edge.relation.trace ? look.colour.replace(/[\d.]+\)$/u, "1)") : "rgba(90,110,140,.8)";
        ctx.setLineDash(look.dashes || []);
        ctx.stroke(new Path2D(cg.curve({ x: this.toX(a.x), y: this.toY(a.y) }, { x: this.toX(b.x), y: this.toY(b.y) })));
      }
      ctx.setLineDash([]);
      this.drawMarks(ctx, ratio, this.chart.marked.items);
    }

    drawHeadings(ctx, taken) {
      ctx.font = `600 11px ${SANS}`;
      ctx.fillStyle = this.colours.muted;
      ctx.globalAlpha = this.chart.marked ? 0.4 : 1;
      for (const [text, x, y] of this.chart.headings) {
        const [left, top] = [this.toX(x) - 5 * this.scale, this.toY(y) + this.scale];
        const wide = cg.widthOf(text) * 11 + 4;
        if (ROW * this.scale >= 12 && taken.take(left, top - 6, wide, 12)) ctx.fillText(text, left, top);
      }
      ctx.globalAlpha = 1;
    }

    /** Give labels to marks in the order of their weight, where there is room for them. */
    drawLabels(ctx, taken) {
      const { chart } = this;
      const { marked, selected, hovered } = chart;
      const first = [selected, hovered].filter(Boolean);
      const rest = marked ? chart.order.filter((item) => marked.items.has(item)) : chart.order;
      ctx.font = `${FONT}px ${SANS}`;
      for (const item of new Set([...first, ...rest])) {
        if (chart.shown(item)) this.drawLabel(ctx, taken, item, first.includes(item));
      }
    }

    drawLabel(ctx, taken, item, special) {
      const { chart, colours, scale } = this;
      const [x, y] = [this.toX(item.x), this.toY(item.y)];
      if (x < -200 || y < HEAD || x > this.width || y > this.height + 8) return;
      const r = Math.max(chart.radius(item) * scale, 2.2);
      if (!special && taken.is(x + r + 4, y)) return;
      const { text, extra } = chart.names[item.n];
      const own = chart.room[item.n];
      const lines = special ? 1 : Math.max(1, Math.min(3, Math.floor((own.height * scale + 1) / LINE)));
      const room = special ? 40 : Math.max((own.width * scale) / FONT - 1, LEAST) - cg.widthOf(extra);
      const parts = cg.wrap(text, room, lines);
      if (!parts.length) return;
      const last = parts.length - 1;
      const wide = Math.max(...parts.map((part, i) => cg.widthOf(part) + (i === last ? cg.widthOf(extra) : 0))) * FONT + 4;
      const tall = parts.length * LINE;
      let left = x + r + 3;
      if (special) left = Math.max(4, Math.min(left, this.width - wide - 4));
      if (!taken.take(left, y - tall / 2 + 1.5, wide, tall - 3)) return;
      this.hits.push({ item, left: x - r, right: left + wide, top: y - tall / 2, bottom: y + tall / 2 });
      ctx.fillStyle = colours.veil;
      ctx.fillRect(left - 1, y - tall / 2 + 1, wide, tall - 2);
      ctx.fillStyle = item.kind === "slot" ? colours.muted : colours.ink;
      const bold = item.cls.layer === 2 || item.cls.layer === 3 || item === chart.selected;
      if (bold) ctx.font = `600 ${FONT}px ${SANS}`;
      parts.forEach((part, i) => ctx.fillText(part, left, y + (i - last / 2) * LINE));
      if (extra) {
        ctx.fillStyle = colours.accent;
        ctx.fillText(extra, left + ctx.measureText(parts[last]).width, y + (last / 2) * LINE);
      }
      if (bold) ctx.font = `${FONT}px ${SANS}`;
    }

    drawTitles(ctx) {
      ctx.fillStyle = this.colours.page;
      ctx.fillRect(0, 0, this.width, HEAD);
      ctx.font = `600 ${FONT}px ${SANS}`;
      ctx.fillStyle = this.colours.muted;
      let free = 0;
      for (const [layer, left, right] of this.chart.bands) {
        const from = Math.max(this.toX(left) + 4 * this.scale, free);
        const text = from > this.width ? "" : this.chart.titleOf(layer, (this.toX(right) - from) / FONT);
        if (!text) continue;
        ctx.fillText(text, from, HEAD / 2);
        free = from + cg.widthOf(text) * FONT + 8;
      }
    }
  }

  Object.assign(cg, { Drawing, HEAD });
}
