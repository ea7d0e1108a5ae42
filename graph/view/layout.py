"""Where everything lies on the map: columns from policy source to what is built, rows in the order of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from graph.view.cascade import Cascade
from graph.view.items import BACKGROUND_LAYER, Item, rank

ROW = 22
"""Height of a row, in the map's own units; one unit is one pixel when a seed's map fits a desktop."""
GAP = 34
"""Room between two layers, through which the lines run."""
INDENT = 12
WIDTHS = {1: 150, 2: 128, 3: 150, 4: 136, 5: 172, 6: 168, 7: 156, 8: 140}
"""Width of one column of each layer: the mark and its label."""
ASPECT = 2.15
"""Width by height that a fresh layout aims at: the map's part of a desktop window."""
STRETCH = 1.3
"""How far rows are drawn apart to fill a window that the picture does not fill."""
KEEP = 0.5
"""Positions are kept when at least this part of what is shown has one; else the layout starts afresh."""

Point = tuple[int, int]


@dataclass(frozen=True)
class Heading:
    """The title of a group, above its first row in a column."""

    group: str
    x: int
    y: int


@dataclass(frozen=True)
class Layout:
    """Positions by item id; the left and right end of each layer; headings of groups."""

    positions: dict[str, Point]
    bands: dict[int, tuple[int, int]]
    headings: list[Heading]


