"""Who is suggested for a request, and why; offers go to registered members alone."""

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.kernel.needs import actions as needs
from gongfu.kernel.needs.actions import Asking
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.domains.grids import worlds as grids
from tests.domains.grids.worlds import ANNA, BEN, CAI, NANYANG, liu
from tests.kernel.needs.conftest import Course, admit, asker, raised, server

anna = Viewer(ANNA, (Office(Role.VOL, NANYANG),))
pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    admit()
    grids.register(ANNA, BEN)
    course = Course()
    raised(course, sort="accompany")
    needs.review_need(liu, need=course.need, at=course.later())
    return course


def proposals(course):
    return queries.proposals_in(liu, NANYANG, at=course.later())


def test_every_open_request_has_a_suggestion_with_its_reason(course):
    [one] = proposals(course)
    [choice] = one.suggested
    assert choice.member in (ANNA, BEN)
    assert (choice.reason.near, choice.reason.metres, choice.reason.month) == ("community", None, 0)
    assert len(one.others) == 1


def test_who_took_one_this_month_is_asked_after_who_took_none(course):
    needs.take_need(anna, need=course.need, at=course.later())
    raised(course, sort="accompany")
    needs.review_need(liu, need=course.need, at=course.later())
    [one] = proposals(course)
    assert one.suggested[0].member == BEN


def test_who_was_asked_is_not_asked_again(course):
    for _round in range(2):
        [one] = proposals(course)
        [entry] = actions.send_offers(
            liu, [Asking(course.need, one.suggested[0].member)], at=course.later()
        ).entries
        assert proposals(course) == ()
        needs.lapse_offers(server, at=course.later(days=2))
    [one] = proposals(course)
    assert (one.suggested, one.why) == ((), "all-busy")
    assert entry.deed.helper in (ANNA, BEN)


def test_a_request_for_a_skill_goes_to_who_has_it(course):
    admit("legal")
    raised(course, sort="legal")
    needs.review_need(liu, need=course.need, at=course.later())
    found = {one.need.sort: one for one in proposals(course)}
    assert found["legal"].why == "no-skill"


def test_nobody_outside_the_list_is_asked(course):
    sent = actions.send_offers(liu, [Asking(course.need, CAI)], at=course.later())
    assert sent.entries == []
    assert [one.refusal.code for one in sent.refused] == ["grids.not-registered"]


def test_a_member_and_a_stranger_see_no_suggestions(course):
    for who in (anna, asker, grids.stranger):
        with pytest.raises(Denied):
            queries.proposals_in(who, NANYANG, at=course.later())


def test_kinds_that_the_office_made_automatic_are_sent_by_themselves(course):
    from gongfu.kernel.needs.models import Kind

    assert actions.send_automatic(server, NANYANG, at=course.later()).entries == []
    Kind.objects.filter(pk="accompany").update(automatic=True)
    assert len(actions.send_automatic(server, NANYANG, at=course.later()).entries) == 1
