"""Needs on their way: who may move them when, and what stays open."""

import dataclasses
from datetime import timedelta

import pytest

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.deeds import Evidence
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.ledger.standing import of
from gongfu.kernel.needs import actions, queries, rules
from gongfu.kernel.needs.actions import Answer, Request
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.needs.slips import digest_of
from gongfu.kernel.people import notes, vault
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied
from gongfu.kernel.rights.viewers import PUBLIC, Viewer
from tests.kernel.needs.conftest import (
    MORNING,
    admit,
    ann,
    asker,
    bo,
    chen,
    chu,
    finished,
    grid,
    liu,
    officer,
    other,
    raised,
    server,
    taken,
    town,
)
from tests.worlds import GRID

YES = Answer(came=True, solved="yes")


def state(course):
    return Need.objects.get(pk=course.need).state


def test_a_need_goes_from_the_first_word_to_the_answer(course):
    entry = raised(course)
    actions.review_need(liu, need=course.need, at=course.later())
    [asked] = actions.offer_need(liu, need=course.need, helpers=[ann.person], at=course.later())
    assert state(course) == "offered"
    actions.accept_offer(ann, offer=asked.deed.offer, at=course.later())
    assert state(course) == "accepted"
    actions.begin_task(ann, offer=asked.deed.offer, at=course.later())
    work = finished(course, asked.deed.offer)
    assert state(course) == "done"
    assert (work.deed.minutes, work.deed.in_time, work.deed.last) == (50, 1, 1)
    actions.rate_need(asker, need=course.need, answer=YES, at=course.later())
    assert state(course) == "confirmed"
    assert of([work.number])[work.number].evidence == "B"
    kinds = [one.deed.kind for one in queries.course_of(course.need)]
    assert kinds[0] == entry.deed.kind and kinds[-1] == "needs.need.confirmed"
    assert len(kinds) == 7


def test_a_kind_outside_the_admission_list_is_put_on_nobody(course):
    with pytest.raises(rules.NotAdmitted) as refusal:
        raised(course, sort="idea")
    assert "意见建议" in str(refusal.value)
    assert not Need.objects.exists()
    admit("idea")
    actions.end_kind(officer, sort="idea", district="330402000000", at=MORNING)
    with pytest.raises(rules.NotAdmitted):
        raised(course, sort="idea")


def test_an_ordinary_secretary_admits_nothing(course):
    with pytest.raises(Denied):
        actions.admit_kind(
            liu,
            sort="idea",
            issuer="x",
            until=course.now.date() + timedelta(9),
            district="330402000000",
            at=MORNING,
        )


def test_no_answer_from_the_asker_is_its_own_ending(done):
    assert actions.leave_unanswered(server, at=done.now + timedelta(days=6)) == []
    [entry] = actions.leave_unanswered(server, at=done.now + timedelta(days=7))
    assert entry.deed.kind == "needs.need.unanswered"
    assert state(done) == "unanswered"
    assert Need.objects.get(pk=done.need).solved == ""


def test_a_late_answer_counts_within_two_weeks(done):
    actions.leave_unanswered(server, at=done.later(days=8))
    actions.rate_need(asker, need=done.need, answer=YES, at=done.later())
    assert state(done) == "confirmed"


def test_after_two_weeks_a_new_request_is_needed(done):
    with pytest.raises(rules.TooLateToAnswer):
        actions.rate_need(asker, need=done.need, answer=YES, at=done.later(days=15))


def test_that_nobody_came_disputes_the_record_of_the_work(done):
    work = Offer.objects.get(need=done.need).number
    never = Answer(came=False, solved="no")
    actions.rate_need(asker, need=done.need, answer=never, at=done.later())
    assert state(done) == "disputed"
    assert of([work])[work].disputed_by


def test_a_disputed_need_is_served_again_by_the_same_helper_too(done):
    actions.rate_need(
        asker, need=done.need, answer=Answer(True, "partly", "material"), at=done.later()
    )
    actions.reopen_need(liu, need=done.need, at=done.later())
    assert state(done) == "reviewed"
    finished(done, taken(done))
    actions.rate_need(asker, need=done.need, answer=YES, at=done.later())
    assert state(done) == "confirmed"


