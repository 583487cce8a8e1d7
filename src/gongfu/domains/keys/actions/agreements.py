"""Written agreements (志愿服务协议) of elder, keeper and next of kin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.actions.rows import Register, elder_row
from gongfu.domains.keys.deeds import AgreementEnded, AgreementSigned
from gongfu.domains.keys.models import Agreement, Item
from gongfu.domains.keys.rules import registering, team
from gongfu.domains.keys.rules.custody import OUT
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Signing(NamedTuple):
    """One written agreement of elder, keeper and next of kin until a day.

    on: the day of signing, by default that of the action.
    """

    elder: str
    keeper: str
    kin: str
    until: date
    on: date | None = None


@action("agreement.sign")
def sign_agreement(
    viewer: Viewer,
    *,
    elder: str,
    keeper: str,
    kin: str,
    until: date,
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Note down the agreement that elder, keeper and next of kin signed on paper.

    Raises Denied, NoSuchElder, NotInTeam, OwnKeeper, KinMissing, NoEndDate.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AgreementSigned, elder=elder, keeper=keeper, kin=kin, until=until):
        return sent
    register = Register(elders=[elder], keepers=[keeper])
    one, agreement = Signing(elder, keeper, kin, until), act.id_for("agreement")
    deed = _signed(act, one, register, agreement=agreement)
    return append([act.draft(deed, evidence=Evidence.C)])[0]


@action("agreement.sign")
def sign_agreements(
    viewer: Viewer, signings: Sequence[Signing], *, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Note down many signed agreements at once.  Raises Many; then nothing is written."""
    act = Act(viewer, at, key)
    if sent := act.sent_lines((AgreementSigned,), signings, "elder", "keeper", "kin", "until"):
        return sent
    register = Register(
        elders=[one.elder for one in signings], keepers=[one.keeper for one in signings]
    )
    seen: set[Signing] = set()

    def draw(line: int, one: Signing) -> Draft:
        team.check_new(one, seen)
        deed = _signed(act, one, register, agreement=act.id_for(f"agreement {line}"))
        return act.draft(deed, evidence=Evidence.C, key=act.line_key(line))

    return append(each_line(signings, draw))


def _signed(act: Act, one: Signing, register: Register, *, agreement: str) -> AgreementSigned:
    elder, on = register.elder(one.elder), one.on or act.on
    check(act.viewer, "agreement.sign", place=elder.place)
    registering.check_day(on, at=act.at)
    team.check_agreement(one.elder, one.keeper, kin=one.kin, until=one.until, on=on)
    if one.kin == act.by:
        raise team.KinMissing()
    team.check_member(register.member(one.keeper, elder.place), on=on)
    return AgreementSigned(
        on=on,
        place=elder.place,
        elder=one.elder,
        agreement=agreement,
        keeper=one.keeper,
        kin=one.kin,
        until=one.until,
    )


@action("agreement.sign")
def end_agreement(viewer: Viewer, *, agreement: str, at: datetime, key: str = "") -> Entry[Any]:
    """End an agreement before its day, once the keeper holds nothing under it.

    Raises Denied, NoAgreement, NoSuchElder, StillHolding.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(AgreementEnded, agreement=agreement):
        return sent
    row = Agreement.objects.select_for_update().filter(pk=agreement, ended_on=None).first()
    if row is None:
        raise team.NoAgreement()
    elder = elder_row(row.elder)
    check(viewer, "agreement.sign", place=elder.place)
    things = Item.objects.filter(elder=row.elder, holder=row.keeper, state__in=OUT)
    team.check_free_of_things(things.count())
    deed = AgreementEnded(on=act.on, place=elder.place, elder=row.elder, agreement=agreement)
    return append([act.draft(deed)])[0]
