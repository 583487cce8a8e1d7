"""Recording visits at the door."""

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Slip
from gongfu.domains.keys.models import Alarm, Due, Visit
from gongfu.domains.keys.rules import registering as words
from gongfu.domains.keys.rules import visiting as rules
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.writing import OtherContent
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.models import Appointment
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from tests.worlds import (
    CHEN,
    LIN,
    LIU,
    MORNING,
    TODAY,
    WU,
    ZHOU,
    ZHU,
    lin,
    liu,
    stranger,
    visit,
    zhu,
)

pytestmark = pytest.mark.django_db


def test_a_visit_is_recorded_and_moves_the_day_it_is_due(team):
    entry = visit(minutes=40)
    assert (entry.deed.minutes, entry.deed.hours_kind) == (40, "volunteer")
    assert Visit.objects.get().number == entry.number
    assert Due.objects.get(pk=ZHOU).due_on == TODAY + timedelta(days=3)


@pytest.mark.parametrize("who", [lin, stranger, liu])
def test_a_visit_by_another_is_refused_and_leaves_no_trace(team, who):
    before = reading.size()
    with pytest.raises((rules.NotYourElder, Denied)):
        visit(who)
    assert reading.size() == before
    assert not Visit.objects.exists()


def test_a_visit_to_nobody_on_the_register_is_refused_in_the_same_words(team):
    with pytest.raises(rules.NotYourElder):
        visit(elder="x" * 26)


def test_a_visit_that_ends_before_it_begins_is_refused(team):
    with pytest.raises(rules.NoTime):
        visit(minutes=-5)
    with pytest.raises(rules.NoTime):
        visit(minutes=0)


def test_a_visit_in_the_future_is_refused(team):
    with pytest.raises(rules.NotYet):
        visit(ended_at=MORNING + timedelta(hours=1), at=MORNING)


def test_a_visit_more_than_seven_days_ago_needs_the_office(team):
    late = MORNING + timedelta(days=8)
    with pytest.raises(rules.TooLate):
        visit(ended_at=MORNING + timedelta(hours=1), at=late)
    visit(ended_at=late - timedelta(days=7), at=late)


def test_two_visits_at_the_same_time_are_refused(team):
    visit()
    with pytest.raises(rules.Overlapping):
        visit(elder=WU, ended_at=MORNING + timedelta(minutes=10))
    visit(elder=WU, ended_at=MORNING + timedelta(minutes=30))


def test_an_unknown_answer_is_refused(team):
    with pytest.raises(words.UnknownWord):
        visit(answer="fine")


def test_the_same_form_sent_twice_is_one_visit(team):
    first = visit(key="one")
    again = visit(key="one", at=MORNING + timedelta(hours=5))
    assert again == first
    assert Visit.objects.count() == 1


def test_the_same_form_with_another_answer_is_refused(team):
    visit(key="one")
    with pytest.raises(OtherContent):
        visit(key="one", answer="unwell")
    assert Visit.objects.get().answer == "well"


@pytest.mark.parametrize("answer", ["no-answer", "unwell", "help"])
def test_every_answer_but_well_raises_one_alarm(team, answer):
    visit(answer=answer, key="one")
    visit(answer=answer, ended_at=MORNING + timedelta(hours=1))
    alarm = Alarm.objects.get()
    assert (alarm.elder, alarm.cause, alarm.raised_by) == (ZHOU, answer, ZHU)


def test_working_time_of_an_officer_is_duty(team, monkeypatch):
    from gongfu.kernel.people import hours

    spans = {ZHU: [(TODAY, TODAY + timedelta(days=300))]}
    monkeypatch.setattr(hours, "paid_spans", lambda people: spans)
    assert visit(ended_at=MORNING).deed.hours_kind == "duty"
    evening = moment(TODAY, 20)
    assert visit(ended_at=evening).deed.hours_kind == "volunteer"
    holiday = moment(TODAY + timedelta(days=5), 10)
    assert visit(ended_at=holiday).deed.hours_kind == "volunteer"
    worked_saturday = moment(TODAY + timedelta(days=2), 10)
    assert visit(ended_at=worked_saturday, at=holiday).deed.hours_kind == "duty"
    assert not Appointment.objects.exists()


