"""Wishes about whom and what one is brought together with; private, and without a reason."""

from __future__ import annotations

from collections.abc import Iterable

from gongfu.kernel.needs import rules
from gongfu.kernel.needs.models import Apart, Kind, Need, Offer, Unwanted
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_MET = ("accepted", "begun", "done", "returned")


@action("wish.keep")
def stay_apart(viewer: Viewer, *, need: str) -> int:
    """Ask not to be brought together again with who helped, or whom one helped, in a need.

    The other side is never told.  Return how many people it concerns.  Raises NoSuchNeed, Denied.
    """
    row = Need.objects.filter(pk=need).first()
    if row is None:
        raise rules.NoSuchNeed()
    helpers = set(Offer.objects.filter(need=need, state__in=_MET).values_list("helper", flat=True))
    owner = row.asker if viewer.speaks_for(row.asker) else viewer.person
    check(viewer, "wish.keep", owner=owner)
    others = helpers if owner == row.asker else {row.asker} if owner in helpers else set()
    if not others - {""}:
        raise rules.NoSuchNeed()
    wishes = [Apart(one=owner, other=other) for other in sorted(others) if other]
    Apart.objects.bulk_create(wishes, ignore_conflicts=True)
    return len(wishes)


@action("wish.keep")
def meet_again(viewer: Viewer) -> int:
    """Take back all one's own wishes to stay apart; return how many there were.  Raises Denied."""
    check(viewer, "wish.keep", owner=viewer.person)
    return Apart.objects.filter(one=viewer.person).delete()[0]


@action("wish.keep")
def choose_kinds(viewer: Viewer, unwanted: Iterable[str]) -> None:
    """Keep which kinds one would rather not be asked for.  Raises NoSuchKind, Denied."""
    check(viewer, "wish.keep", owner=viewer.person)
    chosen = set(unwanted)
    if chosen - set(Kind.objects.values_list("code", flat=True)):
        raise rules.NoSuchKind()
    Unwanted.objects.filter(person=viewer.person).delete()
    rows = [Unwanted(person=viewer.person, sort=sort) for sort in sorted(chosen)]
    Unwanted.objects.bulk_create(rows)