def test_whoever_reported_does_not_close(course):
    raised(course, by=grid, channel="visit")
    actions.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course))
    with pytest.raises(rules.ReporterAnswers):
        actions.rate_need(grid, need=course.need, answer=YES, manner="call", at=course.later())
    actions.rate_need(
        liu, need=course.need, answer=Answer(True, "no"), manner="call", at=course.later()
    )
    with pytest.raises(rules.ReporterAnswers):
        actions.close_need(grid, need=course.need, finding="not-possible", at=course.later())
    actions.close_need(chen, need=course.need, finding="not-possible", at=course.later())
    assert state(course) == "closed"


def test_a_rating_by_somebody_else_leaves_no_trace(done):
    for who in (other, ann, PUBLIC):
        with pytest.raises(Denied):
            actions.rate_need(who, need=done.need, answer=YES, at=done.later())
    assert state(done) == "done"


def test_a_helper_declines_without_a_reason_and_nothing_is_held_against_them(reviewed):
    [asked] = actions.offer_need(liu, need=reviewed.need, helpers=[ann.person], at=reviewed.later())
    entry = actions.decline_offer(ann, offer=asked.deed.offer, at=reviewed.later())
    assert {f.name for f in dataclasses.fields(entry.deed)} == {
        "on",
        "place",
        "need",
        "happened_at",
        "offer",
    }
    assert state(reviewed) == "reviewed"


def test_who_cannot_come_frees_the_place_at_once(reviewed):
    offer = taken(reviewed)
    with pytest.raises(rules.Taken):
        actions.take_need(bo, need=reviewed.need, at=reviewed.later())
    actions.return_task(ann, offer=offer, at=reviewed.later())
    assert taken(reviewed, bo)
    assert state(reviewed) == "accepted"


def test_an_offer_lapses_by_itself(reviewed):
    actions.offer_need(
        liu, need=reviewed.need, helpers=[ann.person, bo.person], at=reviewed.later()
    )
    assert not actions.lapse_offers(server, at=reviewed.later(hours=23))
    assert len(actions.lapse_offers(server, at=reviewed.later(hours=2))) == 2
    assert state(reviewed) == "reviewed"


def test_several_helpers_are_done_when_the_last_is(course):
    raised(course, wanted=2)
    actions.review_need(liu, need=course.need, at=course.later())
    first, second = taken(course, ann), taken(course, bo)
    with pytest.raises(rules.Taken):
        taken(course, chu)
    assert finished(course, first, ann).deed.last == 0
    assert state(course) == "underway"
    assert finished(course, second, bo).deed.last == 1
    assert state(course) == "done"
    actions.rate_need(asker, need=course.need, answer=YES, at=course.later())
    assert set(Offer.objects.values_list("slot", flat=True)) == {1, 2}


def test_the_office_makes_do_with_fewer_helpers(course):
    raised(course, wanted=2)
    actions.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course))
    actions.review_need(liu, need=course.need, wanted=1, at=course.later())
    assert state(course) == "done"
    assert Need.objects.get(pk=course.need).done_at == course.now


def test_the_office_cannot_make_do_with_fewer_than_took_it(course):
    raised(course, wanted=2)
    actions.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course))
    taken(course, bo)
    with pytest.raises(rules.FewerThanTaken):
        actions.review_need(liu, need=course.need, wanted=1, at=course.later())
    assert state(course) == "underway"


def test_a_refusal_has_a_reason_that_the_asker_alone_reads(course):
    [person] = vault.add_people([vault.Plain(name="丁", label="丁阿姨")])
    raised(course, by=liu, asker=person, words="想请人照看生意")
    actions.refuse_need(
        liu, need=course.need, reason="business", words="这是生意上的事", at=course.later()
    )
    row = Need.objects.get(pk=course.need)
    assert (row.state, row.outcome) == ("refused", "business")
    assert queries.tracked(row.track).outcome == ""
    grant = queries.need_card(liu, course.need).grant
    assert notes.words(liu, [row.reply], grant=grant, at=course.now) == {
        row.reply: "这是生意上的事"
    }
    for entry in queries.course_of(course.need):
        assert "生意" not in repr(entry)


