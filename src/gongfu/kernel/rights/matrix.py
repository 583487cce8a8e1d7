"""The table of permissions: actions down, roles across, one letter a cell.

`-` no · `y` yes · `o` own · `a` while assigned · `r` own grid or community · `d` own department ·
`p` pseudonymous · `s` sums only · `m` masked · `w` as witness · `c` with the person's consent ·
`b` break-glass · `2` needs a second person.
"""

from __future__ import annotations

import csv
import enum
import functools
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("permission_matrix.csv")
LETTERS = frozenset("-yoardpsmwcb2")


class Role(enum.StrEnum):
    """Who somebody is to the district; everyone is PUB, everyone signed in is RES."""

    PUB = "PUB"
    RES = "RES"
    VOL = "VOL"
    KEY = "KEY"
    GRD = "GRD"
    SEC = "SEC"
    DEP = "DEP"
    COO = "COO"
    ENT = "ENT"
    TRU = "TRU"
    AUD = "AUD"
    SYS = "SYS"
    SAD = "SAD"


class Row(NamedTuple):
    """One permission: what it protects, its name, a note, and its letter for each role."""

    asset: str
    permission: str
    note: str
    cells: dict[Role, str]


class UnknownPermission(LookupError):
    """Code names a permission that the table does not hold."""


@functools.cache
def rows() -> dict[str, Row]:
    """Return the table by permission.  Raises ValueError for an unknown letter."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        found = [_row(line) for line in csv.DictReader(file)]
    return {row.permission: row for row in found}


def _row(line: dict[str, str]) -> Row:
    cells = {role: line[role.value] for role in Role}
    if not set(cells.values()) <= LETTERS:
        raise ValueError(f"{line['action']}: unknown letter in {sorted(cells.values())}")
    return Row(line["asset"], line["action"], line["note"], cells)


def row(permission: str) -> Row:
    """Return one row.  Raises UnknownPermission."""
    try:
        return rows()[permission]
    except KeyError:
        raise UnknownPermission(permission) from None
