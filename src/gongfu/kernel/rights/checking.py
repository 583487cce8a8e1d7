"""May this viewer do that here?  The check answers with the manner of the grant, or raises."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger import permits
from gongfu.kernel.refusals import NotAllowed
from gongfu.kernel.rights import matrix
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer


class Denied(NotAllowed):
    """No role of the viewer grants the permission in this case."""

    code = "rights.denied"


class SecondNeeded(NotAllowed):
    """The permission asks for a second person beside the one who acts."""

    code = "rights.second-needed"
    words = _("This needs a second person. Ask a colleague to confirm it with you.")


class Grant(NamedTuple):
    """A granted permission: the letter that granted it and the role that carries it."""

    letter: str
    role: Role

    @property
    def pseudonymous(self) -> bool:
        """Say whether people must be shown as pseudonyms."""
        return self.letter in "ps"

    @property
    def sums_only(self) -> bool:
        """Say whether only sums may be shown."""
        return self.letter == "s"


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """The facts by which a letter is judged.

    place: exact code of where it is.  owner: id of the person it belongs to.  assigned: the
    viewer was given this task or holds this thing.  second: id of the second person, or empty.
    consent: the person agreed.  glass: the viewer breaks the glass now, within their own area.
    """

    place: str = ""
    owner: str = ""
    assigned: bool = False
    second: str = ""
    consent: bool = False
    glass: bool = False


# From the letter that shows most to the one that shows least.
_ORDER = "yoadr2wcbmps"


def _holds(letter: str, role: Role, viewer: Viewer, case: Case) -> bool:
    if letter in "yps":
        return True
    if letter == "o":
        return viewer.speaks_for(case.owner)
    if letter == "a":
        return case.assigned
    if letter in "rmwd2":
        return bool(case.place) and viewer.covers(case.place, role)
    if letter == "c":
        return case.consent
    return case.owner in viewer.glasses or (case.glass and viewer.covers(case.place, role))


def grant(viewer: Viewer, permission: str, case: Case) -> Grant | None:
    """Return the fullest grant that the viewer's roles give in this case, or None.

    Raises UnknownPermission.
    """
    cells = matrix.row(permission).cells
    held = [Grant(cells[role], role) for role in viewer.roles if cells[role] != "-"]
    for one in sorted(held, key=lambda g: (_ORDER.index(g.letter), g.role)):
        if _holds(one.letter, one.role, viewer, case):
            return one
    return None


def may(viewer: Viewer, permission: str, **case: object) -> bool:
    """Say whether `check` would pass."""
    try:
        check(viewer, permission, **case)
    except NotAllowed:
        return False
    return True


def check(viewer: Viewer, permission: str, **case: object) -> Grant:
    """Return the grant for the case whose facts are given by name (see `Case`).

    Raises Denied; SecondNeeded where a second person is missing or the same; UnknownPermission.
    """
    facts = Case(**case)  # type: ignore[arg-type]
    found = grant(viewer, permission, facts)
    if found is None:
        raise Denied()
    if found.letter == "2" and facts.second in ("", viewer.person):
        raise SecondNeeded()
    permits.permit()
    return found


def holds_somewhere(viewer: Viewer, permission: str, *, named: bool = False) -> bool:
    """Say whether any role of the viewer could be granted the permission in some case.

    named: only a grant that shows people by name counts, not one of sums or pseudonyms.
    """
    return roles_hold(viewer.roles, permission, named=named)


def roles_hold(roles: Iterable[Role], permission: str, *, named: bool = False) -> bool:
    """Say the same of roles alone."""
    cells = matrix.row(permission).cells
    less = "-sp" if named else "-"
    return any(cells[role] not in less for role in roles)
