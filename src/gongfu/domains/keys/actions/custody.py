"""Custody: a thing goes from hand to hand, stated by the giver and accepted by the taker."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongfu.domains.keys.actions.rows import Register, elder_row, item_row
from gongfu.domains.keys.actions.telling import tell_of
from gongfu.domains.keys.deeds import (
    HandOverDeclined,
    ItemAccepted,
    ItemEntrusted,
    ItemHandedOver,
    ItemLost,
    ItemReplaced,
    MoneyHandled,
)
from gongfu.domains.keys.models import Agreement, Consent, Contact, Item
from gongfu.domains.keys.rules import custody as rules
from gongfu.domains.keys.rules import team
from gongfu.domains.keys.rules.registering import check_word
from gongfu.domains.keys.rules.visiting import NotYourElder
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_TAG_LENGTH = 8


@action("key.entrust")
def entrust_item(
    viewer: Viewer, *, elder: str, sort: str, tag: str = "", at: datetime, key: str = ""
) -> Entry[Any]:
    """Enter a thing into the custody register, still in the elder's own hands.

    tag: the number printed on the sealed tag; without one a fresh number is given, which the
    entry's deed names as `item`.
    Raises Denied, NoSuchElder, UnknownWord, KeysNotAgreed, BadTag, TagTaken.
    """
    act = Act(viewer, at, key)
    tag = tag or act.id_for("item")[:_TAG_LENGTH].upper()
    if sent := act.sent(ItemEntrusted, elder=elder, sort=sort, item=tag):
        return sent
    row = elder_row(elder)
    check(viewer, "key.entrust", place=row.place)
    check_word(sort, rules.SORTS)
    consent = Consent.objects.filter(pk=(elder, "keys")).first()
    rules.check_keys_agreed(consent, on=act.on)
    rules.check_tag(tag, taken=Item.objects.filter(pk=tag).exists())
    deed = ItemEntrusted(on=act.on, place=row.place, elder=elder, item=tag, sort=sort)
    return append([act.draft(deed)])[0]


@action("key.hand_over")
def hand_over(
    viewer: Viewer,
    *,
    item: str,
    taker: str,
    witness: str = "",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """State that a thing went from its holder to another; open until the taker accepts.

    Who holds it, speaks for its holder, or the office states it.  A keeper takes it only under a
    valid agreement; a bank card or bankbook only before a witness.  Raises Denied, NoSuchItem,
    NotTheHolder, NotHeld, SameHands, NotATaker, NoAgreement, WitnessNeeded, NotAWitness.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ItemHandedOver, item=item, taker=taker, witness=witness):
        return sent
    row = item_row(item)
    check(viewer, "key.hand_over", place=row.place, owner=row.holder)
    rules.check_held(row)
    if taker == row.holder:
        raise rules.SameHands()
    rules.check_witness(
        witness, parties=(row.elder, row.holder, taker), needed=row.sort in rules.NEAR_MONEY
    )
    elder = elder_row(row.elder)
    deed = ItemHandedOver(
        on=act.on,
        place=elder.place,
        elder=row.elder,
        item=item,
        giver=row.holder,
        taker=taker,
        agreement=_ground_of(row, taker, act=act),
        witness=witness,
    )
    return append([act.draft(deed)])[0]


def give_back(
    viewer: Viewer, *, item: str, witness: str = "", at: datetime, key: str = ""
) -> Entry[Any]:
    """State that a thing went back to its elder; raises as `hand_over` does."""
    elder = Item.objects.filter(pk=item).values_list("elder", flat=True).first()
    if elder is None:
        raise rules.NoSuchItem()
    return hand_over(viewer, item=item, taker=elder, witness=witness, at=at, key=key)


def _ground_of(item: Item, taker: str, *, act: Act) -> str:
    """Return the agreement under which a keeper takes it, or nothing for the elder and contacts.

    Raises NotATaker, NoAgreement.
    """
    if taker == item.elder:
        return ""
    register = Register(elders=[item.elder], keepers=[taker])
    if team.is_member(register.member(taker, item.place), on=act.on):
        agreement = register.agreement(item.elder, taker)
        team.check_valid(agreement, on=act.on)
        return agreement.agreement if agreement else ""
    if not Contact.objects.filter(pk=(item.elder, taker)).exists():
        raise rules.NotATaker()
    return ""


@action("key.accept")
def accept_item(viewer: Viewer, *, item: str, at: datetime, key: str = "") -> Entry[Any]:
    """Confirm to hold a thing now; only the person to whom it was handed, or who speaks for them.

    Raises Denied, NoSuchItem, NotOffered, NotTheTaker, NoAgreement.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ItemAccepted, item=item):
        return sent
    row = _offered(act, item)
    if row.agreement:
        agreement = Agreement.objects.filter(pk=row.agreement).first()
        team.check_valid(agreement, on=act.on)
    elder = elder_row(row.elder)
    deed = ItemAccepted(
        on=act.on,
        place=elder.place,
        elder=row.elder,
        item=item,
        sort=row.sort,
        giver=row.holder,
        taker=row.offered_to,
        to_keeper=int(bool(row.agreement)),
        from_keeper=int(row.with_keeper),
    )
    return append([act.draft(deed, evidence=Evidence.B)])[0]


@action("key.accept")
def decline_item(viewer: Viewer, *, item: str, at: datetime, key: str = "") -> Entry[Any]:
    """Say that one does not take a thing; it stays with the giver.

    Raises Denied, NoSuchItem, NotOffered, NotTheTaker.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(HandOverDeclined, item=item):
        return sent
    return append([act.draft(_declined(act, _offered(act, item)))])[0]