def test_a_merged_asker_follows_the_other_need(course):
    first = raised(course).deed.need
    second = raised(course, by=grid, asker=other.person, channel="phone").deed.need
    actions.merge_need(liu, need=second, into=first, at=course.later())
    assert queries.tracked(second).need == first
    assert queries.need_card(liu, first).merged == 1
    with pytest.raises(rules.SameNeed):
        actions.merge_need(liu, need=first, into=second, at=course.later())


def test_a_level_calls_the_next_until_the_district(course):
    raised(course)
    for who, level in ((grid, "community"), (liu, "town"), (town, "district")):
        assert actions.escalate_need(who, need=course.need, at=course.later()).deed.level == level
    with pytest.raises(rules.HighestLevel):
        actions.escalate_need(liu, need=course.need, at=course.later())


def test_only_the_level_that_was_called_reports_in(course):
    raised(course)
    actions.escalate_need(grid, need=course.need, at=course.later())
    actions.escalate_need(liu, need=course.need, at=course.later())
    with pytest.raises(Denied):
        actions.answer_escalation(liu, need=course.need, decision="advises", at=course.later())
    actions.answer_escalation(town, need=course.need, decision="sends-people", at=course.later())
    with pytest.raises(rules.NotCalled):
        actions.answer_escalation(town, need=course.need, decision="advises", at=course.later())


def test_a_paused_need_goes_on_where_it_was(reviewed):
    taken(reviewed)
    actions.pause_need(liu, need=reviewed.need, reason="weather", at=reviewed.later())
    assert state(reviewed) == "paused"
    actions.resume_need(liu, need=reviewed.need, at=reviewed.later())
    assert state(reviewed) == "accepted"


def test_what_comes_again_follows_its_predecessor(course):
    raised(course, every_days=7)
    actions.review_need(liu, need=course.need, at=course.later())
    finished(course, taken(course))
    actions.rate_need(asker, need=course.need, answer=YES, at=course.later())
    again = Need.objects.exclude(pk=course.need).get()
    assert (again.state, again.asker, again.every_days) == ("submitted", asker.person, 7)


def test_who_has_no_account_asks_at_the_door_and_answers_by_the_slip(course):
    request = Request("light", GRID, "", words="楼下路灯不亮", channel="door")
    asked = actions.raise_at_door(PUBLIC, request, at=course.later(), key="k1")
    assert actions.raise_at_door(PUBLIC, request, at=course.later(), key="k1") == asked
    need = course.need = asked.entry.deed.need
    actions.review_need(liu, need=need, at=course.later())
    finished(course, taken(course))
    actions.rate_by_slip(PUBLIC, slip=asked.slip, answer=YES, at=course.later())
    assert state(course) == "confirmed"
    seen = queries.tracked(f"{need[:5]}-{need[5:10]}".upper())
    assert (seen.place, seen.state) == ("330402007032", "confirmed")


def test_the_id_alone_answers_nothing(course):
    request = Request("light", GRID, "", channel="door")
    asked = actions.raise_at_door(PUBLIC, request, at=course.later(), key="k1")
    need = course.need = asked.entry.deed.need
    actions.review_need(liu, need=need, at=course.later())
    finished(course, taken(course))
    written = reading.entries(Wanted(about=need))[0].deed
    for known in (need, need[:10], written.slip, "k1", digest_of(need)):
        with pytest.raises(rules.NoSuchNeed):
            actions.rate_by_slip(ann, slip=known, answer=YES, at=course.later())
    for manner in ("code", "self"):
        with pytest.raises((rules.UnknownChoice, Denied)):
            actions.rate_need(ann, need=need, answer=YES, manner=manner, at=course.later())
    with pytest.raises(rules.ReporterAnswers):
        actions.rate_by_slip(Viewer(ann.person), slip=asked.slip, answer=YES, at=course.later())
    assert state(course) == "done"


def test_the_office_prints_a_new_slip_and_the_last_one_is_void(course):
    request = Request("light", GRID, "", channel="phone", name="王阿姨")
    need = course.need = actions.raise_for_caller(grid, request, at=course.later()).deed.need
    first = actions.print_slip(liu, need=need, at=course.later(), key="p")
    assert actions.print_slip(liu, need=need, at=course.later(), key="p") == first
    second = actions.print_slip(liu, need=need, at=course.later())
    assert queries.slipped(first.slip) is None
    assert queries.slipped(second.slip).course.need == need
    with pytest.raises(Denied):
        actions.print_slip(ann, need=need, at=course.later())
    actions.withdraw_by_slip(PUBLIC, slip=second.slip, at=course.later())
    assert state(course) == "withdrawn"


