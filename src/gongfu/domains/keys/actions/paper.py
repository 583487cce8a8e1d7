"""Entering a paper custody register, once for all its lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from gongfu.domains.keys.actions.rows import Register
from gongfu.domains.keys.deeds import ItemAccepted, ItemEntrusted, ItemHandedOver
from gongfu.domains.keys.models import Consent, Item
from gongfu.domains.keys.rules import custody as rules
from gongfu.domains.keys.rules import team
from gongfu.domains.keys.rules.registering import check_word
from gongfu.kernel.ledger.deeds import Entry, Evidence
from gongfu.kernel.ledger.fetching import chunks
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Custody(NamedTuple):
    """One line of a paper custody register that elder, keeper and witness signed."""

    elder: str
    item: str
    sort: str
    taker: str
    witness: str = ""


@action("key.import_register")
def import_custody(
    viewer: Viewer, lines: Sequence[Custody], *, second: str, at: datetime, key: str = ""
) -> list[Entry[Any]]:
    """Enter a paper custody register: each thing entrusted, handed over and accepted.

    Both signed on paper, so the acceptances are of class C; a second person compares.  Returns the
    acceptances in order.  Raises Many with one LineError a refused line (Denied, SecondNeeded,
    NoSuchElder, UnknownWord, KeysNotAgreed, BadTag, TagTaken, NotInTeam, NoAgreement,
    WitnessNeeded, NotAWitness); then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((ItemAccepted,), lines, "elder", "item", "taker"):
        return sent
    known = _Paper(lines)
    drawn = each_line(
        lines, lambda n, line: known.drafts(act, line, second=second, key=act.line_key(n))
    )
    entries = append([draft for drafts in drawn for draft in drafts])
    return [entry for entry in entries if isinstance(entry.deed, ItemAccepted)]


class _Paper:
    """What is known about the lines of a paper register, fetched once for all."""

    def __init__(self, lines: Sequence[Custody]) -> None:
        self._register = Register(
            elders=[line.elder for line in lines], keepers=[line.taker for line in lines]
        )
        self._consents: dict[str, Consent] = {}
        self._taken: set[str] = set()
        for elders in chunks(line.elder for line in lines):
            agreed = Consent.objects.filter(elder__in=elders, scope="keys")
            self._consents.update((consent.elder, consent) for consent in agreed)
        for tags in chunks(line.item for line in lines):
            self._taken.update(Item.objects.filter(pk__in=tags).values_list("item", flat=True))

    def drafts(self, act: Act, line: Custody, *, second: str, key: str) -> list[Draft]:
        """Return the three deeds of a line.  Raises a refusal."""
        elder = self._register.elder(line.elder)
        check(act.viewer, "key.import_register", place=elder.place, second=second)
        self._check(act, line, elder.place)
        self._taken.add(line.item)
        agreement = self._register.agreement(line.elder, line.taker)
        team.check_valid(agreement, on=act.on)
        here: dict[str, Any] = {"on": act.on, "place": elder.place, "elder": line.elder}
        thing: dict[str, Any] = {**here, "item": line.item}
        hands: dict[str, Any] = {"giver": line.elder, "taker": line.taker}
        ground = agreement.agreement if agreement else ""
        entrusted = ItemEntrusted(**thing, sort=line.sort)
        over = ItemHandedOver(**thing, **hands, agreement=ground, witness=line.witness)
        taken = ItemAccepted(**thing, **hands, sort=line.sort, to_keeper=1, from_keeper=0)
        return [
            act.also(entrusted, evidence=Evidence.C),
            act.also(over, evidence=Evidence.C),
            act.draft(taken, evidence=Evidence.C, key=key),
        ]

    def _check(self, act: Act, line: Custody, place: str) -> None:
        check_word(line.sort, rules.SORTS)
        rules.check_keys_agreed(self._consents.get(line.elder), on=act.on)
        rules.check_tag(line.item, taken=line.item in self._taken)
        team.check_member(self._register.member(line.taker, place), on=act.on)
        parties = (line.elder, line.taker)
        rules.check_witness(line.witness, parties=parties, needed=line.sort in rules.NEAR_MONEY)
