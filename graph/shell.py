"""The interactive prompt: Cypher and the catalogue's queries, again and again."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from graph.cli_cypher import cut_note, parse_param
from graph.rows import FORMATS, write_rows
from graph.store import Store
from ontology.errors import CountyGraphError, QueryError
from ontology.userfolders import data_folder

if TYPE_CHECKING:
    from prompt_toolkit.document import Document

# fmt: off
KEYWORDS = [
    "AND", "AS", "ASC", "BY", "CALL", "CASE", "CONTAINS", "COUNT", "DESC",
    "DISTINCT", "ELSE", "END", "ENDS", "EXISTS", "IN", "IS", "LIMIT", "MATCH",
    "NOT", "NULL", "OPTIONAL", "OR", "ORDER", "RETURN", "SKIP", "STARTS", "THEN",
    "UNION", "UNWIND", "WHEN", "WHERE", "WITH", "YIELD",
]
# fmt: on

_LAST_WORD = re.compile(r"\w*\Z")

HELP = """\
A query ends with ; or with an empty line.

  MATCH (n:Project) RETURN n.name, n.stage;      Cypher that reads
  :queries                                       the named queries
  :query NAME key=value …                        run one
  :labels  :types  :properties                   what is in the store
  :param name=text  (name:=3)                    set $name; without anything: show all
  :format table|csv|json|jsonl                   how rows come out
  :limit ROWS  :timeout SECONDS                  0 for none
  :help  :quit                                   Ctrl-D ends, too; Ctrl-C drops the line or the running query"""

NAMES = {
    "labels": "CALL db.labels() YIELD label AS name RETURN DISTINCT name ORDER BY name",
    "types": "CALL db.relationshipTypes() YIELD relationshipType AS name RETURN DISTINCT name ORDER BY name",
    # Of a part of the nodes: the embedded engine keeps no list of the properties that were never declared.
    "properties": "MATCH (n) WITH n LIMIT 20000 UNWIND keys(n) AS name RETURN DISTINCT name ORDER BY name",
}


def is_complete(text: str) -> bool:
    """Return whether Enter is to run ``text``: a command, a query that ends with ``;``, or an empty last line."""
    lines = text.split("\n")
    return not text.strip() or text.lstrip().startswith(":") or text.rstrip().endswith(";") or not lines[-1].strip()


class Names(Completer):
    """Completes labels and types behind ``:``, properties behind ``.``, commands and query names, else keywords."""

    def __init__(self, names: dict[str, list[str]], queries: Iterable[str], commands: Iterable[str]) -> None:
        self.names = names
        self.queries = sorted(queries)
        self.commands = sorted(commands)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what may stand at the cursor; see :class:`Completer`."""
        before = document.text_before_cursor
        word = _LAST_WORD.search(before)[0]  # type: ignore[index]  # it finds the empty word at least
        ahead = before[: len(before) - len(word)]
        if before.startswith(":query "):
            word = before.removeprefix(":query ")
            found = self.queries
        elif before.startswith(":"):
            word = before[1:]
            found = self.commands
        elif ahead.endswith((":", "|")):
            in_brackets = ahead.rfind("[") > max(ahead.rfind("]"), ahead.rfind("("))
            found = self.names["types" if in_brackets else "labels"]
        elif ahead.endswith("."):
            found = self.names["properties"]
        else:
            found = KEYWORDS if word else []
        for name in found:
            if name.lower().startswith(word.lower()):
                yield Completion(name, start_position=-len(word))


class Shell:
    """One session at the prompt.

    Parameters
    ----------
    store : Store
        Open.
    timeout, limit : float, int
        Of each query; 0 for none.
    format_ : str
        How rows come out.
    """

    def __init__(self, store: Store, *, timeout: float, limit: int, format_: str) -> None:
        from queries.catalogue import load_catalogue

        self.store = store
        self.timeout = timeout
        self.limit = limit
        self.format = format_
        self.params: dict[str, object] = {}
        self.catalogue = load_catalogue()
        self.commands: dict[str, Callable[[str], None]] = {
            "format": self._set_format,
            "help": lambda _: click.echo(HELP),
            "labels": lambda _: self._ask(NAMES["labels"], {}),
            "limit": self._set_limit,
            "param": self._set_param,
            "properties": lambda _: self._ask(NAMES["properties"], {}),
            "queries": self._list_queries,
            "query": self._run_named,
            "quit": self._quit,
            "timeout": self._set_timeout,
            "types": lambda _: self._ask(NAMES["types"], {}),
        }

    def run(self) -> None:
        """Read and answer until the end of input."""
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        names = {kind: [row["name"] for row in self.store.read(query).rows] for kind, query in NAMES.items()}
        session: PromptSession[str] = PromptSession(
            history=FileHistory(str(folder / "history")),
            completer=Names(names, self.catalogue, self.commands),
            complete_while_typing=False,
            multiline=True,
            key_bindings=_bindings(),
            prompt_continuation=lambda width, *_: "." * (width - 1) + " ",
        )
        click.echo(f"{self.store.address} · :help tells what there is", err=True)
        while True:
            try:
                self.answer(session.prompt("countygraph> "))
            except KeyboardInterrupt:
                continue
            except EOFError:
                return

    def answer(self, text: str) -> None:
        """Run one command or query; what goes wrong with it is told, and that is all.

        Raises
        ------
        EOFError
            The session is to end.
        """
        text = text.strip()
        if not text:
            return
        try:
            if text.startswith(":"):
                name, _, rest = text[1:].rstrip(";").partition(" ")
                if name not in self.commands:
                    raise QueryError(f"there is no :{name}", ":help tells what there is")
                self.commands[name](rest.strip())
            else:
                self._ask(text, self.params)
        except CountyGraphError as error:
            click.echo(f"Error: {error}", err=True)

    def _ask(self, cypher: str, params: dict[str, object]) -> None:
        begin = time.perf_counter()
        result = self.store.read(cypher, params, timeout=self.timeout or None, limit=self.limit or None)
        seconds = time.perf_counter() - begin
        write_rows(result.columns, result.rows, self.format, sys.stdout)
        note = cut_note(result) or f"{len(result.rows):,} row{'s' * (len(result.rows) != 1)}"
        click.echo(f"{note}, {seconds:.3f} s", err=True)

    def _run_named(self, rest: str) -> None:
        import shlex

        from queries.catalogue import find_query

        try:
            name, *given = shlex.split(rest)
        except ValueError:
            raise QueryError("give a query, such as :query projects", ":queries lists all") from None
        query = find_query(name)
        self._ask(query.cypher, dict(query.bind(dict(map(parse_param, given)))))

    def _list_queries(self, _: str) -> None:
        rows = [{"name": q.name, "title": q.title_zh, "example": q.example} for q in self.catalogue.values()]
        write_rows(("name", "title", "example"), rows, self.format, sys.stdout)

    def _set_param(self, rest: str) -> None:
        if rest:
            name, value = parse_param(rest)
            self.params[name] = value
        for name, value in sorted(self.params.items()):
            click.echo(f"${name} = {value!r}")

    def _set_format(self, rest: str) -> None:
        if rest not in FORMATS:
            raise QueryError(f"there is no format {rest!r}", f"one of {', '.join(FORMATS)}")
        self.format = rest

    def _set_limit(self, rest: str) -> None:
        self.limit = int(_number(rest))

    def _set_timeout(self, rest: str) -> None:
        self.timeout = _number(rest)

    def _quit(self, _: str) -> None:
        raise EOFError


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number < 10**9:
        raise QueryError(f"{text!r} is no number of 0 or more")
    return number


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if is_complete(buffer.text):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return bindings