def test_who_has_an_account_gets_no_slip(done):
    actions.rate_need(asker, need=done.need, answer=Answer(True, "no"), at=done.later())
    with pytest.raises(rules.NotByCode):
        actions.print_slip(liu, need=done.need, at=done.later())


def test_what_comes_again_is_answered_by_the_same_slip(course):
    request = Request("light", GRID, "", channel="door", every_days=7)
    asked = actions.raise_at_door(PUBLIC, request, at=course.later())
    need = course.need = asked.entry.deed.need
    actions.review_need(liu, need=need, at=course.later())
    finished(course, taken(course))
    actions.rate_by_slip(PUBLIC, slip=asked.slip, answer=YES, at=course.later())
    again = queries.slipped(asked.slip).course
    assert (again.need != need, again.state) == (True, "submitted")


def test_the_same_form_twice_is_one_request(course):
    at = course.later()
    request = Request("repair", GRID, asker.person)
    first = actions.raise_need(asker, request, at=at, key="k")
    assert actions.raise_need(asker, request, at=at, key="k") == first
    assert Need.objects.count() == 1


def test_offers_on_a_stale_board_refuse_only_the_lines_that_changed(course):
    needs = []
    for _number in range(3):
        raised(course)
        actions.review_need(liu, need=course.need, at=course.later())
        needs.append(course.need)
    actions.take_need(bo, need=needs[1], at=course.later())
    askings = [actions.Asking(need, ann.person) for need in needs]
    sent = actions.offer_needs(liu, askings, at=course.later())
    assert [entry.deed.need for entry in sent.entries] == [needs[0], needs[2]]
    assert [(one.line, one.refusal.code) for one in sent.refused] == [(2, "needs.taken")]


def test_before_taking_it_a_helper_sees_kind_place_and_time_alone(reviewed):
    card = queries.need_card(ann, reviewed.need)
    assert not card.full and card.grant is None
    [line] = queries.open_for(ann, "330402007032").lines
    assert (line.asker, line.place) == ("", "330402007032")
    taken(reviewed)
    assert queries.need_card(ann, reviewed.need).full


def test_the_board_counts_each_need_where_it_stands(done):
    raised(done)
    raised(done)
    actions.review_need(liu, need=done.need, at=done.later())
    columns = {c.name: c.page.total for c in queries.board_of(liu, "330402007032", at=done.now)}
    assert columns == {
        "called": 0,
        "late": 0,
        "soon": 0,
        "new": 1,
        "seeking": 1,
        "underway": 0,
        "answer": 1,
        "disputed": 0,
    }
    later = queries.board_of(liu, "330402007032", at=done.now + timedelta(days=30))
    assert {c.name: c.page.total for c in later}["late"] == 2
    [part] = queries.parts_of(town, "330402007000", at=done.now, digits=12)
    assert (part.place, part.open, part.new) == ("330402007032", 3, 1)


def test_an_imported_register_is_recorded_as_it_happened(course):
    at = course.now + timedelta(days=20)
    begin = course.now
    line = actions.Course(
        Request("repair", GRID, asker.person, channel="phone"),
        begin,
        begin + timedelta(hours=1),
        ann.person,
        begin + timedelta(hours=2),
        begin + timedelta(hours=3),
        begin + timedelta(hours=4),
        begin + timedelta(hours=5),
        YES,
    )
    entries = actions.import_needs(liu, [line], second=chen.person, at=at)
    assert [e.deed.kind.split(".")[-1] for e in entries] == [
        "submitted",
        "reviewed",
        "accepted",
        "done",
        "confirmed",
    ]
    assert entries[3].evidence is Evidence.B
    assert Need.objects.get().state == "confirmed"
    bad = line._replace(started_at=begin)
    with pytest.raises(Many):
        actions.import_needs(liu, [line, bad], second=chen.person, at=at)
    assert Need.objects.count() == 1
