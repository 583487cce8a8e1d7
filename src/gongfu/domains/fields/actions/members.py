"""Households join and leave a cooperative; capital, subsidies and gifts come in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.fields.actions.standing import check_for
from gongfu.domains.fields.deeds import CapitalPaid, GrantReceived, HouseholdJoined, HouseholdLeft
from gongfu.domains.fields.models import Member, Plot
from gongfu.domains.fields.queries.rows import member_row
from gongfu.domains.fields.rules import land as rules
from gongfu.domains.fields.rules.words import check_amount, check_day, check_word
from gongfu.kernel.ledger.deeds import Deed, Entry, Evidence
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.viewers import Viewer

Entries = list[Entry[Any]]


class Joining(NamedTuple):
    """A household that joins, with the capital that it pays in."""

    household: str
    on: date
    capital_fen: int = 0


@action("cooperative.members")
def join_households(
    viewer: Viewer, joinings: Sequence[Joining], *, cooperative: str, at: datetime
) -> Entries:
    """Record that households joined, each with its capital; a form of the members' own wish.

    Raises Denied, NoSuchCooperative; Many (FutureDay, NoSuchHousehold, AlreadyMember,
    NotThatMuch).
    """
    act = Act(viewer, at)
    place = check_for(act, "cooperative.members", cooperative).place
    known = people.household_places([one.household for one in joinings])
    standing = {row.household: row for row in Member.objects.filter(cooperative=cooperative)}

    def judged(_number: int, one: Joining) -> list[Deed]:
        check_day(one.on, today=act.on)
        if one.household not in known:
            raise rules.NoSuchHousehold()
        rules.check_joins(standing.get(one.household))
        standing[one.household] = Member(left_on=None)
        return _joined(one, cooperative, place)

    found = each_line(joinings, judged)
    return append([act.draft(deed, key="") for deeds in found for deed in deeds])


def _joined(one: Joining, cooperative: str, place: str) -> list[Deed]:
    who: dict[str, Any] = {
        "on": one.on,
        "place": place,
        "cooperative": cooperative,
        "household": one.household,
    }
    paid = [CapitalPaid(**who, capital_fen=one.capital_fen)] if one.capital_fen > 0 else []
    return [HouseholdJoined(**who), *paid]


def join_household(
    viewer: Viewer, joining: Joining, *, cooperative: str, at: datetime
) -> Entry[Any]:
    """Record that one household joined; see `join_households`.  Raises the refusal itself."""
    try:
        return join_households(viewer, [joining], cooperative=cooperative, at=at)[0]
    except Many as many:
        raise many.errors[0].refusal from None


@action("cooperative.members")
def leave_cooperative(
    viewer: Viewer, *, cooperative: str, household: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Record that a household left; its plots are handed on first.

    Raises Denied, NoSuchCooperative, NotAMember, StillHasPlots.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(HouseholdLeft, cooperative=cooperative, household=household):
        return sent
    unit = check_for(act, "cooperative.members", cooperative, household=household)
    rules.check_member(member_row(cooperative, household))
    if Plot.objects.filter(cooperative=cooperative, household=household, closed_on=None).exists():
        raise rules.StillHasPlots()
    deed = HouseholdLeft(on=act.on, place=unit.place, cooperative=cooperative, household=household)
    return append([act.draft(deed)])[0]


@action("cooperative.members")
def pay_capital(
    viewer: Viewer,
    *,
    cooperative: str,
    household: str,
    capital_fen: int,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record that a member paid capital in, or with a negative sum got it back.

    Raises Denied, NoSuchCooperative, NotAMember, NoAmount, NotThatMuch.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "cooperative": cooperative,
        "household": household,
        "capital_fen": capital_fen,
    }
    if sent := act.sent(CapitalPaid, **said):
        return sent
    unit = check_for(act, "cooperative.members", cooperative)
    row = member_row(cooperative, household)
    if row is None:
        raise rules.NotAMember()
    check_amount(abs(capital_fen))
    rules.check_capital(row, capital_fen)
    deed = CapitalPaid(
        on=act.on,
        place=unit.place,
        cooperative=cooperative,
        household=household,
        capital_fen=capital_fen,
    )
    return append([act.draft(deed)])[0]


@action("cooperative.members")
def record_grant(
    viewer: Viewer,
    *,
    cooperative: str,
    amount_fen: int,
    source: str,
    on: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record a state subsidy or gift to the cooperative; its paper vouches for it.

    Raises Denied, NoSuchCooperative, UnknownWord, NoAmount, FutureDay.
    """
    act = Act(viewer, at, key)
    said: dict[str, Any] = {
        "cooperative": cooperative,
        "amount_fen": amount_fen,
        "source": source,
        "on": on,
    }
    if sent := act.sent(GrantReceived, **said):
        return sent
    unit = check_for(act, "cooperative.members", cooperative)
    check_word(source, rules.SOURCES)
    check_amount(amount_fen)
    check_day(on, today=act.on)
    deed = GrantReceived(
        on=on, place=unit.place, cooperative=cooperative, amount_fen=amount_fen, source=source
    )
    return append([act.draft(deed, evidence=Evidence.C)])[0]
