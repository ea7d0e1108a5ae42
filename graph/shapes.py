"""SHACL over the plain triples of a graph: the ontology's own shapes, run by an engine that is not ours.

The loader checks the same shapes with places and hints; this run holds it to account. ``pyrudof`` was chosen over
``pySHACL`` by measurement (tests/bench/build.py); they agree on what is right and wrong (tests/graph/test_shapes.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from graph.rdf import THINGS, Line, plain_triples
from ontology.errors import Problem
from ontology.model import Graph
from ontology.reader import read_ontology
from ontology.schema import Schema

CHUNK = 1000
"""Nodes in one run of the engine, whose time and memory grow faster than the graph."""


def shape_problems(
    graph: Graph, schema: Schema, *, progress: Callable[[int, int], None] = lambda done, total: None
) -> list[Problem]:
    """Run the shapes over a graph.

    Returns
    -------
    list of Problem
        One for each violation, with the node's id in place of a file; none when the graph conforms.
    """
    return lines_problems(plain_triples(graph, schema), progress=progress)


def lines_problems(
    lines: Iterable[Line], *, progress: Callable[[int, int], None] = lambda done, total: None
) -> list[Problem]:
    """Run the shapes over triples in N-Triples; see :func:`shape_problems`."""
    from pyrudof import RDFFormat, ReaderMode, Rudof, RudofConfig, ShaclFormat
    from rdflib import RDFS

    ontology = read_ontology()
    classes = "".join(
        f"{s.n3()} {RDFS.subClassOf.n3()} {o.n3()} .\n" for s, o in sorted(ontology.subject_objects(RDFS.subClassOf))
    )
    engine = Rudof(RudofConfig())
    strict = ReaderMode.Strict
    engine.read_shacl(ontology.serialize(format="nt"), format=ShaclFormat.NTriples, reader_mode=strict)
    said, types = _by_subject(lines)
    problems: set[Problem] = set()
    subjects = list(said)
    for first in range(0, len(subjects), CHUNK):
        progress(first, len(subjects))
        chunk = dict.fromkeys(subjects[first : first + CHUNK])
        # Shapes look one step far: at a node's own triples and at the classes of the ends.
        ends = {o for s in chunk for _, o in said[s] if o in types and o not in chunk}
        data = [f"{s} {p} {o} .\n" for s in chunk for p, o in said[s]]
        data += [f"{end} {_TYPE} {type_} .\n" for end in sorted(ends) for type_ in types[end]]
        engine.read_data(classes + "".join(data), format=RDFFormat.NTriples, reader_mode=strict, merge=False)
        for violation in engine.validate_shacl().violations:
            if f"<{violation.focus_node}>" in chunk:
                problems.add(_problem(violation.focus_node, violation.path, violation.message, violation.value))
    return sorted(problems)


_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def _by_subject(lines: Iterable[Line]) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[str]]]:
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    types: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        subject, predicate, end = line.split(" ", 2)
        said[subject].append((predicate, end))
        if predicate == _TYPE:
            types[subject].append(end)
    return said, types


def _problem(focus: str, path: str | None, message: str | None, value: str | None) -> Problem:
    from urllib.parse import unquote

    node = unquote(focus.removeprefix(THINGS))
    where = (path or "").rpartition("#")[2]
    what = " ".join(filter(None, (where, (message or "").strip('"'), f"(found {value})" if value else "")))
    return Problem(node, 0, 0, f"does not conform to its shape: {what}", "correct the seeds or the ontology")
