"""Revisions: two people, one append, and every past day still shows what was known then."""

from datetime import date
from decimal import Decimal

import pytest

from gongfu.domains.statistics import actions, queries
from gongfu.domains.statistics.models import Proposal, Value
from gongfu.domains.statistics.rules import values as rules
from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.ledger.writing import OtherContent
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from gongfu.kernel.rights.viewers import PUBLIC
from tests.domains.statistics import worlds
from tests.domains.statistics.worlds import (
    DISTRICT,
    JIAXING,
    LATER,
    MORNING,
    SHEN,
    THEN,
    XU,
    elsewhere,
    gdp_of_jiaxing_2021,
    line,
    liu,
    publication,
    receive,
    shen,
    verified_gdp_of_jiaxing_2021,
    xu,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def number():
    """The number of the record of Jiaxing's product of 2021, received in March 2022."""
    return receive(gdp_of_jiaxing_2021(), at=THEN)[0].number


def revise(number, *, line=None, viewer=xu, second=SHEN, at=LATER, key=""):
    return actions.revise_value(
        viewer,
        number=number,
        line=line or verified_gdp_of_jiaxing_2021(),
        place=DISTRICT,
        second=second,
        at=at,
        key=key,
    )


def propose(number, line, *, viewer=shen):
    actions.propose_revision(viewer, number=number, line=line, place=DISTRICT, at=LATER)


def test_a_revision_takes_the_old_record_back_and_states_the_new_value(number):
    size = reading.size()
    new = revise(number)
    back = reading.entry(new.number - 1)
    assert (back.reverses, new.reverses) == (number, None)
    assert (str(new.deed.value), new.deed.status, new.deed.second) == ("6388.38", "final", SHEN)
    assert new.by == XU and reading.size() == size + 3, "a publication, a reversal, a value"
    slot = queries.course(PUBLIC, "gdp", JIAXING)[0]
    assert [v.value for v in slot.vintages] == ["6388.38", "6355.28"]
    assert slot.standing.number == new.number


def test_any_past_day_shows_what_was_known_then(number):
    revise(number)
    slot = queries.course(PUBLIC, "gdp", JIAXING)[0]

    def known(on):
        return [v.value for v in slot.vintages if v.known_on(on)]

    assert known(date(2022, 3, 1)) == []
    assert known(date(2022, 3, 2)) == known(date(2023, 3, 1)) == ["6355.28"]
    assert known(date(2023, 3, 2)) == ["6388.38"]


def test_nobody_revises_alone(number):
    for second in ("", XU):
        with pytest.raises(SecondNeeded):
            revise(number, second=second)
    for viewer in (PUBLIC, liu, elsewhere):
        with pytest.raises(Denied):
            revise(number, viewer=viewer)
    assert Value.objects.get(pk=number).reversed_by is None


def test_one_officer_proposes_and_another_records(number):
    propose(number, verified_gdp_of_jiaxing_2021())
    waiting = queries.proposals(xu, DISTRICT)[0]
    assert (waiting.vintage.number, waiting.line.value) == (number, Decimal("6388.38"))
    assert Value.objects.get(pk=number).reversed_by is None, "a proposal is no deed"
    with pytest.raises(rules.OwnProposal):
        actions.record_revision(shen, number=number, place=DISTRICT, at=LATER)
    entry = actions.record_revision(xu, number=number, place=DISTRICT, at=LATER, key="form")
    assert (entry.by, entry.deed.second) == (XU, SHEN)
    assert actions.record_revision(xu, number=number, place=DISTRICT, at=LATER, key="form") == entry
    assert not Proposal.objects.exists()
    with pytest.raises(rules.NoProposal):
        actions.record_revision(xu, number=number, place=DISTRICT, at=LATER)


def test_a_proposal_can_be_declined_and_leaves_no_record(number):
    propose(number, verified_gdp_of_jiaxing_2021())
    size = reading.size()
    actions.decline_revision(xu, number=number, place=DISTRICT)
    assert reading.size() == size and queries.proposals(shen, DISTRICT) == ()
    with pytest.raises(rules.NoProposal):
        actions.decline_revision(xu, number=number, place=DISTRICT)


def test_a_value_received_by_mistake_is_taken_back_by_two(number):
    propose(number, None)
    assert queries.proposals(shen, DISTRICT)[0].line is None
    entry = actions.record_revision(xu, number=number, place=DISTRICT, at=LATER, key="form")
    assert entry.reverses == number
    assert actions.record_revision(xu, number=number, place=DISTRICT, at=LATER, key="form") == entry
    assert queries.course(PUBLIC, "gdp", JIAXING)[0].standing is None
    assert receive(gdp_of_jiaxing_2021())[0].number > entry.number, "it can be received anew"


def test_a_revision_sent_twice_is_recorded_once(number):
    entry = revise(number, key="form")
    size = reading.size()
    assert revise(number, key="form") == entry
    assert reading.size() == size
    with pytest.raises(OtherContent):
        revise(number, viewer=shen, second=XU, key="form")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"period": "2020"}, rules.OtherValue),
        ({"series": "rd-spending"}, rules.OtherValue),
        ({"value": Decimal("6355.28"), "status": "preliminary"}, rules.NothingChanged),
        ({"published_on": date(2022, 1, 20)}, rules.OlderVintage),
        ({"status": "preliminary"}, None),
    ],
)
def test_a_revision_is_of_the_same_and_newer(number, changes, refusal):
    document = publication(worlds.BULLETIN_2021)
    keeps = refusal is rules.NothingChanged
    new = verified_gdp_of_jiaxing_2021()._replace(**changes)
    new = new._replace(document=document) if keeps else new
    size = reading.size()
    if refusal is None:
        assert revise(number, line=new).deed.status == "preliminary"
        return
    with pytest.raises(refusal):
        revise(number, line=new)
    with pytest.raises(refusal):
        propose(number, new)
    assert reading.size() == size


def test_a_final_value_does_not_become_preliminary_and_a_revised_one_is_closed(number):
    new = revise(number)
    with pytest.raises(rules.BackToPreliminary):
        revise(new.number, line=verified_gdp_of_jiaxing_2021()._replace(status="preliminary"))
    with pytest.raises(rules.NotStanding):
        revise(number)
    with pytest.raises(rules.NoSuchValue):
        revise(999)


def test_status_alone_can_change(number):
    same = verified_gdp_of_jiaxing_2021()._replace(value=Decimal("6355.28"))
    assert revise(number, line=same).deed.status == "final"


def test_replay_equals_live_whole_one_by_one_and_by_sevens(number):
    for period, value in (("2020", "5563.58"), ("2022", "6739.45")):
        receive(
            line("gdp", period, value, "100m-yuan", area=JIAXING,
                 document=publication(worlds.BULLETIN_2022))
        )  # fmt: skip
    new = revise(number)
    propose(new.number, None)
    actions.record_revision(xu, number=new.number, place=DISTRICT, at=MORNING)
    receive(gdp_of_jiaxing_2021())
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
