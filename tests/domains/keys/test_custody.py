"""The custody register: an unbroken chain of hands, a witness where money is near."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import Custody
from gongfu.domains.keys.models import Agreement, Item
from gongfu.domains.keys.rules import custody as rules
from gongfu.domains.keys.rules.team import NoAgreement
from gongfu.domains.keys.rules.visiting import NotYourElder
from gongfu.kernel.ledger import reading
from gongfu.kernel.people import readings, vault
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from tests import worlds
from tests.worlds import (
    CHEN,
    DAUGHTER,
    LIN,
    MORNING,
    NEIGHBOUR,
    SON,
    STRANGER,
    WU,
    ZHOU,
    ZHU,
    chen,
    daughter,
    lin,
    liu,
    stranger,
    zhou,
    zhu,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(team):
    """A bank card in the elder's own hands."""
    actions.entrust_item(liu, elder=ZHOU, sort="bank-card", tag="C-1", at=MORNING)
    return "C-1"


def entrust(tag="K-381", **changes):
    terms = {"elder": ZHOU, "sort": "key", "tag": tag, "at": MORNING, **changes}
    return actions.entrust_item(liu, **terms)


def test_a_key_goes_from_hand_to_hand_and_back(key):
    assert Item.objects.get().holder == ZHU
    actions.give_back(zhu, item=key, at=MORNING)
    assert Item.objects.get().holder == ZHU
    actions.accept_item(daughter, item=key, at=MORNING)
    row = Item.objects.get()
    assert (row.holder, row.with_keeper, row.state) == (ZHOU, False, "held")
    chain = queries.custody_chain(liu, key)
    assert [link.step for link in chain] == [
        "entrusted", "handed-over", "accepted", "handed-over", "accepted",
    ]  # fmt: skip
    assert [(link.giver, link.taker) for link in chain[1:]] == [
        ("elder", ZHU), ("elder", ZHU), (ZHU, "elder"), (ZHU, "elder"),
    ]  # fmt: skip


def test_without_a_tag_a_number_is_given_that_stays_the_same(team):
    first = entrust("", key="e")
    assert entrust("", key="e") == first
    assert len(first.deed.item) == 8


def test_nothing_is_entrusted_without_consent(team):
    actions.withdraw_consent(zhou, elder=ZHOU, scope="keys", at=MORNING)
    with pytest.raises(rules.KeysNotAgreed):
        entrust()


@pytest.mark.parametrize("tag", ["周奶奶", "a", "K 1"])
def test_a_tag_says_nobody(team, tag):
    with pytest.raises(rules.BadTag):
        entrust(tag)


def test_a_tag_is_used_once(key):
    with pytest.raises(rules.TagTaken):
        entrust(key)


def test_a_keeper_takes_a_key_only_under_a_valid_agreement(team):
    entrust()
    with pytest.raises(NoAgreement):
        actions.hand_over(liu, item="K-381", taker=LIN, at=MORNING)
    with pytest.raises(NoAgreement):
        actions.hand_over(liu, item="K-381", taker=ZHU, at=MORNING + timedelta(days=400))
    assert Item.objects.get().state == "held"


def test_an_agreement_that_ends_before_the_taker_accepts_refuses_it(team):
    entrust()
    actions.hand_over(liu, item="K-381", taker=ZHU, at=MORNING)
    agreement = Agreement.objects.get(elder=ZHOU).agreement
    actions.end_agreement(liu, agreement=agreement, at=MORNING)
    with pytest.raises(NoAgreement):
        actions.accept_item(zhu, item="K-381", at=MORNING)
    actions.withdraw_hand_over(liu, item="K-381", at=MORNING)
    assert Item.objects.get().state == "held"


def test_only_the_taker_accepts_or_declines(team):
    entrust()
    with pytest.raises(rules.NotOffered):
        actions.accept_item(zhu, item="K-381", at=MORNING)
    actions.hand_over(liu, item="K-381", taker=ZHU, at=MORNING)
    for other in (lin, liu, stranger, zhou):
        with pytest.raises((rules.NotTheTaker, Denied)):
            actions.accept_item(other, item="K-381", at=MORNING)
        with pytest.raises((rules.NotTheTaker, Denied)):
            actions.decline_item(other, item="K-381", at=MORNING)
    actions.decline_item(zhu, item="K-381", at=MORNING)
    assert Item.objects.get().holder == ZHOU


def test_accepting_twice_is_one_acceptance(team):
    entrust()
    actions.hand_over(liu, item="K-381", taker=ZHU, at=MORNING)
    first = actions.accept_item(zhu, item="K-381", at=MORNING, key="a")
    assert actions.accept_item(zhu, item="K-381", at=MORNING, key="a") == first
    with pytest.raises(rules.NotOffered):
        actions.accept_item(zhu, item="K-381", at=MORNING)


def test_who_does_not_hold_a_key_cannot_hand_it_over(key):
    for other in (lin, stranger, zhou):
        with pytest.raises(Denied):
            actions.hand_over(other, item=key, taker=DAUGHTER, at=MORNING)


def test_a_key_goes_to_nobody_outside(key):
    with pytest.raises(rules.NotATaker):
        actions.hand_over(zhu, item=key, taker=STRANGER, at=MORNING)
    with pytest.raises(rules.SameHands):
        actions.hand_over(zhu, item=key, taker=ZHU, at=MORNING)
    actions.hand_over(zhu, item=key, taker=DAUGHTER, at=MORNING)
    with pytest.raises(rules.NotHeld):
        actions.hand_over(zhu, item=key, taker=ZHOU, at=MORNING)


