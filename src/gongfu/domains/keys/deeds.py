"""Deeds of the key team (敬老钥匙帮).

Registering: elders with their living situation and visit rhythm, consents, contacts, keepers.
Custody: what an elder entrusts, under a written agreement, in an unbroken chain.
Visits and service: from start to end.  Alarms: what is done when nobody answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from gongfu.kernel.ledger.deeds import Deed, person, private, public


@dataclass(frozen=True, kw_only=True)
class _OfElder(Deed, abstract=True):
    """Base of the deeds that concern one elder."""

    elder: str = person()

    @property
    def about(self) -> str:
        """Return the elder's id."""
        return self.elder


@dataclass(frozen=True, kw_only=True)
class _CareNeeds(_OfElder, abstract=True):
    """What an elder needs.

    living: alone, empty-nest, with-disabled, other.  rhythm_days: at least one visit in so many
    days.  window_from, window_to: when visits are welcome, minutes after midnight.  pair: a visit
    needs two keepers.  language: mandarin, dialect, sign, other, or empty where it was not said.
    """

    rhythm_days: int = public(unit="d")
    living: str = private()
    window_from: int = private(default=480)
    window_to: int = private(default=1080)
    usual_minutes: int = private(default=30)
    pair: bool = private(default=False)
    language: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class ElderRegistered(_CareNeeds):
    """An elder asked to be looked after by the key team."""

    kind: ClassVar[str] = "keys.elder.registered"


@dataclass(frozen=True, kw_only=True)
class ElderChanged(_CareNeeds):
    """What an elder needs has changed."""

    kind: ClassVar[str] = "keys.elder.changed"


@dataclass(frozen=True, kw_only=True)
class ElderLeft(_OfElder):
    """An elder no longer needs the key team.  reason: moved, died, wish."""

    kind: ClassVar[str] = "keys.elder.left"
    reason: str = private()


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(_OfElder):
    """An elder agreed, before a witness, to one use of their data.

    scope: visits, keys, health, location, photo.  until: the day it ends by itself.
    """

    kind: ClassVar[str] = "keys.consent.given"
    scope: str = private()
    until: date = private()
    witness: str = person()


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(_OfElder):
    """An elder took a consent back."""

    kind: ClassVar[str] = "keys.consent.withdrawn"
    scope: str = private()


@dataclass(frozen=True, kw_only=True)
class ContactNamed(_OfElder):
    """An elder named whom to call.  order: 1 is called first.

    relation: spouse, child, kin, neighbour, friend, office.
    """

    kind: ClassVar[str] = "keys.contact.named"
    contact: str = person()
    relation: str = private()
    order: int = private()


@dataclass(frozen=True, kw_only=True)
class KeeperJoined(Deed):
    """A volunteer joined the key team of a community."""

    kind: ClassVar[str] = "keys.keeper.joined"
    keeper: str = person()

    @property
    def about(self) -> str:
        """Return the keeper's id."""
        return self.keeper


@dataclass(frozen=True, kw_only=True)
class KeeperLeft(Deed):
    """A volunteer left the key team of a community."""

    kind: ClassVar[str] = "keys.keeper.left"
    keeper: str = person()

    @property
    def about(self) -> str:
        """Return the keeper's id."""
        return self.keeper


@dataclass(frozen=True, kw_only=True)
class KeeperAssigned(_OfElder):
    """A keeper agreed to look after an elder; several keepers may."""

    kind: ClassVar[str] = "keys.keeper.assigned"
    keeper: str = person()


@dataclass(frozen=True, kw_only=True)
class KeeperReleased(_OfElder):
    """A keeper no longer looks after an elder."""

    kind: ClassVar[str] = "keys.keeper.released"
    keeper: str = person()


@dataclass(frozen=True, kw_only=True)
class _OfDuty(Deed, abstract=True):
    """Base of the deeds about who of a team answers alarms on a day (值班)."""

    keeper: str = person()
    day: date = private()

    @property
    def about(self) -> str:
        """Return the keeper's id."""
        return self.keeper


@dataclass(frozen=True, kw_only=True)
class DutyTaken(_OfDuty):
    """A keeper is on call that day, or takes the day over from another."""

    kind: ClassVar[str] = "keys.duty.taken"


@dataclass(frozen=True, kw_only=True)
class DutyOffered(_OfDuty):
    """A keeper cannot come that day and asks the others; on call until one takes it over."""

    kind: ClassVar[str] = "keys.duty.offered"


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(_OfElder):
    """Elder, keeper and next of kin signed an agreement (志愿服务协议) with an end date."""

    kind: ClassVar[str] = "keys.agreement.signed"
    agreement: str = private()
    keeper: str = person()
    kin: str = person()
    until: date = private()


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(_OfElder):
    """An agreement ended before its date."""

    kind: ClassVar[str] = "keys.agreement.ended"
    agreement: str = private()


@dataclass(frozen=True, kw_only=True)
class ItemEntrusted(_OfElder):
    """A thing entered the custody register, still in the elder's own hands.

    item: its tag, which names no door.  sort: key, bank-card, bankbook, medical-card.
    """

    kind: ClassVar[str] = "keys.item.entrusted"
    item: str = private()
    sort: str = public()


