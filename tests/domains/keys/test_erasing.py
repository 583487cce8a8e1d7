"""A person is erased: nothing names them any more, replay still equals live, counts stay."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from gongfu.domains.keys import actions
from gongfu.domains.keys.models import Alarm, Elder, Visit
from gongfu.kernel.ledger import erasing, replay
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.verifying import verify
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.people.deeds import PersonErased
from gongfu.kernel.refusals import Refused
from tests import worlds
from tests.worlds import (
    CHEN,
    DAUGHTER,
    GRID,
    LIU,
    MORNING,
    NANYANG,
    TODAY,
    WU,
    ZHOU,
    ZHU,
    liu,
    visit,
    zhu,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def erase(person):
    """Erase as the office of data protection does, without the vault."""
    deed = PersonErased(on=TODAY, place="330402007000", person=person, ground="wish")
    with acting():
        permit()
        (entry,) = append([Draft(deed, by="s" * 26, at=MORNING)])
        numbers = erasing.numbers_naming(person)
        erasing.forget(person, numbers=numbers, erasure=entry.number)


def everything():
    """Return the text of every row of every table of the ledger and the key team."""
    with connection.cursor() as cursor:
        for model in (
            *apps.get_app_config("keys").get_models(),
            *apps.get_app_config("ledger").get_models(),
        ):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            yield from (str(row) for row in cursor.fetchall())


@pytest.fixture
def busy(key):
    """Visits, an alarm, a question and a key: everybody is named somewhere."""
    visit(answer="no-answer")
    visit(elder=WU, ended_at=MORNING + timedelta(hours=2))
    worlds.register("c" * 26, DAUGHTER)
    actions.ask_keepers(liu, elder="c" * 26, keepers=[ZHU], at=MORNING)
    return key


@pytest.mark.parametrize("person", [ZHOU, ZHU, LIU, DAUGHTER])
def test_nobody_is_named_any_more_and_replay_equals_live(busy, person):
    visits = Visit.objects.count()
    assert any(person in row for row in everything())
    erase(person)
    assert not any(person in row for row in everything())
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
    assert Visit.objects.count() == visits
    assert verify().fault is None


def test_an_erased_elder_is_nowhere_nearer_than_the_community(busy):
    erase(ZHOU)
    assert sorted(Elder.objects.values_list("place", flat=True)) == [NANYANG, GRID, GRID]
    assert Alarm.objects.get().place == NANYANG


def test_an_erased_officer_leaves_elders_where_they_live(busy):
    erase(LIU)
    assert set(Elder.objects.values_list("place", flat=True)) == {GRID}


def test_nobody_visits_an_erased_elder(busy):
    erase(ZHOU)
    with pytest.raises(Refused):
        visit(zhu, ZHOU, ended_at=MORNING + timedelta(hours=5))
    assert CHEN != ZHU
