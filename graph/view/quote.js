"use strict";
// A quote in its paragraph, and how it is cited.
{
  const cg = (globalThis.countygraph ??= {});

  const STOPS = "。；！？!?;";

  /** The line of `text`, from 1, in which `offset` stands. */
  function lineOf(text, offset) {
    let line = 1;
    for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
    return line;
  }

  /** Start and end of the paragraph (a line of the text) around a span, without blanks at its ends. */
  function paragraph(text, start, end) {
    let from = start > 0 ? text.lastIndexOf("\n", start - 1) + 1 : 0;
    let to = text.indexOf("\n", end);
    if (to < 0) to = text.length;
    while (from < start && /\s/u.test(text[from])) from++;
    while (to > end && /\s/u.test(text[to - 1])) to--;
    return [from, to];
  }

  /**
   * Cut spans ([start, end], in order) of one paragraph out of it: a list of pieces `{ text, said }`. A long paragraph is
   * cut at the ends of sentences about `room` characters away; `cutBefore` and `cutAfter` say so.
   */
  function inParagraph(text, spans, room = 60) {
    const start = spans[0][0];
    const end = Math.max(...spans.map((s) => s[1]));
    const [from, to] = paragraph(text, start, end);
    let a = from;
    let b = to;
    if (to - from > end - start + 2 * room + 40) {
      a = Math.max(from, start - room);
      for (let i = start - 1; i >= a; i--) if (STOPS.includes(text[i]) && start - i > 12) { a = i + 1; break; }
      b = Math.min(to, end + room);
      for (let i = end; i < b; i++) if (STOPS.includes(text[i])) { b = i + 1; break; }
    }
    const pieces = [];
    const put = (piece, said) => piece && pieces.push({ text: piece, said });
    let at = a;
    for (const [s, e] of spans) {
      if (e <= at) continue;
      put(text.slice(at, Math.max(s, at)), false);
      put(text.slice(Math.max(s, at), e), true);
      at = e;
    }
    put(text.slice(at, b), false);
    return { pieces, cutBefore: a > from, cutAfter: b < to };
  }

  /** Put pieces of evidence together that stand in one paragraph and were had the same way: lists of evidence, in order. */
  function byParagraph(evidence) {
    const groups = new Map();
    for (const e of [...evidence].sort((a, b) => a.source.n - b.source.n || a.start - b.start || b.end - a.end)) {
      const [from] = paragraph(e.source.text, e.start, e.end);
      const key = [e.source.n, from, e.basis, e.method, e.reason, e.confidence].join("\u0000");
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(e);
    }
    return [...groups.values()].sort((a, b) => (b[0].source.kind === "report") - (a[0].source.kind === "report"));
  }

  /** Quotes of one source with their citation, as they are pasted into a document. */
  function citation(evidence) {
    const { source, start } = evidence[0];
    const parts = [`《${source.title}》`];
    if (source.date) parts.push(source.date);
    if (source.kind !== "note") parts.push(`第${lineOf(source.text, start)}行`);
    if (source.url) parts.push(source.url);
    return `“${evidence.map((e) => e.quote).join("……")}”（${parts.join("，")}）`;
  }

  Object.assign(cg, { lineOf, inParagraph, byParagraph, citation });
}
