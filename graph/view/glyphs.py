"""The ontology's shapes as SVG paths of radius 1, and its colours on a dark page."""

from __future__ import annotations

from math import cos, pi, sin

DARK_PAGE = "#14181d"
CONTRAST = 5.0
"""Least contrast of a colour with the dark page (WCAG asks 4.5 of text)."""


def _polygon(corners: int, turn: float, inner: float | None = None, radius: float = 1.0) -> str:
    count = corners * (2 if inner else 1)
    points = []
    for i in range(count):
        r = radius if not inner or i % 2 == 0 else inner
        angle = turn + 2 * pi * i / count
        points.append(f"{r * cos(angle):.3f} {r * sin(angle):.3f}")
    return f"M{'L'.join(points)}Z"


PATHS = {
    "dot": "M-.9 0A.9 .9 0 1 1 .9 0A.9 .9 0 1 1-.9 0Z",
    "square": "M-.8-.8H.8V.8H-.8Z",
    "box": "M-.95-.7H.95Q1.1-.7 1.1-.55V.55Q1.1 .7 .95 .7H-.95Q-1.1 .7-1.1 .55V-.55Q-1.1-.7-.95-.7Z",
    "ellipse": "M-1.15 0A1.15 .72 0 1 1 1.15 0A1.15 .72 0 1 1-1.15 0Z",
    "database": "M-.85-.6A.85 .35 0 0 1 .85-.6V.6A.85 .35 0 0 1-.85 .6ZM-.85-.6A.85 .35 0 0 0 .85-.6",
    "text": "M-1-.8H1V-.45H-1ZM-1-.15H1V.2H-1ZM-1 .5H.3V.85H-1Z",
    "diamond": _polygon(4, -pi / 2, radius=1.08),
    "triangle": _polygon(3, -pi / 2, radius=1.1),
    "triangleDown": _polygon(3, pi / 2, radius=1.1),
    "hexagon": _polygon(6, 0),
    "star": _polygon(5, -pi / 2, inner=0.5, radius=1.2),
}
"""vis-network's name of a shape → path data around the origin."""


def path(shape: str) -> str:
    """Return the path of ``shape``; a dot for a shape that is not known here."""
    return PATHS.get(shape, PATHS["dot"])


def _channels(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def _luminance(channels: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#rrggbb`` after WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(_channels(one)), _luminance(_channels(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def on_dark(colour: str) -> str:
    """Return ``colour`` mixed with as little white as makes it readable on the dark page."""
    channels = _channels(colour)
    for step in range(21):
        mixed = [c + (1 - c) * step / 20 for c in channels]
        found = "#" + "".join(f"{round(c * 255):02x}" for c in mixed)
        if contrast(found, DARK_PAGE) >= CONTRAST:
            return found
    return "#ffffff"
