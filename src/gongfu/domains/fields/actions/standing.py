"""May this person act for this cooperative?  Asked the same way by every action."""

from __future__ import annotations

from gongfu.domains.fields.queries import rows
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.people.queries import Unit
from gongfu.kernel.rights.checking import check


def check_for(act: Act, permission: str, cooperative: str, *, household: str = "") -> Unit:
    """Return the cooperative for which the viewer may act, as head, office or own household.

    household: whose matter it is; its people count as owners too.
    Raises Denied, NoSuchCooperative.
    """
    unit = rows.cooperative_of(cooperative)
    own = rows.heads(cooperative, act.by, act.on) or rows.belongs(household, act.by, act.on)
    check(act.viewer, permission, place=unit.place, owner=act.by if own else "")
    return unit
