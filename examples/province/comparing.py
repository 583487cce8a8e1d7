"""What the rows of the query mean as figures, and whether the cities' own ledgers say the same."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

FIGURES = {
    "keys.visits": lambda row: Fraction(row["visits"]),
    "keys.service-hours": lambda row: Fraction(row["minutes"], 60),
    "statistics.gdp": lambda row: Fraction(row["gdp"]),
    "statistics.rd-spending": lambda row: Fraction(row["rd"]),
    "visits confirmed by somebody else, %": lambda row: Fraction(
        100 * row["witnessed"], row["visits"]
    ),
    "R&D spending over GDP, %": lambda row: 100 * Fraction(row["rd"]) / Fraction(row["gdp"]),
}
"""A figure's exact value from a row of the query; the first four are gongfu's own."""


def own(folder: Path) -> dict[str, dict[str, Fraction]]:
    """Return what each city's own ledger answered, and its sum under `all`."""
    found = {
        path.parent.name: {
            code: Fraction(value) for code, value in json.loads(path.read_text("utf-8")).items()
        }
        for path in sorted(folder.glob("*/figures.json"))
    }
    codes = {code for values in found.values() for code in values}
    total = {code: sum(values[code] for values in found.values()) for code in codes}
    return {**found, "all": total}


def differences(
    found: dict[str, dict[str, Fraction]], expected: dict[str, dict[str, Fraction]]
) -> list[str]:
    """Return a line for every figure that is not exactly the same."""
    return [
        f"{city} {code}: {found.get(city, {}).get(code)}, its ledger {value}"
        for city, values in sorted(expected.items())
        for code, value in sorted(values.items())
        if found.get(city, {}).get(code) != value
    ]
