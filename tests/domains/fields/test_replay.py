"""Replay equals live: whole, one by one, by sevens; over histories that hypothesis makes."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongfu.domains.fields import actions
from gongfu.domains.fields.actions import (
    Expected,
    Joining,
    PlanLine,
    PlotLine,
    Promise,
    SaleLine,
    SowingLine,
    WeighingLine,
)
from gongfu.domains.fields.models import Batch, Obligation, Plot, Share, Sharing, Sowing, Work
from gongfu.kernel.ledger import replay
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.ids import seeded_ids
from gongfu.kernel.refusals import Refused
from tests.domains.fields import worlds
from tests.domains.fields.worlds import JIN, Cooperative, secretary, server
from tests.worlds import Clock

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ALL = actions.DOUBTS
numbers = st.integers(0, 6)
TAGS = [f"T{number}" for number in range(6)]


class Course:
    """One history: the cooperative, the clock, and where draws come from."""

    def __init__(self, draw):
        self.coop, self.clock, self.draw = Cooperative(), Clock(worlds.MORNING), draw

    @property
    def now(self):
        return {"at": self.clock.now}

    @property
    def today(self):
        return shanghai_day(self.clock.now)

    def one(self, rows):
        found = list(rows.order_by("pk").values_list("pk", flat=True)[:7])
        return found[self.draw(numbers) % len(found)] if found else "none"

    def household(self):
        return self.draw(st.sampled_from([*self.coop.households, ""]))

    def line(self, area=None):
        return PlotLine(
            self.draw(st.sampled_from(TAGS)),
            area or self.draw(st.integers(1, 4)) * 100,
            self.today,
            cover="greenhouse",
            household=self.household(),
            demo=self.draw(st.booleans()),
            lessor=self.draw(st.sampled_from(["", "collective"])),
        )


def _register(one):
    actions.register_plot(one.coop.head, one.line(), cooperative=one.coop.id, **one.now)


def _split(one):
    plot = Plot.objects.filter(closed_on=None).first()
    parts = [one.line(100), one.line((plot.area if plot else 200) - 100)]
    actions.split_plot(one.coop.head, plot=one.one(Plot.objects), parts=parts, **one.now)


def _merge(one):
    rows = list(Plot.objects.filter(closed_on=None, household=one.household())[:2])
    line = one.line(sum(row.area for row in rows) or 1)
    plots = [row.plot for row in rows]
    actions.merge_plots(one.coop.head, plots=plots, line=line, **one.now)


def _transfer(one):
    plot = one.one(Plot.objects.filter(closed_on=None))
    actions.transfer_plot(
        one.coop.head, plot=plot, household=one.household(), on=one.today, **one.now
    )


def _return(one):
    plot = one.one(Plot.objects.filter(closed_on=None))
    actions.return_plot(one.coop.head, plot=plot, on=one.today, **one.now)


def _members(one):
    household = one.draw(st.sampled_from(one.coop.households))
    who = {"cooperative": one.coop.id, "household": household}
    step = one.draw(st.sampled_from(["leave", "join", "pay", "grant"]))
    if step == "leave":
        actions.leave_cooperative(one.coop.head, **who, **one.now)
    elif step == "join":
        joining = Joining(household, one.today, 700)
        actions.join_household(one.coop.head, joining, cooperative=one.coop.id, **one.now)
    elif step == "pay":
        fen = one.draw(st.integers(-9000, 9000))
        actions.pay_capital(one.coop.head, **who, capital_fen=fen, **one.now)
    else:
        actions.record_grant(
            one.coop.head,
            cooperative=one.coop.id,
            amount_fen=501,
            source="gift",
            on=one.today,
            **one.now,
        )


def _plan(one):
    plots = Plot.objects.filter(closed_on=None).values_list("plot", flat=True)
    lines = [PlanLine(plot, "melon-late-rice") for plot in plots]
    actions.adopt_season(
        one.coop.head,
        lines,
        cooperative=one.coop.id,
        year=one.today.year,
        expected=Expected(1, 1),
        **one.now,
    )


def _sow(one):
    crop = one.draw(st.sampled_from(["melon", "late-rice"]))
    plot = one.one(Plot.objects.filter(closed_on=None))
    line = SowingLine(plot, "melon-late-rice", crop, one.today, ALL)
    actions.sow_crop(one.coop.head, line, **one.now)


def _tend(one):
    about = {"sowing": one.one(Sowing.objects), "on": one.today, **one.now}
    if one.draw(st.booleans()):
        days = one.draw(st.sampled_from([0, 0, 2]))
        actions.treat_crop(one.coop.head, sort="other", withdrawal_days=days, **about)
    else:
        actions.give_labour(one.coop.head, task="care", minutes=60, **about)


def _weigh(one):
    grams = one.draw(st.integers(1, 900)) * JIN
    line = WeighingLine(one.one(Sowing.objects), grams, one.today, ALL)
    actions.weigh_harvest(one.coop.head, line, **one.now)


def _grade(one):
    grade = one.draw(st.sampled_from(["first", "waste"]))
    about = {"batch": one.one(Batch.objects), "on": one.today, **one.now}
    actions.grade_batch(one.coop.head, grade=grade, grams=10 * JIN, **about)


def _sell(one):
    grams = one.draw(st.integers(1, 400)) * JIN
    line = SaleLine(one.one(Batch.objects), grams, grams, one.today, sure=ALL)
    actions.sell_batch(one.coop.head, line, **one.now)


def _clear(one):
    sowing = one.one(Sowing.objects.filter(cleared_on=None))
    actions.clear_crops(one.coop.head, [sowing], on=one.today, **one.now)


def _pay(one):
    actions.pay_cost(
        one.coop.head,
        cooperative=one.coop.id,
        sort="film",
        amount_fen=one.draw(st.integers(1, 90)),
        on=one.today,
        **one.now,
    )


def _take_back(one):
    number = one.one(Work.objects.filter(reversed=False))
    if number != "none":
        actions.take_back_work(one.coop.head, number=number, **one.now)


def _support(one):
    household = one.draw(st.sampled_from(one.coop.households))
    said = {"household": household, **one.now}
    step = one.draw(st.sampled_from(["ask", "agree", "leave", "income"]))
    if step == "ask":
        actions.ask_support(secretary, origin="53", on=one.today, **said)
    elif step == "agree":
        due = one.today + timedelta(days=one.draw(st.integers(0, 30)))
        promises = [
            Promise(one.coop.id, "cooperative", "sale", due),
            Promise(one.coop.head.person, "member", "technique", due, 100),
        ]
        actions.agree_support(secretary, promises, on=one.today, **said)
    elif step == "leave":
        actions.leave_support(secretary, reason="wish", **said)
    else:
        year = one.today.year - one.draw(st.integers(1, 2))
        actions.state_income(secretary, year=year, income_fen=one.draw(numbers) + 1, **said)


def _oblige(one):
    about = {"obligation": one.one(Obligation.objects), **one.now}
    step = one.draw(st.sampled_from(["deliver", "fail", "overdue", "confirm"]))
    if step == "deliver":
        actions.deliver_obligation(secretary, on=one.today, **about)
    elif step == "fail":
        actions.fail_obligation(secretary, reason="money", **about)
    elif step == "confirm":
        actions.confirm_delivery(one.coop.anna, **about)
    else:
        actions.note_overdue(server, **one.now)


def _share(one):
    sharing = one.one(Sharing.objects.filter(state="proposed"))
    steps = ["rule", "propose", "propose", "adopt", "adopt", "drop", "pay", "pay", "unpay"]
    step = one.draw(st.sampled_from(steps))
    coop = one.coop.id
    if step == "rule":
        parts = {"reserve_bp": 500, "trade_bp": one.draw(st.sampled_from([6000, 8000]))}
        one.coop.rule(**parts, when=one.now["at"])
    elif step == "propose":
        year = one.today.year - 1
        actions.propose_sharing(one.coop.head, cooperative=coop, year=year, **one.now)
    elif step == "adopt":
        one.coop.adopt(sharing, when=one.now["at"])
    elif step == "pay":
        adopted = one.one(Sharing.objects.filter(state="adopted"))
        actions.pay_shares(one.coop.head, sharing=adopted, on=one.today, **one.now)
    elif step == "unpay":
        paid = Share.objects.exclude(paid=None).first()
        actions.take_back_payment(
            one.coop.head,
            sharing=paid.sharing if paid else "none",
            household=paid.household if paid else "none",
            **one.now,
        )
    else:
        actions.drop_sharing(one.coop.head, sharing=sharing, **one.now)


def _wait(one):
    one.clock.later(days=one.draw(st.sampled_from([1, 1, 7, 20, 200])))


STEPS = [
    *[_register] * 3,
    _split,
    _merge,
    _transfer,
    _return,
    *[_members] * 2,
    _plan,
    *[_sow] * 4,
    *[_tend] * 2,
    *[_weigh] * 4,
    _grade,
    *[_sell] * 4,
    *[_clear] * 2,
    _pay,
    *[_take_back] * 2,
    *[_support] * 3,
    *[_oblige] * 3,
    *[_share] * 3,
    *[_wait] * 3,
]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_replay_equals_live(db, data):
    from django.db import transaction

    with transaction.atomic(), seeded_ids(Random(1).randbytes):
        one = Course(data.draw)
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=20, max_size=45)):
            try:
                step(one)
            except Refused:
                continue
            one.clock.later(minutes=1)
        assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
        for row in Batch.objects.filter(reversed=False):
            assert 0 <= row.sold_g + row.waste_g <= row.grams
        for row in Sharing.objects.exclude(state="dropped"):
            spent = row.cost_fen + row.loss_fen + row.reserve_fen
            assert row.takings_fen == spent + row.by_trade_fen + row.by_capital_fen
        transaction.set_rollback(True)


def test_a_whole_year_with_sharing_replays_alike(db):
    """Everything once, in the order of a year, so that no draw is needed to reach the end."""
    coop = Cooperative(capital_fen=5000)
    plot = coop.plot(demo=True)
    picked = worlds.date(2021, 5, 10)
    melon = coop.sow(plot)
    batch = coop.weigh(melon, 20_000, picked)
    sale = coop.sell(batch, 5_000, 14_000, picked)
    actions.take_back_work(coop.head, number=sale.number, at=worlds.at(picked, 20))
    coop.sell(batch, 20_000, 56_000, picked)
    actions.clear_crops(coop.head, [melon], on=picked, at=worlds.at(picked, 20))
    coop.rule(trade_bp=7000)
    first = worlds.at(worlds.date(2022, 1, 10))
    entry = actions.propose_sharing(coop.head, cooperative=coop.id, year=2021, at=first)
    actions.drop_sharing(coop.head, sharing=entry.deed.sharing, at=first)
    entry = actions.propose_sharing(coop.head, cooperative=coop.id, year=2021, at=first)
    coop.adopt(entry.deed.sharing, when=first + timedelta(days=16))
    assert [replay.differences(batch=size) for size in (1, 7, 5000)] == [[], [], []]
