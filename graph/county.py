"""One county or year of a store that holds several: whose things count when it alone is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.hits import Hit
from graph.meant import resolve
from graph.store import Store
from loaders.ids import coded_id, scopes
from ontology.errors import NotFoundError
from ontology.schema import Schema

_SOURCES = (
    "MATCH (x:Entity)-[:PART_OF*0..2]->(y:Plan)-[:OF_PLACE]->(p:Place) "
    "WHERE ($id = '' OR p.id = $id) AND ($year = 0 OR y.year = $year) "
    "UNWIND x.sources AS source RETURN DISTINCT source, p.id AS place ORDER BY source, place"
)
_HELD = (
    "MATCH (y:Plan)-[:OF_PLACE]->(p:Place) "
    "RETURN DISTINCT p.code AS code, p.name AS place, y.year AS year ORDER BY place, year, code"
)
_FEW = 10


class Held(NamedTuple):
    """A place of which the store holds a plan: its statistical code and its name, and the year of the plan."""

    code: str
    place: str
    year: int


def place_meant(store: Store, schema: Schema, place: str) -> Hit:
    """Return the place that a statistical code or a name, as for :func:`graph.find.resolve`, means."""
    text = coded_id("Place", place) if place.isascii() and place.isdigit() else place
    return resolve(store, schema, text, classes=["Place"]).hit


def within(store: Store, schema: Schema, place: str = "", year: int = 0) -> list[str]:
    """Return what ids of a place's own things, and of those above it, hold behind their class: place codes and sources.

    The place's own code comes first. The sources are those that its plans, and their programmes and actions, rest
    on. What has a place and no year, like directives and projects, counts for every year.

    Parameters
    ----------
    store : Store
        Open.
    schema : Schema
        The ontology.
    place : str
        A statistical code, or a name as for :func:`graph.find.resolve`; all places if empty.
    year : int
        The year of the plans; all years if 0.

    Raises
    ------
    NotFoundError
        There is no such place, several answer to the name, or the store holds no plan of it, or of the year.
    """
    hit = place_meant(store, schema, place) if place else None
    rows = store.read(_SOURCES, {"id": hit.id if hit else "", "year": year}).rows
    if not rows:
        plans = [f"{plan.place} {plan.year}" for plan in held(store)]
        told = f"it holds those of {listed(plans)}" if plans else "it holds none"
        asked = " ".join([*([hit.name] if hit else ()), *([str(year)] if year else ())])
        raise NotFoundError(f"the store holds no plan of {asked}", told)
    codes = (code for row in rows for code in scopes(row["place"].split(":")[1]))
    return [*dict.fromkeys(codes), *dict.fromkeys(row["source"] for row in rows)]


def held(store: Store) -> list[Held]:
    """Return the places of which the store holds plans, each with a year."""
    return [Held(row["code"], row["place"], row["year"]) for row in store.read(_HELD).rows]


def listed(names: Sequence[str]) -> str:
    """Return the first of some names, as a message lists them."""
    return ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")
