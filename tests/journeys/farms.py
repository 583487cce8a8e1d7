"""A melon cooperative of a small district, for journeys and screenshots: 陈根 leads it."""

from __future__ import annotations

from tests.journeys.conftest import _SETUP

FARM = (
    _SETUP
    + """
from stdnum.cn import uscc
from gongfu.domains.fields import actions as fields
from gongfu.domains.fields.actions import Joining, PlotLine, SowingLine
from gongfu.kernel.people.actions.grouping import Unit, form_household, join_group, register_organisation
from gongfu.kernel.rights.viewers import Office as Held, Viewer
village, began = "330402101223", date(2021, 1, 4)
early = moment(began, 9)
clerk = Viewer(FOUNDER.person, (Held("SEC", village),))
names = ("陈根", "陆远", "沈苗", "徐田")
people = [Newcomer(Details(name, label=name), village) for name in names]
head, watcher, anna, ben = (
    one.deed.person for one in register_people(FOUNDER, people, on=FOUNDED, at=FOUNDED_AT)
)
stem = "93330402MA2000001"
unit = Unit("金星甜瓜合作社", "cooperative", village, stem + uscc.calc_check_digit(stem))
coop = register_organisation(clerk, unit, on=began, at=early).deed.organisation
for person, position in ((head, "head"), (watcher, "supervisor")):
    join_group(clerk, person, group=coop, position=position, on=began, at=early)
homes = [
    form_household(clerk, {one: "head"}, place=village, on=began, at=early)[0].deed.household
    for one in (anna, ben)
]
leader = Viewer(head, (Held("COO", village),))
fields.join_households(
    leader, [Joining(one, began, 1_000_000) for one in homes], cooperative=coop, at=early
)
def outline(column, row):
    west, south = 120.80 + column * 0.0011, 30.66 + row * 0.0005
    ring = [[west, south], [west + 0.001, south], [west + 0.001, south + 0.00045],
            [west, south + 0.00045], [west, south]]
    return '{"type":"MultiPolygon","coordinates":[[%s]]}' % [[round(x, 6), round(y, 6)] for x, y in ring]
lines = [
    PlotLine(f"A{number + 1}", 720, began, cover="greenhouse" if number < 8 else "open",
             household=homes[number % 2] if number % 3 else "", demo=number < 4,
             outline=outline(number % 4, number // 4), sure=("area",))
    for number in range(12)
]
plots = [
    one.deed.plot for one in fields.register_plots(leader, lines, cooperative=coop, at=early)
]
sown = [SowingLine(plot, "melon-late-rice", "late-rice", date(2021, 6, 26)) for plot in plots[:5]]
fields.sow_crops(leader, sown, at=moment(date(2021, 6, 27), 9))
for name, person in {"head": head, "watcher": watcher, "anna": anna, "ben": ben}.items():
    Account.objects.create(username=f"{name}-{village}", person=person, password="!")
"""
)
