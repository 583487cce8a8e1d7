"""Kinds admitted in the district, and people who ask, decide and help."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from gongfu.kernel.measures.moments import moment
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.actions import Request
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests.worlds import GRID, NANYANG, TODAY, person, secretary

DISTRICT, TOWN = "330402000000", "330402007000"
MORNING = moment(TODAY, 9)
LATE = MORNING + timedelta(days=1)
officer = Viewer(person("officer"), (Office(Role.DEP, DISTRICT),))
town = Viewer(person("town"), (Office(Role.SEC, TOWN),))
grid = Viewer(person("grid"), (Office(Role.GRD, NANYANG),))
liu, chen = secretary(person("liuyong")), secretary(person("chen"))
asker, other = Viewer(person("asker")), Viewer(person("other"))
server = Viewer(person("server"), (Office(Role.SYS, DISTRICT),))


def helper(number):
    return Viewer(
        person(f"helper{number}".translate(str.maketrans("0189", "abcd"))),
        (Office(Role.VOL, NANYANG),),
    )


ann, bo, chu = helper(2), helper(3), helper(4)


@dataclass
class Course:
    """One need on its way, at a moment that moves on by itself."""

    now: datetime = MORNING
    need: str = ""

    def later(self, **span):
        self.now += timedelta(**(span or {"minutes": 10}))
        return self.now


def admit(*sorts):
    for sort in sorts or ("repair", "accompany", "light"):
        actions.admit_kind(
            officer,
            sort=sort,
            issuer="civil-affairs",
            until=date(2022, 9, 1),
            district=DISTRICT,
            at=moment(date(2021, 1, 4), 9),
        )


def raised(course, *, sort="repair", by=asker, at=None, **changes):
    request = Request(sort, GRID, asker.person)._replace(**changes)
    entry = actions.raise_need(by, request, at=at or course.later())
    course.need = entry.deed.need
    return entry


def taken(course, who=ann):
    return actions.take_need(who, need=course.need, at=course.later()).deed.offer


def finished(course, offer, who=ann):
    end = course.later(hours=2)
    return actions.finish_task(
        who, offer=offer, started_at=end - timedelta(minutes=50), ended_at=end, at=end
    )


@pytest.fixture
def course(db):
    admit()
    return Course()


@pytest.fixture
def reviewed(course):
    raised(course)
    actions.review_need(liu, need=course.need, at=course.later())
    return course


@pytest.fixture
def done(reviewed):
    finished(reviewed, taken(reviewed))
    return reviewed
