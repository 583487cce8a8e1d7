"""点单—派单—接单—评单: resident, office, member and everyone, each on a phone."""

from __future__ import annotations

import re

import pytest

from tests.journeys.test_key_team import shown_number

pytestmark = pytest.mark.browser


def ask(page, sort="水电小修"):
    page.goto("/ask/")
    page.click(f"text={sort}")
    page.fill("[name=words]", "厨房水龙头漏水")
    page.click("button:has-text('提交点单')")


def test_a_request_goes_through_all_four_hands(server, phone):
    resident, secretary, member = phone("resident"), phone("secretary"), phone("member")
    before = shown_number(secretary, "/figures/grids.needs-raised/")
    ask(resident)
    resident.wait_for_url(re.compile(r"/needs/[a-z2-7]{26}/$"))
    need = resident.url
    assert "待审核" in resident.locator("h1").inner_text()

    member.goto("/tasks/")
    assert "漏水" not in member.content()
    secretary.goto("/board/needs/")
    secretary.click("#new .row-link")
    assert "厨房水龙头漏水" in secretary.content()
    secretary.click("button:has-text('受理')")
    secretary.click("a:has-text('派单')")
    assert (
        "孙晓 住同一社区，电工" in secretary.locator("input[name=ask]:checked + label").inner_text()
    )
    secretary.click("button:has-text('一键派单')")
    assert "已询问 1 人" in secretary.content()

    member.goto("/tasks/")
    member.click("button:has-text('愿意')")
    member.click("button:has-text('办好了')")
    assert "已完成" in member.content()

    resident.goto("/day/")
    resident.click("button:has-text('来了，办成了')")
    resident.goto(need)
    assert "已办成" in resident.locator("h1").inner_text()
    resident.locator(".timeline a").last.click()
    assert resident.locator("h1").count() == 1
    assert shown_number(secretary, "/figures/grids.needs-raised/") == before + 1
    secretary.goto("/figures/grids.satisfaction/")
    assert "100.0" in secretary.locator(".number-value strong").first.inner_text()


def test_a_neighbour_without_account_follows_the_request_by_its_slip(server, phone):
    guest = phone()
    guest.goto("/ask/")
    guest.click("text=公共照明")
    guest.click("button[value='330402007000']")
    guest.click("button[value='330402007032']")
    assert guest.locator("[name=place]:checked").get_attribute("value") == "330402007032"
    guest.click("button:has-text('提交点单')")
    guest.wait_for_url(re.compile("/needs/slip/"))
    slip = guest.url
    number = guest.locator("dd strong").first.inner_text()
    guest.goto("/needs/track/")
    guest.fill("[name=code]", number)
    guest.click("main button:has-text('看')")
    assert "待审核" in guest.locator("h1").inner_text()
    secretary, member = phone("secretary"), phone("member")
    secretary.goto("/board/needs/")
    secretary.click("#new .row-link:has-text('公共照明')")
    secretary.click("button:has-text('受理')")
    member.goto("/tasks/")
    member.click("a:has-text('公共照明')")
    member.click("button:has-text('我来接单')")
    member.goto("/tasks/")
    member.click("button:has-text('办好了')")
    guest.goto(slip)
    guest.click("button:has-text('没来过')")
    guest.wait_for_load_state()
    secretary.goto("/board/needs/")
    assert secretary.locator("#disputed").count() == 1
