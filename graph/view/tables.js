"use strict";
// Tables that are sorted by a click on a heading.
{
  const cg = (globalThis.countygraph ??= {});

  const collator = new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true });

  /** Compare two cells' keys; empty ones come last in both directions. */
  function compareKeys(a, b, numeric, sign) {
    if (a === "" || b === "") return (a === "") - (b === "");
    return sign * (numeric ? Number(a) - Number(b) : collator.compare(a, b));
  }

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const key = cell.dataset.sort ?? cell.textContent.trim();
    return key === "—" ? "" : key;
  };

  /** Make the headings of a table sort it: up, down, and back to the order of the text. */
  function makeSortable(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    [...table.tHead.rows[0].cells].forEach((th, column) => {
      const button = cg.h("button", { type: "button" }, th.textContent);
      th.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[th.getAttribute("aria-sort") ?? "none"];
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        if (next !== "none") th.setAttribute("aria-sort", next);
        const sign = next === "descending" ? -1 : 1;
        const numeric = "numeric" in th.dataset;
        const sorted = next === "none" ? rows : [...rows].sort((a, b) => compareKeys(keyOf(a, column), keyOf(b, column), numeric, sign));
        body.append(...sorted);
      });
    });
  }

  Object.assign(cg, { compareKeys, makeSortable });
}
