"""Many takers at the same moment: a need is given to as many as it wants, and to nobody twice."""

import pytest
from django.db import connection

from gongfu.kernel.ledger import replay
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.models import Need, Offer
from tests.domains.keys.test_races import at_once
from tests.kernel.needs.conftest import Course, admit, helper, liu, raised

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def many_connections(transactional_db):
    """Ask for a database with room for more than one connection."""
    if connection.vendor != "postgresql":
        pytest.skip("a database in memory has one connection")


@pytest.mark.parametrize(("takers", "wanted"), [(8, 1), (32, 6)])
def test_of_many_takers_exactly_as_many_as_wanted_get_it(takers, wanted):
    admit()
    course = Course()
    raised(course, wanted=wanted)
    actions.review_need(liu, need=course.need, at=course.later())
    people, at = [helper(number) for number in range(10, 10 + takers)], course.later()
    ended = at_once(
        *(lambda who=who: actions.take_need(who, need=course.need, at=at) for who in people)
    )
    assert sum(one == "needs.taken" for one in ended) == takers - wanted
    assert Need.objects.get().taken == wanted
    slots = Offer.objects.filter(slot__isnull=False).values_list("slot", flat=True)
    assert sorted(slots) == list(range(1, wanted + 1))
    assert replay.differences() == []
