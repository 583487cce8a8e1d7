"""Registering elders: what they need, what they agreed to, whom to call for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.actions.rows import elder_row
from gongfu.domains.keys.deeds import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactNamed,
    ElderChanged,
    ElderLeft,
    ElderRegistered,
    KeeperReleased,
)
from gongfu.domains.keys.models import Care, Consent, Elder, Item
from gongfu.domains.keys.rules import registering as rules
from gongfu.domains.keys.rules.registering import Needs
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import rows_among
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people import notes
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Registration(NamedTuple):
    """One elder to register.

    consents: scopes agreed to, visits among them, until the day consents_until.  contacts: person
    and relation, in the order of calling.  on: the day, by default that of the action.
    """

    elder: str
    place: str
    needs: Needs
    consents_until: date
    consents: tuple[str, ...] = ("visits",)
    contacts: tuple[tuple[str, str], ...] = ()
    on: date | None = None


@action("elder.register")
def register_elder(
    viewer: Viewer, registration: Registration, *, at: datetime, key: str = ""
) -> Entry[Any]:
    """Register an elder with needs, consents and contacts; return the entry of the registering.

    The officer who registers is the witness of the consents.  Raises Denied, MalformedCode,
    AlreadyRegistered, UnknownWord, RhythmOutOfRange, WindowUpsideDown, NoUsualMinutes,
    VisitsNotAgreed, ConsentOver, NobodyToCall, SelfNamed, FutureDay.
    """
    act = Act(viewer, at, key)
    said = {"place": registration.place, **registration.needs._asdict()}
    if sent := act.sent(ElderRegistered, elder=registration.elder, **said):
        return sent
    _check(act, registration, known=_known([registration.elder]))
    return append(_drafts(act, registration, key=key))[0]


@action("elder.register")
def register_elders(
    viewer: Viewer, registrations: Sequence[Registration], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Register many elders at once; return the entries of the registerings, in order.

    Raises Many with one LineError a refused line; then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((ElderRegistered,), registrations, "elder", "place"):
        return sent
    known = _known([one.elder for one in registrations])

    def draw(line: int, one: Registration) -> list[Draft]:
        _check(act, one, known=known)
        known.add(one.elder)
        return _drafts(act, one, key=act.line_key(line))

    drafts = [draft for drawn in each_line(registrations, draw) for draft in drawn]
    return [entry for entry in append(drafts) if isinstance(entry.deed, ElderRegistered)]


def _known(elders: Sequence[str]) -> set[str]:
    return {row.person for row in rows_among(Elder, person=elders) if row.left_on is None}


def _check(act: Act, one: Registration, *, known: set[str]) -> None:
    check_code(one.place)
    check(act.viewer, "elder.register", place=one.place)
    if one.elder == act.by:
        raise rules.OwnRegistration()
    if one.elder in known:
        raise rules.AlreadyRegistered()
    on = one.on or act.on
    rules.check_day(on, at=act.at)
    rules.check_needs(one.needs)
    rules.check_consents(one.consents, until=one.consents_until, on=on)
    rules.check_contacts(one.elder, one.contacts)


def _drafts(act: Act, one: Registration, *, key: str) -> list[Draft]:
    here: dict[str, Any] = {"on": one.on or act.on, "place": one.place, "elder": one.elder}
    consents = [
        ConsentGiven(**here, scope=scope, until=one.consents_until, witness=act.by)
        for scope in one.consents
    ]
    contacts = [
        ContactNamed(**here, contact=contact, relation=relation, order=order)
        for order, (contact, relation) in enumerate(one.contacts, start=1)
    ]
    registered = ElderRegistered(**here, **one.needs._asdict())
    return [act.draft(registered, key=key), *(act.also(deed) for deed in (*consents, *contacts))]


@action("elder.edit")
def change_elder(
    viewer: Viewer, *, elder: str, needs: Needs, place: str = "", at: datetime, key: str = ""
) -> Entry[Any]:
    """Change what an elder needs, and with a place where the elder lives.

    Raises Denied, NoSuchElder, MalformedCode, UnknownWord, RhythmOutOfRange, WindowUpsideDown,
    NoUsualMinutes.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ElderChanged, elder=elder, **needs._asdict()):
        return sent
    row = elder_row(elder)
    place = place or row.place
    for one in {row.place, place}:
        check_code(one)
        check(viewer, "elder.edit", place=one, owner=elder)
    rules.check_needs(needs)
    deed = ElderChanged(on=act.on, place=place, elder=elder, **needs._asdict())
    return append([act.draft(deed)])[0]


