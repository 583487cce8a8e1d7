"""Registering elders, what they agreed to, and whom to call."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Needs
from gongfu.domains.keys.models import Care, Consent, Contact, Due, Elder
from gongfu.domains.keys.rules import registering as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests.worlds import (
    DAUGHTER,
    GRID,
    LIU,
    MORNING,
    NEIGHBOUR,
    NEXT_YEAR,
    SON,
    TODAY,
    WU,
    ZHOU,
    daughter,
    liu,
    outside,
    registration,
    stranger,
    zhou,
    zhu,
)

pytestmark = pytest.mark.django_db


def test_an_elder_is_registered_with_consents_and_contacts():
    entry = actions.register_elder(liu, registration(), at=MORNING, key="r")
    assert entry.deed.elder == ZHOU
    assert Elder.objects.get().place == GRID
    assert set(Consent.objects.values_list("scope", "witness")) == {("visits", LIU), ("keys", LIU)}
    assert Contact.objects.get().contact == DAUGHTER
    assert Due.objects.get().due_on == TODAY + timedelta(days=3)
    assert actions.register_elder(liu, registration(), at=MORNING, key="r") == entry
    assert Elder.objects.count() == 1


@pytest.mark.parametrize("who", [outside, zhu, zhou, stranger])
def test_only_the_office_of_the_area_registers(who):
    with pytest.raises(Denied):
        actions.register_elder(who, registration(), at=MORNING)
    assert reading.size() == 0


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"consents": ("keys",)}, rules.VisitsNotAgreed),
        ({"consents": ("visits", "money")}, rules.UnknownWord),
        ({"consents_until": TODAY}, rules.ConsentOver),
        ({"contacts": ()}, rules.NobodyToCall),
        ({"contacts": ((ZHOU, "child"),)}, rules.SelfNamed),
        ({"contacts": ((DAUGHTER, "boss"),)}, rules.UnknownWord),
        ({"needs": Needs(0, "alone")}, rules.RhythmOutOfRange),
        ({"needs": Needs(3, "rich")}, rules.UnknownWord),
        ({"needs": Needs(3, "alone", 600, 600)}, rules.WindowUpsideDown),
        ({"needs": Needs(3, "alone", usual_minutes=0)}, rules.NoUsualMinutes),
        ({"on": TODAY + timedelta(days=1)}, rules.FutureDay),
        ({"elder": LIU}, rules.OwnRegistration),
    ],
)
def test_what_cannot_be_right_is_refused_and_leaves_no_trace(change, refusal):
    with pytest.raises(refusal):
        actions.register_elder(liu, registration(**change), at=MORNING)
    assert reading.size() == 0


def test_an_elder_is_registered_once():
    actions.register_elder(liu, registration(), at=MORNING)
    with pytest.raises(rules.AlreadyRegistered):
        actions.register_elder(liu, registration(), at=MORNING)


def test_a_list_returns_all_its_errors_and_writes_nothing():
    lines = [registration(), registration(WU, contacts=()), registration(), registration(LIU)]
    with pytest.raises(Many) as many:
        actions.register_elders(liu, lines, at=MORNING)
    assert [(error.line, type(error.refusal)) for error in many.value.errors] == [
        (2, rules.NobodyToCall),
        (3, rules.AlreadyRegistered),
        (4, rules.OwnRegistration),
    ]
    assert reading.size() == 0


def test_a_list_sent_twice_is_registered_once():
    lines = [registration(), registration(WU, SON)]
    first = actions.register_elders(liu, lines, at=MORNING, key="k")
    size = reading.size()
    assert [entry.deed.elder for entry in first] == [ZHOU, WU]
    assert actions.register_elders(liu, lines, at=MORNING, key="k") == first
    assert reading.size() == size


def test_what_an_elder_needs_can_change(team):
    needs = Needs(1, "with-disabled", 600, 700, 45, pair=True)
    actions.change_elder(liu, elder=ZHOU, needs=needs, at=MORNING)
    row = Elder.objects.get(pk=ZHOU)
    assert (row.rhythm_days, row.living, row.pair) == (1, "with-disabled", True)
    assert Due.objects.get(pk=ZHOU).due_on == TODAY + timedelta(days=1)


def test_family_may_change_what_an_elder_needs_and_strangers_may_not(team):
    actions.change_elder(daughter, elder=ZHOU, needs=Needs(2, "alone"), at=MORNING)
    with pytest.raises(Denied):
        actions.change_elder(stranger, elder=ZHOU, needs=Needs(2, "alone"), at=MORNING)


def test_an_elder_leaves_once_everything_is_back(key):
    with pytest.raises(rules.StillEntrusted):
        actions.elder_leaves(liu, elder=ZHOU, reason="moved", at=MORNING)
    actions.give_back(zhu, item=key, at=MORNING)
    with pytest.raises(rules.StillEntrusted):
        actions.elder_leaves(liu, elder=ZHOU, reason="moved", at=MORNING)
    actions.accept_item(daughter, item=key, at=MORNING)
    actions.elder_leaves(liu, elder=ZHOU, reason="moved", at=MORNING)
    assert Elder.objects.get(pk=ZHOU).left_on == TODAY
    assert Care.objects.get(elder=ZHOU).until == TODAY
    assert not Due.objects.filter(pk=ZHOU).exists()
    with pytest.raises(rules.NoSuchElder):
        actions.change_elder(liu, elder=ZHOU, needs=Needs(2, "alone"), at=MORNING)


def test_an_elder_may_come_back(team):
    actions.elder_leaves(liu, elder=ZHOU, reason="wish", at=MORNING)
    actions.register_elder(liu, registration(), at=MORNING)
    assert Elder.objects.get(pk=ZHOU).left_on is None


def test_consents_are_given_and_taken_back(team):
    actions.give_consent(
        zhou, elder=ZHOU, scope="health", until=NEXT_YEAR, witness=NEIGHBOUR, at=MORNING
    )
    actions.withdraw_consent(zhou, elder=ZHOU, scope="health", at=MORNING)
    assert Consent.objects.get(pk=(ZHOU, "health")).withdrawn_on == TODAY
    with pytest.raises(rules.NotAgreed):
        actions.withdraw_consent(zhou, elder=ZHOU, scope="health", at=MORNING)


def test_a_consent_needs_another_as_witness(team):
    with pytest.raises(rules.SelfNamed):
        actions.give_consent(zhou, elder=ZHOU, scope="photo", until=NEXT_YEAR, at=MORNING)


def test_contacts_have_an_order(team):
    actions.name_contact(
        liu, elder=ZHOU, contact=NEIGHBOUR, relation="neighbour", order=2, at=MORNING
    )
    assert Contact.objects.get(pk=(ZHOU, NEIGHBOUR)).order == 2
    with pytest.raises(rules.NoOrder):
        actions.name_contact(
            liu, elder=ZHOU, contact=NEIGHBOUR, relation="neighbour", order=0, at=MORNING
        )
