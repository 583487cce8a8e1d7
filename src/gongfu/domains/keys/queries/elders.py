"""One elder's card, and the elders of a place."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.keys.models import (
    Agreement,
    Alarm,
    Care,
    Consent,
    Contact,
    Due,
    Elder,
    Item,
)
from gongfu.domains.keys.queries.dues import Standing, standing_of
from gongfu.domains.keys.queries.duties import answers
from gongfu.domains.keys.rules.registering import Needs, NoSuchElder
from gongfu.domains.keys.rules.team import is_valid
from gongfu.kernel.places.seeing import Page, page_of, see, within
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer


class KeeperLine(NamedTuple):
    """A keeper who looks after the elder, and whether an agreement is valid, until when."""

    keeper: str
    since: date
    agreed_until: date | None


class AgreementLine(NamedTuple):
    """A written agreement."""

    agreement: str
    keeper: str
    kin: str
    signed_on: date
    until: date
    valid: bool


class ContactLine(NamedTuple):
    """Whom to call, 1 first."""

    contact: str
    relation: str
    order: int


class ConsentLine(NamedTuple):
    """What the elder agreed to, and whether it stands."""

    scope: str
    given_on: date
    until: date
    stands: bool


class Thing(NamedTuple):
    """A thing that the elder entrusted, without its number: the number never stands by a door."""

    sort: str
    state: str
    holder: str


class ElderCard(NamedTuple):
    """What somebody who looks after the elder needs to know.  standing: None after leaving.

    answers: the viewer is on call for an open alarm, so may see and call as a keeper does.
    """

    elder: str
    place: str
    needs: Needs
    registered_on: date
    left_on: date | None
    standing: Standing | None
    keepers: tuple[KeeperLine, ...]
    agreements: tuple[AgreementLine, ...]
    contacts: tuple[ContactLine, ...]
    consents: tuple[ConsentLine, ...]
    things: tuple[Thing, ...]
    alarm: str
    answers: bool


class ElderLine(NamedTuple):
    """One elder of a list."""

    elder: str
    place: str
    living: str
    standing: Standing


def elder_card(viewer: Viewer, elder: str, on: date) -> ElderCard:
    """Return an elder's card for the elder, who speaks for them, the keepers and the office.

    Raises Denied, also when there is no such elder, and NoSuchElder for those who may know.
    """
    row = Elder.objects.filter(pk=elder).first()
    care = list(Care.objects.filter(elder=elder, until=None).order_by("since", "keeper"))
    keeps = any(one.keeper == viewer.person for one in care)
    place = row.place if row else ""
    alarm = Alarm.objects.filter(elder=elder, closed_at=None).first()
    answering = not keeps and viewer.has(Role.KEY) and _answers(alarm, viewer)
    assigned = keeps or answering
    see(viewer, "elder.read_care_card", owner=elder, place=place, assigned=assigned)
    if row is None:
        raise NoSuchElder()
    agreements = _agreements(elder, on)
    due = Due.objects.filter(pk=elder).first()
    return ElderCard(
        elder=elder,
        place=row.place,
        needs=Needs(**{name: getattr(row, name) for name in Needs._fields}),
        registered_on=row.registered_on,
        left_on=row.left_on,
        standing=standing_of(due, on=on) if due else None,
        keepers=tuple(_keeper(one, agreements) for one in care),
        agreements=agreements,
        contacts=_contacts(elder),
        consents=_consents(elder, on),
        things=_things(elder),
        alarm=alarm.alarm if alarm else "",
        answers=answering,
    )


def _keeper(care: Care, agreements: tuple[AgreementLine, ...]) -> KeeperLine:
    ends = [one.until for one in agreements if one.keeper == care.keeper and one.valid]
    return KeeperLine(care.keeper, care.since, max(ends, default=None))


def _agreements(elder: str, on: date) -> tuple[AgreementLine, ...]:
    rows = Agreement.objects.filter(elder=elder).order_by("-until", "agreement")
    return tuple(
        AgreementLine(
            row.agreement, row.keeper, row.kin, row.signed_on, row.until, is_valid(row, on=on)
        )
        for row in rows
    )


def _contacts(elder: str) -> tuple[ContactLine, ...]:
    rows = Contact.objects.filter(elder=elder).order_by("order", "contact")
    return tuple(ContactLine(*row) for row in rows.values_list("contact", "relation", "order"))


def _consents(elder: str, on: date) -> tuple[ConsentLine, ...]:
    rows = Consent.objects.filter(elder=elder).order_by("scope")
    return tuple(
        ConsentLine(
            row.scope, row.given_on, row.until, row.withdrawn_on is None and on <= row.until
        )
        for row in rows
    )


def _things(elder: str) -> tuple[Thing, ...]:
    rows = Item.objects.filter(elder=elder).exclude(state="replaced").order_by("sort", "since")
    return tuple(Thing(*row) for row in rows.values_list("sort", "state", "holder"))


def _answers(alarm: Alarm | None, viewer: Viewer) -> bool:
    return alarm is not None and answers(alarm, viewer.person)


def elders_in(viewer: Viewer, place: str, on: date, *, page: int = 1) -> Page[ElderLine]:
    """Return the elders on the register of a place, those due first.  Raises Denied."""
    see(viewer, "elder.read_care_card", place=place)
    rows = Due.objects.filter(within(place, on)).order_by("due_on", "elder")
    total, dues = page_of(rows, page=page)
    living = dict(
        Elder.objects.filter(pk__in=[due.elder for due in dues]).values_list("person", "living")
    )
    lines = tuple(
        ElderLine(due.elder, due.place, living[due.elder], standing_of(due, on=on)) for due in dues
    )
    return Page(total, lines, page)


def elders_of(viewer: Viewer) -> tuple[str, ...]:
    """Return the elders on the register for whom the viewer speaks: oneself, or one's family."""
    people = [one for one in (viewer.person, *sorted(viewer.wards)) if one]
    rows = Elder.objects.filter(pk__in=people, left_on=None)
    return tuple(rows.order_by("person").values_list("person", flat=True))
