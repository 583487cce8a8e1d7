"""A real server over a small district of its own, and a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

_SETUP = """
import django
django.setup()
from datetime import date
from random import Random
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from gongfu.faces.cli.demonstration import founding
from gongfu.faces.cli.demonstration.founding import CLERK, FOUNDED, FOUNDED_AT, FOUNDER
from gongfu.domains.keys import actions
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.models import Account
from gongfu.kernel.people.vault import Details
founding.open_all(Random(1))
place, now = "330402007032", moment(date(2021, 9, 20), 9)
people = [Newcomer(Details(name, label=name), place) for name in ("刘安", "朱守义", "孙晓", "吴芳")]
entries = register_people(FOUNDER, people, on=FOUNDED, at=FOUNDED_AT)
secretary, keeper, member, resident = (entry.deed.person for entry in entries)
office = Office(secretary, "SEC", place)
appoint(FOUNDER, office, on=date(2021, 1, 4), second=CLERK.person, at=moment(date(2021, 1, 4), 9))
actions.join_team(FOUNDER, keeper=keeper, place=place, at=moment(date(2021, 1, 5), 9))
from gongfu.domains.grids.actions import Offer, Registration, register_members
from gongfu.faces.cli.demonstration import needs
needs.admit(date(2021, 1, 4))
listed = Registration(member, place, Offer("party-member", ("electrics",)))
register_members(FOUNDER, [listed], at=moment(date(2021, 1, 6), 9))
accounts = {"secretary": secretary, "keeper": keeper, "member": member, "resident": resident}
for name, person in accounts.items():
    Account.objects.create(username=f"{name}-{place}", person=person, password="!")
clock.set_to(now)
"""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """A server process that can be stopped and started again on its address."""

    def __init__(self, folder, port, setup=_SETUP):
        self.url = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "GONGFU_DATA_DIR": str(folder),
            "GONGFU_DEMO": "1",
            # a handful of people lives here; withholding has tests of its own
            "GONGFU_SMALL_GROUP": "1",
            "DJANGO_SETTINGS_MODULE": "gongfu.site.settings",
        }
        self._environment.pop("DATABASE_URL", None)
        self._port = port
        self._process = None
        subprocess.run([sys.executable, "-c", setup], env=self._environment, check=True)

    def start(self):
        command = Path(sys.executable).with_name("gongfu")
        arguments = [str(command), "serve", "--port", str(self._port), "--workers", "1"]
        self._process = subprocess.Popen(
            arguments, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _attempt in range(900):
            try:
                urllib.request.urlopen(f"{self.url}/help/", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the server did not start")

    def stop(self):
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running server with 刘安 the secretary and 朱守义 the keeper, and no elder yet."""
    found = Server(tmp_path_factory.mktemp("district"), free_port())
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def browser():
    """A real Chromium."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield found
        found.close()


@pytest.fixture
def phone(browser, server):
    """Open a phone-sized browser of its own for each person who asks for one."""
    opened = []

    def open_as(who=None):
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, base_url=server.url, locale="zh-CN"
        )
        opened.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if who:
            page.goto("/signin/")
            page.click(f'button[value^="{who}-"]')
            page.wait_for_load_state()
        return page

    yield open_as
    for context in opened:
        context.close()
