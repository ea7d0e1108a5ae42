"use strict";
// The map: vis-network holds the nodes, lines, zoom and pan; marks and labels are drawn here.
{
  const cg = (globalThis.countygraph ??= {});

  const ROW = 22;
  const FONT = 12;
  const LINE = 15;
  const HEAD = 28;
  const FOOT = 30;
  const INDENTED = 60; // marks less than this apart from left to right are in one column
  const LEAST = 6.5; // ems that a label gets at least where marks are dense
  const MANY = 1500; // lines; more are left out while the map moves
  const NEAR = 6; // pixels within which a click hits a line
  const SANS = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';
  const SIZES = { 1: 6, 2: 8, 3: 8, 4: 7, 5: 5.5, 6: 6, 7: 5.5 };
  const LINES = [
    { colour: "rgba(128,118,104,.5)", dashes: false },
    { colour: "rgba(128,118,104,.26)", dashes: false },
    { colour: "rgba(20,140,140,.6)", dashes: [2, 3] },
    { colour: "rgba(196,112,24,.36)", dashes: [5, 4] },
  ];

  /** The look of a line by the best of its bases: stated before structural before aligned before curated. */
  const lookOf = (bits) => LINES[bits & 1 ? 0 : bits & 2 ? 1 : bits & 4 ? 2 : bits & 8 ? 3 : 1];

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
        if (last && item.x - last[0].x < INDENTED) last.push(item);
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

  /** How far a point is from a line as it is drawn (see `curve`), about. */
  function distanceTo({ a, b }, at) {
    let least = Infinity;
    let [x, y] = [a.x, a.y];
    const straight = Math.abs(a.x - b.x) < 60;
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

  class GraphMap {
    constructor(element, data, drawing, on) {
      this.element = element;
      this.data = data;
      this.on = on;
      this.room = measureRoom(data.items, data.bands);
      this.paths = data.classes.map((c) => new Path2D(c.path));
      this.order = [...data.items].sort((a, b) => this.weight(b) - this.weight(a) || a.n - b.n);
      this.names = data.items.map((item) => this.nameOf(item));
      this.isWanted = [];
      this.selected = null;
      this.hovered = null;
      this.marked = null;
      this.hits = [];
      this.lines = drawing.edges.map((row) => this.lineOf(row));
      // vis-network only asks how large each node is; the marks are drawn by `drawMarks`, all at once.
      const extents = data.items.map((item) => ({ drawNode() {}, nodeDimensions: { width: 2 * this.radius(item), height: 2 * this.radius(item) } }));
      drawing.options.nodes.ctxRenderer = ({ id }) => extents[id];
      this.readColours();
      this.network = new vis.Network(element, { nodes: new vis.DataSet(drawing.nodes), edges: new vis.DataSet() }, drawing.options);
      this.traceLines();
      this.network.on("beforeDrawing", (ctx) => this.before(ctx));
      this.network.on("afterDrawing", (ctx) => this.after(ctx));
      this.network.on("click", (event) => this.click(event));
      this.network.on("doubleClick", (event) => this.click(event, true));
      element.addEventListener("mousemove", (event) => this.move(event));
      element.addEventListener("mouseleave", () => this.hover(null));
      element.addEventListener("keydown", (event) => this.key(event));
      this.canvas = element.querySelector("canvas");
      this.canvas.setAttribute("aria-hidden", "true");
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

    /** Join all lines of one look to one path, to be drawn at once. */
    traceLines() {
      this.strokes = LINES.map((look) => {
        const shown = this.lines.filter((line) => !line.hidden && line.look === look);
        return { look, path: new Path2D(shown.map((line) => cg.curve(line.a, line.b)).join("")) };
      });
    }

    weight(item) {
      const base = { 2: 6e4, 3: 5e4, 4: 3e4, 1: 2e4 }[item.cls.layer] ?? 0;
      const node = item.members[0];
      return base + (item.kind === "bundle" ? 1e4 + item.members.length : node.out.length + node.into.length) + (node.props.declares ? 4e4 : 0);
    }

    nameOf(item) {
      if (item.kind === "slot") return { text: `（${cg.chinese(item.ordinal)}）未列名`, extra: "" };
      if (item.kind === "bundle") {
        const owner = item.members[0].owner;
        return { text: `${item.cls.zh}×${item.members.length}${owner ? ` ${owner.name}` : ""}`, extra: "" };
      }
      const [node] = item.members;
      const declares = node.props.declares;
      return { text: node.name, extra: declares ? ` ${this.data.named.get(node.n) ?? 0}/${declares}` : "" };
    }

    readColours() {
      const style = getComputedStyle(document.documentElement);
      const value = (name) => style.getPropertyValue(name).trim();
      this.dark = value("--scheme") === "dark";
      this.colours = { page: value("--map"), ink: value("--ink"), muted: value("--muted"), accent: value("--accent"), veil: value("--veil"), band: value("--band") };
    }

    colourOf(cls) {
      return this.dark ? cls.dark : cls.colour;
    }

    shown(item) {
      return item === this.selected || this.marked?.items.has(item) || this.wanted(item);
    }

    /** True when the filters let an item be drawn; worked out once for each setting of the filters. */
    wanted(item) {
      return (this.isWanted[item.n] ??= this.passes(item));
    }

    passes(item) {
      return item.kind === "slot" ? !cg.filter.classes.has(item.cls.n) : item.members.some(cg.filter.nodeShown);
    }

    radius(item) {
      const base = SIZES[item.cls.layer] ?? 6;
      return item.kind === "bundle" ? base + Math.min(14, Math.sqrt(item.members.length)) : base;
    }

    /** Fit the whole map; on a narrow screen, its beginning at a legible scale. */
    fit(whole = true) {
      const box = this.bounds();
      const { clientWidth: width, clientHeight: height } = this.element;
      let scale = Math.min((width - 16) / box.width, (height - HEAD - FOOT) / box.height, 1.5);
      let x = box.left + box.width / 2;
      let y = box.top + (height / 2 - HEAD) / scale;
      const spare = height - HEAD - FOOT - box.height * scale;
      if (spare > 120) y -= (spare - 120) / 2 / scale;
      if (!whole && width < 700 && scale < 0.7) {
        scale = 0.8;
        x = box.left + width / 2 / scale - 8;
        y = box.top + Math.min(height / 2 / scale, box.height / 2) - HEAD / scale;
      }
      this.network.moveTo({ position: { x, y }, scale });
    }

    /** The bands of the layers of which something is drawn. */
    bands() {
      this.usedBands ??= this.findBands();
      return this.usedBands;
    }

    findBands() {
      const used = new Set(this.data.items.filter((i) => this.wanted(i)).map((i) => i.cls.layer));
      return used.size ? this.data.bands.filter(([layer]) => used.has(layer)) : this.data.bands;
    }

    bounds() {
      this.box ??= this.findBounds();
      return this.box;
    }

    findBounds() {
      const bands = this.bands();
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

    /** Draw the marks that are on the screen; very small ones as mere dots. */
    drawMarks(ctx, toX, toY, width, height, only) {
      const ratio = this.canvas.width / this.element.clientWidth;
      for (const item of only ?? this.data.items) {
        const [x, y] = [toX(item.x), toY(item.y)];
        if (x < -20 || y < -20 || x > width + 20 || y > height + 20 || !this.shown(item)) continue;
        const r = Math.max(this.radius(item) * this.scale, 1.4);
        const colour = item.kind === "slot" ? this.colours.muted : this.colourOf(item.cls);
        ctx.globalAlpha = this.alphaOf(item);
        ctx.fillStyle = colour;
        if (r < 2.6) {
          ctx.fillRect(x - r, y - r, 2 * r, 2 * r);
          continue;
        }
        const path = this.paths[item.cls.n];
        ctx.setTransform(ratio * r, 0, 0, ratio * r, ratio * x, ratio * y);
        const slot = item.kind === "slot";
        if (slot || (item.kind === "node" && item.members[0].bits === 8)) {
          ctx.fillStyle = this.colours.page;
          ctx.strokeStyle = colour;
          ctx.lineWidth = 0.22;
          ctx.setLineDash(slot ? [0.4, 0.3] : []);
          ctx.fill(path);
          ctx.stroke(path);
          ctx.setLineDash([]);
        } else ctx.fill(path);
        if (item === this.selected) {
          ctx.strokeStyle = this.colours.accent;
          ctx.lineWidth = 2 / r;
          ctx.beginPath();
          ctx.arc(0, 0, 1.75, 0, 2 * Math.PI);
          ctx.stroke();
        }
        ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      }
      ctx.globalAlpha = 1;
    }

    alphaOf(item) {
      return !this.marked || this.marked.items.has(item) ? 1 : 0.16;
    }

    before(ctx) {
      this.scale = this.network.getScale();
      const box = this.bounds();
      ctx.fillStyle = this.colours.band;
      for (const [, left, right] of this.bands()) ctx.fillRect(left - 4, box.top - 4000, right - left + 8, box.height + 8000);
      if (this.isMoving()) return;
      ctx.globalAlpha = this.marked ? 0.14 : Math.max(0.25, Math.min(1, Math.sqrt(700 / this.lines.length)));
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
      if (this.lines.length <= MANY) return false;
      const { x, y } = this.network.getViewPosition();
      const at = `${x} ${y} ${this.scale}`;
      const moving = this.at !== undefined && this.at !== at;
      this.at = at;
      clearTimeout(this.resting);
      if (moving) this.resting = setTimeout(() => this.network.redraw(), 140);
      return moving;
    }

    /** Draw what lies over the lines, in pixels of the screen: marks, the marked way, labels, and the titles of the layers. */
    after(ctx) {
      const scale = this.scale;
      const { clientWidth: width, clientHeight: height } = this.element;
      const centre = this.network.getViewPosition();
      const ratio = this.canvas.width / width;
      const toX = (x) => (x - centre.x) * scale + width / 2;
      const toY = (y) => (y - centre.y) * scale + height / 2;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.globalAlpha = 1;
      const taken = new cg.Taken(width, height);
      this.drawMarks(ctx, toX, toY, width, height);
      if (this.marked) this.drawWay(ctx, toX, toY, width, height);
      taken.take(0, 0, width, HEAD);
      this.hits = [];
      ctx.textBaseline = "middle";
      this.drawHeadings(ctx, toX, toY, taken, scale);
      this.drawLabels(ctx, toX, toY, taken, scale, width, height);
      this.drawTitles(ctx, toX, width, scale);
      ctx.restore();
      this.frames = (this.frames ?? 0) + 1;
    }

    drawWay(ctx, toX, toY, width, height) {
      ctx.lineWidth = 1.2;
      for (const edge of this.marked.edges) {
        const [a, b] = [this.data.itemOf.get(edge.start.n), this.data.itemOf.get(edge.end.n)];
        if (!a || !b || a === b || !cg.filter.vouched(edge)) continue;
        const look = lookOf(edge.bits);
        ctx.strokeStyle = edge.relation.trace ? look.colour.replace(/[\d.]+\)$/u, "1)") : "rgba(90,110,140,.8)";
        ctx.setLineDash(look.dashes || []);
        ctx.stroke(new Path2D(cg.curve({ x: toX(a.x), y: toY(a.y) }, { x: toX(b.x), y: toY(b.y) })));
      }
      ctx.setLineDash([]);
      this.drawMarks(ctx, toX, toY, width, height, this.marked.items);
    }

    /** The headings of groups of which something is drawn. */
    headings() {
      const bands = this.bands();
      return this.data.headings.filter(([, x]) => bands.some(([, left, right]) => x >= left && x <= right));
    }

    drawHeadings(ctx, toX, toY, taken, scale) {
      ctx.font = `600 11px ${SANS}`;
      ctx.fillStyle = this.colours.muted;
      ctx.globalAlpha = this.marked ? 0.4 : 1;
      for (const [text, x, y] of this.headings()) {
        const [left, top] = [toX(x) - 5 * scale, toY(y) + scale];
        const wide = cg.widthOf(text) * 11 + 4;
        if (ROW * scale >= 12 && taken.take(left, top - 6, wide, 12)) ctx.fillText(text, left, top);
      }
      ctx.globalAlpha = 1;
    }

    drawLabels(ctx, toX, toY, taken, scale, width, height) {
      const first = [this.selected, this.hovered, ...(this.marked ? this.order.filter((i) => this.marked.items.has(i)) : [])].filter(Boolean);
      const rest = this.marked ? [] : this.order;
      const drawn = new Set();
      ctx.font = `${FONT}px ${SANS}`;
      for (const item of [...first, ...rest]) {
        if (drawn.has(item) || !this.shown(item)) continue;
        const [x, y] = [toX(item.x), toY(item.y)];
        if (x < -200 || y < HEAD || x > width || y > height + 8) continue;
        const r = Math.max(this.radius(item) * scale, 2.2);
        if (item !== this.selected && item !== this.hovered && taken.is(x + r + 4, y)) continue;
        const { text, extra } = this.names[item.n];
        const special = item === this.selected || item === this.hovered;
        const own = this.room[item.n];
        const lines = Math.max(1, Math.min(3, Math.floor((own.height * scale + 1) / LINE)));
        const room = special ? 40 : Math.max((own.width * scale) / FONT - 1, LEAST) - cg.widthOf(extra);
        const parts = cg.wrap(text, room, special ? 1 : lines);
        if (!parts.length) continue;
        const wide = Math.max(...parts.map((p, i) => cg.widthOf(p) + (i === parts.length - 1 ? cg.widthOf(extra) : 0))) * FONT + 4;
        let left = x + r + 3;
        if (special) left = Math.max(4, Math.min(left, width - wide - 4));
        const tall = parts.length * LINE;
        if (!taken.take(left, y - tall / 2 + 1.5, wide, tall - 3)) continue;
        drawn.add(item);
        this.hits.push({ item, left: x - r, right: left + wide, top: y - tall / 2, bottom: y + tall / 2 });
        ctx.fillStyle = this.colours.veil;
        ctx.fillRect(left - 1, y - tall / 2 + 1, wide, tall - 2);
        ctx.fillStyle = item.kind === "slot" ? this.colours.muted : this.colours.ink;
        if (item.cls.layer === 2 || item.cls.layer === 3 || item === this.selected) ctx.font = `600 ${FONT}px ${SANS}`;
        parts.forEach((part, i) => ctx.fillText(part, left, y + (i - (parts.length - 1) / 2) * LINE));
        if (extra) {
          const last = parts[parts.length - 1];
          ctx.fillStyle = this.colours.accent;
          ctx.fillText(extra, left + ctx.measureText(last).width, y + ((parts.length - 1) / 2) * LINE);
        }
        ctx.font = `${FONT}px ${SANS}`;
      }
    }

    drawTitles(ctx, toX, width, scale) {
      ctx.fillStyle = this.colours.page;
      ctx.fillRect(0, 0, width, HEAD);
      ctx.font = `600 12px ${SANS}`;
      ctx.fillStyle = this.colours.muted;
      let free = 0;
      for (const [layer, left, right] of this.bands()) {
        const from = Math.max(toX(left) + 4 * scale, free);
        const room = (toX(right) - from) / 12;
        const words = this.data.classes.filter((c) => c.layer === layer).map((c) => c.zh);
        let text = words[0];
        for (let i = 1; i < words.length && cg.widthOf(`${text} · ${words[i]}`) < room; i++) text += ` · ${words[i]}`;
        text = cg.shorten(text, Math.max(room, 0));
        if (!text || from > width) continue;
        ctx.fillText(text, from, HEAD / 2);
        free = from + cg.widthOf(text) * 12 + 8;
      }
    }

    itemAt(x, y) {
      for (let i = this.hits.length - 1; i >= 0; i--) {
        const hit = this.hits[i];
        if (x >= hit.left && x <= hit.right && y >= hit.top && y <= hit.bottom) return hit.item;
      }
      const id = this.network.getNodeAt({ x, y });
      const item = id === undefined ? null : this.data.items[id];
      return item && this.shown(item) ? item : null;
    }

    /** The relations of the line that passes nearest to a point, if it is near. */
    edgesAt(x, y) {
      const at = this.network.DOMtoCanvas({ x, y });
      const near = NEAR / this.network.getScale();
      let [best, least] = [null, near];
      for (const line of this.lines) {
        if (line.hidden || at.x < line.left - near || at.x > line.right + near || at.y < line.top - near || at.y > line.bottom + near) continue;
        const distance = distanceTo(line, at);
        if (distance < least) [best, least] = [line, distance];
      }
      return best && best.edges.filter(cg.filter.edgeShown);
    }

    click(event, twice = false) {
      const { x, y } = event.pointer.DOM;
      if (y < HEAD) return;
      const item = this.itemAt(x, y);
      if (item) this.on.item(item, twice);
      else {
        const edges = this.edgesAt(x, y);
        if (edges?.length) this.on.edges(edges);
        else if (!twice) this.on.nothing();
      }
    }

    move(event) {
      const box = this.element.getBoundingClientRect();
      if (event.buttons) return;
      const item = this.itemAt(event.clientX - box.left, event.clientY - box.top);
      this.element.style.cursor = item || this.edgesAt(event.clientX - box.left, event.clientY - box.top) ? "pointer" : "grab";
      this.hover(item);
    }

    hover(item) {
      if (item === this.hovered) return;
      this.hovered = item;
      this.network.redraw();
    }

    /** Mark nodes and edges and dim all else; `null` marks nothing. */
    highlight(selected, nodes, edges) {
      this.selected = selected;
      this.marked = nodes ? { items: new Set([...nodes].map((n) => this.data.itemOf.get(n.n)).filter(Boolean)), edges: [...edges] } : null;
      this.network.redraw();
    }

    /** Bring an item into view if it is not; the panel covers so many pixels at the right and at the foot. */
    reveal(item, [cover, foot]) {
      const { clientWidth: width, clientHeight: height } = this.element;
      const at = this.network.canvasToDOM({ x: item.x, y: item.y });
      const inX = at.x > 20 && at.x < width - cover - 140;
      const inY = at.y > HEAD + 10 && at.y < height - foot - 20;
      if (inX && inY) return;
      const scale = this.network.getScale();
      const centre = this.network.getViewPosition();
      this.network.moveTo({ position: { x: inX ? centre.x : item.x + cover / 2 / scale, y: inY ? centre.y : item.y + foot / 2 / scale }, scale });
    }

    refilter() {
      for (const line of this.lines) Object.assign(line, this.lineLook(line));
      this.traceLines();
      this.usedBands = this.box = null;
      this.isWanted = [];
      this.network.redraw();
    }

    recolour() {
      this.readColours();
      this.network.redraw();
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const items = this.data.items.filter((i) => this.shown(i));
      if (event.key.startsWith("Arrow")) {
        const start = this.selected ?? items.find((i) => i.cls.layer === 2) ?? items[0];
        const next = this.selected ? nextItem(items, start, event.key) : start;
        if (next) this.on.item(next, false, true);
      } else if (event.key === "Enter" && this.selected) this.on.item(this.selected, true);
      else if (event.key === "+" || event.key === "=") this.zoom(1.25);
      else if (event.key === "-") this.zoom(0.8);
      else if (event.key === "0") this.fit();
      else return;
      event.preventDefault();
    }

    zoom(factor) {
      this.network.moveTo({ scale: Math.max(0.05, Math.min(6, this.network.getScale() * factor)) });
    }

    /** The whole map as a scene for `svgOf`, at the size at which its labels are legible. */
    scene(title, footer) {
      const box = this.bounds();
      const { colours } = this;
      const pad = 24;
      const texts = [{ x: box.left, y: box.top - 34, size: 20, colour: colours.ink, lines: [title], bold: true }, { x: box.left, y: box.top + box.height + 18, size: 11, colour: colours.muted, lines: [footer] }];
      for (const [layer, left, right] of this.bands()) {
        const words = this.data.classes.filter((c) => c.layer === layer).map((c) => c.zh);
        texts.push({ x: left, y: box.top - 6, size: 12, colour: colours.muted, bold: true, lines: [cg.shorten(words.join(" · "), (right - left) / 12)] });
      }
      for (const [text, x, y] of this.headings()) texts.push({ x: x - 5, y: y + 7, size: 11, colour: colours.muted, bold: true, lines: [text] });
      const marks = [];
      for (const item of this.data.items) {
        if (!this.wanted(item)) continue;
        const { text, extra } = this.names[item.n];
        const r = this.radius(item);
        const slot = item.kind === "slot";
        marks.push({ x: item.x, y: item.y, r, path: item.cls.path, colour: slot ? colours.muted : this.colourOf(item.cls), hollow: slot || item.members[0].bits === 8, dashed: slot });
        texts.push({ x: item.x + r + 4, y: item.y + 4, size: FONT, colour: slot ? colours.muted : colours.ink, lines: [cg.shorten(text, this.room[item.n].width / FONT - 1 - cg.widthOf(extra)) + extra] });
      }
      const lines = this.lines.filter((line) => !line.hidden).map(({ a, b, look }) => ({ a, b, ...look }));
      return { title, left: Math.floor(box.left - pad), top: Math.floor(box.top - 64), width: Math.ceil(box.width + 2 * pad), height: Math.ceil(box.height + 64 + 36), page: colours.page, texts, marks, lines };
    }
  }

  Object.assign(cg, { GraphMap, distanceTo, measureRoom, nextItem, lookOf });
}
