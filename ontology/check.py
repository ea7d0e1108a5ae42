"""The ontology held to account: what the program and the shapes rely on, with the place of what is wrong."""

from __future__ import annotations

from importlib.resources import files

from ontology.errors import Problem, SchemaError
from ontology.reader import FILES
from ontology.schema import ENTITY, Property, Schema, load_schema

_FOLDER = "ontology"


def ontology_problems() -> list[Problem]:
    """Return all that is wrong with the ontology's files; none when they can be relied on.

    Files that are no Turtle are told with the line; what the program misses in them by its name.
    """
    problems = [problem for name in FILES if (problem := _syntax_problem(name)) is not None]
    if problems:
        return problems
    try:
        schema = load_schema()
    except SchemaError as error:
        return [Problem(_FOLDER, 0, 0, error.message, error.hint)]
    return [Problem(_FOLDER, 0, 0, *told) for told in _contradictions(schema)]


def _syntax_problem(name: str) -> Problem | None:
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    path = files("ontology").joinpath(name)
    try:
        Graph().parse(data=path.read_text(encoding="utf-8"), format="turtle")
    except BadSyntax as error:
        return Problem(f"{_FOLDER}/{name}", error.lines + 1, 1, f"not Turtle: {error._why}", "correct the line")
    except UnicodeDecodeError:
        return Problem(f"{_FOLDER}/{name}", 0, 0, "not UTF-8", "save it as UTF-8")
    return None


def _contradictions(schema: Schema) -> list[tuple[str, str]]:
    told = []
    known = {*schema.classes, ENTITY}
    for relation in schema.relations.values():
        if not relation.pairs:
            told.append((f"{relation.name} starts at no class", "name it in a shape"))
        for start, ends in relation.pairs.items():
            for word in {start, *ends} - known:
                told.append((f"{relation.name} speaks of {word}, which is no class", "correct its shape"))
    properties: dict[str, Property] = {}
    for cls in schema.classes.values():
        properties |= cls.properties
    for relation in schema.relations.values():
        properties |= relation.properties
    for prop in properties.values():
        codes = set(schema.vocabularies.get(prop.vocabulary, {}))
        if prop.vocabulary and codes != set(prop.values):
            missing = ", ".join(sorted(codes ^ set(prop.values)))
            told.append((f"{prop.name} and the vocabulary {prop.vocabulary} differ in {missing}", "bring them in line"))
    return told
