"use strict";
// The small parts of which views are built. Texts are set as text, never as markup.
{
  const cg = (globalThis.countygraph ??= {});
  const SVG = "http://www.w3.org/2000/svg";
  const ATTRIBUTES = new Set(["class", "href", "id", "type", "role", "title", "open", "hidden", "tabindex", "rel", "target", "aria-label", "aria-pressed", "aria-selected", "aria-expanded", "aria-current", "data-class", "data-basis"]);

  /** Make an element. `attributes` may hold listeners as functions under `onclick` and the like. */
  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") element.addEventListener(name.slice(2), value);
      else if (ATTRIBUTES.has(name)) element.setAttribute(name, value === true ? "" : value);
      else throw new Error(`attribute ${name} is not allowed`);
    }
    element.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false && c !== ""));
    return element;
  }

  /** The mark of a class, in its official shape and colour. */
  function glyph(cls, hollow = false) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", hollow ? "glyph hollow" : "glyph");
    svg.setAttribute("viewBox", "-1.3 -1.3 2.6 2.6");
    svg.setAttribute("aria-hidden", "true");
    paint(svg, cls);
    return svg;
  }

  function paint(svg, cls) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", cls.path);
    svg.style.setProperty("--light", cls.colour);
    svg.style.setProperty("--dark", cls.dark);
    svg.replaceChildren(path);
  }

  const address = (kind, id) => `#${kind}=${encodeURIComponent(id)}`;

  /** A link to the focus view of a node, with its mark. */
  function nodeLink(node, kind = "node") {
    return h("a", { class: "nodelink", href: address(kind, node.id) }, glyph(node.cls), h("span", {}, node.name), node.years ? h("small", {}, node.years) : null);
  }

  /** How a statement was had: 原文, 结构, 对照 or 研判. */
  function basisMark(data, basis) {
    const { code, zh, definition } = data.bases[basis];
    return h("span", { class: "basis", "data-basis": code, title: definition }, zh);
  }

  /** The bases of an edge as marks. */
  function basisMarks(data, bits) {
    return data.bases.map((_, n) => (bits & (1 << n) ? basisMark(data, n) : null));
  }

  const CERTAINTY = { two: "两个独立来源", one: "一个来源" };

  /** Evidence of one paragraph: the quotes marked in it, where it stands, who judged, and a button that copies it. */
  function evidenceBlock(group, data) {
    const [evidence] = group;
    const { source } = evidence;
    const body = h("blockquote", {});
    const fill = (room) => {
      const found = cg.inParagraph(source.text, group.map((e) => [e.start, e.end]), room);
      const more = () => h("button", { type: "button", class: "more", "aria-label": "展开整段", title: "展开整段", onclick: () => fill(1e9) }, "…");
      const pieces = found.pieces.map((p) => (p.said ? h("mark", {}, p.text) : p.text));
      body.replaceChildren(...(found.cutBefore ? [more()] : []), ...pieces, ...(found.cutAfter ? [more()] : []));
    };
    fill(60);
    const title = source.url ? h("a", { href: source.url, rel: "noreferrer noopener", target: "_blank", title: source.url }, `《${source.title}》`) : `《${source.title}》`;
    const judged = evidence.basis >= 2;
    return h(
      "figure",
      { class: "evidence", "data-basis": data.bases[evidence.basis].code },
      body,
      h(
        "figcaption",
        {},
        basisMark(data, evidence.basis),
        evidence.unreviewed ? h("span", { class: "unreviewed", title: `${evidence.method.split(" ")[0]} 提出，尚无人审核` }, "未审") : null,
        h("span", { class: "from" }, title, source.date ? ` ${source.date}` : "", source.kind === "report" ? ` 第${cg.lineOf(source.text, evidence.start)}行` : "", source.certainty ? `（${CERTAINTY[source.certainty] ?? source.certainty}）` : ""),
        h("button", { type: "button", class: "copy", title: "复制引文及出处", onclick: (event) => cg.copy(cg.citation(group), event.currentTarget) }, "复制引文"),
        source.url ? h("span", { class: "url" }, source.url) : null,
        judged || evidence.reason ? h("p", { class: "reason" }, evidence.reason ? `理由：${evidence.reason}` : "", evidence.confidence ? `　把握：${evidence.confidence}` : "", evidence.method ? `　研判：${evidence.method}` : "") : null,
      ),
    );
  }

  /** Copy a text; the button says whether it went well. */
  async function copy(text, button) {
    const label = button.textContent;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      const area = h("textarea", { class: "sr" });
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    button.textContent = done ? "已复制" : "未能复制";
    setTimeout(() => (button.textContent = label), 1600);
  }

  Object.assign(cg, { h, glyph, paint, address, nodeLink, basisMark, basisMarks, evidenceBlock, copy });
}
