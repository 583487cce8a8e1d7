"""Season plans equal brute force, keep every limit, and say truly what clashes and what is worth."""

import dataclasses
import itertools
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from bench.cropping import cooperative
from gongfu.engines.cropping import (
    Aims,
    Choice,
    Crop,
    Grown,
    Infeasible,
    Limit,
    Limits,
    Market,
    Pattern,
    Plot,
    Problem,
    Rotation,
    Scenario,
    Target,
    changes,
    plan,
    why_not,
)
from gongfu.engines.cropping.judging import breaches
from gongfu.engines.cropping.options import options
from gongfu.engines.cropping.problem import PERIODS, half_of, period_of

MELON = Crop("melon", "melon", 10, 30, 160, 190, 4000, 300, 400_000, labour=(600,) * 10 + (1200,) * 5,
             family="gourds", greenhouse=True, turn=2)  # fmt: skip
PUMPKIN = Crop("pumpkin", "pumpkin", 40, 60, 130, 190, 5000, 110, 200_000, labour=(500,) * 11,
               family="gourds", turn=2)  # fmt: skip
EARLY = Crop("early", "rice", 172, 182, 130, 320, 1020, 133, 60_000, labour=(180,) * 13, rice=True,
             spread=50, turn=3)  # fmt: skip
SLOW = Crop("slow", "rice", 150, 165, 149, 315, 1100, 133, 60_000, labour=(180,) * 13, rice=True,
            spread=50, turn=3)  # fmt: skip
CELERY = Crop("celery", "celery", 200, 250, 90, 340, 6000, 90, 250_000, labour=(700,) * 9, turn=2,
              family="umbels")  # fmt: skip
CROPS = (MELON, PUMPKIN, EARLY, SLOW, CELERY)
PATTERNS = (
    Pattern("melon-rice", (("melon",), ("early", "slow"))),
    Pattern("pumpkin-rice", (("pumpkin",), ("early", "slow"))),
    Pattern("pumpkin-celery", (("pumpkin",), ("celery",))),
    Pattern("rice", (("slow", "early"),)),
    Pattern("celery", (("celery",),)),
)
EXACT = Limits(seconds=30, gap=0)


def times(choice, problem):
    """The crops of a choice with the days of sowing and clearing, from the known timetables."""
    sown = {"melon-rice": (10, 172), "pumpkin-rice": (40, 172), "pumpkin-celery": (40, 200),
            "rice": (150,), "celery": (200,)}[choice.pattern]  # fmt: skip
    names = {"melon-rice": (MELON, EARLY), "pumpkin-rice": (PUMPKIN, EARLY), "rice": (SLOW,),
             "pumpkin-celery": (PUMPKIN, CELERY), "celery": (CELERY,)}[choice.pattern]  # fmt: skip
    shift = 365 * (choice.year - problem.year)
    return [(crop, shift + day) for crop, day in zip(names, sown, strict=True)]


def growable(problem, plot):
    """All sets of choices that one plot may bear."""
    start, end = problem.span
    single = []
    for pattern, year in itertools.product((one.id for one in PATTERNS), problem.years):
        choice = Choice(plot.id, pattern, year)
        crops = times(choice, problem)
        if (
            start <= crops[0][1] < end
            and crops[0][1] >= plot.busy_until
            and (not plot.only or pattern in plot.only)
            and (plot.greenhouse or not any(crop.greenhouse for crop, _day in crops))
        ):
            single.append(choice)
    sets = itertools.chain.from_iterable(
        itertools.combinations(single, size) for size in range(len(problem.years) * 2 + 1)
    )
    return [one for one in sets if stands(problem, plot, one)]


def stands(problem, plot, choices):
    taken = []
    for choice in choices:
        crops = times(choice, problem)
        last, day = crops[-1]
        taken.append((crops[0][1], day + last.days + last.turn))
    if any(a[0] < b[1] and b[0] < a[1] for a, b in itertools.combinations(taken, 2)):
        return False
    past = [
        (2 * (g.year - problem.year) + g.half - 1, g.family, g.rice, False) for g in plot.history
    ]
    new = [
        (half_of(day), crop.family, crop.rice, True)
        for choice in choices
        for crop, day in times(choice, problem)
    ]
    return not any(too_often(rule, past + new) for rule in problem.rotations)


def too_often(rule, growings):
    mine = [one for one in growings if one[1] == rule.family]
    for group in itertools.combinations(mine, rule.running + 1):
        if not any(one[3] for one in group):
            continue
        first, last = min(group)[0], max(group)[0]
        years = Fraction(last - first, 2)
        flooded = any(one[2] and first < one[0] < last for one in growings)
        if years < rule.running + (rule.paddy_gap if flooded else rule.gap):
            return True
    return False