@dataclass(frozen=True, kw_only=True)
class ItemHandedOver(_OfElder):
    """Somebody states to have handed a thing to another; open until the other accepts."""

    kind: ClassVar[str] = "keys.item.handed-over"
    item: str = private()
    giver: str = person()
    taker: str = person()
    agreement: str = private(default="")
    witness: str = person(default="")


@dataclass(frozen=True, kw_only=True)
class ItemAccepted(_OfElder):
    """The taker confirms to hold the thing now.

    to_keeper and from_keeper: 1 where a keeper gains or gives up custody, else 0, so that the
    things held are a sum.
    """

    kind: ClassVar[str] = "keys.item.accepted"
    item: str = private()
    sort: str = public()
    giver: str = person()
    taker: str = person()
    to_keeper: int = public(unit="1")
    from_keeper: int = public(unit="1")


@dataclass(frozen=True, kw_only=True)
class HandOverDeclined(_OfElder):
    """The taker did not take the thing; it stays with the giver."""

    kind: ClassVar[str] = "keys.hand-over.declined"
    item: str = private()
    taker: str = person()


@dataclass(frozen=True, kw_only=True)
class ItemLost(_OfElder):
    """A thing is lost.  from_keeper: 1 where a keeper held it, else 0."""

    kind: ClassVar[str] = "keys.item.lost"
    item: str = private()
    sort: str = public()
    holder: str = person()
    from_keeper: int = public(unit="1")


@dataclass(frozen=True, kw_only=True)
class ItemSeen(_OfElder):
    """Somebody else than its holder saw, in a stock-take, that a thing is where it should be."""

    kind: ClassVar[str] = "keys.item.seen"
    item: str = private()
    sort: str = public()
    holder: str = person()


@dataclass(frozen=True, kw_only=True)
class ItemReplaced(_OfElder):
    """A lost thing was replaced by a new one in the elder's hands.  cost_fen: what it cost."""

    kind: ClassVar[str] = "keys.item.replaced"
    item: str = private()
    successor: str = private()
    sort: str = public()
    cost_fen: int = public(unit="fen")


@dataclass(frozen=True, kw_only=True)
class MoneyHandled(_OfElder):
    """A keeper stood by while an elder's money moved, with a witness.  purpose: a code."""

    kind: ClassVar[str] = "keys.money.handled"
    keeper: str = person()
    witness: str = person()
    amount_fen: int = public(unit="fen")
    purpose: str = private()
    item: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class VisitMade(_OfElder):
    """A keeper called on an elder (走访).

    answer: well, unwell, help, no-answer; private, for it tells of a person's health.
    hours_kind: volunteer, or duty when inside the keeper's paid time.  minutes: from start to end.
    """

    kind: ClassVar[str] = "keys.visit.made"
    minutes: int = public(unit="min")
    hours_kind: str = public()
    keeper: str = person()
    answer: str = private()
    started_at: datetime = private()
    ended_at: datetime = private()
    manner: str = private(default="phone")


@dataclass(frozen=True, kw_only=True)
class ServiceGiven(_OfElder):
    """A keeper did something for an elder beside calling.

    service: hospital, shopping, repair, errand, meal, company, on-call.  Hours as in `VisitMade`.
    """

    kind: ClassVar[str] = "keys.service.given"
    minutes: int = public(unit="min")
    hours_kind: str = public()
    service: str = public()
    keeper: str = person()
    started_at: datetime = private()
    ended_at: datetime = private()


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(_OfElder):
    """Nobody answered, or an elder needs help at once.  cause: no-answer, unwell, help, call."""

    kind: ClassVar[str] = "keys.alarm.raised"
    alarm: str = private()
    cause: str = private()
    keeper: str = person(default="")


@dataclass(frozen=True, kw_only=True)
class AlarmTaken(_OfElder):
    """Somebody says: I see to this alarm.  minutes: since it was raised."""

    kind: ClassVar[str] = "keys.alarm.taken"
    alarm: str = private()
    minutes: int = public(unit="min")


@dataclass(frozen=True, kw_only=True)
class AlarmStepTaken(_OfElder):
    """One step of the alarm path.

    step: called-elder, called-contact, opened-with-key, called-services.  second: the second
    person, who must be there when a key is used.  outcome: reached, not-reached, fine, helped.
    """

    kind: ClassVar[str] = "keys.alarm.step-taken"
    alarm: str = private()
    step: str = private()
    outcome: str = private()
    second: str = person(default="")
    item: str = private(default="")


@dataclass(frozen=True, kw_only=True)
class AlarmClosed(_OfElder):
    """An alarm ended.  outcome: fine, helped, hospital, died, false-alarm."""

    kind: ClassVar[str] = "keys.alarm.closed"
    alarm: str = private()
    outcome: str = private()
    minutes: int = public(unit="min")


@dataclass(frozen=True, kw_only=True)
class FamilyAnswered(_OfElder):
    """The elder or a relative answers that a key was used.  answer: known, question."""

    kind: ClassVar[str] = "keys.family.answered"
    record: int = public()
    answer: str = private()
    who: str = person()


@dataclass(frozen=True, kw_only=True)
class QuestionClosed(_OfElder):
    """The office spoke with the family about a use of a key on which they had a question."""

    kind: ClassVar[str] = "keys.question.closed"
    record: int = public()
    who: str = person()
