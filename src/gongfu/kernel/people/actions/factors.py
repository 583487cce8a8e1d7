"""A lost second factor is taken off by two administrators, who make sure who stands before them."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import rules
from gongfu.kernel.people.actions.sending import Form
from gongfu.kernel.people.deeds import SecondFactorRemoved
from gongfu.kernel.people.models import LostFactor, Resident
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import SecondNeeded, check
from gongfu.kernel.rights.viewers import Viewer

LASTS = timedelta(days=1)
_WAITING = "waiting"


@action("user.remove_factor")
def report_lost_factor(viewer: Viewer, person: str, *, at: datetime) -> None:
    """Note down that somebody lost their second factor; another administrator confirms it.

    It waits for a day.  Raises UnknownPerson, NoFactor, OwnFactor, Denied.
    """
    check(viewer, "user.remove_factor", place=_home(person), second=_WAITING)
    _check_held(viewer, person)
    LostFactor.objects.update_or_create(person=person, defaults={"by": viewer.person, "at": at})


@action("user.remove_factor")
def remove_factor(
    viewer: Viewer, person: str, *, at: datetime, key: str = ""
) -> Entry[SecondFactorRemoved]:
    """Take the second factor off, as another administrator reported; the password stays.

    Raises NotSuchRecord, UnknownPerson, NoFactor, OwnFactor, Denied, SecondNeeded.
    """
    form = Form(viewer.person, at, key)
    if sent := form.sent_before(1):
        return sent[0]
    row = waiting(at).filter(pk=person).select_for_update().first()
    if row is None:
        raise rules.NotSuchRecord()
    if row.by == viewer.person:
        raise SecondNeeded()
    place = _home(person)
    check(viewer, "user.remove_factor", place=place, second=row.by)
    _check_held(viewer, person)
    deed = SecondFactorRemoved(on=shanghai_day(at), place=place, person=person, second=row.by)
    [entry] = form.append([deed])
    Authenticator.objects.filter(user__person=person).delete()
    row.delete()
    return entry


@action("user.remove_factor")
def drop_lost_factor(viewer: Viewer, person: str) -> None:
    """Take a report off the list: the factor was found.  Raises UnknownPerson, Denied."""
    check(viewer, "user.remove_factor", place=_home(person), second=_WAITING)
    LostFactor.objects.filter(pk=person).delete()


def waiting(at: datetime) -> QuerySet[LostFactor]:
    """Return the reports of the last day, the oldest first."""
    return LostFactor.objects.filter(at__gt=at - LASTS).order_by("at", "person")


def _home(person: str) -> str:
    """Return where a person is registered.  Raises UnknownPerson."""
    resident = Resident.objects.filter(pk=person).first()
    if resident is None:
        raise rules.UnknownPerson()
    return str(resident.place)


def _check_held(viewer: Viewer, person: str) -> None:
    """Accept somebody else's account that has a second factor.  Raises OwnFactor, NoFactor."""
    if person == viewer.person:
        raise rules.OwnFactor()
    if not Authenticator.objects.filter(user__person=person).exists():
        raise rules.NoFactor()
