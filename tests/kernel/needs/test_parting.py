"""Wishes: who asked not to meet again does not, and neither side is told."""

from __future__ import annotations

import pytest

from gongfu.kernel.needs import actions, queries, rules
from gongfu.kernel.needs.models import Apart
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.rights.viewers import PUBLIC
from tests.kernel.needs.conftest import ann, asker, bo, finished, liu, other, raised, taken
from tests.worlds import NANYANG


@pytest.fixture
def served(course):
    """Ann has helped the asker once."""
    raised(course)
    actions.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course, ann), ann)
    return course


def again(course):
    raised(course)
    actions.review_need(liu, need=course.need, at=course.later())


@pytest.mark.parametrize("who", [asker, ann])
def test_either_side_may_ask_and_the_other_is_not_told(served, who):
    told = Notice.objects.count()
    assert actions.stay_apart(who, need=served.need) == 1
    assert Notice.objects.count() == told
    again(served)
    assert queries.open_for(ann, NANYANG).total == 0
    assert queries.open_for(bo, NANYANG).total == 1
    with pytest.raises(rules.NoSuchNeed):
        taken(served, ann)
    assert queries.apart_from([ann.person])[ann.person] == {asker.person}


def test_who_takes_the_wish_back_meets_again(served):
    actions.stay_apart(ann, need=served.need)
    assert queries.wished_apart(ann) == 1 and queries.wished_apart(asker) == 0
    assert actions.meet_again(asker) == 0
    assert actions.meet_again(ann) == 1
    again(served)
    assert taken(served, ann)


@pytest.mark.parametrize("who", [other, bo, liu, PUBLIC])
def test_nobody_else_has_a_say(served, who):
    with pytest.raises(Exception) as refusal:
        actions.stay_apart(who, need=served.need)
    assert refusal.value.code in ("needs.no-such-need", "rights.denied", "rights.sign-in")
    assert not Apart.objects.exists()


def test_kinds_that_one_is_not_asked_for_are_kept(course):
    actions.choose_kinds(ann, ["light"])
    actions.choose_kinds(ann, ["repair", "light"])
    assert queries.unwanted_by([ann.person]) == {ann.person: {"repair", "light"}}
    with pytest.raises(rules.NoSuchKind):
        actions.choose_kinds(ann, ["gold"])