@action("key.hand_over")
def withdraw_hand_over(viewer: Viewer, *, item: str, at: datetime, key: str = "") -> Entry[Any]:
    """Take a hand-over back that was not accepted; the thing stays with the giver.

    Raises Denied, NoSuchItem, NotOffered.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(HandOverDeclined, item=item):
        return sent
    row = item_row(item)
    check(viewer, "key.hand_over", place=row.place, owner=row.holder)
    if row.state != "offered":
        raise rules.NotOffered()
    return append([act.draft(_declined(act, row))])[0]


def _offered(act: Act, item: str) -> Item:
    row = item_row(item)
    if row.state != "offered":
        raise rules.NotOffered()
    if not act.viewer.speaks_for(row.offered_to):
        raise rules.NotTheTaker()
    check(act.viewer, "key.accept", owner=row.offered_to, place=row.place)
    return row


def _declined(act: Act, row: Item) -> HandOverDeclined:
    place = elder_row(row.elder).place
    return HandOverDeclined(
        on=act.on, place=place, elder=row.elder, item=row.item, taker=row.offered_to
    )


@action("key.report_lost")
def report_lost(viewer: Viewer, *, item: str, at: datetime, key: str = "") -> Entry[Any]:
    """Report that a thing is lost: its holder, who speaks for the holder, or the office.

    Raises Denied, NoSuchItem, NotHeld.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(ItemLost, item=item):
        return sent
    row = item_row(item)
    check(viewer, "key.report_lost", place=row.place, owner=row.holder)
    if row.state in ("lost", "replaced"):
        raise rules.NotHeld()
    deed = ItemLost(
        on=act.on,
        place=elder_row(row.elder).place,
        elder=row.elder,
        item=item,
        sort=row.sort,
        holder=row.holder,
        from_keeper=int(row.with_keeper),
    )
    return append([act.draft(deed)])[0]


@action("key.entrust")
def replace_item(
    viewer: Viewer, *, item: str, cost_fen: int, tag: str = "", at: datetime, key: str = ""
) -> Entry[Any]:
    """Enter what replaces a lost thing, in the elder's own hands; cost_fen may be nothing.

    Raises Denied, NoSuchItem, NotLost, NoAmount, BadTag, TagTaken.
    """
    act = Act(viewer, at, key)
    tag = tag or act.id_for("item")[:_TAG_LENGTH].upper()
    if sent := act.sent(ItemReplaced, item=item, successor=tag, cost_fen=cost_fen):
        return sent
    row = item_row(item)
    check(viewer, "key.entrust", place=row.place)
    if row.state != "lost":
        raise rules.NotLost()
    rules.check_amount(cost_fen + 1)
    rules.check_tag(tag, taken=Item.objects.filter(pk=tag).exists())
    deed = ItemReplaced(
        on=act.on,
        place=elder_row(row.elder).place,
        elder=row.elder,
        item=item,
        successor=tag,
        sort=row.sort,
        cost_fen=cost_fen,
    )
    return append([act.draft(deed)])[0]


@action("money.handle")
def handle_money(
    viewer: Viewer,
    *,
    elder: str,
    witness: str,
    amount_fen: int,
    purpose: str,
    item: str = "",
    at: datetime,
    key: str = "",
) -> Entry[Any]:
    """Record that the keeper stood by while an elder's money moved, before a witness.

    item: the card or bankbook that was used, if the keeper holds it.  Raises Denied, SecondNeeded,
    NotYourElder, UnknownWord, NoAmount, WitnessNeeded, NotAWitness, NotTheHolder.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(MoneyHandled, elder=elder, witness=witness, amount_fen=amount_fen):
        return sent
    register = Register(elders=[elder])
    if not team.looks_after(register.care(elder, act.by)):
        raise NotYourElder()
    rules.check_witness(witness, parties=(elder, act.by), needed=True)
    place = register.elder(elder).place
    check(viewer, "money.handle", place=place, second=witness, assigned=True)
    check_word(purpose, rules.PURPOSES)
    rules.check_amount(amount_fen)
    used = item_row(item) if item else None
    if used is not None and (used.elder, used.holder) != (elder, act.by):
        raise rules.NotTheHolder()
    deed = MoneyHandled(
        on=act.on,
        place=place,
        elder=elder,
        keeper=act.by,
        witness=witness,
        amount_fen=amount_fen,
        purpose=purpose,
        item=item,
    )
    return tell_of(append([act.draft(deed)]))[0]
