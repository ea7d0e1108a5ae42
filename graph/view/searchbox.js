"use strict";
// The search box: a combobox with a list of results, for mouse and keyboard.
{
  const cg = (globalThis.countygraph ??= {});

  /** Let `input` search the nodes of `data`, show what is found in `list`, and call `choose` with what is chosen. */
  function startSearch(input, list, data, choose) {
    const { h } = cg;
    let index = null;
    let found = [];
    let active = -1;

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      active = -1;
    }

    function pick(node) {
      close();
      input.value = "";
      input.blur();
      choose(node);
    }

    function mark(n) {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = n;
      const option = list.children[n];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
    }

    function show() {
      index ??= cg.indexNames(data);
      found = cg.search(index, input.value);
      if (!input.value.trim()) return close();
      const line = (node, n) => {
        const owners = cg.ownersOf(node).filter((o) => o.cls.layer > 1 && o.cls.layer < 6).slice(0, 2).reverse();
        const option = h("li", { role: "option", id: `result-${n}`, "aria-selected": "false", onmousedown: (event) => {
          event.preventDefault();
          pick(node);
        } }, cg.glyph(node.cls), h("span", { class: "name" }, node.name), h("small", {}, [node.cls.zh, ...owners.map((o) => o.name)].join(" · ")));
        return option;
      };
      list.replaceChildren(...(found.length ? found.map(line) : [h("li", { class: "none" }, "没有找到。可试全拼或首字母。")]));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      if (found.length) mark(0);
    }

    input.addEventListener("input", show);
    input.addEventListener("focus", () => input.value && show());
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      if (event.isComposing) return;
      if (key === "Escape") {
        close();
        input.blur();
      } else if (list.hidden || !found.length) return;
      else if (key === "ArrowDown") mark((active + 1) % found.length);
      else if (key === "ArrowUp") mark((active - 1 + found.length) % found.length);
      else if (key === "Enter") pick(found[Math.max(active, 0)]);
      else return;
      event.preventDefault();
    });
  }

  Object.assign(cg, { startSearch });
}