def income(crop, case):
    price, share = case.prices.get(crop.product, 100), case.yields.get(crop.product, 100)
    whole = Fraction(crop.jin * crop.fen * price * share, 10_000)
    return int(whole + Fraction(1, 2)) - crop.cost


def used(problem, choices):
    """What choices give and take, in hundredths of a mu times each unit."""
    plots = {one.id: one for one in problem.plots}
    cases = problem.scenarios or (Scenario("stated"),)
    incomes = {one.household: [0] * len(cases) for one in problem.plots}
    sums = Counter()
    for choice in choices:
        plot, year = plots[choice.plot], choice.year
        crops = times(choice, problem)
        sums["cover", "", year] += plot.area * any(crop.greenhouse for crop, _day in crops)
        for crop, day in crops:
            for at, case in enumerate(cases):
                incomes[plot.household][at] += plot.area * income(crop, case)
            for number, minutes in enumerate(crop.labour):
                sums["labour", "", period_of(day) + number] += plot.area * minutes
            sums["sold", crop.product, year] += plot.area * crop.jin
            if plot.demonstration:
                sums["rice", "", year] += plot.area * crop.jin * crop.rice
                counted = problem.target.with_rice or not crop.rice
                sums["takings", "", year] += plot.area * crop.jin * crop.fen * counted
    return sums, incomes


