"use strict";
// Labels that fit their room and never overlap.
{
  const cg = (globalThis.countygraph ??= {});

  /** The width of a character in ems: full for Chinese, about half for Latin. */
  const em = (c) => (c > "\u2e7f" || c === "“" || c === "”" || c === "…" || c === "—" ? 1 : c >= "A" && c <= "Z" ? 0.68 : c === "%" ? 0.85 : 0.56);

  /** The width of a text in ems. */
  function widthOf(text) {
    let width = 0;
    for (const c of text) width += em(c);
    return width;
  }

  /** Cut a text to `room` ems, with an ellipsis when something is lost. */
  function shorten(text, room) {
    if (widthOf(text) <= room) return text;
    let width = 1;
    let kept = "";
    for (const c of text) {
      width += em(c);
      if (width > room) break;
      kept += c;
    }
    return kept ? `${kept}…` : "";
  }

  /** Break a text into at most `lines` lines of `room` ems; the last is shortened. */
  function wrap(text, room, lines) {
    const found = [];
    let rest = text;
    while (rest && found.length < lines - 1 && widthOf(rest) > room) {
      let width = 0;
      let line = "";
      for (const c of rest) {
        width += em(c);
        if (width > room) break;
        line += c;
      }
      if (!line) break;
      found.push(line);
      rest = rest.slice(line.length);
    }
    if (rest) found.push(shorten(rest, room));
    return found.filter(Boolean);
  }

  /** Remembers which parts of the screen are taken, on a grid of `cell` pixels. */
  class Taken {
    constructor(width, height, cell = 2) {
      this.cell = cell;
      this.columns = Math.ceil(width / cell);
      this.rows = Math.ceil(height / cell);
      this.cells = new Uint8Array(this.columns * this.rows);
    }

    /** True when a point is taken. */
    is(x, y) {
      const [column, row] = [Math.floor(x / this.cell), Math.floor(y / this.cell)];
      return column >= 0 && row >= 0 && column < this.columns && row < this.rows && this.cells[row * this.columns + column] === 1;
    }

    /** Take a rectangle; false, and nothing taken, when some of it is taken already or it lies off the screen. */
    take(x, y, width, height) {
      const left = Math.max(0, Math.floor(x / this.cell));
      const right = Math.min(this.columns, Math.ceil((x + width) / this.cell));
      const top = Math.max(0, Math.round(y / this.cell));
      const bottom = Math.min(this.rows, Math.round((y + height) / this.cell));
      if (left >= right || top >= bottom) return false;
      for (let row = top; row < bottom; row++) {
        for (let i = row * this.columns + left, stop = row * this.columns + right; i < stop; i++) if (this.cells[i]) return false;
      }
      for (let row = top; row < bottom; row++) this.cells.fill(1, row * this.columns + left, row * this.columns + right);
      return true;
    }
  }

  Object.assign(cg, { widthOf, shorten, wrap, Taken });
}
