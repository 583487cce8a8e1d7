"""A household asks for support, several parties agree, and what they promised comes or does not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gongfu.domains.fields.deeds import (
    ObligationPromised,
    SupportAgreed,
    SupportAsked,
    SupportLeft,
)
from gongfu.domains.fields.models import Support
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.rules import support as rules
from gongfu.domains.fields.rules.land import NoSuchHousehold
from gongfu.domains.fields.rules.support import Promise
from gongfu.domains.fields.rules.words import check_amount, check_day, check_word
from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.fetching import locked
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


def check_household(act: Act, permission: str, household: str, place: str) -> None:
    """Let the household itself, or who is in charge of its place, act.  Raises Denied."""
    own = rows.belongs(household, act.by, act.on)
    check(act.viewer, permission, place=place, owner=act.by if own else "")


@action("support.ask")
def ask_support(
    viewer: Viewer,
    *,
    household: str,
    origin: str,
    manner: str = "asked",
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record that a household asked for support, or was found to need it.

    origin: two digits of the province from which it came; nothing nearer is kept.
    Raises Denied, NoSuchHousehold, FutureDay, UnknownWord, UnknownProvince, AlreadySupported.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SupportAsked, household=household, origin=origin, on=on):
        return sent
    place = people.household_places([household]).get(household)
    if place is None:
        raise NoSuchHousehold()
    check_household(act, "support.ask", household, place)
    check_day(on, today=act.on)
    check_word(manner, rules.MANNERS)
    rules.check_province(origin)
    if rules.is_running(locked(Support, household)):
        raise rules.AlreadySupported()
    deed = SupportAsked(on=on, place=place, household=household, origin=origin, manner=manner)
    return append([act.draft(deed)])[0]


@action("support.agree")
def agree_support(
    viewer: Viewer,
    promises: Sequence[Promise],
    *,
    household: str,
    cooperative: str = "",
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record the signed agreement of a household with several parties, and what each promised.

    Raises Denied, NotSupported, AlreadyAgreed, FutureDay, UnknownWord, NoAmount, TooFewParties,
    DueBefore, NoSuchParty, NoSuchCooperative.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SupportAgreed, household=household, on=on):
        return sent
    row = rules.check_agreeable(locked(Support, household))
    check(viewer, "support.agree", place=row.place)
    check_day(on, today=act.on)
    _check_promises(promises, on=on)
    if cooperative:
        rows.cooperative_of(cooperative)
    about: dict[str, Any] = {"on": on, "place": row.place, "household": household}
    agreement = act.id_for("agreement")
    head = SupportAgreed(
        **about,
        agreement=agreement,
        cooperative=cooperative,
        parties=len({one.party for one in promises}),
        obligations=len(promises),
    )
    promised = [
        ObligationPromised(
            **about,
            agreement=agreement,
            obligation=act.id_for(f"obligation {number}"),
            **one._asdict(),
        )
        for number, one in enumerate(promises, start=1)
    ]
    return append([act.draft(head), *(act.also(deed) for deed in promised)])[0]


def _check_promises(promises: Sequence[Promise], *, on: date) -> None:
    rules.check_promises(list(promises), on=on)
    for one in promises:
        check_word(one.sort, rules.GIFTS)
        check_word(one.party_sort, rules.PARTIES)
        if one.amount_fen is not None:
            check_amount(one.amount_fen)
    parties = {one.party for one in promises}
    unknown = parties - set(people.places_of(parties))
    if unknown - people.units_among(unknown).keys():
        raise rules.NoSuchParty()


@action("support.agree")
def leave_support(
    viewer: Viewer, *, household: str, reason: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record that a household left support, or took its request back.

    Raises Denied, NotSupported, UnknownWord.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(SupportLeft, household=household, reason=reason):
        return sent
    row = rules.check_supported(locked(Support, household))
    check_household(act, "support.agree", household, row.place)
    check_word(reason, rules.REASONS)
    deed = SupportLeft(
        on=act.on,
        place=row.place,
        household=household,
        reason=reason,
        agreement=row.agreement,
    )
    return append([act.draft(deed)])[0]
