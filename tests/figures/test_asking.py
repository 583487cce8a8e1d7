"""Figures from deeds: the number, its series, its parts, and the records under it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from gongfu.domains.grids.deeds import AbsenceTold
from gongfu.domains.keys import deeds
from gongfu.figures import asking
from gongfu.figures.asking import Question
from gongfu.figures.catalogue import keys
from gongfu.figures.store import files
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.standing import DisputeSettled, RecordConfirmed, RecordDisputed
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.measures.periods import months_of, period

pytestmark = pytest.mark.django_db

NANYANG, OTHER, DISTRICT = "330402007032", "330402008001", "330402000000"
AT = datetime(2021, 9, 20, tzinfo=UTC)
ZHU, LIN, ELDER = "zhu" + "a" * 23, "lin" + "a" * 23, "elder" + "a" * 21


def write(*all_deeds, reverses=None):
    with acting():
        permit()
        return append([Draft(one, by=ZHU, at=AT, reverses=reverses) for one in all_deeds])


def visit(on, *, keeper=ZHU, place=NANYANG, minutes=30, elder=ELDER):
    start = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
    return deeds.VisitMade(
        on=on, place=place, elder=elder, keeper=keeper, minutes=minutes, hours_kind="volunteer",
        answer="well", started_at=start, ended_at=start + timedelta(minutes=minutes),
    )  # fmt: skip


def value(figure, text, *, place=DISTRICT, person=""):
    return asking.ask(Question(figure, place, period(text), person)).value


@pytest.fixture(params=["tail", "files", "both"])
def stored(request):
    """Call between writing and asking: where the records then lie."""

    def settle(*, half=False):
        if request.param == "files" or (request.param == "both" and half):
            files.compact()

    return settle


def test_visits_are_counted_by_period_place_and_person(stored):
    write(visit(date(2020, 1, 5)), visit(date(2020, 2, 5), keeper=LIN))
    stored(half=True)
    write(visit(date(2020, 2, 6), place=OTHER), visit(date(2021, 1, 1)))
    stored()
    assert value(keys.visits, "2020") == 3
    assert value(keys.visits, "2020-02") == 2
    assert value(keys.visits, "2020", place=NANYANG) == 2
    assert value(keys.visits, "2020", person=LIN) == 1
    assert value(keys.visits, "2019") == 0


def test_the_records_under_a_number_are_as_many_as_the_number(stored):
    write(*[visit(date(2020, 1, 1) + timedelta(days=n)) for n in range(7)])
    stored()
    question = Question(keys.visits, NANYANG, period("2020"))
    assert asking.evidence(question) == [7, 6, 5, 4, 3, 2, 1]
    assert asking.evidence(question, after=4, limit=2) == [3, 2]
    assert asking.ask(question).records == asking.ask(question).value == 7


def test_a_visit_taken_back_counts_no_more(stored):
    one = visit(date(2020, 1, 5))
    write(one, visit(date(2020, 1, 6)))
    stored(half=True)
    write(one, reverses=1)
    stored()
    assert value(keys.visits, "2020") == 1
    assert value(keys.service_hours, "2020") == Decimal("0.5")


def test_a_disputed_visit_is_not_counted_until_it_is_settled(stored):
    write(visit(date(2020, 1, 5)), visit(date(2020, 1, 6)))
    on, place = date(2020, 1, 7), NANYANG
    write(RecordDisputed(on=on, place=place, record=1, who=ELDER, manner="self"))
    stored(half=True)
    assert value(keys.visits, "2020") == 1
    write(DisputeSettled(on=on, place=place, record=1, who=LIN))
    stored()
    assert value(keys.visits, "2020") == 2
    write(RecordDisputed(on=on, place=place, record=1, who=ELDER, manner="self"))
    assert value(keys.visits, "2020") == 1


def test_confirmation_raises_the_evidence_class(stored):
    write(*[visit(date(2020, 1, n)) for n in (1, 2, 3)])
    on, place = date(2020, 1, 7), NANYANG
    write(
        RecordConfirmed(on=on, place=place, record=1, to="B", who=ELDER, manner="self"),
        RecordConfirmed(on=on, place=place, record=2, to="C", who=LIN, manner="call"),
        RecordConfirmed(on=on, place=place, record=2, to="B", who=ELDER, manner="self"),
    )
    stored()
    answer = asking.ask(Question(keys.visits, DISTRICT, period("2020")))
    assert answer.evidence == {"A": 1, "B": 1, "C": 1}


def test_paid_time_is_not_volunteer_time(stored):
    paid = dataclasses.replace(visit(date(2020, 1, 5), minutes=60), hours_kind="duty")
    write(paid, visit(date(2020, 1, 6), minutes=90))
    stored()
    assert value(keys.service_hours, "2020") == Decimal("1.5")
    assert value(keys.visits, "2020") == 2


def test_keys_held_follow_the_last_accepted_hand_over(stored):
    def moved(item, on, taker, to, *, sort="key"):
        return deeds.ItemAccepted(
            on=on, place=NANYANG, elder=ELDER, item=item, sort=sort, giver=ELDER, taker=taker,
            to_keeper=to, from_keeper=1 - to,
        )  # fmt: skip

    sorts = {f"i{n}": "key" for n in range(8)} | {"card": "bank-card"}
    here = {"on": date(2020, 1, 1), "place": NANYANG, "elder": ELDER}
    write(*[deeds.ItemEntrusted(**here, item=i, sort=sort) for i, sort in sorts.items()])
    write(*[moved(f"i{n}", date(2020, 1, n + 1), ZHU, 1) for n in range(8)])
    write(moved("card", date(2020, 1, 1), ZHU, 1, sort="bank-card"))
    stored(half=True)
    write(moved("i0", date(2020, 3, 1), LIN, 1), moved("i1", date(2020, 4, 1), ELDER, 0))
    stored()
    assert value(keys.keys_held, "2020-02-29", person=ZHU) == 8
    assert value(keys.keys_held, "2020-03-01", person=ZHU) == 7
    assert value(keys.keys_held, "2020", person=LIN) == 1
    assert value(keys.keys_held, "2020") == 7
    held = asking.evidence(Question(keys.keys_held, DISTRICT, period("2020")))
    assert len(held) == 7


def test_a_volunteer_who_left_is_no_longer_counted(stored):
    write(*[deeds.KeeperJoined(on=date(2020, 1, 1), place=NANYANG, keeper=k) for k in (ZHU, LIN)])
    write(deeds.KeeperLeft(on=date(2020, 6, 1), place=NANYANG, keeper=LIN))
    stored()
    assert value(keys.volunteers, "2020-05-31") == 2
    assert value(keys.volunteers, "2020-06-01") == 1


def test_visits_on_time_are_a_share_of_those_that_fell_due(stored):
    registered = deeds.ElderRegistered(
        on=date(2020, 1, 1), place=NANYANG, elder=ELDER, rhythm_days=7, living="alone"
    )
    # due on the 8th: in time; due on the 13th: late by one day; due on the 21st: in time
    write(registered, visit(date(2020, 1, 6)), visit(date(2020, 1, 14)), visit(date(2020, 1, 20)))
    write(deeds.ElderLeft(on=date(2020, 1, 25), place=NANYANG, elder=ELDER, reason="moved"))
    stored()
    assert value(keys.elders_visited_on_time, "2020-01") == Decimal("66.7")
    assert value(keys.elders_visited_on_time, "2020-02") is None


def test_an_elder_whom_nobody_visits_lowers_the_share(stored):
    write(
        deeds.ElderRegistered(
            on=date(2020, 1, 1), place=NANYANG, elder=ELDER, rhythm_days=7, living="alone"
        )
    )
    stored()
    assert value(keys.elders_visited_on_time, "2020-01") == 0


def test_series_and_parts_add_up_to_the_number(stored):
    write(
        *[
            visit(date(2020, 1 + n % 12, 1 + n % 28), place=(NANYANG, OTHER)[n % 2])
            for n in range(50)
        ]
    )
    stored()
    question = Question(keys.visits, DISTRICT, period("2020"))
    months = asking.series(question, list(months_of(question.period)))
    assert sum(v for _span, v in months) == asking.ask(question).value == 50
    assert asking.by_place(question, digits=12) == {NANYANG: 25, OTHER: 25}
    assert sum(asking.by_place(question, digits=9).values()) == 50


def test_a_figure_is_never_stale(stored):
    for n in range(1, 4):
        write(visit(date(2020, 1, n)))
        stored(half=True)
        assert value(keys.visits, "2020") == n


def test_a_field_named_as_a_common_column_has_one_of_its_own():
    day = date(2020, 3, 9)
    here = {"on": date(2020, 3, 1), "place": NANYANG}
    write(AbsenceTold(**here, claim="c" * 26, post="p" * 26, member=ZHU, day=day))
    files.compact()
    ((kind, path),) = files.manifest().parts
    row = pq.read_table(files.folder() / path, partitioning=None).to_pylist()[0]
    assert kind == "grids.absence.told"
    assert (row["day"], row["day_"]) == (date(2020, 3, 1), day)
