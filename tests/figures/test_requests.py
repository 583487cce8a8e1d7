"""Figures of requests: each from its deeds, shares and medians included."""

from decimal import Decimal

import pytest

from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import figure_named
from gongfu.kernel.measures.periods import period
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Answer
from tests.kernel.needs.conftest import (
    DISTRICT,
    ann,
    asker,
    bo,
    finished,
    liu,
    raised,
    server,
    taken,
)
from tests.kernel.needs.conftest import course as _course

course = _course
pytestmark = pytest.mark.django_db


def value(code, span="2021", place=DISTRICT, person=""):
    return asking.ask(Question(figure_named(code), place, period(span), person)).value


def serve(course, who=ann, **later):
    raised(course)
    actions.review_need(liu, need=course.need, at=course.later())
    offer = taken(course, who)
    course.later(**later)
    finished(course, offer, who)
    return course.need


def test_requests_are_counted_answered_and_timed(course):
    first = serve(course, hours=1)
    actions.rate_need(asker, need=first, answer=Answer(True, "yes"), at=course.later())
    second = serve(course, bo, hours=4)
    actions.rate_need(asker, need=second, answer=Answer(True, "no"), at=course.later())
    serve(course, hours=300)
    actions.leave_unanswered(server, at=course.later(days=8))
    raised(course)
    assert value("grids.needs-raised") == 4
    assert value("grids.needs-raised", "2020") == 0
    assert value("grids.needs-done-in-time") == Decimal("66.7")
    assert value("grids.satisfaction") == Decimal("33.3")
    assert value("grids.satisfaction", "2020") is None
    assert value("grids.median-hours-to-done") == Decimal("6.3")
    assert value("grids.service-hours") == Decimal("2.5")
    assert value("grids.service-hours", person=bo.person) == Decimal("0.8")


def test_a_late_yes_replaces_the_missing_answer(course):
    serve(course)
    actions.leave_unanswered(server, at=course.later(days=8))
    assert value("grids.satisfaction") == 0
    actions.rate_need(asker, need=course.need, answer=Answer(True, "yes"), at=course.later())
    assert value("grids.satisfaction") == 100
    question = Question(figure_named("grids.satisfaction"), DISTRICT, period("2021"))
    assert len(asking.evidence(question)) == 1
