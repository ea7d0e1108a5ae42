"""One county of a store that holds several: whose things count when directives and gaps are looked at for it alone."""

from __future__ import annotations

from graph.find import resolve
from graph.store import Store
from loaders.ids import coded_id, scopes
from ontology.errors import NotFoundError
from ontology.schema import Schema

_SOURCES = (
    "MATCH (x:Entity)-[:PART_OF*0..2]->(:Plan)-[:OF_PLACE]->(p:Place) WHERE p.id = $id OR $id = '' "
    "UNWIND x.sources AS source RETURN DISTINCT p.name AS place, source ORDER BY place, source"
)
_FEW = 10


def within(store: Store, schema: Schema, place: str) -> list[str]:
    """Return what ids of a place's own things, and of those above it, hold behind their class: place codes and sources.

    The sources are those that its plans, and their programmes and actions, rest on.

    Parameters
    ----------
    store : Store
        Open.
    schema : Schema
        The ontology.
    place : str
        A statistical code, or a name as for :func:`graph.find.resolve`.

    Raises
    ------
    NotFoundError
        There is no such place, several answer to the name, or the store holds no plan of it.
    """
    text = coded_id("Place", place) if place.isascii() and place.isdigit() else place
    hit = resolve(store, schema, text, classes=["Place"]).hit
    sources = [row["source"] for row in store.read(_SOURCES, {"id": hit.id}).rows]
    if not sources:
        held = list(dict.fromkeys(row["place"] for row in store.read(_SOURCES, {"id": ""}).rows))
        more = " …" if len(held) > _FEW else ""
        told = f"it holds those of {', '.join(held[:_FEW])}{more}" if held else "it holds none"
        raise NotFoundError(f"the store holds no plan of {hit.name}", told)
    return [*scopes(hit.id.split(":")[1]), *sources]
