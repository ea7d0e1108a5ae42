"use strict";
// Starts the page: routes by the address, search, theme, and what the buttons do.
{
  const cg = globalThis.countygraph;
  if (globalThis.document) start();

  function start() {
    const $ = (id) => document.getElementById(id);
    const root = document.documentElement;
    const data = cg.readData(JSON.parse($("graph").textContent));
    const drawing = JSON.parse($("drawing").textContent);
    const title = document.title.split(" · ")[0];
    const stage = document.querySelector(".stage");
    const panel = document.querySelector(".panel");
    for (const element of document.querySelectorAll(".search, .tools, .stage")) element.hidden = false;

    theme($("theme"));
    const go = (hash) => {
      onward = true;
      if (location.hash === hash) route();
      else location.hash = hash;
    };
    history.scrollRestoration = "manual";
    // The browser scrolls to the section that the address names; with scripts, a view begins at its top.
    window.addEventListener("load", () => requestAnimationFrame(() => scrollTo(0)));
    cg.showLegend(document.querySelector(".legend"), data, () => map.refilter());
    const map = new cg.GraphMap($("network"), data, drawing, {
      item: (item, twice, keyboard) => {
        if (item.kind === "bundle") go(`#bundle=${item.n}`);
        else go(cg.address(twice ? "node" : "map", item.members[0].id));
        if (keyboard) $("said").textContent = `${item.cls.zh}：${map.chart.names[item.n].text}`;
      },
      edges: (edges) => {
        if (edges.length === 1) go(cg.address("edge", edges[0].id));
        else showPanel(cg.edgesDetails(data, edges));
      },
      nothing: () => go("#"),
    });
    cg.map = map;
    cg.data = data;
    new ResizeObserver(() => map.network.redraw()).observe($("network"));

    for (const table of document.querySelectorAll("table.sortable")) cg.makeSortable(table);
    /** Put its mark before every link to a node in a section, the first time that it is shown. */
    function decorate(section) {
      if (section.dataset.marked) return;
      section.dataset.marked = "yes";
      for (const link of section.querySelectorAll('a[href^="#node="]')) {
        const node = data.byId.get(decodeURIComponent(link.hash.slice(6)));
        if (!node || link.querySelector("svg")) continue;
        link.prepend(cg.glyph(node.cls));
        if (node.years && section.id !== "outline") link.append(cg.h("small", {}, node.years));
      }
    }

    function showPanel(content) {
      const close = cg.h("button", { type: "button", class: "close", "aria-label": "关闭详情", onclick: () => go("#") }, "×");
      panel.replaceChildren(close, content);
      panel.hidden = false;
      panel.scrollTop = 0;
    }

    /** What each kind of address shows. A view is a section of the page; the rest opens something in it. */
    const shows = {
      map: (id) => {
        const node = data.byId.get(id);
        if (!node) return missing(id);
        const { nodes, edges } = cg.traceSets(node);
        for (const edge of [...node.out, ...node.into]) {
          edges.add(edge);
          nodes.add(edge.start).add(edge.end);
        }
        view("overview");
        showPanel(cg.nodeDetails(data, node, "map"));
        const item = data.itemOf.get(node.n);
        map.highlight(item ?? null, nodes, edges);
        if (item) map.reveal([item], panelCover());
      },
      node: (id) => {
        const node = data.byId.get(id);
        if (!node) return missing(id);
        cg.showFocus($("focus"), data, node);
        view("focus", node.name);
      },
      edge: (id) => {
        const edge = data.edgeById.get(id);
        if (!edge) return missing(id);
        view("overview");
        showPanel(cg.edgeDetails(data, edge));
        map.highlight(null, new Set([edge.start, edge.end]), new Set([edge]));
        const items = [edge.start, edge.end].map((n) => data.itemOf.get(n.n)).filter(Boolean);
        if (items.length) map.reveal(items, panelCover());
      },
      bundle: (n) => {
        const item = data.items[Number(n)];
        if (item?.kind !== "bundle") return missing(n);
        view("overview");
        showPanel(cg.bundleDetails(data, item));
        map.highlight(item, new Set([item.members[0]]), new Set());
      },
    };

    const narrow = () => getComputedStyle(panel).position === "fixed";
    const panelCover = () => (narrow() ? [0, panel.offsetHeight] : [panel.offsetWidth, 0]);

    function missing(id) {
      view("overview");
      showPanel(cg.h("article", { class: "details" }, cg.h("h2", {}, "没有这一项"), cg.h("p", {}, "此页的数据里没有编号 ", cg.h("code", {}, id), "。它可能已改名，请用搜索再找。")));
    }

    function view(name, of = "") {
      for (const section of document.querySelectorAll("section.view")) section.classList.toggle("shown", section.id === name);
      if (["targets", "projects", "parks", "outline"].includes(name)) decorate($(name));
      for (const link of document.querySelectorAll("nav [data-view]")) {
        if (link.dataset.view === name) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      document.title = `${of ? `${of} · ` : ""}${title} · 政府工作报告图谱`;
      if (name === "overview" && !map.placed) {
        map.placed = true;
        map.fit(false);
      }
    }

    // A step onward begins at the top; back and forward return to where one was.
    let before = "";
    let onward = false;
    const scrolled = new Map();
    document.addEventListener("click", (event) => {
      if (event.target.closest?.('a[href^="#"]')) onward = true;
    }, true);
    window.addEventListener("scroll", () => scrolled.set(`#${before}`, window.scrollY), { passive: true });

    /** Show what an address (the part from # on) asks for. */
    function route(address = location.hash) {
      const [kind, ...rest] = address.slice(1).split("=");
      let id = rest.join("=");
      try {
        id = decodeURIComponent(id);
      } catch {
        // an address that is not well escaped is taken as it stands
      }
      if (Object.hasOwn(shows, kind)) {
        shows[kind](id);
      } else {
        panel.hidden = true;
        map.highlight(null, null, []);
        if (kind === "text") cg.showText($("text"), data, id);
        view(["targets", "projects", "parks", "outline", "text"].includes(kind) ? kind : "overview");
      }
      const top = onward ? 0 : (scrolled.get(address) ?? 0);
      const stays = before.split("=")[0] === kind && kind !== "node" && kind !== "text";
      before = address.slice(1);
      if (onward && !stays && kind !== "map") $("main").focus({ preventScroll: true });
      onward = false;
      requestAnimationFrame(() => scrollTo(stays ? window.scrollY : top));
    }

    /** Begin a view at `top`; on a narrow screen, where details come from below, at the map above them. */
    function scrollTo(top) {
      if (!panel.hidden && narrow()) $("network").scrollIntoView();
      else window.scrollTo(0, top);
    }
    window.addEventListener("hashchange", () => route());
    cg.route = route;
    if (!location.hash && data.focus >= 0) history.replaceState(null, "", cg.address("node", data.nodes[data.focus].id));
    route();

    cg.startSearch($("query"), $("results"), data, (node) => go(cg.address("node", node.id)));

    $("closer").onclick = () => map.zoom(1.25);
    $("farther").onclick = () => map.zoom(0.8);
    $("fit").onclick = () => map.fit();
    $("print").onclick = () => window.print();
    const scene = () => map.chart.scene(title, `${document.querySelector(".lead .source").textContent.replace(/\s+/gu, " ").trim()} ${cg.legendText(data)}`, map.drawing.colours);
    $("svg").onclick = () => cg.save(new Blob([cg.svgOf(scene())], { type: "image/svg+xml" }), `${title}.svg`);
    $("png").onclick = async () => {
      const picture = scene();
      cg.save(await cg.pngOf(cg.svgOf(picture), picture.width, picture.height), `${title}.png`);
    };
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA)$/u.test(document.activeElement.tagName)) {
        event.preventDefault();
        $("query").focus();
      } else if (event.key === "Escape" && !panel.hidden && document.activeElement !== $("query")) go("#");
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.recolour());
    root.dataset.ready = "true";

    function theme(button) {
      const stored = () => {
        try {
          return localStorage.getItem("countygraph-theme");
        } catch {
          return null;
        }
      };
      if (stored()) root.dataset.theme = stored();
      button.onclick = () => {
        const dark = getComputedStyle(root).getPropertyValue("--scheme").trim() === "dark";
        root.dataset.theme = dark ? "light" : "dark";
        try {
          localStorage.setItem("countygraph-theme", root.dataset.theme);
        } catch {
          // a browser may refuse to remember
        }
        map.recolour();
      };
    }
  }
}