def test_other_help_is_recorded_beside_visits(team):
    entry = actions.record_service(
        zhu,
        elder=ZHOU,
        service="hospital",
        started_at=MORNING - timedelta(hours=3),
        ended_at=MORNING,
        at=MORNING,
    )
    assert entry.deed.minutes == 180
    assert Due.objects.get(pk=ZHOU).last_on is None


def test_a_visit_is_undone_with_its_alarm(team):
    entry = visit(answer="no-answer")
    back = actions.take_back_visit(
        zhu, number=entry.number, at=MORNING + timedelta(seconds=9), key="undo"
    )
    assert back.reverses == entry.number
    assert Visit.objects.get().reversed
    assert not Alarm.objects.exists()
    assert Due.objects.get(pk=ZHOU).last_on is None
    assert actions.take_back_visit(zhu, number=entry.number, at=MORNING, key="undo") == back


def test_an_undone_visit_leaves_the_one_before_as_the_last(team):
    first = visit()
    second = visit(ended_at=MORNING + timedelta(days=2))
    assert Due.objects.get(pk=ZHOU).last_number == second.number
    actions.take_back_visit(zhu, number=second.number, at=MORNING + timedelta(days=2))
    due = Due.objects.get(pk=ZHOU)
    assert (due.last_number, due.last_on) == (first.number, TODAY)


def test_a_visit_cannot_be_undone_twice_nor_by_another_nor_late(team):
    entry = visit()
    late = MORNING + timedelta(hours=25)
    with pytest.raises((rules.NotYours, Denied)):
        actions.take_back_visit(lin, number=entry.number, at=MORNING)
    with pytest.raises(rules.TooLateToTakeBack):
        actions.take_back_visit(zhu, number=entry.number, at=late)
    actions.take_back_visit(zhu, number=entry.number, at=MORNING)
    with pytest.raises(rules.TakenBack):
        actions.take_back_visit(zhu, number=entry.number, at=MORNING)
    with pytest.raises(rules.NoSuchVisit):
        actions.take_back_visit(zhu, number=999, at=MORNING)


def test_two_keepers_may_visit_together(team):
    from tests.worlds import DAUGHTER, assign

    assign(lin, ZHOU, DAUGHTER)
    visit()
    visit(lin)
    assert set(Visit.objects.values_list("keeper", flat=True)) == {ZHU, LIN}


def corrected(**changes):
    """Return a slip of the usual visit with other times."""
    return Slip(ZHOU, ZHU, MORNING - timedelta(minutes=50), MORNING, "unwell")._replace(**changes)


def test_the_office_corrects_a_visit_with_a_second_person(team):
    number = visit().number
    terms = {"number": number, "slip": corrected(), "at": MORNING + timedelta(days=3)}
    with pytest.raises(SecondNeeded):
        actions.correct_visit(liu, second=LIU, **terms)
    with pytest.raises(rules.OwnDeed):
        actions.correct_visit(liu, second=ZHU, **terms)
    right = actions.correct_visit(liu, second=CHEN, key="c", **terms)
    assert (right.deed.minutes, right.deed.answer) == (50, "unwell")
    assert actions.correct_visit(liu, second=CHEN, key="c", **terms) == right
    assert list(Visit.objects.order_by("number").values_list("reversed", "minutes")) == [
        (True, 30),
        (False, 50),
    ]
    assert Due.objects.get(pk=ZHOU).last_number == right.number
    with pytest.raises(rules.TakenBack):
        actions.correct_visit(liu, second=CHEN, **terms)


def test_a_correction_keeps_elder_and_keeper(team):
    number = visit().number
    for change in ({"elder": WU}, {"keeper": LIN}, {"service": "meal"}):
        with pytest.raises(rules.OtherVisit):
            actions.correct_visit(
                liu, number=number, slip=corrected(**change), second=CHEN, at=MORNING
            )
    with pytest.raises((rules.OwnDeed, Denied)):
        actions.correct_visit(zhu, number=number, slip=corrected(), second=CHEN, at=MORNING)
