"""The key team end to end, on a phone: from registering an elder to the verified record."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "verify.py"
CONTROLLED = "navigator.serviceWorker.controller !== null"


def until(page, expression):
    """Wait until the expression holds; a page of ours lets no polling script in."""
    for _attempt in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise TimeoutError(expression)


def until_served_by_the_worker(page):
    """Wait for the service worker; one that a slow machine failed to install is installed anew."""
    for _attempt in range(5):
        with suppress(TimeoutError):
            until(page, CONTROLLED)
            return
        page.reload()
    raise TimeoutError(CONTROLLED)


def register_elder(page):
    page.goto("/desk/")
    page.click("text=登记老人")
    page.fill("[name=name]", "周桂英")
    page.fill("[name=label]", "周奶奶")
    page.fill("[name=address]", "南杨路1号1单元101室")
    page.fill("[name=contact]", "周敏")
    page.fill("[name=contact_phone]", "17000123456")
    page.click("button:has-text('登记')")
    page.wait_for_url(re.compile(r"/keys/elders/[a-z2-7]{26}/$"))


def sign_and_hand_over(page):
    elder = page.url
    page.click("a:has-text('签订协议')")
    page.click("text=三方都已签字")
    page.wait_for_url(elder)
    page.click("a:has-text('托管物品')")
    page.click("button:has-text('交出')")
    page.wait_for_url(elder)
    return elder


def shown_number(page, path):
    page.goto(path)
    text = page.locator(".number-value strong").first.inner_text()
    return int(re.sub(r"\D", "", text))


def test_from_registering_an_elder_to_the_verified_record(server, phone, tmp_path):
    secretary, keeper = phone("secretary"), phone("keeper")
    register_elder(secretary)
    elder = sign_and_hand_over(secretary)
    assert "南杨路" not in secretary.content()

    keeper.goto("/day/")
    keeper.click("text=我拿到了")
    keeper.wait_for_load_state()
    secretary.goto(elder)
    assert secretary.locator("text=朱守义").count() >= 2

    two_taps_then_take_back(keeper)
    keeper.goto("/keys/round/")
    keeper.click("button:has-text('排今天的路线')")
    keeper.goto("/day/")
    before = shown_number(phone(), "/figures/keys.visits/?period=2021")

    keeper.goto("/day/")
    until_served_by_the_worker(keeper)
    keeper.reload()
    visit = keeper.locator("a.row-link", has_text="周奶奶").get_attribute("href")
    keeper.goto(visit)
    keeper.goto("/day/")
    wait_until_kept(keeper)

    server.stop()
    keeper.goto("/day/")
    keeper.click("text=周奶奶")
    keeper.click("button:has-text('都好')")
    keeper.wait_for_selector("text=存在手机里")
    kept = keeper.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert "gongfu" in kept

    server.start()
    keeper.click("button:has-text('现在交')")
    said = keeper.wait_for_selector("text=/已记下，第 \\d+ 号/").inner_text()
    number = int(re.search(r"第 (\d+) 号", said)[1])

    public = phone()
    assert shown_number(public, "/figures/keys.visits/?period=2021") == before + 1
    public.click("text=看组成这个数的记录")
    public.click(f"tbody a[href='/records/{number}/']")
    assert "走访老人" in public.inner_text("main")
    assert "周" not in public.inner_text("main")

    assert verified_alone(public, number, tmp_path)
    assert not [*keeper.faults, *secretary.faults, *public.faults]


def two_taps_then_take_back(keeper):
    """Record a visit with two taps and no typing, then take it back within ten seconds."""
    keeper.goto("/day/")
    keeper.click("a.row-link >> nth=0")
    keeper.click("details summary")
    keeper.fill("[name=note]", "要买药")
    keeper.press("[name=note]", "Enter")
    assert keeper.url.endswith("/visit/"), "Enter must not choose an answer"
    keeper.click("button:has-text('不舒服')")
    keeper.wait_for_url(re.compile(r"/keys/visits/\d+/$"))
    keeper.click("button:has-text('撤回')")
    keeper.wait_for_selector("h1:has-text('已撤回')")


def save(page, path, target):
    target.write_bytes(page.context.request.get(path).body())
    return target


def verified_alone(page, number, folder):
    """Say whether the verifier alone finds the record under the head, from what a reader takes."""
    receipt = save(page, f"/records/{number}/receipt/", folder / "receipt")
    record = save(page, f"/records/{number}/public/", folder / "record")
    page.goto("/verify/")
    vkey = page.locator("dd code").last.inner_text()
    verified = subprocess.run(
        [sys.executable, "-S", str(VERIFIER), "--language", "en", "receipt", str(receipt),
         "--record", str(record), "--vkey", vkey],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return verified.stdout.startswith(f"Record {number} lies under the head")


DUMP = """async () => {
  const read = new TextDecoder("latin1"), utf8 = new TextDecoder();
  const plain = (_, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? read.decode(value) + utf8.decode(value) : value;
  const found = [];
  for (const {name} of await indexedDB.databases()) {
    const base = await new Promise(d => { const r = indexedDB.open(name); r.onsuccess = () => d(r.result); });
    for (const store of base.objectStoreNames) {
      const all = await new Promise(d => { const r = base.transaction(store).objectStore(store).getAll(); r.onsuccess = () => d(r.result); });
      found.push(["indexedDB", JSON.stringify(all, plain)]);
    }
    base.close();
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) found.push([request.url, await (await cache.match(request, {ignoreVary: true})).text()]);
  }
  return [...found, ["localStorage", JSON.stringify({...localStorage})], ["sessionStorage", JSON.stringify({...sessionStorage})]];
}"""


def test_nothing_about_a_person_lies_readable_on_the_phone(server, phone):
    secretary = phone("secretary")
    register_elder(secretary)
    sign_and_hand_over(secretary)
    keeper = phone("keeper")
    keeper.goto("/day/")
    until_served_by_the_worker(keeper)
    keeper.goto(keeper.locator("a.row-link[data-keep]").first.get_attribute("href"))
    keeper.goto("/day/")
    wait_until_kept(keeper)
    dump = dict(keeper.evaluate(DUMP))
    assert [address for address in dump if address.endswith(("/day/", "/visit/"))]
    for place, text in dump.items():
        said = [
            name
            for name in ("周奶奶", "周桂英", "周敏", "朱守义", "17000", "南杨路")
            if name in text
        ]
        assert not said, (place, said)

    server.stop()
    keeper.goto("/day/")
    assert keeper.get_attribute("body", "data-kept") is not None
    keeper.wait_for_selector("strong:text('周奶奶')")
    keeper.evaluate("indexedDB.deleteDatabase('gongfu')")
    keeper.goto("/day/")
    keeper.wait_for_selector("strong:text('我名单上的第1位')")
    server.start()


def wait_until_kept(page):
    kept = """async () => (await (await caches.open("kept")).keys()).length > 1"""
    for _attempt in range(50):
        if page.evaluate(kept):
            return
        page.wait_for_timeout(100)
    raise TimeoutError("no page was kept")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_scrolls_sideways(browser, server, width, language):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, base_url=server.url
    )  # fmt: skip
    context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])
    page = context.new_page()
    page.goto("/signin/")
    page.click('button[value^="secretary-"]')
    paths = ("/", "/figures/", "/figures/keys.visits/", "/figures/keys.visits/records/",
             "/records/1/", "/verify/", "/desk/", "/desk/elders/new/", "/keys/teams/", "/day/",
             "/help/", "/service/", "/nothing-here/")  # fmt: skip
    for path in paths:
        page.goto(path)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, path
    context.close()


HIDDEN = """() => [...document.querySelectorAll(".numbers > li > p")].filter(text => {
    const box = text.getBoundingClientRect()
    const cards = [...document.querySelectorAll(".numbers .number")]
    return !box.height || cards.map(card => card.getBoundingClientRect()).some(card =>
        card.top < box.bottom - 1 && card.bottom > box.top + 1
        && card.left < box.right && card.right > box.left)
}).length"""


@pytest.mark.parametrize("width", [390, 1280])
def test_each_definition_can_be_read_beside_its_number(browser, server, width):
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=server.url)
    page = context.new_page()
    page.goto("/figures/")
    assert page.locator(".numbers > li > p").count() > 20
    assert page.evaluate(HIDDEN) == 0
    context.close()
