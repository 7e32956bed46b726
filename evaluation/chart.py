"""A chart of a few lines over a logarithmic axis, as SVG: small enough to be drawn by hand, and the same bytes for the same figures."""

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 320, 60, 150, 44, 40
COLOURS = ("#1f5f99", "#b3541e", "#3b7a3b", "#6b4c9a")
N_STEPS = 5


class Line(NamedTuple):
    """A name and its points: number of documents, value."""

    name: str
    points: Sequence[tuple[float, float]]


def draw_chart(title: str, unit: str, lines: Sequence[Line]) -> str:
    """Return a chart of values from zero up, over the number of documents."""
    counts = sorted({x for line in lines for x, _ in line.points})
    step = nice_step(max(y for line in lines for _, y in line.points))
    top = step * N_STEPS
    low, high = math.log10(counts[0]), math.log10(counts[-1])

    def place(x: float, y: float) -> tuple[float, float]:
        share = (math.log10(x) - low) / (high - low) if high > low else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1), round(HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        text(LEFT, 22, f"{title}, {unit}", weight="bold"),
    ]
    for i in range(N_STEPS + 1):
        _, y = place(counts[0], i * step)
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        parts.append(text(LEFT - 8, y + 4, f"{i * step:,g}", anchor="end"))
    parts += [text(place(x, 0)[0], HEIGHT - 16, f"{x:,.0f}", anchor="middle") for x in counts]
    for line, colour in zip(lines, COLOURS, strict=False):
        places = [place(x, y) for x, y in line.points]
        parts.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y in places)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(text(places[-1][0] + 8, places[-1][1] + 4, line.name, fill=colour))
    return "\n".join([*parts, "</svg>", ""])


def nice_step(highest: float) -> float:
    """Return a round step of which N_STEPS reach the highest value."""
    least = max(highest, 1e-9) / N_STEPS
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * (1 - 1e-9))


def text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = "#333333", weight: str = "normal") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}" font-weight="{weight}">{escape(words)}</text>'
