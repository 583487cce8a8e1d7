"""Place codes: the national 12 digits, and 3 more for a grid, 3 more for a micro-grid.

    330402 000 000          district            南湖区
    330402 007 000          town, subdistrict   建设街道
    330402 007 032          community, village  南杨社区
    330402 007 032 004      grid 网格
    330402 007 032 004 011  micro-grid 微网格

Everything below a place begins with the place's own digits, so a subtree is a range of codes.
Source: 统计用区划代码 (12 digits); the two extensions are ours.
"""

from __future__ import annotations

import enum
import functools
import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput

_CODE = re.compile(r"[1-8]\d{11}(\d{3}){0,2}")
_GRID, _MICROGRID = 15, 18


class Level(enum.StrEnum):
    """How high a place stands in the tree."""

    DISTRICT = "district"
    TOWN = "town"
    COMMUNITY = "community"
    GRID = "grid"
    MICROGRID = "microgrid"


class MalformedCode(BadInput):
    """A place code has a wrong length, letters, or zeros where its level needs a number."""

    code = "places.malformed-code"
    words = _(
        "%(given)s is not a place code. A district, town or community has 12 digits, "
        "a grid 15, a micro-grid 18."
    )


class Range(NamedTuple):
    """A half-open range of codes: low <= code < high, compared as text."""

    low: str
    high: str

    def holds(self, code: str) -> bool:
        """Tell whether the code lies in the range."""
        return self.low <= code < self.high


@functools.lru_cache(maxsize=65536)
def level_of(code: str) -> Level:
    """Return the level of a code.  Raises MalformedCode."""
    if not isinstance(code, str) or not code.isascii() or not _CODE.fullmatch(code):
        raise MalformedCode(given=code)
    town, community = code[6:9] != "000", code[9:12] != "000"
    if len(code) > 12 and (not community or "000" in (code[12:15], code[15:18])):
        raise MalformedCode(given=code)
    if (community and not town) or code[2:6] == "0000" or code[4:6] == "00":
        raise MalformedCode(given=code)
    if len(code) > 12:
        return Level.GRID if len(code) == _GRID else Level.MICROGRID
    if community:
        return Level.COMMUNITY
    return Level.TOWN if town else Level.DISTRICT


def check_code(code: str) -> None:
    """Accept a well-formed code.  Raises MalformedCode."""
    level_of(code)


_DIGITS = {
    Level.DISTRICT: 6,
    Level.TOWN: 9,
    Level.COMMUNITY: 12,
    Level.GRID: _GRID,
    Level.MICROGRID: _MICROGRID,
}


def stem(code: str) -> str:
    """Return the digits with which every code in the subtree begins.  Raises MalformedCode."""
    return code[: _DIGITS[level_of(code)]]


def subtree(code: str) -> Range:
    """Return the range that holds the place and everything below it.  Raises MalformedCode."""
    low = stem(code)
    return Range(low, str(int(low) + 1))


def parent_of(code: str) -> str:
    """Return the code one level up, or an empty string for a district.  Raises MalformedCode."""
    level = level_of(code)
    if level is Level.DISTRICT:
        return ""
    return code[: _DIGITS[level] - 3].ljust(12, "0")


def ancestors_of(code: str) -> tuple[str, ...]:
    """Return the codes above, nearest first.  Raises MalformedCode."""
    above: list[str] = []
    while code := parent_of(code):
        above.append(code)
    return tuple(above)


def community_of(code: str) -> str:
    """Return the community's code of a grid or micro-grid; higher codes are returned unchanged."""
    check_code(code)
    return code[:12]


def is_within(code: str, *, of: str) -> bool:
    """Tell whether `code` is `of` itself or below it.  Raises MalformedCode."""
    check_code(code)
    return code.startswith(stem(of))


def grid_code(community: str, *, number: int) -> str:
    """Return the code of the community's grid `number`, 1 to 999.  Raises MalformedCode."""
    return _extended(community, Level.COMMUNITY, number)


def microgrid_code(grid: str, *, number: int) -> str:
    """Return the code of the grid's micro-grid `number`, 1 to 999.  Raises MalformedCode."""
    return _extended(grid, Level.GRID, number)


def _extended(code: str, level: Level, number: int) -> str:
    longer = f"{code}{number:03d}"
    if level_of(code) is not level:
        raise MalformedCode(given=longer)
    check_code(longer)
    return longer
