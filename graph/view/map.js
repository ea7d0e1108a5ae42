"use strict";
// The map: vis-network holds the nodes, pans and zooms; the chart says what is shown, the drawing draws it.
{
  const cg = (globalThis.countygraph ??= {});
  const { HEAD } = cg;

  const FOOT = 30; // pixels at the foot that a fitted map leaves free
  const LABEL = 130; // pixels for the name of a mark at the right edge
  const NEAR = 6; // pixels within which a click hits a line

  class GraphMap {
    /** `on` holds what is called for a click on an item, on the edges of a line, and on nothing. */
    constructor(element, data, drawing, on) {
      this.element = element;
      this.on = on;
      this.chart = new cg.Chart(data, drawing.edges);
      // vis-network only asks how large each node is; the marks are all drawn at once.
      const extents = data.items.map((item) => ({ drawNode() {}, nodeDimensions: { width: 2 * this.chart.radius(item), height: 2 * this.chart.radius(item) } }));
      drawing.options.nodes.ctxRenderer = ({ id }) => extents[id];
      this.network = new vis.Network(element, { nodes: new vis.DataSet(drawing.nodes), edges: new vis.DataSet() }, drawing.options);
      const canvas = element.querySelector("canvas");
      canvas.setAttribute("aria-hidden", "true");
      const view = () => ({ scale: this.network.getScale(), centre: this.network.getViewPosition(), width: element.clientWidth, height: element.clientHeight });
      this.drawing = new cg.Drawing(this.chart, canvas, view, () => this.redraw());
      this.network.on("beforeDrawing", (ctx) => this.drawing.before(ctx));
      this.network.on("afterDrawing", (ctx) => this.drawing.after(ctx));
      this.network.on("click", (event) => this.click(event));
      this.network.on("doubleClick", (event) => this.click(event, true));
      element.addEventListener("mousemove", (event) => this.move(event));
      element.addEventListener("mouseleave", () => this.hover(null));
      element.addEventListener("keydown", (event) => this.key(event));
    }

    redraw() {
      this.network.redraw();
    }

    /** The filters have changed. */
    refilter() {
      this.chart.refilter();
      this.drawing.refilter();
      this.redraw();
    }

    /** The page has become light or dark. */
    recolour() {
      this.drawing.recolour();
      this.redraw();
    }

    /** Mark nodes and edges and dim all else; without nodes, mark nothing. */
    highlight(selected, nodes, edges) {
      this.chart.mark(selected, nodes, edges);
      this.redraw();
    }

    /** Fit the whole map; on a narrow screen, its beginning at a legible scale. */
    fit(whole = true) {
      const { box } = this.chart;
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

    /** Bring items into view, moving no more than is needed; the panel covers pixels at the right and at the foot. */
    reveal(items, [cover, foot]) {
      const at = items.map((item) => this.network.canvasToDOM({ x: item.x, y: item.y }));
      const { clientWidth: width, clientHeight: height } = this.element;
      const shift = (values, least, most) => {
        const [low, high] = [Math.min(...values), Math.max(...values)];
        return low < least || high - low > most - least ? low - least : Math.max(0, high - most);
      };
      const x = shift(at.map((a) => a.x), 16, width - cover - LABEL);
      const y = shift(at.map((a) => a.y), HEAD + 20, height - foot - 20);
      if (!x && !y) return;
      const scale = this.network.getScale();
      const centre = this.network.getViewPosition();
      this.network.moveTo({ position: { x: centre.x + x / scale, y: centre.y + y / scale }, scale });
    }

    zoom(factor) {
      this.network.moveTo({ scale: Math.max(0.05, Math.min(6, this.network.getScale() * factor)) });
    }

    itemAt(x, y) {
      const hit = [...this.drawing.hits].reverse().find((h) => x >= h.left && x <= h.right && y >= h.top && y <= h.bottom);
      if (hit) return hit.item;
      const id = this.network.getNodeAt({ x, y });
      const item = id === undefined ? null : this.chart.data.items[id];
      return item && this.chart.shown(item) ? item : null;
    }

    edgesAt(x, y) {
      return this.chart.edgesAt(this.network.DOMtoCanvas({ x, y }), NEAR / this.network.getScale());
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
      if (item === this.chart.hovered) return;
      this.chart.hovered = item;
      this.redraw();
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { chart } = this;
      if (event.key.startsWith("Arrow")) {
        const items = chart.data.items.filter((item) => chart.shown(item));
        const start = items.find((item) => item.cls.layer === 2) ?? items[0];
        const next = chart.selected ? cg.nextItem(items, chart.selected, event.key) : start;
        if (next) this.on.item(next, false, true);
      } else if (event.key === "Enter" && chart.selected) this.on.item(chart.selected, true);
      else if (event.key === "+" || event.key === "=") this.zoom(1.25);
      else if (event.key === "-") this.zoom(0.8);
      else if (event.key === "0") this.fit();
      else return;
      event.preventDefault();
    }
  }

  Object.assign(cg, { GraphMap });
}