def lay_out(cascade: Cascade, shown: list[Item], known: Mapping[str, Point] | None = None) -> Layout:
    """Return a position for each item.

    Parameters
    ----------
    cascade, shown
        What belongs to what, and what the map shows, in reading order.
    known
        Positions of an earlier map. They are kept as they are, and what is new goes to the free row
        nearest to its owner, unless too few are known (see ``KEEP``).
    """
    kept = {item.id: known[item.id] for item in shown if known and item.id in known}
    if shown and len(kept) >= KEEP * len(shown):
        positions = _Keeper(cascade, shown, kept).positions()
    else:
        positions = _fresh(cascade, shown)
    bands = {}
    for layer, group in groupby(shown, key=lambda item: item.layer):
        xs = [positions[item.id][0] for item in group]
        bands[layer] = (min(xs) - ROW // 2, max(xs) + WIDTHS[layer] - ROW // 2)
    return Layout(positions, bands, _headings(shown, positions))


def _titled(item: Item) -> bool:
    return item.layer in (1, 6, 7, 8)


def _headings(shown: list[Item], positions: Mapping[str, Point]) -> list[Heading]:
    tops: dict[str, Point] = {}
    for item in shown:
        if _titled(item):
            x, y = positions[item.id]
            tops[item.group] = min(tops.get(item.group, (x, y)), (x, y))
    return [Heading(group, x, y - ROW) for group, (x, y) in sorted(tops.items())]


def _fresh(cascade: Cascade, shown: list[Item]) -> dict[str, Point]:
    """Try numbers of rows and keep the picture that fits a window of ``ASPECT`` at the largest scale."""
    layers = {layer: list(group) for layer, group in groupby(shown, key=lambda item: item.layer)}
    best: tuple[float, float, dict[str, Point]] = (float("inf"), 1, {})
    for rows in _heights(len(shown)):
        positions, width = _columns(cascade, layers, rows)
        height = max((y for _, y in positions.values()), default=0) + 2 * ROW
        extent = max(width / ASPECT, height)
        if extent < best[0]:
            best = (extent, min(extent / height, STRETCH), positions)
    _, stretch, positions = best
    return {identifier: (x, round(y * stretch)) for identifier, (x, y) in positions.items()}


def _heights(count: int) -> Iterable[int]:
    """Candidates for the number of rows, a twentieth apart."""
    rows = 12.0
    while rows < max(24, min(count, 60 + 4 * sqrt(count))):
        yield int(rows)
        rows = max(rows * 1.05, rows + 1)


def _columns(cascade: Cascade, layers: Mapping[int, list[Item]], rows: int) -> tuple[dict[str, Point], int]:
    cells: dict[int, dict[str, tuple[int, int]]] = {}
    for layer, members in layers.items():
        if layer == 5:
            cells[layer] = _grid(members, rows) or _flow(members, rows)
        elif _titled(members[0]) or len(members) > rows:
            cells[layer] = _flow(members, rows)
    positions: dict[str, Point] = {}
    left: dict[int, int] = {}
    x = width = 0
    for layer in layers:
        left[layer] = x
        columns = 1 + max((column for column, _ in cells.get(layer, {}).values()), default=0)
        x += columns * WIDTHS[layer] + GAP
        for identifier, (column, row) in cells.get(layer, {}).items():
            indent = INDENT * min(2, _depth(cascade, identifier, layer)) if layer == 1 else 0
            positions[identifier] = (left[layer] + column * WIDTHS[layer] + indent, row * ROW)
        if layer != BACKGROUND_LAYER:
            width = x - GAP
    for layer in sorted(layers.keys() - cells.keys(), reverse=True):
        _align(cascade, layers[layer], left[layer], rows * ROW, positions)
    return positions, width


def _depth(cascade: Cascade, identifier: str, layer: int) -> int:
    depth = 0
    while identifier in cascade.owner:
        identifier = cascade.owner[identifier]
        if cascade.layer(cascade.graph.nodes[identifier]) == layer:
            depth += 1
    return depth


def _flow(members: list[Item], rows: int) -> dict[str, tuple[int, int]]:
    """Fill columns from top to bottom, group by group, with a title and spare rows for each."""
    cells = {}
    column, row = 0, 0
    titled = _titled(members[0])
    ordered = sorted(members, key=lambda item: (rank(item.label), item.group if item.label == "Directive" else ""))
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in ordered:
        groups[item.group].append(item)
    for group in groups.values():
        if row + min(len(group), 3) + titled > rows:
            column, row = column + 1, 0
        row += titled
        for item in group:
            if row >= rows:
                column, row = column + 1, int(titled)
            cells[item.id] = (column, row)
            row += 1
        row += _spare(len(group))
    return cells


def _spare(count: int) -> int:
    return 1 + count // 24


def _grid(members: list[Item], rows: int) -> dict[str, tuple[int, int]] | None:
    """Lay each group out in lines of so few columns that all groups fit, each beside its owner; None if they cannot."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in members:
        groups[item.group].append(item)
    sizes = [len(group) for group in groups.values()]
    for columns in range(1, max(sizes) + 1):
        if sum(-(-size // columns) + _spare(size) for size in sizes) <= rows:
            break
    else:
        return None
    cells = {}
    row = 0
    for group in groups.values():
        for i, item in enumerate(group):
            cells[item.id] = (i % columns, row + i // columns)
        row += -(-len(group) // columns) + _spare(len(group))
    return cells


def _align(cascade: Cascade, members: list[Item], x: int, height: int, positions: dict[str, Point]) -> None:
    """Put each item at the middle of its members, in order, a row apart; open slots below their programme's actions."""
    wanted: list[float] = []
    for item in members:
        ys = [positions[m][1] for m in cascade.members.get(item.id, ()) if m in positions]
        wanted.append(sum(ys) / len(ys) if ys else height / 2)
    foot = dict(zip([item.id for item in members], wanted, strict=True))
    owners = {item.members[0] for item in members if item.kind == "slot"}
    for i, item in enumerate(members):
        if item.kind == "slot":
            own = [foot[m] for m in cascade.members.get(item.members[0], ()) if m in foot]
            wanted[i] = max(own, default=height) if len(owners) > 1 else height
    order = sorted(range(len(members)), key=lambda i: (wanted[i], members[i].kind == "slot", i))
    step = ROW * 1.25 if len(members) * ROW * 1.25 <= height else float(ROW)
    tops = [wanted[i] for i in order]
    for i in range(1, len(tops)):
        tops[i] = max(tops[i], tops[i - 1] + step)
    limit = float(height - ROW)
    for i in range(len(tops) - 1, -1, -1):
        tops[i] = limit = min(tops[i], limit)
        limit -= step
    for i, top in zip(order, tops, strict=True):
        positions[members[i].id] = (x, round(top))


class _Keeper:
    """Keeps known positions and finds free rows for what is new."""

    def __init__(self, cascade: Cascade, shown: list[Item], kept: Mapping[str, Point]) -> None:
        self.cascade = cascade
        self.shown = shown
        self.found = dict(kept)
        self.taken: dict[int, set[int]] = defaultdict(set)
        self.columns: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for item in shown:
            if item.id in kept:
                x, y = kept[item.id]
                self.taken[x].add(y)
                self.columns[item.layer][item.group].append(x)
        for heading in _headings([i for i in shown if i.id in kept], kept):
            self.taken[heading.x].add(heading.y)

    def positions(self) -> dict[str, Point]:
        for item in self.shown:
            if item.id not in self.found:
                self.found[item.id] = self._free(item)
        return self.found

    def _free(self, item: Item) -> Point:
        groups = self.columns[item.layer]
        known = groups.get(item.group) or [x for xs in groups.values() for x in xs]
        if not known:
            known = [self._aside()]
        owner = self.found.get(self.cascade.owner.get(item.id, ""))
        siblings = [self.found[i.id][1] for i in self.shown if i.group == item.group and i.id in self.found]
        wanted = max(siblings) if siblings else (owner[1] if owner else 0)
        new_group = _titled(item) and item.group not in groups
        choices = []
        for x in sorted(set(known)):
            y = self._row(x, max(self.taken[x], default=0) + ROW if new_group else wanted, new_group)
            choices.append((abs(y - wanted), x, y))
        _, x, y = min(choices)
        self.taken[x].add(y)
        if new_group:
            self.taken[x].add(y - ROW)
        groups[item.group].append(x)
        return x, y

    def _row(self, x: int, wanted: int, titled: bool) -> int:
        """Return the free row of column ``x`` that is nearest to ``wanted``; below the last one if need be."""
        wanted = round(wanted / ROW) * ROW + titled * ROW
        steps = (sign * step * ROW for step in range(10**6) for sign in (1, -1))
        near = (wanted + step for step in steps)
        return next(y for y in near if y >= 0 and all(abs(y - other) >= ROW for other in self.taken[x]))

    def _aside(self) -> int:
        """Return the left end of a column for a layer that had nothing so far: right of all that is there."""
        ends = [x + WIDTHS[n] for n, groups in self.columns.items() for xs in groups.values() for x in xs]
        return max(ends, default=-GAP) + GAP
