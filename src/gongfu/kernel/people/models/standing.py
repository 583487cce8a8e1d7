"""Residents, households, organisations, memberships, appointments, relations, as they stand.

Rows are keyed by the number of the deed that made them, so the same person may join twice.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.ids import LENGTH
from gongfu.kernel.people.keeping import personal

_CODE, _PLACE = 32, 18


@personal(_("to know which office and team serve the person"))
class Resident(State):
    """A person on the district's register, and where: the exact code."""

    person = PersonRef(primary_key=True)
    place = models.CharField(max_length=_PLACE, db_index=True)
    since = models.DateField()


@personal(_("to know who belongs together"))
class Household(State):
    """People who keep house together.  id: opaque."""

    id = models.CharField(max_length=LENGTH, primary_key=True)
    place = models.CharField(max_length=_PLACE, db_index=True)
    since = models.DateField()


@personal(_("to know who belongs together"))
class Organisation(State):
    """A unit, firm, cooperative, charity or team.  id: opaque.

    credit_code: unified social credit code, or empty for a team without one.
    """

    id = models.CharField(max_length=LENGTH, primary_key=True)
    sort = models.CharField(max_length=_CODE)
    name = models.CharField(max_length=128)
    credit_code = models.CharField(max_length=18, db_index=True)
    place = models.CharField(max_length=_PLACE, db_index=True)
    since = models.DateField()


@personal(_("to know who belongs together"))
class Membership(State):
    """A person in a household or organisation, whose id `group` is; as head, member and so on."""

    number = models.BigIntegerField(primary_key=True)
    group = models.CharField(max_length=LENGTH, db_index=True)
    person = PersonRef(db_index=True)
    position = models.CharField(max_length=_CODE)
    since = models.DateField()
    until = models.DateField(null=True)


@personal(_("to know who may do what where"))
class Appointment(State):
    """A role held in a place from a day (with it) until a day (without it), or an earlier end."""

    number = models.BigIntegerField(primary_key=True)
    person = PersonRef(db_index=True)
    role = models.CharField(max_length=8)
    place = models.CharField(max_length=_PLACE)
    since = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        """The index answers: who holds a role in a subtree."""

        indexes = (models.Index(fields=("role", "place"), name="appointment_role_place"),)


@personal(_("to know whom to call, and who may speak for the person"))
class Relation(State):
    """Who stands by a person: kin, contact or proxy, 1 called first."""

    number = models.BigIntegerField(primary_key=True)
    person = PersonRef(db_index=True)
    other = PersonRef(db_index=True)
    sort = models.CharField(max_length=_CODE)
    rank = models.SmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
