"""Neo4j Browser made at home in this graph: a style sheet from the ontology, favourites from the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontology.schema import NodeClass, Schema

if TYPE_CHECKING:
    from queries.query import Query

# By layer of the page: what many things lead to is drawn larger.
_DIAMETERS = {1: 80, 2: 70, 3: 64, 4: 56}
_DIAMETER = 48

README = """\
Neo4j Browser takes these files by drag and drop onto its window:

- countygraph.grass: colours, sizes and captions for every class and relation (`:style reset` goes back)
- favourites/*.cypher: the catalogue of queries, as favourites; the first lines set example values of the
  parameters, change them as you like
"""


def write_browser(schema: Schema, catalogue: Mapping[str, Query], folder: Path) -> list[Path]:
    """Write what Neo4j Browser takes by drag and drop.

    Parameters
    ----------
    schema : Schema
        Classes with their colours, and relations.
    catalogue : mapping
        The named queries.
    folder : Path
        Made if it is not there.

    Returns
    -------
    list of Path
        The files that were written.
    """
    files = {"README.md": README, "countygraph.grass": style_sheet(schema)}
    files |= {f"favourites/{name}.cypher": favourite(query) for name, query in sorted(catalogue.items())}
    written = []
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def style_sheet(schema: Schema) -> str:
    """Return a style sheet in GraSS: every class and relation in its official colour and words."""
    rules = [*_general(), *(_class(c) for c in schema.classes.values())]
    rules += [
        _rule(f"relationship.{r.name}", {"caption": f'"{r.words.zh}"', "color": "#8a8f98"})
        for r in schema.relations.values()
    ]
    return "\n".join(rules)


def _general() -> Iterator[str]:
    yield _rule(
        "node",
        {
            "diameter": f"{_DIAMETER}px",
            "color": "#a5abb6",
            "border-color": "#9aa1ac",
            "border-width": "2px",
            "text-color-internal": "#ffffff",
            "font-size": "10px",
            "caption": '"{name}"',
        },
    )
    yield _rule(
        "relationship",
        {
            "color": "#a5abb6",
            "shaft-width": "1px",
            "font-size": "8px",
            "padding": "3px",
            "text-color-external": "#000000",
            "text-color-internal": "#ffffff",
            "caption": '"<type>"',
        },
    )


def _class(class_: NodeClass) -> str:
    return _rule(
        f"node.{class_.name}",
        {
            "diameter": f"{_DIAMETERS.get(class_.layer or 0, _DIAMETER)}px",
            "color": class_.colour or "#a5abb6",
            "border-color": class_.colour or "#9aa1ac",
            "text-color-internal": "#ffffff",
            "caption": '"{name}"',
            "defaultCaption": '"<id>"',
        },
    )


def _rule(selector: str, values: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in values.items())
    return f"{selector} {{\n{lines}}}\n"


def favourite(query: Query) -> str:
    """Return a query as a favourite: its title in the first line, then example values, then its Cypher."""
    example = _example(query)
    lines = [f"// {query.title_zh} · {query.title_en}", f"// {query.question}"]
    if example:
        values = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in example.items())
        lines.append(f":param {{{values}}};")
    return "\n".join([*lines, query.cypher.rstrip("; \n") + ";"]) + "\n"


def _example(query: Query) -> dict[str, Any]:
    """Return the values of all parameters, as the example of the query gives them."""
    import shlex

    words = shlex.split(query.example)
    given = {word[2:].replace("-", "_"): value for word, value in pairwise(words) if word.startswith("--")}
    return query.bind({name: value for name, value in given.items() if name in query.parameters})
