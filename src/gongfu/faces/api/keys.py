"""The keys of machines: one kind for every open interface.

A key acts for the public, or for one person who agreed to it, and then within one office of theirs
or within all; of what they may do it opens the scopes that it names.  It ends with its day, with
the person's account, and when somebody revokes it.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from gongfu.faces.api.models import ApiKey
from gongfu.faces.api.scopes import SCOPES
from gongfu.faces.web.shell.viewers import viewer_for
from gongfu.kernel.ledger.locking import write_transaction
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.models import Account
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.refusals import BadInput, WrongState
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Viewer

MOST_DAYS = 366
_LONGEST_NAME = 60


class BadKey(BadInput):
    """A key has a name, a purpose, and an end."""

    code = "api.bad-key"
    words = _("A key needs a name, at least one thing that it may do, and an end within a year.")


class NameTaken(WrongState):
    """Two keys of one name could not be told apart."""

    code = "api.key-name-taken"
    words = _("A key of this name stands already. Choose another name, or revoke that one first.")


class NoSuchKey(BadInput):
    """No key of this name stands."""

    code = "api.no-such-key"
    words = _("There is no such key.")
    status = 404


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """What a key is to be; see `models.ApiKey`."""

    name: str
    scopes: tuple[str, ...]
    person: str = ""
    role: str = ""
    place: str = ""
    days: int = MOST_DAYS


class Holder(NamedTuple):
    """Who asks with a key."""

    name: str
    person: str
    role: str
    place: str
    scopes: tuple[str, ...]

    @property
    def viewer(self) -> Viewer:
        """Return as whom the key acts today: never more than its person may do."""
        if not self.person:
            return PUBLIC
        whole = viewer_for(self.person)
        if not self.role:
            return whole
        held = (one for one in whole.offices if (one.role, one.place) == (self.role, self.place))
        return dataclasses.replace(whole, offices=tuple(held), wards=frozenset())


def create(name: str, scopes: Iterable[str], *, at: datetime) -> str:
    """Make a key that acts for the public; return it.  Raises as `make`."""
    return make(Wanted(name, tuple(scopes)), at=at)


def make(wanted: Wanted, *, at: datetime, allowed: bool = False) -> str:
    """Make a key and return it; it cannot be shown again.

    allowed: its person is the one who asks for it; else a person's key waits for their word.
    Raises BadKey, NameTaken, MalformedCode.
    """
    _check(wanted)
    key = secrets.token_urlsafe(24)
    with write_transaction():
        if _standing(wanted.person, wanted.name).exists():
            raise NameTaken()
        ApiKey.objects.create(
            name=wanted.name,
            digest=_digest(key),
            scopes=" ".join(sorted(set(wanted.scopes))),
            person=wanted.person,
            role=wanted.role,
            place=wanted.place,
            created_at=at,
            until=shanghai_day(at) + timedelta(days=wanted.days),
            allowed_at=at if allowed else None,
        )
    return key


def _check(wanted: Wanted) -> None:
    named = 0 < len(wanted.name.strip()) <= _LONGEST_NAME and wanted.name.isprintable()
    known = bool(wanted.scopes) and set(wanted.scopes) <= set(SCOPES)
    office = not wanted.role or (wanted.role in set(Role) and bool(wanted.person))
    if not (named and known and office and 0 < wanted.days <= MOST_DAYS):
        raise BadKey()
    if bool(wanted.role) != bool(wanted.place):
        raise BadKey()
    if wanted.place:
        check_code(wanted.place)


def _standing(person: str, name: str) -> QuerySet[ApiKey]:
    return ApiKey.objects.filter(person=person, name=name, revoked_at=None)


def holder_of(key: str, *, on: date) -> Holder | None:
    """Return who asks with this key, or None when it opens nothing on that day."""
    current = Q(until=None) | Q(until__gte=on)
    row = ApiKey.objects.filter(current, digest=_digest(key), revoked_at=None).first()
    if row is None or not _agreed(row):
        return None
    if row.used_on != on:
        ApiKey.objects.filter(pk=row.pk).update(used_on=on)
    return Holder(row.name, row.person, row.role, row.place, tuple(row.scopes.split()))


def _agreed(row: ApiKey) -> bool:
    """Say whether the key acts for the public, or its person agreed and has an account."""
    if not row.person:
        return True
    accounts = Account.objects.filter(person=row.person, is_active=True)
    return row.allowed_at is not None and accounts.exists()


def revoke(name: str, *, at: datetime, person: str | None = None) -> bool:
    """Revoke the keys of that name, of one person where given; return whether one stood."""
    rows = ApiKey.objects.filter(name=name, revoked_at=None)
    rows = rows if person is None else rows.filter(person=person)
    with write_transaction():
        return bool(rows.update(revoked_at=at))


@action("machine.allow_own")
def make_own(viewer: Viewer, wanted: Wanted, *, at: datetime) -> str:
    """Make a key that acts for the viewer and return it; see `make`.  Raises Denied beside."""
    check(viewer, "machine.allow_own", owner=viewer.person)
    return make(dataclasses.replace(wanted, person=viewer.person), at=at, allowed=True)


@action("machine.allow_own")
def allow_own(viewer: Viewer, name: str, *, at: datetime) -> None:
    """Allow a key that an operator made for the viewer.  Raises Denied, NoSuchKey."""
    check(viewer, "machine.allow_own", owner=viewer.person)
    if not _standing(viewer.person, name).filter(allowed_at=None).update(allowed_at=at):
        raise NoSuchKey()


@action("machine.allow_own")
def revoke_own(viewer: Viewer, name: str, *, at: datetime) -> None:
    """Revoke or refuse a key that acts for the viewer.  Raises Denied, NoSuchKey."""
    check(viewer, "machine.allow_own", owner=viewer.person)
    if not revoke(name, at=at, person=viewer.person):
        raise NoSuchKey()


def listed(person: str | None = None) -> list[ApiKey]:
    """Return the keys that were not revoked, by name: all, or those of one person."""
    rows = ApiKey.objects.filter(revoked_at=None)
    rows = rows if person is None else rows.filter(person=person)
    return list(rows.order_by("name", "person"))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
