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
   * Cut a span out of its paragraph: what is before it, the quote, what is behind. A long paragraph is cut at
   * the ends of sentences about `room` characters away; `cutBefore` and `cutAfter` say so.
   */
  function inParagraph(text, start, end, room = 60) {
    const [from, to] = paragraph(text, start, end);
    let a = from;
    let b = to;
    if (to - from > end - start + 2 * room + 40) {
      a = Math.max(from, start - room);
      for (let i = start - 1; i >= a; i--) if (STOPS.includes(text[i]) && start - i > 12) { a = i + 1; break; }
      b = Math.min(to, end + room);
      for (let i = end; i < b; i++) if (STOPS.includes(text[i])) { b = i + 1; break; }
    }
    return { before: text.slice(a, start), quote: text.slice(start, end), after: text.slice(end, b), cutBefore: a > from, cutAfter: b < to };
  }

  /** A quote with its citation, as it is pasted into a document. */
  function citation(evidence) {
    const { source } = evidence;
    const parts = [`《${source.title}》`];
    if (source.date) parts.push(source.date);
    parts.push(`第${lineOf(source.text, evidence.start)}行`);
    if (source.url) parts.push(source.url);
    return `“${evidence.quote}”（${parts.join("，")}）`;
  }

  Object.assign(cg, { lineOf, inParagraph, citation });
}
