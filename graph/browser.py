"""Neo4j Browser made at home in this graph: a style sheet from the ontology, favourites from the catalogue."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ontology.schema import ENTITY, NodeClass, Schema

if TYPE_CHECKING:
    from queries.query import Query

# By layer of the page: what many things lead to is drawn larger. Browser breaks captions at spaces only, so that a
# Chinese name has one line, as long as the node is wide: at 10px of text, ten characters and an ellipsis in 110px.
_DIAMETERS = {1: 120, 2: 110, 3: 110, 4: 110, 5: 100, 6: 100}
_DIAMETER = 80
_GREY, _BORDER = "#a5abb6", "#9aa1ac"

README = """\
Neo4j Browser takes these files by drag and drop onto its window:

- countygraph.grass: colours, sizes and captions for every class and relation (`:style reset` goes back)
- favourites.zip: pictures of the graph (图) and the catalogue of queries, as favourites in a folder countygraph;
  example values stand in the Cypher, change them as you like. Dropped again, it doubles them: delete the folder first.
  favourites/*.cypher are the same, one by one: Browser takes one file at a time
"""

PICTURES = {
    "picture-cascade": """\
// 图:全年的层级 · Picture: the year, from the plan down to its measures
MATCH p = (:Plan)<-[:PART_OF*1..]-(:Entity) RETURN p LIMIT 300;
""",
    "picture-directive": """\
// 图:落实一项部署 · Picture: what carries a directive out
MATCH p = (d:Directive)<-[:IMPLEMENTS|CITES|PART_OF*1..4]-(:Entity) WHERE d.name = "十项重大工程" RETURN p LIMIT 300;
""",
    "picture-thing": """\
// 图:一事物及其政策来源 · Picture: a thing, the measures around it and what these lead to
MATCH (n:Entity) WHERE n.name = "比亚迪刀片电池"
MATCH p = (n)<-[:CONCERNS|COVERS|INCLUDES|TO_BECOME*0..3]-(:Entity)-[:PART_OF|IMPLEMENTS*0..6]->(:Entity)
RETURN p LIMIT 300;
""",
}
"""Favourites that return paths, which is what the style sheet is for: the catalogue answers with rows."""


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
    texts = PICTURES | {name: favourite(query) for name, query in catalogue.items()}
    favourites = {f"{name}.cypher": text.encode() for name, text in sorted(texts.items())}
    files = {
        "README.md": README.encode(),
        "countygraph.grass": style_sheet(schema).encode(),
        "favourites.zip": _zip({f"countygraph/{name}": content for name, content in favourites.items()}),
        **{f"favourites/{name}": content for name, content in favourites.items()},
    }
    written = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of the files: the same bytes on every machine, so neither time nor compression."""
    from zipfile import ZipFile, ZipInfo

    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.create_system = 3  # what the machine is called would be written otherwise
            archive.writestr(entry, content)
    return buffer.getvalue()


def style_sheet(schema: Schema) -> str:
    """Return a style sheet in GraSS: every class and relation in its official colour and words."""
    # What all nodes are comes first: Browser would put a rule of its own behind the others, and a later rule wins.
    entity = _rule(f"node.{ENTITY}", {"color": _GREY, "border-color": _BORDER, "caption": '"{name}"'})
    rules = [*_general(), entity, *(_class(c) for c in schema.classes.values())]
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
            "color": _GREY,
            "border-color": _BORDER,
            "border-width": "2px",
            "text-color-internal": "#ffffff",
            "font-size": "10px",
            "caption": '"{name}"',
        },
    )
    yield _rule(
        "relationship",
        {
            "color": _GREY,
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
            "color": class_.colour or _GREY,
            "border-color": class_.colour or _BORDER,
            "text-color-internal": "#ffffff",
            "caption": '"{name}"',
        },
    )


def _rule(selector: str, values: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in values.items())
    return f"{selector} {{\n{lines}}}\n"


def favourite(query: Query) -> str:
    """Return a query as a favourite: its title, its question, its example values, and its Cypher with them.

    The values stand in the Cypher: behind a ``:param`` Browser takes the text for a script, and shows no rows of those.
    """
    values = {name: json.dumps(value, ensure_ascii=False) for name, value in _example(query).items()}
    lines = [f"// {query.title_zh} · {query.title_en}", f"// {query.question}"]
    lines += [f"// {name} = {values[name]}: {known.text}" for name, known in query.parameters.items()]
    cypher = re.sub(r"\$(\w+)", lambda found: values[found[1]], query.cypher.rstrip("; \n"))
    return "\n".join([*lines, f"{cypher};"]) + "\n"


def _example(query: Query) -> dict[str, Any]:
    """Return the values of all parameters, as the example of the query gives them."""
    import shlex

    words = shlex.split(query.example)
    given = {word[2:].replace("-", "_"): value for word, value in pairwise(words) if word.startswith("--")}
    return query.bind({name: value for name, value in given.items() if name in query.parameters})
