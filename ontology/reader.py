"""The one module that reads the ontology's Turtle files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from ontology.errors import SchemaError
from ontology.schema import ENTITY, Concept, NodeClass, Property, RelationType, Schema, Words, type_name

if TYPE_CHECKING:
    from rdflib import Graph as RdfGraph
    from rdflib.term import Node as Term

NAMESPACE = "https://w3id.org/countygraph/ns#"
FILES = ("strategy.ttl", "shapes.ttl", "vocabularies.ttl")
ADD = "add it to the ontology's Turtle files"


def read_texts() -> list[str]:
    """Return the texts of :data:`FILES`."""
    return [files("ontology").joinpath(name).read_text(encoding="utf-8") for name in FILES]


def read_ontology() -> RdfGraph:
    """Return the ontology, its shapes and its vocabularies as one RDF graph."""
    from rdflib import Graph

    graph = Graph()
    for text in read_texts():
        graph.parse(data=text, format="turtle")
    return graph


class SchemaReader:
    """Turns the RDF of an ontology into a :class:`Schema`."""

    def __init__(self, graph: RdfGraph) -> None:
        from rdflib import OWL, RDF, RDFS, SH, SKOS, Namespace

        self.graph = graph
        self.cg = Namespace(NAMESPACE)
        self.owl, self.rdf, self.rdfs, self.sh, self.skos = OWL, RDF, RDFS, SH, SKOS

    def schema(self) -> Schema:
        """Return what the graph says, with every list in a fixed order."""
        vocabularies = self._vocabularies()
        return Schema(
            classes={c.name: c for c in self._classes()},
            relations={r.name: r for r in self._relations()},
            vocabularies=vocabularies,
            version=self._one(next(self.graph.subjects(self.rdf.type, self.owl.Ontology)), self.owl.versionInfo),
        )

    def _local(self, term: Term) -> str:
        return str(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def _one(self, subject: Term, predicate: Term, default: str | None = None) -> str:
        value = self.graph.value(subject, predicate)
        if value is None and default is None:
            raise SchemaError(f"{self._local(subject)} has no {self._local(predicate)}", ADD)
        return default or "" if value is None else str(value)

    def _words(self, subject: Term, label: Term) -> Words:
        found = {getattr(o, "language", None): str(o) for o in self.graph.objects(subject, label)}
        if not {"zh", "en"} <= found.keys():
            raise SchemaError(f"{self._local(subject)} lacks a label in zh or en", ADD)
        definitions = {getattr(o, "language", None): str(o) for o in self.graph.objects(subject, self.skos.definition)}
        return Words(found["zh"], found["en"], definitions.get("zh", definitions.get("en", "")))

    def _classes(self) -> Iterator[NodeClass]:
        entity = self._properties(self.cg[ENTITY])
        for subject in _sorted(self.graph.subjects(self.rdfs.subClassOf, self.cg[ENTITY])):
            layer = self.graph.value(subject, self.cg.layer)
            yield NodeClass(
                name=self._local(subject),
                words=self._words(subject, self.rdfs.label),
                identified_by=self._one(subject, self.cg.identifiedBy),
                layer=None if layer is None else int(str(layer)),
                colour=self._one(subject, self.cg.colour),
                shape=self._one(subject, self.cg.shape),
                properties=entity | self._properties(subject),
            )

    def _properties(self, cls: Term) -> dict[str, Property]:
        found: dict[str, Property] = {}
        required: set[str] = set()
        for node_shape in self.graph.subjects(self.sh.targetClass, cls):
            for shape in self.graph.objects(node_shape, self.sh.property):
                path = self.graph.value(shape, self.sh.path)
                if path is None:
                    raise SchemaError(f"a shape of {self._local(cls)} has no sh:path")
                if self.graph.value(shape, self.sh.datatype) is not None:
                    found[self._local(path)] = self._property(shape, path)
                elif (path, self.rdf.type, self.owl.DatatypeProperty) in self.graph:
                    required.add(self._local(path))
        return {
            name: found[name] if name not in required else replace(found[name], required=True) for name in sorted(found)
        }

    def _property(self, shape: Term, path: Term) -> Property:
        from rdflib.collection import Collection

        listed = self.graph.value(shape, self.sh["in"])
        return Property(
            name=self._local(path),
            words=self._words(path, self.rdfs.label),
            datatype=self._local(self.graph.value(shape, self.sh.datatype) or path),
            required=self._one(shape, self.sh.minCount, "0") != "0",
            many=self.graph.value(shape, self.sh.maxCount) is None,
            values=tuple(map(str, Collection(self.graph, listed))) if listed is not None else (),
            vocabulary=self._local(self.graph.value(shape, self.cg.vocabulary) or ""),  # type: ignore[arg-type]
            pattern=self._one(shape, self.sh.pattern, ""),
        )

    def _relations(self) -> Iterator[RelationType]:
        inverses = {o: s for s, o in self.graph.subject_objects(self.owl.inverseOf)}
        for subject in _sorted(self.graph.subjects(self.rdf.type, self.owl.ObjectProperty)):
            if self.graph.value(subject, self.owl.inverseOf) is not None:
                continue
            pairs: dict[str, tuple[str, ...]] = {}
            counts: dict[str, tuple[int, int | None]] = {}
            for shape in self.graph.subjects(self.sh.path, subject):
                start = self._start(shape)
                most = self.graph.value(shape, self.sh.maxCount)
                pairs[start] = self._ends(shape)
                least = int(self._one(shape, self.sh.minCount, "0"))
                counts[start] = (least, None if most is None else int(str(most)))
            inverse = inverses.get(subject)
            yield RelationType(
                name=type_name(self._local(subject)),
                words=self._words(subject, self.rdfs.label),
                inverse_zh=self._inverse_zh(subject),
                inverse="" if inverse is None else type_name(self._local(inverse)),
                trace=self._one(subject, self.cg.trace, ""),
                pairs=dict(sorted(pairs.items())),
                counts=dict(sorted(counts.items())),
                properties=self._relationship_properties(subject),
            )

    def _start(self, shape: Term) -> str:
        for node_shape in self.graph.subjects(self.sh.property, shape):
            target = self.graph.value(node_shape, self.sh.targetClass)
            if target is not None:
                return self._local(target)
        raise SchemaError("a shape of a relation belongs to no class", "give its node shape a sh:targetClass")

    def _ends(self, shape: Term) -> tuple[str, ...]:
        from rdflib.collection import Collection

        single = self.graph.value(shape, self.sh["class"])
        if single is not None:
            return (self._local(single),)
        options = self.graph.value(shape, self.sh["or"])
        if options is None:
            raise SchemaError("a shape of a relation names no class for its end", "add sh:class or sh:or")
        ends = (self.graph.value(option, self.sh["class"]) for option in Collection(self.graph, options))
        return tuple(sorted(self._local(end) for end in ends if end is not None))

    def _inverse_zh(self, subject: Term) -> str:
        for o in self.graph.objects(subject, self.cg.inverseLabel):
            if getattr(o, "language", None) == "zh":
                return str(o)
        raise SchemaError(f"{self._local(subject)} has no cg:inverseLabel in zh", ADD)

    def _relationship_properties(self, relation: Term) -> dict[str, Property]:
        found: dict[str, Property] = {}
        for holder in self.graph.subjects(self.cg.relation, relation):
            for shape in self.graph.objects(holder, self.sh.property):
                path = self.graph.value(shape, self.sh.path)
                if path is not None:
                    found[self._local(path)] = self._property(shape, path)
        return dict(sorted(found.items()))

    def _vocabularies(self) -> dict[str, dict[str, Concept]]:
        schemes: dict[str, dict[str, Concept]] = {}
        matches = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
        # Insertion order of the file would be lost in RDF: the concepts' own IRIs give a fixed order.
        for concept in _sorted(self.graph.subjects(self.rdf.type, self.skos.Concept)):
            code = self._one(concept, self.skos.notation)
            scheme = self._local(self.graph.value(concept, self.skos.inScheme) or concept)
            schemes.setdefault(scheme, {})[code] = Concept(
                code=code,
                words=self._words(concept, self.skos.prefLabel),
                alternatives=tuple(sorted(map(str, self.graph.objects(concept, self.skos.altLabel)))),
                matches=tuple(
                    (kind, str(o)) for kind in matches for o in _sorted(self.graph.objects(concept, self.skos[kind]))
                ),
            )
        return dict(sorted(schemes.items()))


def _sorted(terms: Iterable[Term]) -> list[Term]:
    """Sort by the IRI: RDF has no order, and everything made of the schema must come out the same."""
    return sorted(terms, key=str)