def missed(problem, choices):
    """The limits and wishes that choices break, rotation aside."""
    sums, incomes = used(problem, choices)
    shown = sum(one.area for one in problem.plots if one.demonstration)
    found = [
        Limit("labour", "", problem.year + period // PERIODS, period % PERIODS)
        for (kind, _subject, period), minutes in sums.items()
        if kind == "labour" and problem.labour and minutes > 100 * problem.labour[period % PERIODS]
    ]
    for year, one in itertools.product(problem.years, problem.markets):
        jin = sums["sold", one.product, year]
        if one.most is not None and jin > 100 * one.most:
            found.append(Limit("market", one.product, year))
        if year in problem.whole_years and jin < 100 * one.least:
            found.append(Limit("order", one.product, year))
    for year in problem.years:
        if problem.cover is not None and sums["cover", "", year] > problem.cover:
            found.append(Limit("cover", "", year))
    for year in problem.whole_years:
        if sums["rice", "", year] < problem.target.rice * shown:
            found.append(Limit("rice", "", year))
        if sums["takings", "", year] < problem.target.takings * shown:
            found.append(Limit("takings", "", year))
    found += [
        Limit("wish", one.plot, one.year, pattern=one.pattern)
        for one in problem.wishes
        if one not in choices
    ]
    return found + poor(problem, incomes)


def mean(problem, amounts):
    weights = [one.weight for one in problem.scenarios or (Scenario("stated"),)]
    return Fraction(
        sum(w * amount for w, amount in zip(weights, amounts, strict=True)), sum(weights)
    )


def members(problem, incomes):
    """Each member household with its area and mean income."""
    area = Counter()
    for plot in problem.plots:
        area[plot.household] += plot.area
    return {name: (area[name], mean(problem, one)) for name, one in incomes.items() if name}


def poor(problem, incomes):
    found = members(problem, incomes)
    land, whole = (sum(parts) for parts in zip((0, 0), *found.values(), strict=True))
    return [
        Limit("fair", name)
        for name, (area, one) in found.items()
        if problem.aims.floor and one * land * 100 < problem.aims.floor * area * whole
    ]


def worth(problem, choices):
    """The value of a plan in hundredths of a fen."""
    incomes = used(problem, choices)[1]
    aims = problem.aims
    by_case = [sum(amounts) for amounts in zip(*incomes.values(), strict=True)]
    weights = [one.weight for one in problem.scenarios or (Scenario("stated"),)]
    rest = (100 - aims.aversion) * mean(problem, by_case)
    rest += aims.aversion * bad(by_case, weights, aims.tail)
    found = members(problem, incomes)
    if not found or not aims.fairness:
        return rest / 100
    land = sum(area for area, _one in found.values())
    least = min(one / area for area, one in found.values()) * land
    return ((100 - aims.fairness) * rest / 100 + aims.fairness * least) / 100


def bad(by_case, weights, tail):
    """Mean of the worst cases: of so many equal parts of all, each case as often as it weighs."""
    if not tail:
        return min(by_case)
    parts = [
        amount
        for amount, weight in sorted(zip(by_case, weights, strict=True))
        for _ in range(100 * weight)
    ]
    worst = parts[: tail * sum(weights)]
    return Fraction(sum(worst), len(worst))


def all_plans(problem):
    """Every way to plant all plots, rotation kept."""
    for sets in itertools.product(*(growable(problem, plot) for plot in problem.plots)):
        yield tuple(itertools.chain.from_iterable(sets))


def best(problem):
    good = (one for one in all_plans(problem) if not missed(problem, one))
    return max((worth(problem, one) for one in good), default=None)


def can_all_hold(problem, limits):
    """Whether some plan keeps these limits, whatever it does with the others."""
    rules = {one.subject for one in limits if one.kind == "rotation"}
    kept = tuple(one for one in problem.rotations if one.family in rules)
    asked = dataclasses.replace(problem, rotations=kept)
    return any(not set(limits) & set(missed(asked, one)) for one in all_plans(asked))


def made_up(seed):
    """A small problem in which each sort of limit stands by chance."""
    chance = Random(seed)
    halves = chance.choice((2, 2, 3, 4))
    count = chance.randrange(1, 5) if halves == 2 else chance.randrange(1, 3)

    def maybe(given, otherwise):
        return given if chance.random() < 0.5 else otherwise

    def past():
        family = chance.choice(("gourds", "umbels", ""))
        return Grown(
            2026 - chance.randrange(1, 4), chance.choice((1, 2)), family, chance.random() < 0.4
        )

    plots = tuple(
        Plot(
            f"p{at}", chance.randrange(30, 500), chance.choice(("", "a", "b")),
            greenhouse=chance.random() < 0.6, demonstration=chance.random() < 0.4,
            history=tuple(past() for _ in range(chance.randrange(3))),
            busy_until=maybe(0, chance.randrange(0, 200)),
            only=maybe(frozenset(), frozenset(chance.sample([p.id for p in PATTERNS], 3))),
        )
        for at in range(count)
    )  # fmt: skip
    mu = sum(one.area for one in plots) / 100
    problem = Problem(
        plots, CROPS, PATTERNS, 2026, halves, second_half=chance.random() < 0.2,
        rotations=maybe((Rotation("gourds", chance.randrange(1, 3), 3, 1), Rotation("umbels", 1, 1, 0)), ()),
        labour=maybe(tuple(int(mu * chance.randrange(200, 1300)) for _ in range(PERIODS)), ()),
        markets=maybe((
            Market("melon", int(mu * chance.randrange(4000))),
            Market("celery", maybe(int(mu * 5000), None), maybe(0, int(mu * chance.randrange(800)))),
        ), ()),
        cover=maybe(None, int(mu * chance.randrange(100))),
        target=Target(maybe(0, 500), maybe(0, 500_000), chance.random() < 0.5),
        scenarios=maybe((
            Scenario("stated", 3), Scenario("cheap", 2, prices={"melon": 55, "celery": 80}),
            Scenario("typhoon", 1, yields={"rice": 60, "celery": 70, "pumpkin": 90}),
        ), ()),
        aims=Aims(maybe(0, 40), chance.choice((0, 20, 50)), maybe(0, 60), maybe(0, 30)),
    )  # fmt: skip
    wishes = [sets[0] for plot in plots if (sets := growable(problem, plot)[1:])]
    return dataclasses.replace(
        problem, wishes=tuple(w for one in maybe(wishes[:1], []) for w in one)
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_a_plan_is_the_best_of_all_and_none_is_missed(seed):
    problem = made_up(seed)
    most = best(problem)
    if most is None:
        with pytest.raises(Infeasible) as refused:
            plan(problem, limits=EXACT)
        assert refused.value.reason == "clash"
        return
    found = plan(problem, limits=EXACT)
    assert worth(problem, found.choices) == pytest.approx(float(most), abs=10, rel=0)
    assert found.value == Decimal(round(worth(problem, found.choices))) / 10_000
    assert found.bound >= found.value and found.proven


@pytest.mark.slow
def test_what_clashes_cannot_be_and_any_but_one_of_it_can():
    seen = set()
    for seed in range(60):
        problem = made_up(seed)
        try:
            plan(problem, limits=EXACT)
        except Infeasible as refused:
            clash = refused.limits
            assert not can_all_hold(problem, clash)
            assert all(can_all_hold(problem, [x for x in clash if x != one]) for one in clash)
            seen |= {one.kind for one in clash}
    assert len(seen) > 5


def simple(*, plots=3, area=100, **rest):
    """Plots of one mu under glass, of two households, and no limit."""
    land = tuple(Plot(f"p{at}", area, "ab"[at % 2], greenhouse=True) for at in range(plots))
    return Problem(land, CROPS, PATTERNS, 2026, **rest)


MELON_MU = 40 * 300_00 - 400_000 + 1020 * 133 - 60_000
CELERY_MU = 5000 * 110 - 200_000 + 6000 * 90 - 250_000


def test_incomes_are_those_of_a_hand_calculation():
    found = plan(simple())
    assert {one.pattern for one in found.choices} == {"melon-rice"}
    assert found.value == found.income == Decimal(3 * MELON_MU) / 100
    assert {one.household: one.income for one in found.households} == {
        "a": Decimal(2 * MELON_MU) / 100,
        "b": Decimal(MELON_MU) / 100,
    }


def test_bad_cases_are_those_of_a_hand_calculation():
    cases = (
        Scenario("good", 7),
        Scenario("cheap", 2, prices={"melon": 50}),
        Scenario("storm", 1, yields={"rice": 0, "melon": 25}),
    )
    wishes = (Choice("p0", "melon-rice", 2026),)
    found = plan(simple(plots=1, scenarios=cases, wishes=wishes, aims=Aims(aversion=40, tail=20)))
    cheap, storm = MELON_MU - 600_000, MELON_MU - 900_000 - 1020 * 133
    assert found.scenarios == {
        "good": Decimal(MELON_MU) / 100,
        "cheap": Decimal(cheap) / 100,
        "storm": Decimal(storm) / 100,
    }
    worst = (storm + cheap) / 2
    assert found.bad == Decimal(worst) / 100
    whole = (7 * MELON_MU + 2 * cheap + storm) / 10
    assert float(found.value) == pytest.approx((0.6 * whole + 0.4 * worst) / 100)


def test_who_fears_bad_cases_plants_something_else():
    cases = (Scenario("good", 1), Scenario("cheap", 1, prices={"melon": 70}))
    bold = plan(simple(scenarios=cases, aims=Aims(aversion=0)))
    wary = plan(simple(scenarios=cases, aims=Aims(aversion=100)))
    assert {one.pattern for one in bold.choices} != {one.pattern for one in wary.choices}
    assert wary.bad > bold.bad and wary.income < bold.income


def test_melon_leaves_time_for_the_quick_rice_alone():
    found = plan(simple(plots=1))
    assert [one.crop for one in found.timetables["melon-rice"].crops] == ["melon", "early"]
    slow = (Pattern("melon-slow", (("melon",), ("slow",))), *PATTERNS)
    late = plan(dataclasses.replace(simple(plots=1), patterns=slow)).misfits["melon-slow"]
    assert (late.step, late.crop, late.ready, late.cleared) == (1, "slow", 172, None)
    assert late.late == 172 - SLOW.sow_until


def test_melon_rests_after_three_years_and_less_where_rice_was_grown():
    rule = (Rotation("gourds", running=3, gap=5, paddy_gap=2),)
    melons = tuple(Grown(year, 1, "gourds") for year in (2023, 2024, 2025))
    rice = tuple(Grown(year, 2, rice=True) for year in (2023, 2024, 2025))

    def planted(history, only=frozenset()):
        plot = Plot("p0", 100, greenhouse=True, history=history, only=only)
        problem = dataclasses.replace(simple(halves=12, rotations=rule), plots=(plot,))
        found = plan(problem, limits=EXACT)
        return [one.year for one in found.choices if one.pattern not in ("rice", "celery")]

    free = planted(())
    assert (len(free), free[0], free[-1]) == (4, 2026, 2031)
    assert planted(melons + rice)[0] == 2028
    dry = frozenset({"pumpkin-celery"})
    assert planted(melons, dry) == [2031]
    assert len(planted((), dry)) == 3


@pytest.mark.slow
@pytest.mark.parametrize(("plots", "halves"), [(150, 2), (400, 4)])
def test_a_large_plan_keeps_every_limit_and_its_bound(plots, halves):
    problem = cooperative(plots, halves, households=12)
    heard = []
    limits = Limits(seconds=60, gap=0.002)
    found = plan(problem, limits=limits, progress=heard.append)
    assert found.proven and found.value <= found.bound and found.gap <= 0.002
    assert not breaches(problem, options(problem), found.choices)
    assert [one.bound for one in heard] == sorted((one.bound for one in heard), reverse=True)
    values = [one.value for one in heard if one.value is not None]
    assert values == sorted(values) and values[-1] == found.value
    assert plan(problem, limits=limits).choices == found.choices


def test_planning_ends_when_it_is_told_to():
    problem = cooperative(60, 2, households=5)
    found = plan(problem, limits=Limits(60, 0), progress=lambda one: one.value is not None)
    assert not breaches(problem, options(problem), found.choices) and not found.proven


@pytest.mark.slow
def test_what_a_limit_is_worth_is_what_easing_it_gains():
    problem = dataclasses.replace(cooperative(400, 2, households=12), aims=Aims())
    limits = Limits(seconds=60, gap=0.00002)
    found = plan(problem, limits=limits)
    worth_of = {one.limit: one for one in found.worths}
    ginger = Limit("market", "ginger", 2022)
    more = int(worth_of[ginger].bound) // 20
    eased = tuple(
        dataclasses.replace(one, most=one.most + more) if one.product == "ginger" else one
        for one in problem.markets
    )
    gained = plan(dataclasses.replace(problem, markets=eased), limits=limits).value - found.value
    assert worth_of[ginger].yuan > 0
    assert float(gained) == pytest.approx(float(worth_of[ginger].yuan * more), rel=0.1)
    loose = [one for one in found.worths if one.limit.kind == "labour" and not one.yuan]
    assert loose and all(one.used <= one.bound for one in loose)


def cheaper(problem, product, percent):
    """The problem with a product at so many percent of its price."""
    crops = tuple(
        dataclasses.replace(one, fen=one.fen * percent // 100) if one.product == product else one
        for one in problem.crops
    )
    return dataclasses.replace(problem, crops=crops)


def test_a_lower_price_changes_plots_and_says_that_it_is_the_price():
    before = plan(simple())
    after = plan(cheaper(before.problem, "melon", 50), start=before.choices)
    found = changes(before, after)
    assert [(one.plot, one.before, one.after, one.reason) for one in found] == [
        (f"p{at}", "melon-rice", "pumpkin-celery", "own") for at in range(3)
    ]
    assert all(one.yuan == Decimal(CELERY_MU - MELON_MU + 600_000) / 100 for one in found)


def test_more_workers_change_some_plots_and_the_reason_is_work():
    labour = (900,) * PERIODS
    before = plan(simple(plots=4, labour=labour), limits=EXACT)
    more = dataclasses.replace(before.problem, labour=tuple(2 * one for one in labour))
    after = plan(more, limits=EXACT, start=before.choices)
    found = changes(before, after)
    assert found and after.value > before.value
    assert {one.reason for one in found} <= {"labour", "equal"}
    assert any(one.limit and one.limit.kind == "labour" for one in found)


def test_nothing_changes_where_nothing_is_changed():
    problem = cooperative(120, 2, households=8)
    before = plan(problem, limits=Limits(30, 0.002))
    after = plan(problem, limits=Limits(30, 0.002), start=before.choices)
    assert not changes(before, after)


def test_what_may_not_be_any_more_gives_way_and_says_so():
    before = plan(simple(plots=1))
    bare = (dataclasses.replace(before.problem.plots[0], greenhouse=False),)
    after = plan(dataclasses.replace(before.problem, plots=bare), start=before.choices)
    (one,) = changes(before, after)
    assert (one.before, one.reason) == ("melon-rice", "limit")


def test_what_is_not_planned_is_explained():
    rule = (Rotation("gourds", running=1, gap=3, paddy_gap=1),)
    melon = (Grown(2025, 1, "gourds"), Grown(2025, 2, rice=True))
    plots = (
        Plot("bare", 100),
        Plot("tired", 100, greenhouse=True, history=melon),
        Plot("late", 100, greenhouse=True, busy_until=20),
        Plot("bound", 100, greenhouse=True, only=frozenset({"celery"})),
        Plot("free", 100, greenhouse=True),
    )
    problem = dataclasses.replace(simple(rotations=rule), plots=plots)
    found = plan(problem, limits=EXACT)

    def asked(plot, pattern="melon-rice"):
        return why_not(found, Choice(plot, pattern, 2026))

    reasons = [asked(one.id).reason for one in plots]
    assert reasons == ["no-greenhouse", "rotation", "busy", "not-allowed", "grown"]
    assert asked("tired").family == "gourds"
    worse = asked("free", "rice")
    rice_mu = 1100 * 133 - 60_000
    assert (worse.reason, worse.yuan) == ("worse", Decimal(MELON_MU - rice_mu) / 100)
