"""One county of a store that holds several: whose things count when directives and gaps are looked at for it alone."""

from __future__ import annotations

from graph.find import Hit, resolve
from graph.store import Store
from loaders.ids import coded_id, scopes
from ontology.errors import NotFoundError
from ontology.schema import Schema

_SOURCES = (
    "MATCH (x:Entity)-[:PART_OF*0..2]->(:Plan)-[:OF_PLACE]->(p:Place) WHERE p.id = $id OR $id = '' "
    "UNWIND x.sources AS source RETURN DISTINCT p.name AS place, source ORDER BY place, source"
)
_FEW = 10


def place_meant(store: Store, schema: Schema, place: str) -> Hit:
    """Return the place that a statistical code or a name, as for :func:`graph.find.resolve`, means."""
    text = coded_id("Place", place) if place.isascii() and place.isdigit() else place
    return resolve(store, schema, text, classes=["Place"]).hit


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
    hit = place_meant(store, schema, place)
    sources = [row["source"] for row in store.read(_SOURCES, {"id": hit.id}).rows]
    if not sources:
        held = list(dict.fromkeys(row["place"] for row in store.read(_SOURCES, {"id": ""}).rows))
        more = " …" if len(held) > _FEW else ""
        told = f"it holds those of {', '.join(held[:_FEW])}{more}" if held else "it holds none"
        raise NotFoundError(f"the store holds no plan of {hit.name}", told)
    return [*scopes(hit.id.split(":")[1]), *sources]
