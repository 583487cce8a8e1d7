"""One season in one walk: plan, sow, harvest, sell, share, statement, figure, record and its proof."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from pathlib import Path

import pytest

from gongfu.kernel.measures.moments import moment
from tests.journeys.conftest import Server, free_port
from tests.journeys.farms import FARM
from tests.journeys.test_fields import press

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running server with a melon cooperative of 陈根 on the morning of 2021-09-20."""
    with pytest.MonkeyPatch.context() as settings:
        for name, number in (("SMALL_GROUP", 1), ("FEW_FIRMS", 1), ("DOMINANT_PERCENT", 100)):
            settings.setenv(f"GONGFU_{name}", str(number))
        found = Server(tmp_path_factory.mktemp("year"), free_port(), FARM)
        found.start()
        yield found
        found.stop()


def wait_until(server, day):
    """Let it become nine in the morning of that day."""
    server.stop()
    path = Path(server._environment["GONGFU_DATA_DIR"]) / "clock.json"
    behind = int(time.time() - moment(day, 9).timestamp())
    path.write_text(json.dumps({"behind_seconds": behind}))
    server.start()


def says(page, words):
    """Say whether the page says so, with the narrow spaces of its numbers written as blanks."""
    return words in page.inner_text("main").replace("\u202f", " ")


def record_of(page):
    """Return the number of the record that a page of work leads to."""
    return re.sub(r"\D", "", page.inner_text("main a[href^='/records/']"))


def test_a_season_from_the_plan_to_the_proof_of_its_sale(server, phone):
    head, watcher, ben = phone("head"), phone("watcher"), phone("ben")
    head.goto("/fields/")
    head.wait_for_url("**/fields/coop/*/")
    home = head.url
    head.click("a:has-text('种植计划')")
    head.click("summary:has-text('市场最多能卖')")
    head.fill("#id-market-celery", "0")
    head.click("button:has-text('做计划')")
    head.wait_for_url("**/plan/?year=2022")
    head.click("button:has-text('采用这份计划')")
    head.wait_for_selector("#live :text('2022 年计划已采用')")

    head.goto(f"{home}work/")
    head.click("a.row-link:has-text('A6 番茄')")
    head.click("button:has-text('今天已播种')")
    head.wait_for_url("**/records/*/")

    wait_until(server, date(2022, 3, 10))
    head.goto(f"{home}work/")
    head.click("li:has-text('A6 番茄') >> a:has-text('过磅')")
    press(head, "20000")
    head.click("button:has-text('记下过磅')")
    head.wait_for_url("**/records/*/")
    head.click("a:has-text('销售')")
    head.fill("#id-yuan", "38000.05")
    head.click("label:has-text('总价')")
    head.click("label:has-text('批发市场')")
    head.click("button:has-text('记下销售')")
    head.wait_for_url("**/records/*/")
    assert says(head, "38 000.05 元")
    sale = record_of(head)

    wait_until(server, date(2023, 1, 10))
    head.goto("/fields/shares/")
    head.click("text=录入办法")
    head.click("form.card button.wide")
    watcher.goto("/fields/shares/")
    watcher.click("text=是，大会是这样决定的")
    head.reload()
    head.click("label:has-text('2022')")
    head.click("text=看看怎么分")
    assert says(head, "一分不差") and says(head, "38 000.05")
    head.click("text=向成员公示")

    ben.goto("/fields/mine/")
    ben.click("a:has-text('2022')")
    assert says(ben, "38 000.05"), "all that was taken in stands in it"
    ben.click("text=合作社销售额（指标）")
    assert "/figures/fields.sales" in ben.url
    assert "3.8" in ben.inner_text("main")

    public = phone()
    public.goto("/figures/fields.sales/?period=2022")
    public.goto(f"/records/{sale}/")
    assert "3800005" in public.content() or says(public, "38 000.05")
    assert public.locator("a[href*='/receipt/']").count() == 1
    assert not head.faults and not watcher.faults and not ben.faults and not public.faults
