"use strict";
// The map as a picture: an SVG text made of plain shapes, and a PNG made from it.
{
  const cg = (globalThis.countygraph ??= {});

  const escape = (text) => String(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "").replace(/[&<>"']/gu, (c) => `&#${c.charCodeAt(0)};`);
  const round = (number) => Math.round(number * 10) / 10;

  /**
   * Write a scene as SVG. A scene has `width`, `height`, `left`, `top`, `title`, `footer`, the colours `page`, `ink`, `muted`,
   * and lists `lines` (a, b, colour, dashes), `marks` (x, y, r, path, colour, hollow, dashed) and `texts` (x, y, size, colour, lines, bold).
   */
  function svgOf(scene) {
    const out = [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${scene.left} ${scene.top} ${scene.width} ${scene.height}" width="${scene.width}" height="${scene.height}" font-family="'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif">`,
      `<title>${escape(scene.title)}</title>`,
      `<rect x="${scene.left}" y="${scene.top}" width="${scene.width}" height="${scene.height}" fill="${scene.page}"/>`,
      '<g fill="none">',
      ...scene.lines.map((l) => `<path d="${cg.curve(l.a, l.b)}" stroke="${l.colour}"${l.dashes ? ` stroke-dasharray="${l.dashes.join(" ")}"` : ""}/>`),
      "</g>",
      ...scene.marks.map((m) => `<path d="${m.path}" transform="translate(${m.x} ${m.y}) scale(${m.r})" fill="${m.hollow ? scene.page : m.colour}" stroke="${m.colour}" stroke-width="${m.hollow ? 0.2 : 0}"${m.dashed ? ' stroke-dasharray=".4 .3"' : ""}/>`),
      ...scene.texts.flatMap((t) => t.lines.map((line, i) => `<text x="${round(t.x)}" y="${round(t.y + i * t.size * 1.25)}" font-size="${t.size}" fill="${t.colour}"${t.bold ? ' font-weight="600"' : ""}>${escape(line)}</text>`)),
      "</svg>",
    ];
    return out.join("\n");
  }

  /** Offer a blob as a file. */
  function save(blob, name) {
    const url = URL.createObjectURL(blob);
    const a = cg.h("a", { href: url });
    a.download = name;
    a.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  /** Turn an SVG text into a PNG blob, `scale` times as large; smaller when the canvas would be more than browsers allow. */
  async function pngOf(svg, width, height, scale = 2) {
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      const image = new Image();
      image.src = url;
      await image.decode();
      const factor = Math.min(scale, 16_000 / width, 16_000 / height);
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(width * factor);
      canvas.height = Math.round(height * factor);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((done) => canvas.toBlob(done, "image/png"));
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  Object.assign(cg, { svgOf, pngOf, save });
}
