"""How many taps and typed characters each daily task takes: a number that rises fails.

The numbers are the most that is allowed; a tap is a real press in the browser, a character a key
that changed a field.
"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

_COUNTER = """
window.__taps = Number(sessionStorage.taps || 0);
window.__typed = Number(sessionStorage.typed || 0);
addEventListener("click", event => {
  if (!event.isTrusted || event.detail === 0) return;
  sessionStorage.taps = ++window.__taps;
}, true);
addEventListener("beforeinput", event => {
  if (!event.isTrusted) return;
  sessionStorage.typed = (window.__typed += (event.data || "").length);
}, true);
"""


class Counted:
    """A page on which taps and typed characters are counted from `begin` on."""

    def __init__(self, page):
        self.page = page
        page.add_init_script(_COUNTER)

    def begin(self, address):
        """Open the page on which the task begins, and count from nought."""
        self.page.goto(address)
        self.page.evaluate("sessionStorage.taps = sessionStorage.typed = 0")
        self.page.reload()

    def tap(self, what):
        """Press something that can be seen."""
        self.page.locator(what).first.click()

    def type(self, what, text):
        """Press a field and type into it."""
        self.tap(what)
        self.page.keyboard.type(text)

    @property
    def cost(self):
        """Return the taps and the typed characters so far."""
        self.page.wait_for_load_state()
        taps, typed = self.page.evaluate("[sessionStorage.taps, sessionStorage.typed]")
        return int(taps), int(typed)


@pytest.fixture
def counted(phone):
    """Open a counted page as somebody."""
    return lambda who=None: Counted(phone(who))


def test_an_elder_in_large_type_asks_in_two_taps(server, counted):
    elder = counted("resident")
    elder.page.context.add_cookies([{"name": "large", "value": "1", "url": server.url}])
    elder.begin("/ask/")
    elder.tap("label:has-text('陪同就医')")
    elder.tap("button:has-text('确定')")
    elder.page.wait_for_url("**/needs/*/")
    taps, typed = elder.cost
    assert taps <= 2 and typed == 0


def test_a_phoned_request_takes_five_taps_and_twenty_characters(server, counted):
    desk = counted("secretary")
    desk.begin("/ask/")
    desk.tap("label:has-text('助餐送餐')")
    desk.type("[name=words]", "午饭送到三楼")
    desk.type("[name=phone]", "13512345678")
    desk.tap("button:has-text('提交点单')")
    desk.page.wait_for_url("**/needs/*/")
    taps, typed = desk.cost
    assert taps <= 5 and typed <= 20


def test_an_offer_is_accepted_in_two_taps_and_the_work_rated_in_one(server, counted):
    asker, office, member = counted("resident"), counted("secretary"), counted("member")
    asker.begin("/ask/")
    asker.tap("label:has-text('水电小修')")
    asker.tap("button:has-text('提交点单')")
    asker.page.wait_for_url("**/needs/*/")
    need = asker.page.url
    office.page.goto(need)
    office.tap("button:has-text('受理')")
    office.tap("a:has-text('派单')")
    office.tap("button:has-text('一键派单')")

    member.begin("/day/")
    member.tap("button:has-text('愿意')")
    taps, typed = member.cost
    assert taps <= 2 and typed == 0

    member.begin("/tasks/")
    member.tap("button:has-text('办好了')")
    assert member.cost == (1, 0)

    asker.begin("/day/")
    asker.tap("button:has-text('没来过')")
    assert asker.cost == (1, 0)


def test_from_a_figure_to_its_records_one_tap_to_a_proof_two(server, counted):
    anybody = counted()
    anybody.begin("/figures/grids.needs-raised/")
    anybody.tap("main a[href*='/records/']")
    assert anybody.cost[0] == 1
    anybody.tap("main a[href^='/records/']")
    taps, typed = anybody.cost
    assert taps <= 2 and typed == 0
    assert anybody.page.locator("a[href$='/receipt/']").count() >= 1


FILLED = {
    "name": "周桂英", "label": "周奶奶", "address": "南杨路1号1单元101室",
    "contact": "周敏", "contact_phone": "17000123456",
}  # fmt: skip


def registered(desk):
    """Register an elder on the desk's page; leave the elder's page open."""
    desk.begin("/desk/elders/new/")
    for name, text in FILLED.items():
        desk.type(f"[name={name}]", text)
    desk.tap("main button:has-text('登记')")
    desk.page.wait_for_url(lambda url: "/keys/elders/" in url)


def test_an_elder_is_registered_with_twelve_fields_and_forty_characters(server, counted):
    desk = counted("secretary")
    desk.page.goto("/desk/elders/new/")
    asked = desk.page.locator("main form [name]:not([type=hidden])")
    names = asked.evaluate_all("all => all.map(one => one.name)")
    assert len(names) == len(set(names)) <= 12, "no field twice"
    registered(desk)
    taps, typed = desk.cost
    assert taps <= len(FILLED) + 1 and typed <= 40


@pytest.fixture
def keeper(server, counted):
    """A keeper to whom a key was just handed over, counted on both sides."""
    desk, keeper = counted("secretary"), counted("keeper")
    registered(desk)
    elder = desk.page.url
    desk.tap("a:has-text('签订协议')")
    desk.tap("text=三方都已签字")
    desk.page.wait_for_url(elder)
    desk.begin(elder)
    desk.tap("a:has-text('托管物品')")
    desk.tap("button:has-text('交出')")
    desk.page.wait_for_url(elder)
    assert desk.cost[0] <= 2 and desk.cost[1] == 0
    return keeper


def test_a_key_is_handed_over_by_two_taps_of_each(keeper):
    keeper.begin("/day/")
    keeper.tap("button:has-text('我拿到了')")
    taps, typed = keeper.cost
    assert taps <= 2 and typed == 0


def test_a_visit_takes_two_taps_and_no_typing_three_with_another_duration(server, keeper):
    keeper.begin("/day/")
    keeper.tap("a.row-link[data-keep]")
    keeper.page.wait_for_url("**/visit/")
    assert keeper.page.locator("[name=answer]:checked").count() == 0, "no answer is pre-chosen"
    keeper.tap("button:has-text('都好')")
    keeper.page.wait_for_url("**/keys/visits/*/")
    assert keeper.cost == (2, 0)
    keeper.tap("button:has-text('撤回')")
    keeper.page.wait_for_selector("h1:has-text('已撤回')")

    keeper.begin("/day/")
    keeper.tap("a.row-link[data-keep]")
    keeper.tap("label:has([name=minutes]:not(:checked))")
    keeper.tap("button:has-text('都好')")
    keeper.page.wait_for_url("**/keys/visits/*/")
    assert keeper.cost == (3, 0)
