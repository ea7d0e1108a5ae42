"""A trace as a tree for the terminal: one hop a branch, each with its quote, its place and how it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.lines import BASIS_STYLES, WIDTH, Page, styled
from graph.paths import judged
from graph.trace import Trace, relation_words
from ontology.model import Evidence, Node, Relationship, unreviewed
from ontology.schema import Schema

if TYPE_CHECKING:
    from rich.text import Text

_CASCADE = ("Programme", "Action", "Task", "Measure", "Target", "ProjectBatch", "Project", "Balance", "Role")


def trace_lines(found: Trace, schema: Schema, width: int = WIDTH) -> Iterator[Text]:
    """Yield the lines of the tree, none of them wider than ``width`` cells."""
    return _Tree(found, schema, Page(schema, found.sources, width)).lines()


@dataclass(frozen=True)
class _Hop:
    link: Relationship
    start: str
    end: str


@dataclass
class _Tree:
    found: Trace
    schema: Schema
    page: Page
    opened: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.hops: dict[str, dict[str, _Hop]] = {}
        for path in self.found.paths:
            for link, start, end in zip(path.links, path.nodes[:-1], path.nodes[1:], strict=True):
                self.hops.setdefault(start, {})[link] = _Hop(self.found.links[link], start, end)
        self.said: set[str] = set()
        waiting = [self.found.start.id]
        while waiting:  # what the texts alone lead to is shown there, not where a judgement leads to it
            self.said.add(node := waiting.pop())
            waiting += [
                h.end for h in self.hops.get(node, {}).values() if not judged(h.link) and h.end not in self.said
            ]

    def lines(self) -> Iterator[Text]:
        """Yield head, tree, and what is to be said of them."""
        start = self.found.start
        left = self.thing(start)
        if told := self.counted(self.found.below.get(start.id, {})):
            left.append(f"  ▸ {told}", "magenta")
        if unreviewed(start.evidence):
            left.append("·未审", "red")
        yield from self.page.row("", left, styled(start.id, "dim"))
        hops = self.children(start.id)
        yield from self.quotes("│  " if hops else "   ", start.evidence, set(), set())
        yield from self.branches(start.id, hops, "", {e.quote for e in start.evidence})
        yield styled("", "")
        yield from self.closing()
        yield from self.page.footnotes()

    def children(self, node: str) -> list[_Hop]:
        """Return the hops from a node: what the texts say first, then in the order of the text."""
        return sorted(self.hops.get(node, {}).values(), key=self.order)

    def order(self, hop: _Hop) -> tuple[Any, ...]:
        """Sort hops: texts before judgements, parts before carriers on the way down, then as the text goes."""
        node = self.found.nodes[hop.end]
        own = {e.quote for e in node.evidence}
        first = min([e for e in hop.link.evidence if e.quote in own] or hop.link.evidence)
        place = first.source, first.start, min((e.start for e in node.evidence if e.source == first.source), default=0)
        part = (hop.link.type == "PART_OF") != self.found.down
        confidence = ("", "high", "medium", "low").index(first.confidence)
        ordinal = node.properties.get("ordinal", 0) if self.found.down else 0
        return judged(hop.link), confidence, part, ordinal, place, hop.link.id

    def branches(self, node: str, hops: list[_Hop], gutter: str, shown: set[str]) -> Iterator[Text]:
        """Yield what hangs on a node; a single hop goes on in the same column."""
        self.opened.add(node)
        for hop in hops:
            last = hop is hops[-1]
            if len(hops) == 1:
                yield from self.hop(hop, gutter, gutter, shown)
            else:
                yield from self.hop(hop, gutter + ("└─" if last else "├─"), gutter + ("  " if last else "│ "), shown)

    def hop(self, hop: _Hop, head: str, gutter: str, shown: set[str]) -> Iterator[Text]:
        """Yield one hop, and all that follows it unless that stands elsewhere."""
        node = self.found.nodes[hop.end]
        hops = self.children(hop.end)
        elsewhere = bool(hops) and (hop.end in self.opened or (judged(hop.link) and hop.end in self.said))
        left = styled("↓ " if self.found.down else "↑ ", "bold")
        left.append(relation_words(hop.link, hop.start, self.schema) + "  ", "dim")
        left.append_text(self.thing(node, hop.link))
        if elsewhere:
            left.append(" (见上)" if hop.end in self.opened else " (见下)", "dim")
        elif told := self.counted(self.found.below.get(hop.end, {})):
            left.append(f"  ▸ {told}", "magenta")
        yield from self.page.row(head, left, self.basis(hop.link.evidence))
        body = gutter + ("│  " if hops and not elsewhere else "   ")
        yield from self.quotes(body, hop.link.evidence, {e.quote for e in node.evidence}, shown)
        if not elsewhere:
            yield from self.branches(hop.end, hops, gutter, shown | {e.quote for e in hop.link.evidence})

    def thing(self, node: Node, link: Relationship | None = None) -> Text:
        """Return class and name, and what tells most of it: level and date, declared number, stage."""
        text = self.page.thing(node.label, node.name)
        told = [
            self.schema.label("level", str(node.properties["level"])) if "level" in node.properties else "",
            str(node.properties.get("date", "")),
            f"宣布{node.properties['declares']}{node.properties.get('declaredUnit', '')}"
            if "declares" in node.properties
            else "",
            str(link.properties.get("stage", "")) if link else "",
        ]
        if any(told):
            text.append(f" 〔{' '.join(filter(None, told))}〕", "dim")
        return text

    def counted(self, below: Mapping[str, int]) -> str:
        """Return “举措8 目标3 涉及5”: by class what carries out, in one number what it is about."""
        told = [f"{self.schema.classes[name].words.zh}{below[name]}" for name in _CASCADE if name in below]
        others = sum(count for name, count in below.items() if name not in (*_CASCADE, "Indicator"))
        return " ".join([*told, f"涉及{others}"] if others else told)

    def basis(self, evidence: tuple[Evidence, ...]) -> Text:
        """Return how a hop is known: the strongest basis that it has, and how sure a judgement is."""
        best = min(evidence, key=lambda e: list(BASIS_STYLES).index(e.basis))
        return self.page.basis(best.basis, best.confidence, unreviewed=unreviewed(evidence))

    def quotes(self, gutter: str, evidence: tuple[Evidence, ...], about: set[str], shown: set[str]) -> Iterator[Text]:
        """Yield a quote that was not shown yet, of what the hop leads to if it has one, and a judgement's reason."""
        fresh = [e for e in evidence if e.quote not in shown] or list(evidence)
        quote = next((e for e in fresh if e.quote in about), fresh[0])
        # Words that stand apart, such as a verb and one of its objects, are several pieces of evidence.
        spans = sorted(
            {
                (e.start, e.quote)
                for e in evidence
                if (e.source, e.line, e.basis, e.quote in about)
                == (quote.source, quote.line, quote.basis, quote.quote in about)
            }
        )
        words = "…".join(words for _, words in spans)
        yield from self.page.quote(gutter, words, quote.source, quote.line, quote.reason)

    def closing(self) -> Iterator[Text]:
        """Yield what was found and what was left out."""
        found = self.found
        off = "" if "curated" in found.bases else "(未计研判)"
        if not found.found:
            if found.down:
                text = f"其下无落实{off}。它的各种关系,看 countygraph show。"
            elif self.schema.classes[found.start.label].layer == 1:
                text = f"其上无政策来源{off}:它本身就是。由什么落实,看 countygraph trace --down。"
            else:
                text = f"其上无政策来源{off}。它的各种关系,看 countygraph show。"
            yield from self.page.row("", styled(text, "bold"))
            return
        if found.down:
            text = f"其下共 {found.ends} 个落点、{found.found} 条路径{off}"
            left_out = bool(found.below)
            rest = ";▸ 为收起部分,--all 全部展开" if left_out else ""
        elif found.sourced:
            text = f"通向 {found.ends} 个政策来源,共 {found.found} 条路径{off}"
            left_out = len(found.paths) < found.found
            rest = f",列出依据最直接的 {len(found.paths)} 条;--all 列出全部" if left_out else ""
        else:
            text, rest = f"未见政策来源{off},以上为文中所及", ""
        if open_hops := sum(unreviewed(link.evidence) for link in found.links.values()):
            rest += f"。所列 {len(found.links)} 条关系中 {open_hops} 条未经人审"
        if found.cut:
            rest += "。路径过多,未全部读取"
        yield from self.page.row("", styled(text + rest + "。", "bold"))
