"""A series of values as a small SVG: bars with their numbers, no script and no inline style."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from gongfu.faces.web.board.numbers import thin

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
        f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group"'
        f" aria-label={quoteattr(title)}>"
        f'<line class="axis" x1="0" x2="{_WIDTH}" y1="{_HEIGHT - _FOOT}" y2="{_HEIGHT - _FOOT}"/>'
        f"{drawn}</svg>"
    )


def _bar(bar: Bar, index: int, step: float, highest: Decimal) -> str:
    room = _HEIGHT - _FOOT - _HEAD
    height = float((bar.value or Decimal(0)) / highest) * room
    x, y, middle = index * step + step * 0.14, _HEIGHT - _FOOT - height, (index + 0.5) * step
    figure = "" if bar.value is None else thin(f"{bar.value:,}")
    return (
        f"<a href={quoteattr(bar.href)}><title>{escape(bar.words)}</title>"
        f'<rect class="reach" x="{index * step:.1f}" y="0" width="{step:.1f}" height="{_HEIGHT}"/>'
        f'<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{step * 0.72:.1f}"'
        f' height="{height:.1f}"/>'
        f'<text class="value" x="{middle:.1f}" y="{y - 5:.1f}">{figure}</text>'
        f'<text class="label" x="{middle:.1f}" y="{_HEIGHT - 8}">{escape(bar.label)}</text></a>'
    )


class Spot(NamedTuple):
    """One value of a small drawing: the words of its tip, its link, the value."""

    words: str
    href: str
    value: Decimal | None


def course(spots: Sequence[Spot], *, title: str) -> str:
    """Return a series as thin bars on 240 x 48 units; the words stand in a table beside it."""
    highest = max((spot.value or Decimal(0) for spot in spots), default=Decimal(0)) or Decimal(1)
    step = 240 / max(1, len(spots))
    drawn = []
    for index, spot in enumerate(spots):
        height = max(1.0, float((spot.value or Decimal(0)) / highest) * 46)
        mark = (
            f'<rect class="bar" x="{index * step + 2:.0f}" y="{48 - height:.0f}"'
            f' width="{step - 4:.0f}" height="{height:.0f}"/>'
        )
        drawn.append(_linked(spot, mark))
    return _drawing("course", "0 0 240 48", title, drawn)


def strip(spots: Sequence[Spot], *, title: str) -> str:
    """Return places as dots along a line of 240 units from the lowest value to the highest."""
    values = [spot.value or Decimal(0) for spot in spots]
    lowest, reach = min(values), max(values) - min(values) or Decimal(1)
    line = '<line class="axis" x1="6" x2="234" y1="12" y2="12"/>'
    dots = [
        _linked(spot, f'<circle class="dot" {_at((value - lowest) / reach)}')
        for spot, value in zip(spots, values, strict=True)
    ]
    return _drawing("strip", "0 0 240 24", title, [line, *dots])


def _at(share: Decimal) -> str:
    return f'cx="{6 + float(share) * 228:.0f}" cy="12" r="5"/>'


def _linked(spot: Spot, mark: str) -> str:
    return f"<a href={quoteattr(spot.href)}><title>{escape(spot.words)}</title>{mark}</a>"


def _drawing(name: str, box: str, title: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg class="chart {name}" viewBox="{box}" role="group" aria-label={quoteattr(title)}>'
        f"{''.join(drawn)}</svg>"
    )


_ALONE = (
    "<style>text{font:500 12px sans-serif;fill:#4A5A5E;text-anchor:middle}.value{font-size:11px;"
    "fill:#1D2B2F}.axis{stroke:#7A878B}.bar{fill:#14646B}.reach{fill:none}</style>"
)


def alone(drawing: str) -> str:
    """Return a drawing of `bars` as a file of its own, with its size and colours in it."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}"'
    opening, _end, rest = drawing.partition(">")
    return f"{opening.replace('<svg', head, 1)}>{_ALONE}{rest}"
