"""Support: asked for, agreed among several, kept or not; incomes are the household's own."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import Promise
from gongfu.domains.fields.models import Income, Obligation
from gongfu.domains.fields.rules import support
from gongfu.domains.fields.rules.land import NoSuchHousehold
from gongfu.domains.fields.rules.words import FutureDay, NoAmount, NoSuchCooperative, UnknownWord
from gongfu.kernel.ledger import standing
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import Viewer
from tests.domains.fields import worlds
from tests.domains.fields.worlds import (
    JINXING,
    MORNING,
    TODAY,
    Cooperative,
    at,
    secretary,
    server,
    stranger,
)

pytestmark = pytest.mark.django_db
DUE = date(2021, 6, 1)


@pytest.fixture
def coop():
    return Cooperative()


def ask(coop, viewer=None, **changes):
    said = {"household": coop.first, "origin": "53", "on": TODAY, "at": MORNING, **changes}
    return actions.ask_support(viewer or coop.anna, **said)


def promises(coop):
    return [
        Promise(coop.id, "cooperative", "sale", DUE),
        Promise(coop.head.person, "member", "technique", DUE),
        Promise(coop.watcher.person, "department", "greenhouse", DUE, 2_000_000),
    ]


def agree(coop, viewer=secretary, lines=None, **changes):
    said = {"household": coop.first, "on": TODAY, "at": MORNING, **changes}
    lines = promises(coop) if lines is None else lines
    return actions.agree_support(viewer, lines, **said)


def obligations():
    return {row.sort: row.obligation for row in Obligation.objects.all()}


def test_a_household_asks_itself_or_is_found_by_the_office(coop):
    for viewer in (stranger, coop.ben):
        with pytest.raises(Denied):
            ask(coop, viewer)
    ask(coop)
    ask(coop, secretary, household=coop.second, manner="found")
    with pytest.raises(support.AlreadySupported):
        ask(coop)
    lines = queries.supports_in(secretary, JINXING, TODAY).lines
    assert {(one.manner, one.origin) for one in lines} == {("asked", "53"), ("found", "53")}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"household": "none"}, NoSuchHousehold),
        ({"origin": "530102"}, support.UnknownProvince),
        ({"origin": "99"}, support.UnknownProvince),
        ({"on": date(2021, 3, 2)}, FutureDay),
        ({"manner": "forced"}, UnknownWord),
    ],
)
def test_asking_refuses_what_cannot_be(coop, changes, refusal):
    with pytest.raises(refusal):
        ask(coop, **changes)


def test_an_agreement_needs_a_request_and_several_parties(coop):
    with pytest.raises(support.NotAsked):
        agree(coop)
    ask(coop)
    one, two, three = promises(coop)
    for lines, refusal in (
        ([], support.TooFewParties),
        ([one], support.TooFewParties),
        ([one, two._replace(due_on=date(2021, 2, 1))], support.DueBefore),
        ([one, two._replace(party="nobody")], support.NoSuchParty),
        ([one, two._replace(sort="praise")], UnknownWord),
        ([one, two._replace(party_sort="friend")], UnknownWord),
        ([one, three._replace(amount_fen=0)], NoAmount),
    ):
        with pytest.raises(refusal):
            agree(coop, lines=lines)
    with pytest.raises(NoSuchCooperative):
        agree(coop, cooperative="none")
    with pytest.raises(FutureDay):
        agree(coop, on=date(2021, 3, 2))
    for viewer in (stranger, coop.anna, coop.head):
        with pytest.raises(Denied):
            agree(coop, viewer)
    entry = agree(coop, cooperative=coop.id, key="a")
    assert agree(coop, cooperative=coop.id, key="a") == entry
    assert (entry.deed.parties, entry.deed.obligations) == (3, 3)
    with pytest.raises(support.AlreadyAgreed):
        agree(coop)
    card = queries.agreement_of(coop.anna, coop.first, TODAY)
    assert [row.sort for row in card.obligations] == ["sale", "technique", "greenhouse"]
    with pytest.raises(Denied):
        queries.agreement_of(stranger, coop.first, TODAY)


def test_in_time_or_late_is_seen_from_the_days(coop):
    ask(coop)
    agree(coop)
    known = obligations()
    on_time = actions.deliver_obligation(
        coop.head, obligation=known["sale"], on=DUE, proof="HT-2021-7", at=at(DUE)
    )
    late = actions.deliver_obligation(
        coop.head,
        obligation=known["technique"],
        on=date(2021, 6, 4),
        at=at(date(2021, 6, 5)),
    )
    assert (on_time.deed.kind, on_time.evidence) == ("fields.obligation.kept", "C")
    assert (late.deed.kind, late.deed.days_late) == ("fields.obligation.late", 3)


def test_delivering_refuses_what_cannot_be(coop):
    ask(coop)
    agree(coop)
    deliver = {"obligation": obligations()["sale"], "on": DUE, "at": at(DUE)}
    for changes, refusal in (
        ({"obligation": "none"}, support.NoSuchObligation),
        ({"on": date(2021, 6, 2)}, FutureDay),
        ({"proof": "见附件"}, support.BadProof),
    ):
        with pytest.raises(refusal):
            actions.deliver_obligation(coop.head, **{**deliver, **changes})
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            actions.deliver_obligation(viewer, **deliver)
    actions.deliver_obligation(coop.head, **deliver)
    with pytest.raises(support.AlreadyEnded):
        actions.deliver_obligation(coop.head, **deliver)
    with pytest.raises(support.AlreadyEnded):
        actions.fail_obligation(
            coop.head, obligation=deliver["obligation"], reason="money", at=at(DUE)
        )


def test_what_will_not_come_is_noted_with_a_reason(coop):
    ask(coop)
    agree(coop)
    fail = {"obligation": obligations()["greenhouse"], "reason": "money", "at": at(DUE)}
    with pytest.raises(UnknownWord):
        actions.fail_obligation(secretary, **{**fail, "reason": "mood"})
    with pytest.raises(support.NoSuchObligation):
        actions.fail_obligation(secretary, **{**fail, "obligation": "none"})
    with pytest.raises(Denied):
        actions.fail_obligation(stranger, **fail)
    actions.fail_obligation(secretary, **fail)
    assert Obligation.objects.get(pk=fail["obligation"]).state == "failed"


def test_the_server_notes_what_is_overdue_once_and_it_may_still_come_late(coop):
    ask(coop)
    agree(coop)
    assert actions.note_overdue(server, at=at(DUE)) == 0
    after = at(date(2021, 6, 2))
    assert actions.note_overdue(server, at=after) == 3
    assert actions.note_overdue(server, at=after) == 0
    with pytest.raises(Denied):
        actions.note_overdue(coop.head, at=after)
    assert queries.owed_by(coop.head, TODAY).total == 2
    actions.deliver_obligation(
        coop.head, obligation=obligations()["sale"], on=date(2021, 6, 2), at=after
    )
    [line] = queries.supports_in(secretary, JINXING, TODAY).lines
    assert (line.kept, line.waiting, line.missed) == (0, 0, 3)


def test_the_household_confirms_what_it_received_and_not_who_gave_it(coop):
    ask(coop)
    agree(coop)
    confirm = {"obligation": obligations()["sale"], "at": at(DUE)}
    with pytest.raises(support.NotDelivered):
        actions.confirm_delivery(coop.anna, **confirm)
    with pytest.raises(support.NoSuchObligation):
        actions.confirm_delivery(coop.anna, obligation="none", at=at(DUE))
    entry = actions.deliver_obligation(coop.head, on=DUE, **confirm)
    for viewer in (stranger, coop.head):
        with pytest.raises(Denied):
            actions.confirm_delivery(viewer, **confirm)
    actions.confirm_delivery(coop.anna, **confirm, key="k")
    actions.confirm_delivery(coop.anna, **confirm, key="k")
    assert standing.of([entry.number])[entry.number].evidence == "B"
    other = obligations()["greenhouse"]
    actions.deliver_obligation(secretary, obligation=other, on=DUE, at=at(DUE))
    with pytest.raises(support.OwnDelivery):
        actions.confirm_delivery(secretary, obligation=other, at=at(DUE))


def test_incomes_are_compared_and_shown_to_the_household_alone(coop):
    state = {"household": coop.first, "at": MORNING}
    with pytest.raises(support.NotSupported):
        actions.state_income(coop.anna, year=2019, income_fen=1, **state)
    ask(coop)
    agree(coop)
    with pytest.raises(support.BadYear):
        actions.state_income(coop.anna, year=2021, income_fen=1, **state)
    with pytest.raises(NoAmount):
        actions.state_income(coop.anna, year=2020, income_fen=0, **state)
    later = {"household": coop.first, "at": at(date(2022, 2, 1))}
    with pytest.raises(support.NothingBefore):
        actions.state_income(coop.anna, year=2021, income_fen=9_000_000, **later)
    actions.state_income(coop.anna, year=2020, income_fen=6_000_000, **state)
    entry = actions.state_income(coop.anna, year=2021, income_fen=9_000_000, **later)
    assert entry.deed.gain_fen == 3_000_000
    for viewer in (stranger, coop.ben, coop.head):
        with pytest.raises(Denied):
            actions.state_income(viewer, year=2020, income_fen=1, **state)
    assert [one.gain_fen for one in queries.incomes_of(coop.anna, coop.first, TODAY)] == [
        None,
        3_000_000,
    ]
    assert queries.incomes_of(worlds.officer, coop.first, TODAY) == ()
    with pytest.raises(Denied):
        queries.incomes_of(stranger, coop.first, TODAY)
    assert Income.objects.count() == 2


def test_a_household_leaves_freely_and_may_ask_again(coop):
    leave = {"household": coop.first, "reason": "stands", "at": MORNING}
    with pytest.raises(support.NotSupported):
        actions.leave_support(coop.anna, **leave)
    ask(coop)
    agree(coop)
    with pytest.raises(Denied):
        actions.leave_support(coop.ben, **leave)
    with pytest.raises(UnknownWord):
        actions.leave_support(coop.anna, **{**leave, "reason": "fired"})
    actions.leave_support(coop.anna, **leave)
    with pytest.raises(support.NotAsked):
        agree(coop)
    ask(coop)
    found = [
        state
        for state in ("asked", "supported", "left")
        if queries.supports_in(secretary, JINXING, TODAY, state=state).lines
    ]
    assert found == ["asked"]


def test_a_party_confirms_its_own_promise(coop):
    ask(coop)
    agree(coop)
    known = obligations()
    confirm = {"obligation": known["sale"], "at": MORNING}
    for viewer in (stranger, coop.anna, secretary):
        with pytest.raises(Denied):
            actions.confirm_promise(viewer, **confirm)
    with pytest.raises(support.NoSuchObligation):
        actions.confirm_promise(coop.head, obligation="none", at=MORNING)
    entry = actions.confirm_promise(coop.head, **confirm, key="c")
    assert actions.confirm_promise(coop.head, **confirm, key="c") == entry
    lines = queries.due_in(secretary, JINXING, TODAY).lines
    assert {one.row.sort: one.confirmed for one in lines} == {
        "sale": True,
        "technique": False,
        "greenhouse": False,
    }


def test_who_entered_a_promise_does_not_confirm_it(coop):
    ask(coop)
    mine = Promise(secretary.person, "village", "land", DUE)
    worlds_own = [*promises(coop), mine._replace(party=coop.head.person)]
    office = Viewer(coop.head.person, secretary.offices)
    agree(coop, office, lines=worlds_own)
    with pytest.raises(support.OwnPromise):
        actions.confirm_promise(office, obligation=obligations()["land"], at=MORNING)


def test_the_office_sees_what_is_due_before_it_is_late(coop):
    ask(coop)
    one, two, three = promises(coop)
    agree(coop, lines=[one, two._replace(due_on=date(2021, 4, 1)), three])
    lines = queries.due_in(secretary, JINXING, date(2021, 3, 25)).lines
    assert (lines[0].row.sort, lines[0].days) == ("technique", 7)
    assert queries.late_in(secretary, JINXING, date(2021, 4, 1)) == 0
    assert queries.late_in(secretary, JINXING, date(2021, 4, 2)) == 1
    with pytest.raises(Denied):
        queries.due_in(stranger, JINXING, TODAY)
    with pytest.raises(Denied):
        queries.due_in(secretary, worlds.ELSEWHERE, TODAY)


def test_households_without_support_can_be_found_and_one_sees_its_own_state(coop):
    assert set(queries.candidates_in(secretary, JINXING, TODAY).lines) == set(coop.households)
    ask(coop)
    assert queries.candidates_in(secretary, JINXING, TODAY).lines == (coop.second,)
    assert queries.support_of(coop.anna, coop.first, TODAY).origin == "53"
    assert queries.support_of(coop.ben, coop.second, TODAY) is None
    with pytest.raises(Denied):
        queries.support_of(coop.ben, coop.first, TODAY)


def test_a_household_sees_its_own_work_alone(coop):
    coop.sow(coop.plot())
    assert [row.sort for row in queries.work_of_household(coop.anna, coop.first, TODAY).lines] == [
        "sown"
    ]
    assert queries.work_of_household(coop.anna, coop.first, TODAY, sorts=("sold",)).total == 0
    with pytest.raises(Denied):
        queries.work_of_household(coop.ben, coop.first, TODAY)
