"""One county of a store that holds several: whose things count when directives and gaps are looked at for it alone."""

from __future__ import annotations

from collections.abc import Sequence

from graph.hits import Hit
from graph.meant import resolve
from graph.store import Store
from loaders.ids import coded_id, scopes
from ontology.errors import NotFoundError
from ontology.schema import Schema

_SOURCES = (
    "MATCH (x:Entity)-[:PART_OF*0..2]->(:Plan)-[:OF_PLACE]->(p:Place) WHERE p.id = $id "
    "UNWIND x.sources AS source RETURN DISTINCT source ORDER BY source"
)
_HELD = "MATCH (:Plan)-[:OF_PLACE]->(p:Place) RETURN DISTINCT p.name AS place ORDER BY place"
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
        names = held(store)
        told = f"it holds those of {listed(names)}" if names else "it holds none"
        raise NotFoundError(f"the store holds no plan of {hit.name}", told)
    return [*scopes(hit.id.split(":")[1]), *sources]


def held(store: Store) -> list[str]:
    """Return the names of the places of which the store holds plans."""
    return [row["place"] for row in store.read(_HELD).rows]


def listed(names: Sequence[str]) -> str:
    """Return the first of some names, as a message lists them."""
    return ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")
