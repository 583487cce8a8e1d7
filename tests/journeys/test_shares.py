"""From a shared year to a statement, its figure and the records below; support and a buyer's code."""

from __future__ import annotations

import re

import pytest

from tests.journeys import conftest

pytestmark = pytest.mark.browser
_SETUP = (
    conftest._SETUP
    + """
from gongfu.domains.fields import actions as farm
from gongfu.domains.fields.actions import Joining, PlotLine, Promise, SaleLine, SowingLine, WeighingLine
from gongfu.kernel.people.actions.grouping import (
    Unit, form_household, join_group, register_organisation,
)
from gongfu.kernel.rights import viewers as kinds
from gongfu.kernel.rights.matrix import Role
village, began, now = "330402101223", date(2020, 1, 6), moment(date(2022, 2, 20), 9)
early = moment(began, 8)
office = kinds.Viewer("office".ljust(26, "2"), (kinds.Office(Role.SEC, village),))
names = ("沈国良", "姚琴", "陆阿三", "马成", "冯农")
cast = register_people(
    FOUNDER, [Newcomer(Details(one, label=one), village) for one in names], on=began, at=early
)
head, watcher, anna, ben, agri = (entry.deed.person for entry in cast)
unit = Unit("金星甜瓜专业合作社", "cooperative", village, "93330402MA2000001D"[:17])
from stdnum.cn import uscc
code = "93330402MA2000001"
unit = unit._replace(credit_code=code + uscc.calc_check_digit(code))
coop = register_organisation(office, unit, on=began, at=early).deed.organisation
for one, position in ((head, "head"), (watcher, "supervisor")):
    join_group(office, one, group=coop, position=position, on=began, at=early)
appoint(FOUNDER, Office(agri, "DEP", "330402000000"), on=date(2021, 6, 1), second=CLERK.person,
        at=moment(date(2021, 6, 1), 9))
COO = (kinds.Office(Role.COO, village),)
leader, second = kinds.Viewer(head, COO), kinds.Viewer(watcher, COO)
homes = [
    form_household(office, {one: "head"}, place=village, on=began, at=early)[0].deed.household
    for one in (anna, ben)
]
farm.join_households(
    leader, [Joining(one, began, 500_000) for one in homes], cooperative=coop, at=early
)
for tag, home, yuan in (("A1", homes[0], 70_001), ("A2", homes[1], 30_000)):
    line = PlotLine(tag, 1000, began, cover="greenhouse", household=home)
    plot = farm.register_plot(leader, line, cooperative=coop, at=early).deed.plot
    sown = SowingLine(plot, "melon-late-rice", "melon", date(2021, 1, 15))
    sowing = farm.sow_crop(leader, sown, at=moment(date(2021, 1, 15), 9)).deed.sowing
    farm.treat_crop(leader, sowing=sowing, sort="fungicide", withdrawal_days=7,
                    on=date(2021, 4, 1), at=moment(date(2021, 4, 1), 9))
    picked = moment(date(2021, 5, 10), 18)
    weighed = WeighingLine(sowing, 12_500_000, date(2021, 5, 10))
    batch = farm.weigh_harvest(leader, weighed, at=picked).deed.batch
    sale = SaleLine(batch, 12_000_000, yuan * 100, date(2021, 5, 10), sure=("price", "unit"))
    farm.sell_batch(leader, sale, at=picked)
farm.pay_cost(leader, cooperative=coop, sort="film", amount_fen=2_000_000, on=date(2021, 5, 10),
              at=picked)
laid = moment(date(2022, 2, 1), 9)
farm.ask_support(kinds.Viewer(anna), household=homes[0], origin="53", on=laid.date(), at=laid)
farm.agree_support(office, [
    Promise(coop, "cooperative", "sale", date(2022, 2, 10)),
    Promise(watcher, "member", "technique", date(2022, 3, 1), 100_000),
], household=homes[0], cooperative=coop, on=laid.date(), at=laid)
people = {"leader": head, "watcher": watcher, "anna": anna, "ben": ben, "agri": agri}
for name, person in people.items():
    Account.objects.create(username=f"{name}-{village}", person=person, password="!")
clock.set_to(now)
"""
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running server with a cooperative that sold in 2021, on a morning of February 2022."""
    folder = tmp_path_factory.mktemp("district")
    found = conftest.Server(folder, conftest.free_port(), _SETUP)
    found.start()
    yield found
    found.stop()


def narrow(page):
    """Say whether nothing reaches beyond the phone's edge."""
    return page.evaluate("document.documentElement.scrollWidth") <= 390


def test_from_the_rule_to_the_record(server, phone):
    leader, watcher, anna = phone("leader"), phone("watcher"), phone("anna")
    leader.goto("/fields/shares/")
    leader.click("text=录入办法")
    leader.fill("#id-trade", "59")
    leader.click("form.card button.wide")
    assert "第四十四条" in leader.content()
    leader.fill("#id-trade", "60")
    leader.click("form.card button.wide")
    assert "等另一位确认" in leader.content()

    watcher.goto("/fields/shares/")
    watcher.click("text=是，大会是这样决定的")
    leader.reload()
    leader.click("label:has-text('2021')")
    leader.click("text=看看怎么分")
    assert "一分不差" in leader.content() and "陆阿三户" in leader.content()
    assert narrow(leader)
    leader.click("text=向成员公示")
    assert "2022-03-07" in leader.content()

    anna.goto("/fields/mine/")
    assert narrow(anna)
    anna.click("a:has-text('2021')")
    assert anna.locator(".sum").count() == 3
    assert narrow(anna)
    statement = anna.url
    anna.click("text=合作社销售额（指标）")
    assert "/figures/fields.sales" in anna.url
    anna.goto(statement)
    anna.click("text=记录和它的证明")
    assert "/records/" in anna.url and anna.locator("a[href*='/receipt/']").count() == 1
    assert phone("ben").goto(statement).status == 403
    assert not leader.faults and not watcher.faults and not anna.faults


def test_what_was_promised_comes_late_and_is_confirmed(server, phone):
    leader, anna = phone("leader"), phone("anna")
    leader.goto("/fields/support/owed/")
    assert "逾期 10 天" in leader.content() and narrow(leader)
    leader.click("text=是，这是我们承诺的")
    leader.click("summary:has-text('兑现了，或不能兑现')")
    leader.click("button:has-text('已兑现')")
    anna.goto("/fields/support/")
    anna.click("button:has-text('是，已经收到')")
    assert "农户已确认" in anna.content() and "延迟兑现" in anna.content() and narrow(anna)


def test_the_officer_looks_ahead_and_a_buyer_reads_where_it_grew(server, phone):
    agri, leader, buyer = phone("agri"), phone("leader"), phone()
    agri.goto("/fields/officer/")
    assert "金星甜瓜专业合作社" in agri.content() and narrow(agri)
    agri.click("main .actions a:has-text('种植模式')")
    assert agri.locator(".calendar").count() > 10 and narrow(agri)

    leader.goto("/fields/shares/")
    cooperative = re.search(r"/fields/shares/in/([^/]+)/", leader.url)[1]
    leader.goto(f"/fields/coop/{cooperative}/stock/")
    code = re.search(r"/batches/([A-Z0-9]+)/", leader.content())[1]
    buyer.goto("/help/")
    buyer.click("a:has-text('产自哪里？')")
    buyer.fill("#id-code", "none")
    buyer.click("main form button")
    assert "没有" in buyer.locator("[role=alert]").inner_text()
    buyer.fill("#id-code", code.lower())
    buyer.click("main form button")
    assert "余新镇金星村" in buyer.content() and "采收时安全间隔期均已满" in buyer.content()
    assert narrow(buyer)
    buyer.click("text=这批货的标签")
    assert buyer.locator(".qr svg").count() == 1 and narrow(buyer)
    buyer.go_back()
    buyer.click(".timeline a >> nth=0")
    assert "/records/" in buyer.url
