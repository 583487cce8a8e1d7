"""Published lists of divisions, read from the data file beside this module.

`divisions.csv` names its source in its head.  A deployment gives its own file of the same columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from importlib import resources
from typing import NamedTuple

from gongfu.kernel.places.codes import check_code


class Division(NamedTuple):
    """One division: 12-digit code, names, level, kind, urban class, lists in which it stands.

    urban: class of the statistical urban-rural classification (111 … 220), empty above the
    community.  vintages: years of the published lists, in order.
    """

    code: str
    name: str
    name_en: str
    level: str
    kind: str
    urban: str
    vintages: tuple[str, ...]


def read_divisions(lines: Iterable[str] | None = None) -> tuple[Division, ...]:
    """Return the divisions of a file's lines, by code; without lines, those of Nanhu District.

    Raises MalformedCode for a line whose code is none.
    """
    if lines is None:
        lines = _own_file().splitlines()
    table = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(sorted(_division(row) for row in table))


def _own_file() -> str:
    return resources.files(__package__).joinpath("divisions.csv").read_text("utf-8")


def _division(row: dict[str, str]) -> Division:
    check_code(row["code"])
    vintages = tuple(row.pop("vintages").split())
    return Division(**row, vintages=vintages)


def of_vintage(divisions: Iterable[Division], vintage: str) -> tuple[Division, ...]:
    """Return the divisions that stand in the list of one year."""
    return tuple(division for division in divisions if vintage in division.vintages)


def first_in(divisions: Iterable[Division], vintage: str) -> tuple[Division, ...]:
    """Return the divisions that appear for the first time in the list of one year."""
    return tuple(division for division in divisions if division.vintages[0] == vintage)
