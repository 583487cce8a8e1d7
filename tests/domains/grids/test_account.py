"""The hours account: posts and requests together, duty apart, on paper with a code."""

from datetime import timedelta

import pytest

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.rules.serving import NothingServed
from gongfu.kernel.measures.periods import period
from gongfu.kernel.needs import actions as needs
from gongfu.kernel.needs import queries as need_queries
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.grids import worlds
from tests.domains.grids.worlds import ANNA, BEN, MORNING, NANYANG, anna, ben
from tests.kernel.needs.conftest import Course, admit, asker, finished, liu, raised, taken

YEAR = period("2021")
helper = Viewer(ANNA, (Office(Role.VOL, NANYANG),))
pytestmark = pytest.mark.django_db


@pytest.fixture
def served():
    """安娜 served an hour at a post, and helped a neighbour who confirmed fifty minutes."""
    worlds.register(ANNA, BEN)
    claim = worlds.claim(anna, worlds.post(at=MORNING - timedelta(days=1)), confirm=True)
    worlds.serve(anna, claim.deed.claim)
    admit()
    course = Course()
    raised(course)
    needs.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course, helper), helper)
    needs.rate_need(asker, need=course.need, answer=Answer(True, "yes"), at=course.later())
    return course


def test_the_account_holds_posts_and_requests_by_evidence(served):
    account = queries.hours_account(anna, ANNA, YEAR)
    assert (account.services, account.tasks) == (1, 1)
    assert account.volunteer == (60, 50, 0)
    assert account.duty.total == 0
    [task] = need_queries.worked_by(anna, ANNA).lines
    assert (task.minutes, task.evidence, task.hours_kind) == (50, "B", "volunteer")


def test_a_task_that_nobody_saw_is_not_counted(served):
    raised(served)
    needs.review_need(liu, need=served.need, at=served.later())
    finished(served, taken(served, helper), helper)
    needs.rate_need(asker, need=served.need, answer=Answer(False, "no"), at=served.later())
    account = queries.hours_account(anna, ANNA, YEAR)
    assert (account.tasks, account.disputed, account.volunteer.b) == (1, 50, 50)


def test_another_year_is_empty_and_no_paper_is_printed(served):
    assert queries.hours_account(anna, ANNA, period("2020")).tasks == 0
    with pytest.raises(NothingServed):
        actions.issue_hours_record(anna, member=ANNA, period=period("2020"), at=MORNING)


def test_a_record_holds_sums_and_no_name_and_anybody_checks_it(served):
    code = actions.issue_hours_record(anna, member=ANNA, period=YEAR, at=MORNING, key="k")
    assert actions.issue_hours_record(anna, member=ANNA, period=YEAR, at=MORNING, key="k") == code
    seen = queries.hours_record(PUBLIC, code.upper())
    assert seen.content["volunteer_minutes"] == 110 and seen.content["confirmed_minutes"] == 50
    assert ANNA not in str(seen.content)
    assert [one.code for one in queries.hours_records_of(anna, ANNA)] == [code]
    assert queries.hours_record(PUBLIC, "nonsense") is None


def test_nobody_reads_or_prints_the_hours_of_another(served):
    for act in (
        lambda: queries.hours_account(ben, ANNA, YEAR),
        lambda: need_queries.worked_by(ben, ANNA),
        lambda: queries.hours_records_of(ben, ANNA),
        lambda: actions.issue_hours_record(ben, member=ANNA, period=YEAR, at=MORNING),
    ):
        with pytest.raises(Denied):
            act()
    assert queries.hours_account(worlds.liu, ANNA, YEAR).tasks == 1


def test_a_team_carries_what_its_members_do_and_says_it_as_a_whole(served):
    form = {"leader": ANNA, "place": NANYANG, "purpose": "law"}
    team = actions.form_team(anna, **form, at=MORNING).deed.team
    actions.join_team(ben, team=team, member=BEN, at=MORNING)
    means = queries.team_means(ben, team, at=served.later())
    assert (means.members, means.now, means.month, means.minutes) == (2, 0, 1, 110)
    assert means.skills == {"electrics": 2, "patrol": 2}
    assert set(means.each) == {ANNA, BEN}
    assert queries.team_means(worlds.stranger, team, at=served.later()) is None


def test_a_team_serves_in_more_than_its_community(served):
    form = {"leader": ANNA, "place": NANYANG, "purpose": "law"}
    team = actions.form_team(anna, **form, at=MORNING).deed.team
    assert queries.team_card(anna, team).places == (NANYANG,)
    actions.place_team(anna, team=team, places=[worlds.NEXT_DOOR, NANYANG], at=MORNING)
    assert queries.team_card(anna, team).places == (NANYANG, worlds.NEXT_DOOR)
    with pytest.raises(Denied):
        actions.place_team(ben, team=team, places=[NANYANG], at=MORNING)
