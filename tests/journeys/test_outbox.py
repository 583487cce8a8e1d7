"""What happens to a visit or a request without a signal: kept, shown, sent later, once."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.test_key_team import (
    register_elder,
    sign_and_hand_over,
    until,
    until_served_by_the_worker,
)

pytestmark = pytest.mark.browser
KEPT_AHEAD = """async () =>
  (await (await caches.open("kept")).keys()).some(one => one.url.endsWith("/visit/"))"""
DUMP = """async () => {
  const base = await new Promise(d => { const r = indexedDB.open("gongfu"); r.onsuccess = () => d(r.result); });
  const all = await new Promise(d => { const r = base.transaction("items").objectStore("items").getAll(); r.onsuccess = () => d(r.result); });
  base.close();
  return all.map(one => Object.keys(one).join() + new TextDecoder().decode(one.sealed)).join();
}"""


@pytest.fixture(scope="module")
def assigned(server, browser):
    """The keeper looks after one elder."""
    context = browser.new_context(base_url=server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/signin/")
    page.click('button[value^="secretary-"]')
    register_elder(page)
    sign_and_hand_over(page)
    context.close()


@pytest.fixture
def keeper(assigned, server, phone):
    """A keeper whose phone has opened nothing but my day; no visit overlaps the last test's."""
    server.stop()
    two_hours_later(server)
    server.start()
    page = phone("keeper")
    page.goto("/day/")
    until_served_by_the_worker(page)
    page.reload()
    until(page, KEPT_AHEAD)
    return page


CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys()) {
      const text = await (await cache.match(one)).text();
      found.push(one.url + text);
    }
  }
  return found.join(" ") + JSON.stringify(localStorage) + JSON.stringify(sessionStorage);
}"""


def two_hours_later(server):
    path = Path(server._environment["GONGFU_DATA_DIR"]) / "clock.json"
    behind = json.loads(path.read_text())["behind_seconds"]
    path.write_text(json.dumps({"behind_seconds": behind - 7200}))


def visit_without_signal(page, server, answer="都好"):
    server.stop()
    page.goto("/day/")
    page.click("a.row-link[data-keep]")
    page.click(f"button:has-text('{answer}')")
    page.wait_for_selector("#outbox :text('存在手机里')")


def size(page):
    return int(
        re.sub(r"\D", "", page.request.get("/verify/").text().split("<dd>")[1].split("<")[0])
    )


def test_a_page_never_opened_before_opens_without_a_signal_and_the_visit_goes_out_by_itself(
    keeper, server
):
    before = size(keeper)
    visit_without_signal(keeper, server)
    assert "1 条待交" in keeper.inner_text("#outbox")
    sealed = keeper.evaluate(DUMP)
    assert sealed.startswith("key,nonce,sealed")
    assert "都好" not in sealed
    assert "周" not in sealed
    server.start()
    keeper.evaluate("dispatchEvent(new Event('online'))")
    keeper.wait_for_selector("#live :text('已记下，第')")
    assert keeper.is_hidden("#outbox")
    assert size(keeper) == before + 1


def test_words_and_a_photo_reach_the_page_of_the_visit(keeper):
    picture = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#D9A441").save(picture, "JPEG")
    keeper.goto("/day/")
    keeper.click("a.row-link[data-keep]")
    keeper.click("summary:has-text('照片')")
    keeper.fill("#id-note", "降压药快吃完了")
    photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    keeper.set_input_files("#id-photo", photo)
    keeper.click("button:has-text('都好')")
    keeper.wait_for_url("**/keys/visits/*/")
    keeper.goto(f"{keeper.url}notes/")
    assert "降压药快吃完了" in keeper.inner_text("main")
    keeper.wait_for_load_state("networkidle")
    assert keeper.evaluate("document.querySelector('.photo img').naturalWidth") == 360


def test_what_a_lost_phone_holds_names_nobody(keeper, server):
    keeper.goto("/day/")
    keeper.click("a.row-link[data-keep]")
    keeper.click("button:has-text('都好')")
    keeper.wait_for_url("**/keys/visits/*/")
    keeper.goto("/day/")
    keeper.reload()
    kept = keeper.evaluate(CACHED) + keeper.evaluate(DUMP)
    assert "/visit/" in kept
    for name in ("周桂英", "周敏", "朱守义", "刘安", "南杨路", "17000123456"):
        assert name not in kept, name


def test_an_answer_lost_on_the_way_is_not_recorded_twice(keeper, server):
    keeper.goto("/day/")
    keeper.click("a.row-link[data-keep]")
    before = size(keeper)

    def lose(route):
        route.fetch()
        route.abort()

    keeper.route("**/visit/", lose)
    keeper.click("button:has-text('都好')")
    keeper.wait_for_selector("#outbox :text('存在手机里')")
    keeper.unroute("**/visit/")
    after = size(keeper)
    keeper.click("button:has-text('现在交')")
    keeper.wait_for_selector("#live :text('已记下，第')")
    assert (after, size(keeper)) == (before + 1, before + 1)


def test_a_refused_visit_stays_readable_until_it_is_discarded_in_two_taps(keeper, server):
    visit_without_signal(keeper, server)
    visit_without_signal(keeper, server)
    server.start()
    keeper.click("button:has-text('现在交')")
    keeper.wait_for_selector("#outbox :text('没有记下：')")
    keeper.click("#outbox summary")
    assert "都好" in keeper.inner_text("#outbox dl")
    keeper.click("#outbox button:has-text('不要了')")
    assert keeper.is_visible("#outbox button:has-text('真的不要了')")
    keeper.click("#outbox button:has-text('真的不要了')")
    keeper.wait_for_selector("#outbox", state="hidden")


def test_signing_out_asks_once_more_while_something_waits_and_then_forgets_it(keeper, server):
    visit_without_signal(keeper, server)
    keeper.click("button:has-text('退出')")
    keeper.wait_for_selector("#live :text('没有交')")
    server.start()
    keeper.click("button:has-text('退出')")
    keeper.wait_for_url("**/")
    assert not keeper.evaluate("caches.has('kept')")
    names = keeper.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    kept = keeper.evaluate(DUMP) if "gongfu" in names else ""
    assert kept == ""
    assert not keeper.faults


def test_another_person_on_the_same_phone_neither_sees_nor_sends_what_waits(keeper, server):
    visit_without_signal(keeper, server)
    server.start()
    before = size(keeper)
    keeper.context.clear_cookies()
    keeper.goto("/signin/")
    keeper.wait_for_selector("#outbox :text('请先登录')")
    keeper.click('button[value^="secretary-"]')
    keeper.wait_for_selector("#outbox :text('另一位')")
    assert "周奶奶" not in keeper.inner_text("#outbox")
    assert size(keeper) == before


ASK_KEPT = KEPT_AHEAD.replace("/visit/", "/ask/")


@pytest.fixture
def resident(server, phone):
    """A resident whose phone has opened nothing but my day."""
    server.stop()
    server.start()
    page = phone("resident")
    page.goto("/day/")
    until_served_by_the_worker(page)
    page.reload()
    until(page, ASK_KEPT)
    return page


def test_a_request_written_without_a_signal_goes_out_by_itself_once(resident, phone, server):
    before = size(resident)
    server.stop()
    resident.goto("/ask/")
    assert "南杨" not in resident.inner_text("#where")
    resident.click("text=水电小修")
    resident.fill("[name=words]", "厨房水龙头漏水")
    resident.click("button:has-text('提交点单')")
    resident.wait_for_selector("#outbox :text('存在手机里')")
    resident.click("#outbox summary")
    assert "厨房水龙头漏水" in resident.inner_text("#outbox dl")
    kept = resident.evaluate(DUMP) + resident.evaluate(CACHED)
    for nothing in ("漏水", "吴芳", "南杨路"):
        assert nothing not in kept
    server.start()
    resident.evaluate("dispatchEvent(new Event('online'))")
    resident.wait_for_selector("#live :text('已记下，第')")
    assert size(resident) == before + 1
    resident.goto("/needs/")
    assert resident.locator("main .row-link:has-text('水电小修')").count() == 1
    secretary = phone("secretary")
    secretary.goto("/board/needs/")
    secretary.click("#new .row-link:has-text('水电小修')")
    assert "厨房水龙头漏水" in secretary.content()


def test_a_request_whose_answer_was_lost_is_not_asked_twice(resident):
    resident.goto("/ask/")
    before = size(resident)

    def lose(route):
        route.fetch()
        route.abort()

    resident.click("text=陪同就医")
    resident.route("**/ask/", lose)
    resident.click("button:has-text('提交点单')")
    resident.wait_for_selector("#outbox :text('存在手机里')")
    resident.unroute("**/ask/")
    resident.click("button:has-text('现在交')")
    resident.wait_for_selector("#live :text('已记下，第')")
    assert size(resident) == before + 1
    assert not resident.faults
