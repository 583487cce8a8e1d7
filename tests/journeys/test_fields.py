"""A cooperative on a phone: from the plan to the field, the store, the buyer and the figure."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Server, free_port
from tests.journeys.farms import FARM
from tests.journeys.test_key_team import until, until_served_by_the_worker
from tests.journeys.test_taps import Counted

pytestmark = pytest.mark.browser
KEPT_AHEAD = """async () => {
  const kept = await (await caches.open("kept")).keys();
  return kept.filter(one => one.url.includes("/crops/")).length >= 10;
}"""


@pytest.fixture(scope="module")
def monkeypatch():
    """Settings of the server, for this module alone."""
    with pytest.MonkeyPatch.context() as found:
        yield found


@pytest.fixture(scope="module")
def server(tmp_path_factory, monkeypatch):
    """A running server with a melon cooperative of 陈根 on the morning of 2021-09-20.

    Few households are enough for its figures, or there would be none to see.
    """
    for name, number in (("SMALL_GROUP", 1), ("FEW_FIRMS", 1), ("DOMINANT_PERCENT", 100)):
        monkeypatch.setenv(f"GONGFU_{name}", str(number))
    found = Server(tmp_path_factory.mktemp("farm"), free_port(), FARM)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def head(phone):
    """陈根 at the cooperative's home."""
    page = phone("head")
    page.goto("/fields/")
    page.wait_for_url("**/fields/coop/*/")
    page.home = page.url
    return page


def press(page, number):
    """Type a number on the page's own pad."""
    for digit in number:
        page.click(f"[data-pad='{digit}']")


def test_from_the_plan_to_the_field_the_buyer_and_the_figure(head):
    head.click("a:has-text('种植计划')")
    head.click("summary:has-text('市场最多能卖')")
    head.fill("#id-market-celery", "0")
    head.click("button:has-text('做计划')")
    head.wait_for_url("**/plan/?year=2022")
    assert "已证明" in head.inner_text("main") and "一季值" in head.inner_text("main")
    head.click("button:has-text('采用这份计划')")
    head.wait_for_selector("#live :text('2022 年计划已采用')")

    head.goto(f"{head.home}work/")
    head.click("a.row-link:has-text('A6 番茄')")
    head.click("button:has-text('今天已播种')")
    head.wait_for_url("**/records/*/")
    assert "番茄" in head.inner_text("main")

    head.goto(f"{head.home}work/")
    head.click("li:has-text('A1 晚稻') >> a:has-text('过磅')")
    press(head, "7400")
    head.click("button:has-text('记下过磅')")
    head.wait_for_url("**/records/*/")
    assert "7\u202f400 斤" in head.inner_text("main")

    head.click("a:has-text('销售')")
    assert head.input_value("#id-number") == "7400"
    head.fill("#id-yuan", "1.33")
    head.click("label:has-text('单价')")
    head.click("label:has-text('国家粮库')")
    head.click("button:has-text('记下销售')")
    head.wait_for_url("**/records/*/")
    assert "9\u202f842.00 元" in head.inner_text("main")
    number = re.sub(r"\D", "", head.inner_text("main a[href^='/records/']"))

    head.goto("/figures/fields.rice-weighed/?period=2021")
    assert head.locator("main a[href*='/records/']").count() >= 1
    head.goto(f"/records/{number}/")
    assert "984200" in head.content() or "9\u202f842" in head.content()
    head.goto(f"{head.home}marks/")
    assert "万元千斤" in head.inner_text("h1") and "每亩" in head.inner_text("main")
    assert head.faults == []


def test_a_harvest_takes_four_taps_and_six_digits_on_one_screen(server, phone):
    counted = Counted(phone("head"))
    page = counted.page
    page.goto("/fields/")
    page.wait_for_url("**/fields/coop/*/")
    counted.begin(f"{page.url}work/")
    counted.tap("li:has-text('A2 晚稻') >> a:has-text('过磅')")
    page.wait_for_url("**/harvest/")
    button = page.locator("button:has-text('记下过磅')").bounding_box()
    assert button["y"] + button["height"] <= 844, "the whole act is on one screen"
    assert page.evaluate("document.activeElement.id") == "id-number"
    page.keyboard.type("3600.5")
    counted.tap("button:has-text('记下过磅')")
    page.wait_for_url("**/records/*/")
    taps, typed = counted.cost
    assert taps <= 4 and typed <= 6
    assert "3\u202f600.5 斤" in page.inner_text("main")


def test_a_number_that_fits_the_other_unit_is_asked_back_before_it_counts(head):
    head.goto(f"{head.home}work/")
    head.click("li:has-text('A3 晚稻') >> a:has-text('过磅')")
    press(head, "7400")
    head.click("label:has-text('公斤')")
    head.click("button:has-text('记下过磅')")
    sure = head.locator("button:has-text('单位没错')")
    sure.wait_for()
    assert "公斤" in head.inner_text("[data-said]")
    assert head.input_value("#id-number") == "7400"
    head.click("label:text-is('斤')")
    head.click("button:has-text('记下过磅')")
    head.wait_for_url("**/records/*/")
    assert "7\u202f400 斤" in head.inner_text("main")


def test_a_harvest_and_a_treatment_wait_on_the_phone_and_go_out_once(head, server):
    head.goto(f"{head.home}work/")
    until_served_by_the_worker(head)
    head.reload()
    until(head, KEPT_AHEAD)
    server.stop()
    head.goto(f"{head.home}work/")
    head.click("li:has-text('A4 晚稻') >> a:has-text('过磅')")
    press(head, "5000")
    head.click("button:has-text('记下过磅')")
    head.wait_for_selector("#outbox :text('存在手机里')")
    head.goto(f"{head.home}work/")
    head.click("li:has-text('A5 晚稻') >> a:has-text('用药施肥')")
    head.click("label:has-text('防病')")
    head.fill("#id-days", "14")
    head.click("button:has-text('记下用药施肥')")
    head.wait_for_selector("#outbox :text('2 条待交')")
    server.start()
    head.evaluate("dispatchEvent(new Event('online'))")
    head.wait_for_selector("#live :text('已记下，第')")
    until(head, "document.getElementById('outbox').hidden")
    head.goto(f"{head.home}work/")
    assert "5\u202f000 斤" in head.inner_text("li:has-text('A4 晚稻')")
    assert "前不采收" in head.inner_text("li:has-text('A5 晚稻')")
    assert head.faults == []