def test_a_bank_card_needs_a_witness(card):
    with pytest.raises(rules.WitnessNeeded):
        actions.hand_over(liu, item=card, taker=ZHU, at=MORNING)
    for party in (ZHOU, ZHU):
        with pytest.raises(rules.NotAWitness):
            actions.hand_over(liu, item=card, taker=ZHU, witness=party, at=MORNING)
    actions.hand_over(liu, item=card, taker=ZHU, witness=NEIGHBOUR, at=MORNING)
    assert actions.accept_item(zhu, item=card, at=MORNING).deed.to_keeper == 1


def test_money_moves_before_a_witness_only(team):
    terms = {"elder": ZHOU, "amount_fen": 300_000, "purpose": "cash", "at": MORNING}
    for witness, refusal in [
        ("", rules.WitnessNeeded), (ZHU, rules.NotAWitness), (ZHOU, rules.NotAWitness),
    ]:  # fmt: skip
        with pytest.raises(refusal):
            actions.handle_money(zhu, witness=witness, **terms)
    with pytest.raises(NotYourElder):
        actions.handle_money(lin, witness=NEIGHBOUR, **terms)
    with pytest.raises(rules.NoAmount):
        actions.handle_money(zhu, witness=NEIGHBOUR, **{**terms, "amount_fen": 0})
    actions.handle_money(zhu, witness=NEIGHBOUR, **terms)


def test_a_lost_key_is_replaced_at_a_price(key):
    with pytest.raises(rules.NotLost):
        actions.replace_item(liu, item=key, cost_fen=26_000, tag="K-9", at=MORNING)
    lost = actions.report_lost(zhu, item=key, at=MORNING)
    assert lost.deed.from_keeper == 1
    with pytest.raises(rules.NotHeld):
        actions.report_lost(zhu, item=key, at=MORNING)
    actions.replace_item(liu, item=key, cost_fen=26_000, tag="K-9", at=MORNING)
    assert Item.objects.get(pk=key).successor == "K-9"
    assert Item.objects.get(pk="K-9").holder == ZHOU
    assert [link.step for link in queries.custody_chain(liu, "K-9")] == ["replaced"]


def test_a_paper_register_is_entered_in_one_go(team):
    lines = [
        Custody(ZHOU, "P-1", "key", ZHU),
        Custody(WU, "P-2", "bankbook", ZHU, witness=NEIGHBOUR),
    ]
    with pytest.raises(Many) as many:
        actions.import_custody(liu, lines, second="", at=MORNING)
    assert isinstance(many.value.errors[0].refusal, SecondNeeded)
    first = actions.import_custody(liu, lines, second=CHEN, at=MORNING, key="p")
    assert actions.import_custody(liu, lines, second=CHEN, at=MORNING, key="p") == first
    assert set(Item.objects.values_list("holder", "with_keeper")) == {(ZHU, True)}
    assert {entry.evidence for entry in first} == {"C"}


def test_a_bad_line_of_a_paper_register_writes_nothing(team):
    before = reading.size()
    lines = [
        Custody(ZHOU, "P-1", "key", ZHU),
        Custody(ZHOU, "P-1", "key", ZHU),
        Custody(WU, "P-2", "bankbook", ZHU),
        Custody(WU, "P-3", "key", LIN),
    ]
    with pytest.raises(Many) as many:
        actions.import_custody(chen, lines, second=worlds.LIU, at=MORNING)
    assert [(e.line, type(e.refusal)) for e in many.value.errors] == [
        (2, rules.TagTaken),
        (3, rules.WitnessNeeded),
        (4, NoAgreement),
    ]
    assert reading.size() == before


def test_number_and_door_never_stand_together(key):
    """No answer that names a tag names the elder, and none about an elder names a tag."""
    day = worlds.TODAY
    registers = (
        queries.keys_of(zhu, ZHU),
        queries.keys_of(liu, ZHU),
        queries.items_in(liu, worlds.NANYANG, day),
        queries.item_card(zhu, key),
        queries.custody_chain(zhu, key),
    )
    for answer in registers:
        assert key in repr(answer) or "number" in repr(answer)
        assert ZHOU not in repr(answer)
    for answer in (queries.elder_card(zhu, ZHOU, day), queries.day_of(zhu, ZHU, day)):
        assert ZHOU in repr(answer)
        assert key not in repr(answer)


def test_only_the_holder_learns_the_door(key):
    for other in (lin, stranger, zhou, daughter):
        with pytest.raises(Denied):
            queries.door_for(other, key, at=MORNING)
    assert SON not in repr(queries.keys_of(stranger, ZHU))
    assert queries.keys_of(stranger, ZHU) == ()


def test_the_one_holder_reads_the_door_and_the_reading_is_noted(team):
    details = vault.normal(
        vault.Details("周阿珍", "周奶奶", address="由拳路 18 号"), on=worlds.TODAY
    )
    (elder,) = vault.add_people([details])
    worlds.register(elder, DAUGHTER)
    worlds.assign(zhu, elder, DAUGHTER)
    entrust("K-7", elder=elder)
    actions.hand_over(liu, item="K-7", taker=ZHU, at=MORNING)
    with pytest.raises(Denied):
        queries.door_for(zhu, "K-7", at=MORNING)
    actions.accept_item(zhu, item="K-7", at=MORNING)
    assert queries.door_for(zhu, "K-7", at=MORNING) == ("K-7", elder, "由拳路 18 号")
    (noted,) = readings.who_looked(elder)
    assert (noted.look.reader, noted.look.field) == (ZHU, "address")
    actions.report_lost(zhu, item="K-7", at=MORNING)
    with pytest.raises(Denied):
        queries.door_for(zhu, "K-7", at=MORNING)
