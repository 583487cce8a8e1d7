"""Every page that a link leads to, as each role of a small demonstration district, by axe-core."""

from __future__ import annotations

from collections import defaultdict
from itertools import cycle
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.journeys.conftest import Server, free_port

pytestmark = pytest.mark.browser
AXE = Axe()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
ROLES = ("", "elder", "keeper", "secretary", "member", "grid", "town", "officer", "auditor",
         "relative", "younger", "administrator")  # fmt: skip
MODES = (
    {"language": "zh-hans", "large": "1", "scheme": "light"},
    {"language": "en", "large": "0", "scheme": "dark"},
    {"language": "zh-hans", "large": "0", "scheme": "light"},
    {"language": "en", "large": "1", "scheme": "light"},
)
DOWNLOADS = {
    "sheet-blank",
    "filling-file",
    "sheet-marked",
    "verifier",
    "receipt",
    "public-part",
    "checkpoint",
    "tile",
}
_SETUP = """
import django
django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from gongfu.faces.cli import demo_command
from gongfu.faces.cli.demonstration import founding, needs
from gongfu.faces.cli.demonstration.founding import CLERK, DISTRICT, FOUNDER
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.models import Account
from gongfu.kernel.people.vault import Details
two = [one for one in founding.communities() if one.code in ("330402007024", "330402007032")]
founding.communities = lambda: tuple(two)
needs._A_DAY = 1
demo_command.build()
on = date(2021, 9, 1)
[entry] = register_people(
    FOUNDER, [Newcomer(Details("冯敏", label="冯敏"), DISTRICT)], on=on, at=moment(on, 9)
)
head = entry.deed.person
appoint(FOUNDER, Office(head, "SAD", DISTRICT), on=on, second=CLERK.person, at=moment(on, 9))
Account.objects.create(username=f"administrator-{DISTRICT}", person=head, password="!")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running server of two communities with everything that the demonstration has."""
    found = Server(tmp_path_factory.mktemp("district"), free_port(), _SETUP)
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def seen():
    """How often each page was looked at by the roles so far."""
    return defaultdict(int)


def name_of(path):
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


class Walker:
    """A browser of one role in one language, size of type and scheme of colours."""

    def __init__(self, browser, server, mode, cookies=()):
        self._context = browser.new_context(
            viewport={"width": 390, "height": 844}, base_url=server.url,
            color_scheme=mode["scheme"], service_workers="block",
        )  # fmt: skip
        self.page = self._context.new_page()
        self.mode = mode
        chosen = {"django_language": mode["language"], "large": mode["large"]}
        self._context.add_cookies(
            [*cookies, *({"name": n, "value": v, "url": server.url} for n, v in chosen.items())]
        )

    def faults(self, path):
        """Open a page with all that folds open; return what is wrong with it."""
        answer = self.page.goto(path)
        if answer.status != 200:
            return [f"{path}: a link leads to {answer.status}"]
        self.page.evaluate(
            "for (const one of document.querySelectorAll('details')) one.open = true"
        )
        violations = AXE.run(self.page, options=RULES).response["violations"]
        return [
            f"{path} {self.mode} {rule['id']}: {node['html'][:160]} {node['failureSummary']}"
            for rule in violations
            for node in rule["nodes"]
        ]

    def links(self, within=""):
        """Return the addresses of the links of the open page."""
        found = self.page.eval_on_selector_all(
            f"{within} a[href]:not([download])", "all => all.map(one => one.getAttribute('href'))"
        )
        return [urljoin(self.page.url, one) for one in found]

    def close(self):
        self._context.close()


def signed_in(browser, server, role):
    """Return the cookies of a role's session."""
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/signin/")
    page.click(f'button[value^="{role}-"]')
    page.wait_for_load_state()
    cookies = [one for one in context.cookies() if one["name"] != "large"]
    context.close()
    return cookies


@pytest.mark.parametrize("role", ROLES)
def test_each_page_that_a_link_leads_to_is_accessible(browser, server, seen, role):
    """A page is looked at in two modes by the first role that finds it.

    Later roles look at what their own navigation names, in one mode each.
    """
    cookies = signed_in(browser, server, role) if role else ()
    walkers = [Walker(browser, server, mode, cookies) for mode in MODES]
    turns, faults, mine = cycle(walkers), [], set()
    walkers[0].page.goto("/")
    navigation = {name_of(link) for link in walkers[0].links("header")}
    waiting = ["/", *walkers[0].links()]
    while waiting:
        path = waiting.pop(0)
        name = name_of(path) if path.startswith(("/", server.url)) else None
        if name is None or name in mine | DOWNLOADS or (seen[name] and name not in navigation):
            continue
        mine.add(name)
        for walker in (next(turns),) if seen[name] else (next(turns), next(turns)):
            faults += walker.faults(path)
            waiting += walker.links()
    for name in mine:
        seen[name] += 1
    for walker in walkers:
        walker.close()
    assert not faults, "\n".join(faults)


def test_pages_of_refusal_are_accessible(browser, server):
    for mode in MODES:
        walker = Walker(browser, server, mode)
        walker.page.goto("/nothing-here/")
        assert not AXE.run(walker.page, options=RULES).response["violations"]
        walker.close()
