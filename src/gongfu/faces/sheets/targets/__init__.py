"""What the rows of a workbook can become: each target calls one batch action.

A target is added by one module beside this one: it declares columns and a function `take`, and is
named in `load`.  Reading, pointing, errors, preview and duplicates are the same for all.
"""

from __future__ import annotations

import dataclasses
import enum
import importlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.refusals import BadInput
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.checking import holds_somewhere
from gongfu.kernel.rights.viewers import Viewer

Words = str | Promise
Row = Mapping[str, Any]

_IMPORT = "sheet.import"
_MODULES = ("people", "keys", "grids", "needs", "dispatch", "statistics", "fields")


class Sort(enum.StrEnum):
    """What stands in a cell, and as what `take` receives it (None where the cell is empty).

    text: str.  whole: int.  decimal: Decimal, with 万 and 亿 multiplied out.  day: date.  time: the
    time of a day.  moment: aware datetime.  person: opaque id, found by identity number, phone or
    name.  place: code, found by code or name.  period: `measures.periods.Period`.  choice: a code.
    choices: a tuple of codes.  yes: bool.
    """

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DAY = "day"
    TIME = "time"
    MOMENT = "moment"
    PERSON = "person"
    PLACE = "place"
    PERIOD = "period"
    CHOICE = "choice"
    CHOICES = "choices"
    YES = "yes"


class Choice(NamedTuple):
    """One word that a cell may hold: its code, its Chinese and English, and other spellings."""

    code: str
    words: Words
    others: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Column:
    """One thing that a row says.

    synonyms: headings under which departments write it.  examples: as cells hold it.  choices:
    called when a sheet is read, so that an office's own lists count.  unit: by default; a heading
    such as 收入（万元） is noticed.  anew: where one word holds for a whole sheet, it is asked
    again with the next sheet, such as its publication.
    """

    name: str
    title: Words
    sort: Sort = Sort.TEXT
    required: bool = True
    synonyms: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    choices: Callable[[], tuple[Choice, ...]] | None = None
    unit: str = ""
    anew: bool = False


class Doubt(NamedTuple):
    """A row that is possible but strange, such as 万元 written as 元: the person is asked.

    line: from 1.  column: the name of the column, or empty.
    """

    line: int
    column: str
    words: Words


class Take(Protocol):
    """Hand the rows to one batch action; return its entries.

    second: the other person who compared, where one is needed; else empty.  Raises Many with one
    LineError a refused row, numbered from 1; then nothing is written.
    """

    def __call__(
        self, viewer: Viewer, rows: Sequence[Row], *, at: datetime, key: str, second: str
    ) -> Sequence[Entry[Any]]:
        """Take the rows."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Target:
    """What rows can become.

    about: one sentence, what one row is.  permission: of the action.  second: a second person may
    be needed (`take` raises SecondNeeded or refuses the lines without one).  doubts: what to ask
    the person before writing.  cells: the column that each cell of a wide sheet holds, or empty
    where there are no such sheets; across: the columns of which a row of its headings may speak.
    """

    code: str
    title: Words
    about: Words
    permission: str
    columns: tuple[Column, ...]
    take: Take
    second: bool = False
    doubts: Callable[[Viewer, Sequence[Row], date], list[Doubt]] | None = None
    cells: str = ""
    across: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of this name.  Raises KeyError."""
        return next(one for one in self.columns if one.name == name)


TARGETS: dict[str, Target] = {}


class NoSuchTarget(BadInput):
    """The registry holds no such target for this viewer."""

    code = "sheets.no-such-target"
    words = _("Choose what the rows of this sheet are from the list.")
    status = 404


def declare(target: Target) -> Target:
    """Enter a target.  Raises ValueError when the code is taken, UnknownPermission."""
    matrix.row(target.permission)
    if target.code in TARGETS:
        raise ValueError(f"target {target.code} is declared twice")
    TARGETS[target.code] = target
    return target


def load() -> None:
    """Import the modules that declare targets."""
    for module in _MODULES:
        importlib.import_module(f"{__name__}.{module}")


def targets_of(viewer: Viewer) -> tuple[Target, ...]:
    """Return what this viewer may import."""
    return tuple(one for one in TARGETS.values() if _may(viewer, one))


def _may(viewer: Viewer, target: Target) -> bool:
    return all(holds_somewhere(viewer, one, named=True) for one in (_IMPORT, target.permission))


def target_named(code: str, viewer: Viewer) -> Target:
    """Return a target that the viewer may use.  Raises NoSuchTarget."""
    found = TARGETS.get(code)
    if found is None or not _may(viewer, found):
        raise NoSuchTarget()
    return found


def choices_of(words: Mapping[str, Words], **others: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return choices of a table of codes and words; others: more spellings by code, - as _."""
    spelled = {code.replace("_", "-"): more for code, more in others.items()}
    return tuple(Choice(code, said, spelled.get(code, ())) for code, said in words.items())
