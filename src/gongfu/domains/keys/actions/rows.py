"""The rows on which actions depend."""

from __future__ import annotations

from collections.abc import Iterable

from gongfu.domains.keys.models import Agreement, Alarm, Care, Elder, Item, Keeper, PairedAct, Visit
from gongfu.domains.keys.rules.alarms import NoSuchAlarm
from gongfu.domains.keys.rules.custody import NoSuchItem
from gongfu.domains.keys.rules.pairs import NoSuchAct
from gongfu.domains.keys.rules.registering import NoSuchElder
from gongfu.domains.keys.rules.visiting import NoSuchVisit
from gongfu.kernel.ledger.encoding import community_of
from gongfu.kernel.ledger.fetching import locked, rows_among


class Register:
    """Elders, keepers, care and agreements that concern some people, fetched once for all."""

    def __init__(self, *, elders: Iterable[str] = (), keepers: Iterable[str] = ()) -> None:
        """Fetch and lock what stands about these elders and keepers."""
        wanted = set(elders)
        self._elders = {row.person: row for row in rows_among(Elder, lock=True, person=wanted)}
        self._keepers = {row.pk: row for row in rows_among(Keeper, lock=True, person=keepers)}
        self._care = {row.pk: row for row in rows_among(Care, elder=wanted)}
        self._agreements: dict[tuple[str, str], Agreement] = {}
        for row in sorted(rows_among(Agreement, elder=wanted), key=lambda one: one.until):
            if row.ended_on is None:
                self._agreements[row.elder, row.keeper] = row

    def elder(self, elder: str) -> Elder:
        """Return an elder on the register.  Raises NoSuchElder."""
        row = self._elders.get(elder)
        if row is None or row.left_on is not None:
            raise NoSuchElder()
        return row

    def place_of(self, elder: str) -> str:
        """Return where an elder lives or lived, or an empty string."""
        row = self._elders.get(elder)
        return row.place if row else ""

    def member(self, keeper: str, place: str) -> Keeper | None:
        """Return the membership in the team of the place's community, or None."""
        return self._keepers.get((keeper, community_of(place)))

    def care(self, elder: str, keeper: str) -> Care | None:
        """Return how the keeper looks after the elder, or None."""
        return self._care.get((elder, keeper))

    def agreement(self, elder: str, keeper: str) -> Agreement | None:
        """Return the agreement between the two that lasts longest and was not ended, or None."""
        return self._agreements.get((elder, keeper))


def elder_row(elder: str) -> Elder:
    """Return an elder on the register.  Raises NoSuchElder."""
    row = locked(Elder, elder)
    if row is None or row.left_on is not None:
        raise NoSuchElder()
    return row


def item_row(item: str) -> Item:
    """Return a thing of the custody register.  Raises NoSuchItem."""
    row = locked(Item, item)
    if row is None:
        raise NoSuchItem()
    return row


def alarm_row(alarm: str) -> Alarm:
    """Return an alarm.  Raises NoSuchAlarm."""
    row = locked(Alarm, alarm)
    if row is None:
        raise NoSuchAlarm()
    return row


def visit_row(number: int) -> Visit:
    """Return a visit or service.  Raises NoSuchVisit."""
    row = locked(Visit, number)
    if row is None:
        raise NoSuchVisit()
    return row


def pair_row(number: int) -> PairedAct:
    """Return an act of two people.  Raises NoSuchAct."""
    row = locked(PairedAct, number)
    if row is None:
        raise NoSuchAct()
    return row
