"""Seeds → graph: names and references resolved, quotes located, the same thing twice made one, all checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Sequence as Many
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from loaders.curated import Citation, File, Item, Link, read_items
from loaders.ids import coded_id, named_id, normal_name, relationship_id, scope_above, scopes, statement_id
from loaders.quotes import Quote, evidence_at, locate, verify
from loaders.sources import read_notes, read_report
from loaders.validation import count_problems, cycles, did_you_mean, missing_properties, relation_problem
from loaders.yamltree import At, Text
from ontology.errors import Problem, ProblemsError, QuoteError
from ontology.model import Evidence, Graph, Node, Relationship, Source, Value
from ontology.schema import Schema, load_schema

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

_NEAR = 20


def packaged_seeds() -> Path:
    """Return the folder of seeds that the program ships."""
    return Path(str(files("seeds")))


def seed_folders(given: Iterable[Path], *, alone: bool = False) -> list[Path]:
    """Return the packaged seeds and the folders given beside them; only the latter when ``alone``."""
    return [*([] if alone else [packaged_seeds()]), *given]


def assemble(seeds: Path | Many[Path] | None = None, *, progress: Progress | None = None) -> Graph:
    """Read folders of seeds and put what they say together into one checked graph.

    Parameters
    ----------
    seeds : Path, list of Path or None
        Folders laid out as ``seeds/README.md`` says; None is the one that the program ships.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Graph
        Sources, nodes and relationships in the order of their ids, every quote verified.

    Raises
    ------
    ProblemsError
        All mistakes at once, each with file, line, column and what to do.
    """
    folders = [packaged_seeds()] if seeds is None else [seeds] if isinstance(seeds, Path) else list(seeds)
    assembly = _Assembly(load_schema(), progress or (lambda *_: None))
    assembly.read(folders)
    assembly.join()
    assembly.connect()
    return assembly.graph()


@dataclass(slots=True)
class _Thing:
    """A node in the making."""

    id: str
    label: str
    name: str
    at: At
    properties: dict[str, tuple[Value, At]] = field(default_factory=dict)
    aliases: set[str] = field(default_factory=set)
    faulty: set[str] = field(default_factory=set)
    unresolved: Counter[str] = field(default_factory=Counter)
    evidence: set[Evidence] = field(default_factory=set)


@dataclass(slots=True)
class _Tie:
    """A relationship in the making."""

    type: str
    start: str
    end: str
    properties: dict[str, Value]
    at: At
    evidence: set[Evidence] = field(default_factory=set)


class _Assembly:
    def __init__(self, schema: Schema, progress: Progress) -> None:
        self.schema = schema
        self.progress = progress
        self.problems: list[Problem] = []
        self.incomplete = False
        self.sources: dict[str, Source] = {}
        self.places: dict[str, At] = {}
        self.items: list[Item] = []
        self.things: dict[str, _Thing] = {}
        self.ties: dict[tuple[object, ...], _Tie] = {}
        self.thing_of: dict[int, _Thing] = {}
        self.evidence_of: dict[int, list[Evidence]] = {}
        # What a word may mean: handles and statements by the source of their file, things by their scope.
        self.handles: dict[tuple[str, str], Item] = {}
        self.statements: dict[tuple[str, str], list[_Thing]] = defaultdict(list)
        self.named: dict[tuple[str, str], list[_Thing]] = defaultdict(list)

    def wrong(self, at: At, message: str, hint: str) -> None:
        self.problems.append(at.problem(message, hint))

    # Reading ------------------------------------------------------------------------------------------------------

    def read(self, folders: Iterable[Path]) -> None:
        """Read all files of all folders; go on after mistakes, so that all of them are told."""
        paths: list[tuple[Path, Path, str]] = []
        for root in dict.fromkeys(folder.resolve() for folder in folders):
            shown = _shown(root)
            if not root.is_dir():
                self.problems.append(
                    Problem(shown, 0, 0, "no folder of seeds", "name a folder with reports/ or registry/")
                )
                continue
            found = self._read_sources(root, shown)
            if not found:
                self.problems.append(
                    Problem(
                        shown,
                        0,
                        0,
                        "the folder holds no statements",
                        "add registry/*.yaml or reports/<id>/statements/*.yaml",
                    )
                )
            paths.extend((path, root, shown) for path in found)
        for done, (path, root, shown) in enumerate(paths):
            self.progress("reading", done, len(paths))
            try:
                items, problems = read_items(path, root, f"{shown}/{path.relative_to(root).as_posix()}", self.schema)
            except ProblemsError as error:
                self.problems.extend(error.problems)
            else:
                self.items.extend(items)
                self.problems.extend(problems)
        # What could not be read would be missed at every reference to it: one mistake, told once.
        self.incomplete = bool(self.problems)

    def _read_sources(self, root: Path, shown: str) -> list[Path]:
        """Read the notes and reports of a folder; return its statement files."""
        notes = root / "notes.yaml"
        if notes.exists():
            try:
                for source in read_notes(notes, root, f"{shown}/notes.yaml", self.places):
                    self.sources[source.id] = source
            except ProblemsError as error:
                self.problems.extend(error.problems)
        paths = sorted(root.glob("registry/*.yaml"))
        for folder in sorted(path for path in root.glob("reports/*") if path.is_dir()):
            name = f"{shown}/reports/{folder.name}"
            statements = sorted(folder.glob("statements/*.yaml"))
            paths.extend(statements)
            if (folder / "source.yaml").exists() or (folder / "text.txt").exists() or not statements:
                try:
                    self._add_report(read_report(folder, root, name), At(f"{name}/source.yaml", 1, 1))
                except ProblemsError as error:
                    self.problems.extend(error.problems)
        return paths

    def _add_report(self, source: Source, at: At) -> None:
        if source.id in self.places:
            other = self.places[source.id]
            self.wrong(at, f"{source.id} is the id of two sources", f"the other stands in {other.file}:{other.line}")
            return
        self.places[source.id] = at
        self.sources[source.id] = source

    # The same thing twice is one ------------------------------------------------------------------------------------

    def join(self) -> None:
        """Make the nodes: an item adds to the thing of its class and name in its scope or above, or is a new one."""
        every = [item for outermost in self.items for item in outermost.walk()]
        for done, item in enumerate(every):
            if done % 1000 == 0:
                self.progress("locating quotes", done, len(every))
            self.evidence_of[id(item)] = self._item_evidence(item)

        # Wide scopes come first, and within a scope the items that give aliases: what they define, the others find.
        def breadth(item: Item) -> tuple[int, bool]:
            return len(list(scopes(item.file.scope))), "aliases" not in item.properties

        for item in sorted(every, key=breadth):
            self._join_one(item)
        for item in every:
            self._add_handle(item)

    def _join_one(self, item: Item) -> None:
        kind = self.schema.classes[item.label].identified_by
        names = {item.name.text, *self._aliases(item)}
        thing = self._statement(item) if kind == "statement" else self._known(item, names, kind)
        if thing is None:
            return
        self.thing_of[id(item)] = thing
        thing.evidence.update(self.evidence_of[id(item)])
        thing.aliases |= {name for name in names if normal_name(name) != normal_name(thing.name)}
        thing.faulty |= item.faulty
        for name, (value, at) in item.properties.items():
            known = (value, at) if name == "aliases" else thing.properties.setdefault(name, (value, at))
            if known[0] != value:
                message = f"{thing.name} has {name} {value}, but {known[0]} in {known[1].file}:{known[1].line}"
                self.wrong(at, message, "keep the true one")
        self._register(thing, names, kind, item)

    def _aliases(self, item: Item) -> tuple[str, ...]:
        value = item.properties["aliases"][0] if "aliases" in item.properties else ()
        return value if isinstance(value, tuple) else ()

    def _statement(self, item: Item) -> _Thing:
        first = item.citations[0] if item.citations else Citation(None, (), item.at)
        quotes = [(q.exact, q.prefix, q.suffix) for q, _ in first.quotes] or [(item.name.text, "", "")]
        source = first.source or self._source_of(item)
        return self._thing(statement_id(item.label, source.text if source else "", quotes, item.name.text), item)

    def _thing(self, identifier: str, item: Item) -> _Thing:
        return self.things.setdefault(identifier, _Thing(identifier, item.label, item.name.text, item.at))

    def _known(self, item: Item, names: set[str], kind: str) -> _Thing | None:
        keys = sorted({normal_name(name) for name in names})
        if kind == "code" and "code" in item.properties:
            thing = self._thing(coded_id(item.label, str(item.properties["code"][0])), item)
            if normal_name(thing.name) not in keys and not {normal_name(a) for a in thing.aliases} & set(keys):
                self.wrong(
                    item.at,
                    f"{thing.id} is called {item.name.text}, but {thing.name} in {thing.at.file}:{thing.at.line}",
                    "correct the code, or add the other name as an alias",
                )
            return thing
        for scope in scopes(item.file.scope):
            found = {t.id: t for key in keys for t in self.named[scope, key] if t.label == item.label}
            if len(found) > 1:
                self.wrong(
                    item.at,
                    f"{item.name.text} is the name of {' and '.join(sorted(found))}",
                    "give each a name of its own",
                )
                return None
            if found:
                return next(iter(found.values()))
        if kind == "code":
            self.wrong(
                item.at,
                f"{item.label} {item.name.text} is not known here and has no code",
                "add code: (its statistical code), or correct the name",
            )
            return None
        return self._thing(named_id(item.label, item.file.scope, item.name.text), item)

    def _register(self, thing: _Thing, names: set[str], kind: str, item: Item) -> None:
        # A place is known within itself and to its neighbours; anything else, where it was first named.
        code = thing.id.split(":")[1]
        places = (code, scope_above(code)) if kind == "code" else (code,)
        for key in {normal_name(name) for name in names}:
            if kind == "statement":
                known = [self.statements[self._group(item.file), key]]
            else:
                known = [self.named[place, key] for place in places]
            for things in known:
                if not any(other.id == thing.id for other in things):
                    things.append(thing)

    @staticmethod
    def _group(file: File) -> str:
        return file.source.text if file.source else ""

    def _add_handle(self, item: Item) -> None:
        if item.handle is None:
            return
        key = (self._group(item.file), item.handle.text)
        first = self.handles.setdefault(key, item)
        if first is not item:
            self.wrong(
                item.handle.at,
                f"the handle {item.handle.text} is given twice",
                f"choose another; the first is in {first.at.file}:{first.at.line}",
            )

    # Evidence -------------------------------------------------------------------------------------------------------

    def _source_of(self, item: Item) -> Text | None:
        """Return the source that an item quotes: its own, or that of the item around it, or its file's."""
        for citation in item.citations:
            if citation.source is not None:
                return citation.source
        return self._source_of(item.parent) if item.parent else item.file.source

    def _item_evidence(self, item: Item) -> list[Evidence]:
        around = self.evidence_of[id(item.parent)] if item.parent else []
        citations = item.citations or (Citation(None, (), item.at),)
        return [e for c in citations for e in self._cite(item, c, around)]

    def _cite(self, item: Item, citation: Citation, around: list[Evidence], link: Link | None = None) -> list[Evidence]:
        if citation.broken:
            return []
        named = citation.source or self._source_of(item)
        if named is None:
            self.wrong(citation.at, f"{item.name.text} rests on nothing", "add source: and quote:")
            return []
        identifier = named.text
        source = self.sources.get(identifier)
        if source is None:
            if not self.incomplete:
                hint = did_you_mean(identifier, self.sources, "add it to notes.yaml or reports/")
                self.wrong(named.at, f"unknown source {identifier}", hint)
            return []
        default = source.text if source.kind == "note" else item.name.text
        basis, reason, confidence = "stated", "", ""
        if link is not None and link.reason:
            basis, reason, confidence = "curated", link.reason, link.confidence
        found = []
        for quote, at in citation.quotes or ((Quote(default), citation.at),):
            try:
                span = locate(source.text, quote, [(e.start, e.end) for e in around if e.source == identifier])
            except QuoteError as error:
                self.wrong(at, error.message, error.hint)
            else:
                found.append(evidence_at(source.text, identifier, span, basis, item.file.curator, reason, confidence))
        return found

    # Relationships --------------------------------------------------------------------------------------------------

    def connect(self) -> None:
        """Make the relationships, now that every thing is known."""
        every = [(item, link) for outermost in self.items for item in outermost.walk() for link in item.links]
        for done, (item, link) in enumerate(every):
            if done % 1000 == 0:
                self.progress("joining", done, len(every))
            here = self.thing_of.get(id(item))
            other = self.thing_of.get(id(link.to)) if isinstance(link.to, Item) else self._resolve(link.to, item, link)
            if here is None:
                continue
            problem = None
            if other is not None:
                start, end = (other, here) if link.inverse else (here, other)
                problem = relation_problem(
                    self.schema, self.schema.relations[link.type], start.label, end.label, link.at
                )
            if problem is not None:
                self.problems.append(problem)
            if other is None or problem is not None:
                here.unresolved[link.type] += not link.inverse
                continue
            if start.id == end.id:
                self.wrong(link.at, f"{start.name} is {link.type} itself", "correct the reference")
                continue
            key = (link.type, start.id, end.id, *sorted(link.properties.items()))
            tie = self.ties.setdefault(key, _Tie(link.type, start.id, end.id, link.properties, link.at))
            tie.evidence.update(self._vouchers(item, link, other))

    def _vouchers(self, item: Item, link: Link, other: _Thing) -> list[Evidence]:
        """Return the evidence of a relationship, as the table in seeds/README.md says."""
        own = self.evidence_of[id(item)]
        if link.citations:
            return [e for c in link.citations for e in self._cite(item, c, own, link)]
        if isinstance(link.to, Item):
            far = self.evidence_of[id(link.to)]
        else:
            sources = {e.source for e in own}
            far = [e for e in other.evidence if e.source in sources] or list(other.evidence)
        if link.reason:
            return [self._rebased(e, "curated", item, link) for e in (*own, *far)]
        reports = {e.source for e in own if self.sources[e.source].kind == "report"} & {e.source for e in far}
        if link.type == "PART_OF" and reports:
            return [self._rebased(e, "structural", item, link) for e in (*own, *far) if e.source in reports]
        beyond = far if isinstance(link.to, Item) else []
        return [*own, *(e for e in beyond if not any(_holds(o, e) for o in own))]

    @staticmethod
    def _rebased(e: Evidence, basis: str, item: Item, link: Link) -> Evidence:
        return Evidence(
            e.source, e.start, e.end, e.quote, e.line, basis, item.file.curator, link.reason, link.confidence
        )

    def _resolve(self, reference: Text, item: Item, link: Link) -> _Thing | None:
        """Return what a reference means; ends that the relation allows come before ends that it does not."""
        word = reference.text
        if word in self.things:
            return self.things[word]
        group = self._group(item.file)
        handled = self.handles.get((group, word)) or self.handles.get(("", word))
        if handled is not None:
            return self.thing_of.get(id(handled))
        label, _, rest = word.partition(":")
        labels = {label} if rest and label in self.schema.classes else None
        key = normal_name(rest if labels else word)
        levels = [self.statements.get((group, key), [])]
        levels += [self.named.get((scope, key), []) for scope in scopes(item.file.scope)]
        levels = [[t for t in level if labels is None or t.label in labels] for level in levels]
        allowed = self._allowed(item, link)
        fitting = [[t for t in level if t.label in allowed] for level in levels]
        for level in (*fitting, *levels):
            if len(level) == 1:
                return level[0]
            if level:
                ids = ", ".join(sorted(t.id for t in level))
                self.wrong(reference.at, f"{word} is ambiguous: {ids}", "write Class:name, an id, or a handle (as:)")
                return None
        if not self.incomplete:
            known = [handle for where, handle in self.handles if where in (group, "")]
            if len(self.problems) < _NEAR:
                around = set(scopes(item.file.scope))
                known += [name for where, name in self.named if where in around]
                known += [name for where, name in self.statements if where == group]
            self.wrong(
                reference.at,
                f"unknown reference {word}",
                did_you_mean(word, known, "add an item for it, or correct the name"),
            )
        return None

    def _allowed(self, item: Item, link: Link) -> set[str]:
        pairs = self.schema.relations[link.type].pairs
        if link.inverse:
            return {start for start, ends in pairs.items() if item.label in ends}
        return set(pairs.get(item.label, ()))

    # The whole ------------------------------------------------------------------------------------------------------

    def graph(self) -> Graph:
        """Check what can only be seen in the whole, and return the graph."""
        self._check_whole()
        if self.problems:
            raise ProblemsError(self.problems)
        graph = Graph(sources=dict(sorted(self.sources.items())))
        for identifier, thing in sorted(self.things.items()):
            properties = {name: value for name, (value, _) in thing.properties.items()}
            aliases = sorted(alias for alias in thing.aliases if alias != thing.name)
            if aliases:
                properties["aliases"] = tuple(aliases)
            graph.nodes[identifier] = Node(
                identifier, thing.label, thing.name, dict(sorted(properties.items())), tuple(sorted(thing.evidence))
            )
        relationships = [
            Relationship(
                relationship_id(tie.type, tie.start, tie.end, tie.properties),
                tie.type,
                tie.start,
                tie.end,
                dict(sorted(tie.properties.items())),
                tuple(sorted(tie.evidence)),
            )
            for tie in self.ties.values()
        ]
        graph.relationships = {r.id: r for r in sorted(relationships, key=lambda r: r.id)}
        verify(graph)
        return graph

    def _check_whole(self) -> None:
        out: dict[str, Counter[str]] = defaultdict(Counter)
        members: Counter[str] = Counter()
        for tie in self.ties.values():
            out[tie.start][tie.type] += 1
            if tie.type in ("PART_OF", "INCLUDES"):
                members[tie.end if tie.type == "PART_OF" else tie.start] += 1
        for thing in self.things.values():
            values = {name: value for name, (value, _) in thing.properties.items()}
            given = values.keys() | thing.faulty
            self.problems.extend(missing_properties(self.schema.classes[thing.label], given, thing.at))
            if not self.incomplete:
                counts = out[thing.id] + thing.unresolved
                self.problems.extend(count_problems(self.schema, thing.label, counts, thing.at))
            declared = values.get("declares")
            if isinstance(declared, int) and members[thing.id] > declared:
                at = thing.properties["declares"][1]
                self.wrong(
                    at,
                    f"{thing.name} declares {declared} and names {members[thing.id]}",
                    "correct the number, or the members",
                )
        self._check_cycles()

    def _check_cycles(self) -> None:
        parts = {(t.start, t.end): t for t in self.ties.values() if t.type == "PART_OF"}
        for cycle in cycles(parts):
            names = " → ".join(self.things[i].name for i in (*cycle, cycle[0]))
            last = max((parts[pair] for pair in zip(cycle, (*cycle[1:], cycle[0]), strict=True)), key=lambda t: t.at)
            self.wrong(last.at, f"PART_OF runs in a circle: {names}", "remove one of these relationships")


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return outer.source == inner.source and outer.start <= inner.start and inner.end <= outer.end


def _shown(root: Path) -> str:
    """Return what messages call a folder: relative to the working folder if it lies in it."""
    here = Path.cwd()
    return (root.relative_to(here) if root.is_relative_to(here) else root).as_posix()
