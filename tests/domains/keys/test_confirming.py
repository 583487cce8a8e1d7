"""Confirming, disputing, settling: never one's own deed."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import Slip
from gongfu.domains.keys.models import Due, Visit
from gongfu.domains.keys.rules import visiting as rules
from gongfu.kernel.ledger import standing
from gongfu.kernel.measures.periods import period
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from tests.worlds import (
    MORNING,
    NANYANG,
    WU,
    ZHOU,
    ZHU,
    chen,
    daughter,
    lin,
    liu,
    relative,
    son,
    stranger,
    visit,
    zhou,
    zhu,
)

pytestmark = pytest.mark.django_db

SEPTEMBER = period("2021-09")


@pytest.mark.parametrize(("who", "to", "manner"), [
    (zhou, "B", "self"), (daughter, "B", "relative"), (liu, "C", "call"),
])  # fmt: skip
def test_the_receiver_raises_to_b_and_the_office_to_c(team, who, to, manner):
    number = visit().number
    deed = actions.confirm_visit(who, number=number, at=MORNING, key="c").deed
    assert (deed.to, deed.manner) == (to, manner)
    assert Visit.objects.get().evidence == to == standing.of([number])[number].evidence
    with pytest.raises(rules.AlreadyConfirmed):
        actions.confirm_visit(who, number=number, at=MORNING)
    assert actions.confirm_visit(who, number=number, at=MORNING, key="c").deed == deed


def test_nobody_confirms_their_own_deed(team):
    number = visit().number
    for who in (zhu, relative(ZHU, ZHOU)):
        with pytest.raises(rules.OwnDeed):
            actions.confirm_visit(who, number=number, at=MORNING)
    for who in (lin, stranger, son):
        with pytest.raises(Denied):
            actions.confirm_visit(who, number=number, at=MORNING)


def test_who_entered_a_slip_does_not_confirm_it(team):
    slip = Slip(ZHOU, ZHU, MORNING - timedelta(minutes=30), MORNING, "well")
    (entry,) = actions.import_visits(liu, [slip], at=MORNING)
    with pytest.raises(rules.OwnDeed):
        actions.confirm_visit(liu, number=entry.number, at=MORNING)
    actions.confirm_visit(chen, number=entry.number, manner="slip", at=MORNING)


def test_a_months_slip_confirms_many(team):
    numbers = [visit(ended_at=MORNING + timedelta(days=day)).number for day in range(3)]
    later = MORNING + timedelta(days=3)
    with pytest.raises(Many):
        actions.confirm_visits(daughter, [*numbers, 999], at=later)
    first = actions.confirm_visits(daughter, numbers, at=later, key="m")
    assert actions.confirm_visits(daughter, numbers, at=later, key="m") == first
    assert set(Visit.objects.values_list("evidence", flat=True)) == {"B"}


def test_a_visit_that_did_not_happen_is_taken_back_by_the_office(team):
    number = visit().number
    actions.dispute_visit(daughter, number=number, at=MORNING)
    assert queries.desk_of(liu, NANYANG, MORNING.date()).disputed.total == 1
    with pytest.raises(rules.AlreadyDisputed):
        actions.dispute_visit(zhou, number=number, at=MORNING)
    with pytest.raises(Denied):
        actions.settle_dispute(zhu, number=number, finding="happened", at=MORNING)
    terms = {"number": number, "finding": "did-not-happen", "at": MORNING, "key": "s"}
    back = actions.settle_dispute(liu, **terms)
    assert back.reverses == number
    assert Visit.objects.get().reversed
    assert Due.objects.get(pk=ZHOU).last_on is None
    assert actions.settle_dispute(liu, **terms) == back
    assert queries.desk_of(liu, NANYANG, MORNING.date()).disputed.total == 0


def test_a_disputed_visit_may_stand(team):
    number = visit().number
    with pytest.raises(rules.NotDisputed):
        actions.settle_dispute(liu, number=number, finding="happened", at=MORNING)
    actions.dispute_visit(zhou, number=number, at=MORNING)
    assert queries.hours_of(zhu, ZHU, SEPTEMBER).disputed == 30
    actions.settle_dispute(liu, number=number, finding="happened", at=MORNING)
    hours = queries.hours_of(zhu, ZHU, SEPTEMBER)
    assert (hours.disputed, hours.volunteer.a) == (0, 30)


def test_who_did_not_answer_is_not_counted_as_satisfied(team):
    numbers = [visit(ended_at=MORNING + timedelta(hours=h)).number for h in range(3)]
    actions.confirm_visit(daughter, number=numbers[0], at=MORNING + timedelta(days=1))
    actions.dispute_visit(zhou, number=numbers[1], at=MORNING + timedelta(days=1))
    found = queries.confirmations_in(liu, NANYANG, SEPTEMBER)
    assert (found.confirmed, found.disputed, found.unanswered) == (1, 1, 1)
    assert (found.answered, found.made) == (2, 3)


def test_each_family_is_asked_about_its_own_visits_only(team):
    mine = visit().number
    visit(elder=WU, ended_at=MORNING + timedelta(hours=1))
    day = MORNING.date()
    assert [line.number for line in queries.to_confirm(daughter, day)] == [mine]
    assert queries.to_confirm(stranger, day) == ()
    actions.confirm_visit(daughter, number=mine, at=MORNING)
    assert queries.to_confirm(daughter, day) == ()
