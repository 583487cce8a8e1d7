"""A series of values as a small SVG: bars with their numbers, no script and no inline style."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 200, 26, 20


class Bar(NamedTuple):
    """One value of a series: the label below, the words read aloud, the link, the value."""

    label: str
    words: str
    href: str
    value: Decimal | None


def bars(series: Sequence[Bar], *, title: str) -> str:
    """Return the series as an SVG of 640 × 200 units whose bars are links."""
    highest = max((bar.value or Decimal(0) for bar in series), default=Decimal(0)) or Decimal(1)
    step = _WIDTH / max(1, len(series))
    drawn = "".join(_bar(bar, index, step, highest) for index, bar in enumerate(series))
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f" aria-label={quoteattr(title)}>"
        f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{_HEIGHT - _FOOT}" y2="{_HEIGHT - _FOOT}"/>'
        f"{drawn}</svg>"
    )


def _bar(bar: Bar, index: int, step: float, highest: Decimal) -> str:
    room = _HEIGHT - _FOOT - _HEAD
    height = float((bar.value or Decimal(0)) / highest) * room
    x, y, middle = index * step + step * 0.14, _HEIGHT - _FOOT - height, (index + 0.5) * step
    figure = "" if bar.value is None else f"{bar.value:,}".replace(",", "\u2009")
    return (
        f"<a href={quoteattr(bar.href)}><title>{escape(bar.words)}</title>"
        f'<rect class="reach" x="{index * step:.1f}" y="0" width="{step:.1f}" height="{_HEIGHT}"/>'
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{step * 0.72:.1f}"'
        f' height="{height:.1f}"/>'
        f'<text class="value" x="{middle:.1f}" y="{y - 5:.1f}">{figure}</text>'
        f'<text class="label" x="{middle:.1f}" y="{_HEIGHT - 8}">{escape(bar.label)}</text></a>'
    )
