"""Sharing: within the law, to the fen, once a year, and explained to every household."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.models import Rule, Share, Sharing
from gongfu.domains.fields.rules import sharing as rules
from gongfu.domains.fields.rules.sharing import Account, Books
from gongfu.domains.fields.rules.words import FutureDay
from gongfu.kernel.ledger import replay
from gongfu.kernel.people.actions.grouping import join_group
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from gongfu.kernel.rights.viewers import Viewer
from tests.domains.fields import worlds
from tests.domains.fields.worlds import BEGAN, MORNING, Cooperative, at, secretary, stranger

PICKED = date(2021, 5, 10)
MEETING, LAID_OUT = date(2022, 2, 16), date(2022, 2, 1)
fen = st.integers(0, 10**11)


def rule(reserve_bp=1000, trade_bp=6000):
    return Rule(reserve_bp=reserve_bp, trade_bp=trade_bp)


accounts = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=6),
    st.builds(Account, trade=fen, capital=fen, reserve=fen, grant=fen),
    min_size=1,
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(
    takings=st.integers(1, 10**12),
    cost=fen,
    loss=fen,
    reserve_bp=st.integers(0, 9999),
    trade_bp=st.integers(6000, 10_000),
    members=accounts,
)
def test_every_fen_that_was_taken_in_goes_somewhere(
    takings, cost, loss, reserve_bp, trade_bp, members
):
    books = Books(takings, 0, cost, loss)
    try:
        shared = rules.share(books, rule(reserve_bp, trade_bp), members)
    except (rules.NothingToShare, rules.NobodyTraded):
        assert takings <= cost + loss or not any(one.trade for one in members.values())
        return
    lines = shared.lines.values()
    assert sum(one.total for one in lines) == shared.by_trade + shared.by_capital
    assert sum(one.new_reserve for one in lines) == shared.reserve
    assert takings == cost + loss + shared.reserve + sum(one.total for one in lines)
    assert shared.by_trade * 10 >= 6 * (shared.by_trade + shared.by_capital)
    assert all(one.by_trade >= 0 and one.by_capital >= 0 for one in lines)


@settings(max_examples=300, deadline=None)
@given(total=fen, weights=st.dictionaries(st.text(max_size=4), fen, min_size=1, max_size=30))
def test_nobody_is_further_than_a_fen_from_the_exact_share(total, weights):
    parts = rules.largest_remainder(total, weights)
    assert sum(parts.values()) == total
    whole = sum(weights.values())
    for name, weight in weights.items():
        exact = Fraction(total * weight, whole) if whole else Fraction(total, len(weights))
        assert abs(parts[name] - exact) < 1


def test_the_worked_example_of_the_law():
    """100,001 fen: 10 % reserve, 60 % by trade 70:20:10, the rest by stake 110:110:810.

    By hand: reserve 10,000; 90,001 to share; 54,001 by trade, 36,000 by capital.
    """
    members = {
        "a": Account(700, 100, 0, 10),
        "b": Account(200, 100, 0, 10),
        "c": Account(100, 800, 0, 10),
    }
    shared = rules.share(Books(100_001, 0, 0), rule(), members)
    assert (shared.reserve, shared.by_trade, shared.by_capital) == (10_000, 54_001, 36_000)
    assert [one.by_trade for one in shared.lines.values()] == [37_801, 10_800, 5_400]
    assert [one.by_capital for one in shared.lines.values()] == [3_845, 3_844, 28_311]
    assert [one.new_reserve for one in shared.lines.values()] == [7_000, 2_000, 1_000]


def test_a_rule_below_the_law_is_refused_with_the_article():
    with pytest.raises(rules.BelowSixty, match="四十四"):
        rules.check_rule(reserve_bp=0, trade_bp=5999)
    for reserve_bp, trade_bp in ((10_000, 6000), (-1, 6000), (0, 10_001)):
        with pytest.raises(rules.BadShare):
            rules.check_rule(reserve_bp=reserve_bp, trade_bp=trade_bp)
    rules.check_rule(reserve_bp=0, trade_bp=6000)


@pytest.fixture
def coop(db):
    """Return a cooperative that sold for 10,000 yuan and paid 4,000 in 2021."""
    coop = Cooperative(capital_fen=100_000)
    for tag, household, yuan in (("A1", coop.first, 7000), ("A2", coop.second, 3000)):
        sowing = coop.sow(coop.plot(tag, household=household))
        batch = coop.weigh(sowing, 4000, PICKED)
        coop.sell(batch, yuan * 10 // 28, yuan, PICKED, sure=("price", "unit"))
    actions.pay_cost(
        coop.head,
        cooperative=coop.id,
        sort="film",
        amount_fen=400_000,
        on=PICKED,
        at=at(PICKED, 20),
    )
    return coop


def propose(coop, viewer=None, **changes):
    said = {"cooperative": coop.id, "year": 2021, "at": at(LAID_OUT), **changes}
    return actions.propose_sharing(viewer or coop.head, **said)


def test_a_rule_needs_the_head_and_the_supervisor(coop):
    other = Cooperative(number=2)
    said = {"cooperative": coop.id, "reserve_bp": 1000, "trade_bp": 6000, "at": MORNING}
    with pytest.raises(rules.NotAHead):
        actions.enter_rule(other.head, **said)
    with pytest.raises(Denied):
        actions.enter_rule(coop.anna, **said)
    with pytest.raises(rules.BelowSixty):
        actions.enter_rule(coop.head, **{**said, "trade_bp": 5000})
    actions.enter_rule(coop.head, **said)
    with pytest.raises(SecondNeeded):
        actions.confirm_rule(coop.head, cooperative=coop.id, at=MORNING)
    with pytest.raises(rules.NotASupervisor):
        actions.confirm_rule(other.head, cooperative=coop.id, at=MORNING)
    staff = Viewer(coop.ben.person, coop.head.offices)
    join_group(secretary, staff.person, group=coop.id, position="staff", on=BEGAN, at=MORNING)
    with pytest.raises(rules.NotASupervisor):
        actions.confirm_rule(staff, cooperative=coop.id, at=MORNING)
    entry = actions.confirm_rule(coop.watcher, cooperative=coop.id, at=MORNING, key="r")
    again = actions.confirm_rule(coop.watcher, cooperative=coop.id, at=MORNING, key="r")
    assert again == entry, "the same form sent twice"
    assert queries.rule_of(stranger, coop.id).trade_bp == 6000


def test_a_years_proceeds_are_laid_out_then_adopted_and_the_sum_is_what_was_taken_in(coop):
    with pytest.raises(rules.NoRule):
        propose(coop)
    coop.rule()
    with pytest.raises(rules.YearNotOver):
        propose(coop, year=2022)
    with pytest.raises(rules.NothingToShare):
        propose(coop, loss_fen=600_000)
    with pytest.raises(rules.BadShare):
        propose(coop, loss_fen=-1)
    for viewer in (stranger, coop.anna):
        with pytest.raises(Denied):
            propose(coop, viewer)
    entry = propose(coop, key="p")
    assert propose(coop, key="p") == entry
    deed = entry.deed
    parts = (deed.cost_fen, deed.loss_fen, deed.reserve_fen, deed.by_trade_fen, deed.by_capital_fen)
    assert parts == (400_000, 0, 60_000, 324_000, 216_000)
    assert deed.takings_fen == sum(parts) == 1_000_000
    lines = {row.household: row for row in Share.objects.all()}
    assert (lines[coop.first].by_trade_fen, lines[coop.second].by_trade_fen) == (226_800, 97_200)
    assert (lines[coop.first].by_capital_fen, lines[coop.second].by_capital_fen) == (108_000,) * 2
    with pytest.raises(rules.SharedAlready):
        propose(coop)


def test_a_sharing_is_adopted_after_fifteen_days_by_head_and_supervisor(coop):
    coop.rule()
    sharing = propose(coop).deed.sharing
    with pytest.raises(rules.TooSoon, match="2022-02-16"):
        coop.adopt(sharing, when=at(date(2022, 2, 15)))
    with pytest.raises(rules.NoSuchSharing):
        coop.adopt("none", when=at(MEETING))
    with pytest.raises(Denied):
        actions.enter_adoption(coop.anna, sharing=sharing, at=at(MEETING))
    actions.enter_adoption(coop.watcher, sharing=sharing, at=at(MEETING))
    confirm = {"sharing": sharing, "at": at(MEETING)}
    with pytest.raises(SecondNeeded):
        actions.confirm_adoption(coop.watcher, **confirm)
    with pytest.raises(Denied):
        actions.confirm_adoption(coop.anna, **confirm)
    entry = actions.confirm_adoption(coop.head, **confirm, key="s")
    assert actions.confirm_adoption(coop.head, **confirm, key="s") == entry
    assert (entry.deed.shared_fen, entry.deed.second) == (540_000, coop.watcher.person)
    for again in (
        lambda: coop.adopt(sharing, when=at(MEETING)),
        lambda: actions.drop_sharing(coop.head, sharing=sharing, at=at(MEETING)),
    ):
        with pytest.raises(rules.NotProposed):
            again()
    with pytest.raises(rules.SharedAlready):
        propose(coop, at=at(MEETING))


def test_shares_are_paid_after_the_adoption_once_and_a_payment_is_taken_back(coop):
    coop.rule()
    sharing = propose(coop).deed.sharing
    pay = {"sharing": sharing, "on": MEETING, "at": at(MEETING)}
    with pytest.raises(rules.NotAdopted):
        actions.pay_shares(coop.head, **pay)
    coop.adopt(sharing, when=at(MEETING))
    with pytest.raises(rules.PaidBefore):
        actions.pay_shares(coop.head, **{**pay, "on": LAID_OUT})
    with pytest.raises(FutureDay):
        actions.pay_shares(coop.head, **{**pay, "on": date(2023, 1, 1)})
    for viewer in (coop.anna, coop.watcher, stranger):
        with pytest.raises(Denied):
            actions.pay_shares(viewer, **pay)
    [one] = actions.pay_shares(coop.head, **pay, households=[coop.first], key="1")
    assert one.deed.paid_fen == 226_800 + 108_000
    assert actions.pay_shares(coop.head, **pay, households=[coop.first], key="1") == [one]
    [rest] = actions.pay_shares(coop.head, **pay)
    assert one.deed.paid_fen + rest.deed.paid_fen == 540_000, "to the fen"
    with pytest.raises(rules.NothingDue):
        actions.pay_shares(coop.head, **pay)
    found = queries.statement_of(coop.anna, sharing, coop.first, MEETING)
    assert (found.line.paid, found.line.paid_on) == (one.number, MEETING)
    undo = {"sharing": sharing, "household": coop.first, "at": at(MEETING)}
    back = actions.take_back_payment(coop.head, **undo)
    assert back.reverses == one.number
    with pytest.raises(rules.NotPaid):
        actions.take_back_payment(coop.head, **undo)
    assert queries.statement_of(coop.anna, sharing, coop.first, MEETING).line.paid_on is None
    assert replay.differences(batch=1) == replay.differences() == []


def test_the_books_of_a_shared_year_are_closed(coop):
    coop.rule()
    sale = next(one for one in queries.work_in(coop.head, coop.id, PICKED, sort="sold").lines)
    sharing = propose(coop).deed.sharing
    coop.adopt(sharing, when=at(MEETING))
    cost = {"cooperative": coop.id, "sort": "film", "amount_fen": 1, "on": PICKED}
    with pytest.raises(rules.YearShared):
        actions.pay_cost(coop.head, **cost, at=at(MEETING))
    with pytest.raises(rules.YearShared):
        coop.sell(sale.batch, 1, 3, PICKED, when=at(MEETING))
    with pytest.raises(rules.YearShared):
        coop.correct(sale.number, when=at(MEETING))


def test_a_proposal_whose_books_changed_is_dropped_and_made_anew(coop):
    coop.rule()
    sharing = propose(coop).deed.sharing
    cost = {"cooperative": coop.id, "sort": "water", "amount_fen": 10_000, "on": PICKED}
    actions.pay_cost(coop.head, **cost, at=at(LAID_OUT))
    with pytest.raises(rules.BooksChanged):
        coop.adopt(sharing, when=at(MEETING))
    with pytest.raises(Denied):
        actions.drop_sharing(stranger, sharing=sharing, at=at(LAID_OUT))
    actions.drop_sharing(coop.head, sharing=sharing, at=at(LAID_OUT))
    with pytest.raises(rules.NoSuchSharing):
        actions.drop_sharing(coop.head, sharing="none", at=at(LAID_OUT))
    assert propose(coop).deed.cost_fen == 410_000
    assert Sharing.objects.exclude(state="dropped").count() == 1


def test_without_members_trade_nothing_is_shared(db):
    coop = Cooperative()
    sowing = coop.sow(coop.plot(household=""))
    coop.sell(coop.weigh(sowing, 4000, PICKED), 1000, 2800, PICKED)
    coop.rule()
    with pytest.raises(rules.NobodyTraded):
        propose(coop)


def test_reserves_and_subsidies_of_earlier_years_count_for_the_rest(coop):
    coop.rule()
    coop.adopt(propose(coop).deed.sharing, when=at(MEETING))
    actions.record_grant(
        coop.head,
        cooperative=coop.id,
        amount_fen=30_001,
        source="state",
        on=date(2022, 3, 1),
        at=at(date(2022, 3, 1)),
    )
    plot = queries.plots_in(coop.head, coop.id, MEETING).lines[0]
    actions.clear_crops(coop.head, [plot.sowing], on=PICKED, at=at(MEETING))
    sowing = coop.sow(
        plot.plot, on=date(2022, 2, 20), sure=("window", "rotation"), when=at(date(2022, 5, 1))
    )
    coop.sell(coop.weigh(sowing, 4000, date(2022, 5, 10)), 1000, 2800, date(2022, 5, 10))
    entry = propose(coop, year=2022, at=at(date(2023, 2, 1)))
    lines = {row.household: row for row in Share.objects.filter(sharing=entry.deed.sharing)}
    first, second = lines[coop.first], lines[coop.second]
    assert (first.held_reserve_fen, second.held_reserve_fen) == (42_000, 18_000)
    assert first.grant_fen + second.grant_fen == 30_001
    assert (first.trade_fen, second.trade_fen) == (280_000, 0)
    assert second.by_trade_fen == 0 < second.by_capital_fen


def test_a_statement_shows_its_calculation_to_the_household_alone(coop):
    coop.rule()
    sharing = propose(coop).deed.sharing
    [statement] = queries.statements_of(coop.anna, coop.first, MEETING)
    line = statement.line
    assert (line.trade_fen, statement.all_trade) == (700_000, 1_000_000)
    assert (statement.stake, statement.all_stake) == (100_000, 200_000)
    assert statement.total == 226_800 + 108_000
    assert queries.statement_of(coop.head, sharing, coop.first, MEETING) == statement
    for viewer in (stranger, coop.ben):
        with pytest.raises(Denied):
            queries.statement_of(viewer, sharing, coop.first, MEETING)
    assert queries.statement_of(worlds.officer, sharing, coop.first, MEETING) is None
    assert len(queries.sharing_card(coop.ben, sharing, MEETING).lines) == 2
    assert queries.sharing_card(worlds.officer, sharing, MEETING).lines == ()
    with pytest.raises(Denied):
        queries.sharing_card(stranger, sharing, MEETING)
    assert [one.year for one in queries.sharings_of(coop.watcher, coop.id, MEETING)] == [2021]
