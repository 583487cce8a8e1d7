"""The sampling audit: the ledger draws it, nobody else; answers are the deeds that exist."""

from datetime import date

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.queries.sampling import MonthNotOver
from gongfu.kernel.ledger import proofs, reading
from gongfu.kernel.measures.periods import period
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds
from tests.worlds import NANYANG, WU, ZHOU, Clock, chen, daughter, lin, liu, outside, son, zhu

pytestmark = pytest.mark.django_db

MONTH, LATER = period("2021-09"), date(2021, 10, 2)
AUDITOR = Viewer("a" * 26, (Office(Role.AUD, "330402000000"),))


@pytest.fixture
def visits(team):
    """Twelve visits in September, four of which the family confirmed or disputed in September."""
    clock = Clock()
    made = [
        worlds.visit(zhu, (ZHOU, WU)[day % 2], ended_at=clock.later(hours=24)).number
        for day in range(12)
    ]
    actions.confirm_visit(son, number=made[1], at=clock.now)
    actions.confirm_visit(liu, number=made[3], at=clock.now)
    actions.dispute_visit(liu, number=made[5], at=clock.now)
    actions.take_back_visit(zhu, number=made[11], at=clock.now)
    return [n for place, n in enumerate(made) if place not in (1, 3, 5, 11)]


def sample(viewer=liu, month=MONTH, on=LATER):
    return queries.sample_of(viewer, NANYANG, month, on)


def at_noon(day=2):
    return worlds.moment(date(2021, 10, day), 12)


def test_it_holds_what_nobody_had_answered_when_the_month_ended(visits):
    found = sample()
    assert found.whole == 8 and sorted(line.number for line in found.lines) == visits
    assert {line.state for line in found.lines} == {"open"}
    assert (found.low, found.high) == (0.0, 1.0)


def test_answers_change_the_states_and_bounds_never_the_lot(visits, settings):
    settings.GONGFU_SAMPLE_VISITS = 5
    first = [line.number for line in sample().lines]
    actions.confirm_visit(chen, number=first[0], at=at_noon())
    actions.confirm_visit(chen, number=first[1], at=at_noon())
    actions.dispute_visit(chen, number=first[2], at=at_noon())
    worlds.visit(ended_at=at_noon(3))
    found = sample()
    assert [line.number for line in found.lines] == first
    assert (found.confirmed, found.denied) == (2, 1)
    assert found.low >= 2 / 8 and found.high <= 7 / 8
    actions.settle_dispute(liu, number=first[2], finding="did-not-happen", at=at_noon())
    assert sample().denied == 1, "taken back, it still tells against"
    assert [line.number for line in sample().lines] == first


def test_the_lot_is_the_root_of_the_ledger_so_that_anyone_can_draw_again(visits, settings):
    settings.GONGFU_SAMPLE_VISITS = 3
    from gongfu.engines.sampling import drawn

    found = sample()
    assert found.at == max(visits) < reading.size()
    again = drawn(visits, seed=proofs.head_at(found.at).root, size=3)
    assert [line.number for line in found.lines] == again


def test_asked_wholly_the_share_is_exact(visits):
    for number in visits[:6]:
        actions.confirm_visit(chen, number=number, at=at_noon())
    for number in visits[6:]:
        actions.dispute_visit(chen, number=number, at=at_noon())
    assert (sample().low, sample().high) == (6 / 8, 6 / 8)


def test_a_month_that_is_not_over_has_none(visits):
    with pytest.raises(MonthNotOver):
        sample(on=date(2021, 9, 30))
    assert sample(on=date(2021, 10, 1)).whole == 8


def test_a_month_without_visits_is_empty(team):
    assert sample() == (0, 0, 0, 0, 0.0, 1.0, ())


def test_the_auditor_sees_records_and_no_people_and_answers_nothing(visits):
    lines = sample(AUDITOR).lines
    assert len(lines) == 8 and {line.visit for line in lines} == {None}
    assert ZHOU not in str(lines)
    with pytest.raises(Denied):
        actions.confirm_visit(AUDITOR, number=lines[0].number, at=at_noon())


def test_nobody_else_sees_it(visits):
    for who in (zhu, lin, daughter, outside):
        with pytest.raises(Denied):
            sample(who)
