"""Who looks after whom.

Nobody is compelled: a keeper looks after an elder after saying yes, or after signing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.actions.rows import Register
from gongfu.domains.keys.deeds import KeeperAssigned, KeeperReleased
from gongfu.domains.keys.models import CareOffer, Elder, Item
from gongfu.domains.keys.rules import registering, team
from gongfu.domains.keys.rules.custody import OUT
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Assignment(NamedTuple):
    """One keeper who signed for one elder.  on: the first day, by default that of the action."""

    elder: str
    keeper: str
    on: date | None = None


@action("offer.send")
def ask_keepers(
    viewer: Viewer, *, elder: str, keepers: Sequence[str], at: datetime, key: str = ""
) -> str:
    """Ask keepers whether one of them looks after an elder; return the id of the question.

    The first who accepts answers for all.  A question leaves no deed.
    Raises Denied, NoSuchElder, NobodyAsked, NotInTeam, AlreadyAssigned.
    """
    act = Act(viewer, at, key)
    ask = act.id_for("ask")
    if CareOffer.objects.filter(ask=ask).exists():
        return ask
    register = Register(elders=[elder], keepers=keepers)
    row = register.elder(elder)
    check(viewer, "offer.send", place=row.place)
    if not keepers:
        raise team.NobodyAsked()
    for keeper in keepers:
        _check_free(register, row, keeper, on=act.on)
    CareOffer.objects.bulk_create(
        CareOffer(
            ask=ask, keeper=keeper, elder=elder, place=row.place, asked_by=act.by, asked_at=at
        )
        for keeper in dict.fromkeys(keepers)
    )
    return ask


def _check_free(register: Register, elder: Elder, keeper: str, *, on: date) -> None:
    if keeper == elder.person:
        raise team.OwnKeeper()
    team.check_member(register.member(keeper, elder.place), on=on)
    if team.looks_after(register.care(elder.person, keeper)):
        raise team.AlreadyAssigned()


@action("offer.accept")
def accept_elder(viewer: Viewer, *, ask: str, at: datetime, key: str = "") -> Entry[Any]:
    """Say yes to the question and look after the elder from today; the others need not answer.

    Raises Denied, OfferGone, NoSuchElder, NotInTeam, AlreadyAssigned.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(KeeperAssigned, keeper=act.by):
        return sent
    offers = list(CareOffer.objects.select_for_update().filter(ask=ask).order_by("keeper"))
    mine = next((offer for offer in offers if offer.keeper == act.by), None)
    if mine is None:
        raise team.OfferGone()
    register = Register(elders=[mine.elder], keepers=[act.by])
    elder = register.elder(mine.elder)
    check(viewer, "offer.accept", owner=act.by, place=elder.place)
    _check_free(register, elder, act.by, on=act.on)
    CareOffer.objects.filter(ask=ask).delete()
    deed = KeeperAssigned(on=act.on, place=elder.place, elder=elder.person, keeper=act.by)
    return append([act.draft(deed)])[0]


@action("offer.accept")
def decline_elder(viewer: Viewer, *, ask: str) -> None:
    """Say no to the question; no reason is asked and nothing is kept.  Raises Denied."""
    check(viewer, "offer.accept", owner=viewer.person)
    CareOffer.objects.filter(ask=ask, keeper=viewer.person).delete()


@action("keeper.assign")
def assign_keeper(
    viewer: Viewer, *, elder: str, keeper: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Assign a keeper who has signed an agreement with the elder.

    Raises Denied, NoSuchElder, NotInTeam, AlreadyAssigned, NotSigned.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(KeeperAssigned, elder=elder, keeper=keeper):
        return sent
    register = Register(elders=[elder], keepers=[keeper])
    deed = _assigned(act, Assignment(elder, keeper), register)
    return append([act.draft(deed, evidence=Evidence.C)])[0]


@action("keeper.assign")
def assign_keepers(
    viewer: Viewer, assignments: Sequence[Assignment], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Assign many keepers who have signed.  Raises Many; then nothing is written."""
    act = Act(viewer, at, key)
    if sent := act.sent_lines((KeeperAssigned,), assignments, "elder", "keeper"):
        return sent
    register = Register(
        elders=[one.elder for one in assignments], keepers=[one.keeper for one in assignments]
    )
    seen: set[Assignment] = set()

    def draw(line: int, one: Assignment) -> Draft:
        team.check_new(one, seen)
        deed = _assigned(act, one, register)
        return act.draft(deed, evidence=Evidence.C, key=act.line_key(line))

    return append(each_line(assignments, draw))


def _assigned(act: Act, one: Assignment, register: Register) -> KeeperAssigned:
    elder, on = register.elder(one.elder), one.on or act.on
    check(act.viewer, "keeper.assign", place=elder.place)
    registering.check_day(on, at=act.at)
    _check_free(register, elder, one.keeper, on=on)
    if not team.is_valid(register.agreement(one.elder, one.keeper), on=on):
        raise team.NotSigned()
    return KeeperAssigned(on=on, place=elder.place, elder=one.elder, keeper=one.keeper)


@action("keeper.release")
def release_keeper(
    viewer: Viewer, *, elder: str, keeper: str, at: datetime, key: str = ""
) -> Entry[Any]:
    """Let a keeper no longer look after an elder: the keeper's, the elder's or the office's wish.

    Raises Denied, NoSuchElder, NotAssigned, StillHolding.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(KeeperReleased, elder=elder, keeper=keeper):
        return sent
    register = Register(elders=[elder])
    row = register.elder(elder)
    owner = elder if viewer.speaks_for(elder) else keeper
    check(viewer, "keeper.release", place=row.place, owner=owner)
    if not team.looks_after(register.care(elder, keeper)):
        raise team.NotAssigned()
    things = Item.objects.filter(elder=elder, holder=keeper, state__in=OUT)
    team.check_free_of_things(things.count())
    deed = KeeperReleased(on=act.on, place=row.place, elder=elder, keeper=keeper)
    return append([act.draft(deed)])[0]
