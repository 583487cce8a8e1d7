"""Whom a request's course tells, and that nobody is told of what they did themselves."""

import pytest

from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.notices.models import Notice
from tests.kernel.needs.conftest import ann, asker, finished, grid, liu, other, raised, taken

pytestmark = pytest.mark.django_db


def told():
    return sorted(Notice.objects.values_list("kind", "person"))


def test_the_asker_hears_that_it_was_taken_and_done(done):
    assert told() == [("needs.done", asker.person), ("needs.taken", asker.person)]


def test_a_helper_hears_of_an_offer_once(reviewed):
    actions.offer_need(liu, need=reviewed.need, helpers=[ann.person], at=reviewed.later(), key="k")
    actions.offer_need(liu, need=reviewed.need, helpers=[ann.person], at=reviewed.later(), key="k")
    assert told() == [("needs.asked", ann.person)]


def test_who_asked_for_the_same_hears_of_it_too(course):
    first = raised(course).deed.need
    second = raised(course, by=grid, asker=other.person, channel="phone").deed.need
    actions.merge_need(liu, need=second, into=first, at=course.later())
    course.need = first
    actions.review_need(liu, need=first, at=course.later())
    finished(course, taken(course))
    assert {person for kind, person in told() if kind == "needs.done"} == {
        asker.person,
        other.person,
    }


def test_a_notice_holds_no_word_of_the_request(done):
    actions.rate_need(asker, need=done.need, answer=Answer(True, "no"), at=done.later())
    for notice in Notice.objects.all():
        assert notice.values == {}
        assert done.need not in notice.link
