"""When places can be opened, renamed, merged, redrawn.  Each check raises a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places.codes import Level, level_of, parent_of
from gongfu.kernel.places.snapshot import Tree
from gongfu.kernel.refusals import BadInput, LineError, Many, Refused, WrongState


class FutureDay(BadInput):
    """A place changes on a day that has not come."""

    code = "places.future-day"
    words = _("The day %(day)s has not come yet.")


class AlreadyOpen(WrongState):
    """A code is given once."""

    code = "places.already-open"
    words = _("The code %(given)s is already taken. A code is never used again.")


class NoParent(BadInput):
    """The place above must be there first."""

    code = "places.no-parent"
    words = _("There is no open place above %(given)s. Open that one first.")


class NoName(BadInput):
    """A place needs a name."""

    code = "places.no-name"
    words = _("The place %(given)s needs a name.")


class NotOpen(WrongState):
    """The place is not open on that day."""

    code = "places.not-open"
    words = _("The place %(given)s is not open on that day.")


class OtherLevel(BadInput):
    """A place merges into another of its own level."""

    code = "places.other-level"
    words = _("A place can only become part of another place of the same level.")


class NotWithin(BadInput):
    """A redivision touches grids and micro-grids of its community only."""

    code = "places.not-within"
    words = _("%(given)s is no grid or micro-grid of this community.")


class NoOutline(WrongState):
    """An outline is for a place that stays or opens."""

    code = "places.no-outline"
    words = _("The place %(given)s is closed on that day, so it gets no boundary.")


def check_day(on: date, *, at: datetime) -> None:
    """Accept a day up to today.  Raises FutureDay."""
    if on > shanghai_day(at):
        raise FutureDay(day=on.isoformat())


def check_open(tree: Tree, code: str, *, on: date) -> None:
    """Accept a place that is open on that day.  Raises UnknownPlace, NotOpen."""
    tree.spot(code)
    if not tree.is_open(code, on):
        raise NotOpen(given=code)


def check_openings(tree: Tree, names: Iterable[tuple[str, str]], *, on: date) -> None:
    """Accept codes with names, each below a place of the tree or of the list.

    Raises Many with one LineError a refused line.
    """
    errors: list[LineError] = []
    seen: set[str] = set()
    for line, (code, name) in enumerate(names, start=1):
        try:
            _check_opening(tree, code, name, seen, on)
        except Refused as refusal:
            errors.append(LineError(line=line, refusal=refusal))
        seen.add(code)
    if errors:
        raise Many(errors)


def _check_opening(tree: Tree, code: str, name: str, seen: set[str], on: date) -> None:
    parent = parent_of(code)
    if code in tree or code in seen:
        raise AlreadyOpen(given=code)
    if parent and parent not in seen and not tree.is_open(parent, on):
        raise NoParent(given=code)
    if not name.strip():
        raise NoName(given=code)


def check_name(code: str, name: str) -> None:
    """Accept a name that says something.  Raises NoName."""
    if not name.strip():
        raise NoName(given=code)


def check_merger(tree: Tree, code: str, *, into: str, on: date) -> None:
    """Accept two different open places of one level.  Raises NotOpen, OtherLevel, UnknownPlace."""
    check_open(tree, code, on=on)
    check_open(tree, into, on=on)
    if code == into or level_of(code) is not level_of(into):
        raise OtherLevel()


def check_redivision(
    tree: Tree,
    community: str,
    openings: Sequence[tuple[str, str]],
    *,
    mergers: Sequence[tuple[str, str]],
    drawn: Sequence[str],
    on: date,
) -> None:
    """Accept what changes at once among the grids and micro-grids of a community.

    Raises NotWithin, NotOpen, NoParent, OtherLevel, NoOutline, MalformedCode, UnknownPlace, and
    Many as `check_openings`.
    """
    check_open(tree, community, on=on)
    new, closing = {code for code, _name in openings}, {code for code, _into in mergers}
    for code in (*new, *(code for pair in mergers for code in pair), *drawn):
        if level_of(code) not in (Level.GRID, Level.MICROGRID) or code[:12] != community:
            raise NotWithin(given=code)
    check_openings(tree, openings, on=on)

    def stands(code: str) -> bool:
        open_ = code in new or tree.is_open(code, on)
        return open_ and not closing & {code, parent_of(code)}

    for code in sorted(new):
        if parent_of(code) in closing:
            raise NoParent(given=code)
    for code, into in mergers:
        check_open(tree, code, on=on)
        if code == into or level_of(code) is not level_of(into):
            raise OtherLevel()
        if not stands(into):
            raise NotOpen(given=into)
    for code in drawn:
        if not stands(code):
            raise NoOutline(given=code)