@action("elder.leave")
def elder_leaves(
    viewer: Viewer, *, elder: str, reason: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Take an elder off the register, once nothing is left with a keeper; keepers are released.

    Raises Denied, NoSuchElder, UnknownWord, StillEntrusted.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ElderLeft, elder=elder, reason=reason):
        return sent
    row = elder_row(elder)
    check(viewer, "elder.leave", place=row.place)
    rules.check_word(reason, rules.REASONS)
    rules.check_nothing_out(
        Item.objects.filter(elder=elder, with_keeper=True).count()
        + Item.objects.filter(elder=elder, with_keeper=False, state="offered").count()
    )
    here: dict[str, Any] = {"on": act.on, "place": row.place, "elder": elder}
    keepers = Care.objects.filter(elder=elder, until=None).order_by("keeper")
    released = [
        act.also(KeeperReleased(**here, keeper=keeper))
        for keeper in keepers.values_list("keeper", flat=True)
    ]
    return append([act.draft(ElderLeft(**here, reason=reason)), *released])[0]


@action("elder.consent_give_or_withdraw")
def give_consent(
    viewer: Viewer,
    *,
    elder: str,
    scope: str,
    until: date,
    witness: str = "",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Note down that an elder agreed to one use of their data, before a witness.

    An officer who notes it down is the witness; who agrees for themselves names one.
    Raises Denied, NoSuchElder, UnknownWord, ConsentOver, SelfNamed.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ConsentGiven, elder=elder, scope=scope, until=until):
        return sent
    row = elder_row(elder)
    check(viewer, "elder.consent_give_or_withdraw", place=row.place, owner=elder)
    rules.check_word(scope, rules.SCOPES)
    rules.check_lasts(until, on=act.on)
    witness = witness or act.by
    rules.check_other(witness, elder=elder)
    deed = ConsentGiven(
        on=act.on, place=row.place, elder=elder, scope=scope, until=until, witness=witness
    )
    return append([act.draft(deed)])[0]


@action("elder.consent_give_or_withdraw")
def withdraw_consent(
    viewer: Viewer, *, elder: str, scope: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Note down that an elder took a consent back.

    What was entrusted under it stays where it is until it is handed back; a health note and photos
    are forgotten with the consent to them.
    Raises Denied, NoSuchElder, NotAgreed.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ConsentWithdrawn, elder=elder, scope=scope):
        return sent
    row = elder_row(elder)
    check(viewer, "elder.consent_give_or_withdraw", place=row.place, owner=elder)
    if not Consent.objects.filter(elder=elder, scope=scope, withdrawn_on=None).exists():
        raise rules.NotAgreed()
    if sort := {"health": notes.HEALTH, "photo": notes.PHOTO}.get(scope):
        notes.forget_sort(sort, [elder])
    deed = ConsentWithdrawn(on=act.on, place=row.place, elder=elder, scope=scope)
    return append([act.draft(deed)])[0]


@action("elder.edit")
def name_contact(
    viewer: Viewer,
    *,
    elder: str,
    contact: str,
    relation: str,
    order: int,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Name whom to call for an elder; naming the same person again changes relation and order.

    Raises Denied, NoSuchElder, UnknownWord, SelfNamed, NoOrder.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ContactNamed, elder=elder, contact=contact, order=order):
        return sent
    row = elder_row(elder)
    check(viewer, "elder.edit", place=row.place, owner=elder)
    rules.check_contacts(elder, [(contact, relation)])
    rules.check_order(order)
    deed = ContactNamed(
        on=act.on, place=row.place, elder=elder, contact=contact, relation=relation, order=order
    )
    return append([act.draft(deed)])[0]
