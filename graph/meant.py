"""The one thing that a text means, or what it may mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.find import MOST, find
from graph.hits import EXACT, WAYS, Hit, hit_list
from graph.store import Store
from loaders.ids import normal_name
from ontology.errors import NotFoundError
from ontology.schema import Schema

_ABOVE = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})-[:PART_OF*0..3]->()"
    "<-[:HAS_TARGET|OF_INDICATOR|COVERS|INCLUDES|CONCERNS|TO_BECOME*0..4]-()-[:PART_OF*0..3]->(a:Entity) "
    "WHERE a.id IN $ids AND a.id <> id RETURN DISTINCT id, a.id AS above"
)


class Meant(NamedTuple):
    """The thing that a text means, and how many others bear the text in their names and do not belong to it.

    ``more`` says that there may be further ones, beyond the :data:`MOST` hits that were looked at.
    """

    hit: Hit
    others: int
    more: bool


def resolve(store: Store, schema: Schema, text: str, *, classes: Sequence[str] = ()) -> Meant:
    """Return the one thing that a text means.

    What belongs to another candidate (a measure's target, a batch's project) is no rival of it, nor is what has
    the whole name of another in its own (the measure that carries out a directive).

    Raises
    ------
    NotFoundError
        Nothing answers to the text, or several do equally well; they are listed.
    """
    hits = find(store, text, classes=classes, limit=MOST)
    sure = [h for h in hits if WAYS.index(h.way) <= WAYS.index("text")]
    if not sure:
        near = hit_list(hits[:5], schema)
        raise NotFoundError(f"nothing answers to 「{text}」" + (f"; the nearest are:{near}" if near else ""))
    named = [h for h in sure if h.way != "text"] or sure
    rivals = [h for h in named if h.way in EXACT] or named
    above: set[tuple[str, str]] = set()
    if len(named) > 1:
        above = {(row["id"], row["above"]) for row in store.read(_ABOVE, {"ids": [h.id for h in named]}).rows}
        below = {id_ for id_, higher in above if any(h.id == higher for h in rivals)}
        rivals = [h for h in rivals if h.id not in below] or rivals
        rivals = [h for h in rivals if not any(_within(other, h) for other in rivals)]
    if len(rivals) > 1:
        more = f"\n  … and {len(rivals) - 20} more" if len(rivals) > 20 else ""
        same = len({normal_name(h.name) for h in rivals}) == 1
        raise NotFoundError(
            f"「{text}」 may mean {len(rivals)} things; give {'--class' if same else 'a longer name'}, or an id:"
            f"{hit_list(rivals[:20], schema)}{more}"
        )
    meant = rivals[0]
    others = sum(h is not meant and (h.id, meant.id) not in above for h in named)
    return Meant(meant, others, len(hits) == MOST)


def _within(one: Hit, other: Hit) -> bool:
    """Tell whether one's name is a part of the other's."""
    short, long = normal_name(one.name), normal_name(other.name)
    return len(short) < len(long) and short in long
