"""What the ontology asks of nodes and relationships, checked with the place of every mistake."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from loaders.yamltree import At, Sequence, Text, Tree
from ontology.errors import Problem
from ontology.model import Value
from ontology.schema import NodeClass, Property, RelationType, Schema

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,15}", re.ASCII)
_TRUTH = {"true": True, "false": False}


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint that names the known word nearest to a wrong one, or ``otherwise``."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else otherwise


def property_value(prop: Property, tree: Tree, problems: list[Problem]) -> Value | None:
    """Turn what a file says into a property's value.

    Parameters
    ----------
    prop : Property
        What the ontology asks of it: datatype, vocabulary, pattern.
    tree : Tree
        A text, or a list of texts where the property takes many.
    problems : list of Problem
        Mistakes are added here.

    Returns
    -------
    Value or None
        None when there was a mistake. Decimals are floats, even if whole; lists are tuples.
    """
    if prop.many:
        members = tree.items if isinstance(tree, Sequence) else (tree,)
        values = [_one_value(prop, member, problems) for member in members]
        return None if None in values else tuple(map(str, values))
    return _one_value(prop, tree, problems)


def _one_value(prop: Property, tree: Tree, problems: list[Problem]) -> str | int | float | bool | None:
    if not isinstance(tree, Text):
        problems.append(tree.at.problem(f"{prop.name} is one {prop.datatype}", "write a single value"))
        return None
    text = tree.text.strip()
    if not text:
        problems.append(tree.at.problem(f"{prop.name} is empty", "give it a value or leave it out"))
        return None
    if prop.values and text not in prop.values:
        problems.append(
            tree.at.problem(
                f"{text} is no {prop.name}", did_you_mean(text, prop.values, f"it is one of {', '.join(prop.values)}")
            )
        )
        return None
    if prop.pattern and not re.search(prop.pattern, text, re.ASCII):
        problems.append(tree.at.problem(f"{text} is no {prop.name}", f"{prop.words.en} looks like {prop.pattern}"))
        return None
    return _typed(prop, text, tree.at, problems)


def _typed(prop: Property, text: str, at: At, problems: list[Problem]) -> str | int | float | bool | None:
    if prop.datatype == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if prop.datatype == "decimal" and _NUMBER.fullmatch(text):
        return float(text)
    if prop.datatype == "boolean" and text in _TRUTH:
        return _TRUTH[text]
    if prop.datatype == "string":
        return text
    examples = {"integer": "83", "decimal": "6.5", "boolean": "true or false"}
    problems.append(
        at.problem(f"{prop.name} is {text}, which is no {prop.datatype}", f"write {examples[prop.datatype]}")
    )
    return None


def missing_properties(cls: NodeClass, given: Container[str], at: At) -> list[Problem]:
    """Return a problem for each property that the class requires and that is not given."""
    return [
        at.problem(f"{cls.name} lacks {name}", f"add {name}: {_example(prop)}")
        for name, prop in cls.properties.items()
        if prop.required and name not in given and name not in ("id", "name")
    ]


def _example(prop: Property) -> str:
    return " or ".join(prop.values) if prop.values else f"({prop.datatype}; {prop.words.zh})"


def relation_problem(schema: Schema, relation: RelationType, start: str, end: str, at: At) -> Problem | None:
    """Return a problem when the relation may not lead from the one class to the other."""
    ends = relation.pairs.get(start)
    if ends is None:
        return at.problem(
            f"{relation.name} does not start at {start}",
            f"{start} has {', '.join(_relations_of(schema, start)) or 'no relations'}",
        )
    if end not in ends:
        return at.problem(f"{relation.name} does not lead from {start} to {end}", f"it leads to {', '.join(ends)}")
    return None


def _relations_of(schema: Schema, start: str) -> list[str]:
    return [name for name, relation in schema.relations.items() if start in relation.pairs]


def count_problems(schema: Schema, label: str, counts: Mapping[str, int], at: At) -> list[Problem]:
    """Return a problem for each relation of which a node has too few or too many."""
    problems = []
    for relation in schema.relations.values():
        least, most = relation.counts.get(label, (0, None))
        count = counts.get(relation.name, 0)
        if count < least:
            hint = f"add {relation.name}: ({' or '.join(relation.pairs[label])})"
            problems.append(at.problem(f"{label} has {count} {relation.name} and needs {least}", hint))
        if most is not None and count > most:
            problems.append(at.problem(f"{label} has {count} {relation.name}", f"keep {most}"))
    return problems


def cycles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return cycles of a directed graph, each as the list of its nodes, until none is left."""
    above: dict[str, set[str]] = {}
    for start, end in edges:
        above.setdefault(start, set()).add(end)
    found = []
    while True:
        try:
            TopologicalSorter({node: sorted(ends) for node, ends in sorted(above.items())}).prepare()
        except CycleError as error:
            # The sorter names each node before the one that depends on it: turned round, the edges run forward.
            cycle = list(error.args[1])[::-1]
            found.append(cycle[:-1])
            above[cycle[0]].discard(cycle[1])
        else:
            return found
