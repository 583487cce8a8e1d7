"""Two servers on one PostgreSQL, fifty people who tap at the same moment: nobody gets it twice."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from gongfu.kernel.ledger import replay
from gongfu.kernel.needs import actions
from gongfu.kernel.needs.models import Need, Offer
from gongfu.kernel.people.models import Account
from tests.domains.grids import worlds as grids
from tests.kernel.needs.conftest import Course, admit, liu, raised
from tests.worlds import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres, pytest.mark.slow]
_TAKERS, _TOKEN = 50, "a" * 32


def _free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def servers():
    """The ports of two servers over the database of this test."""
    if connection.vendor != "postgresql":
        pytest.skip("two servers need a database that both reach")
    parts = urlsplit(os.environ["DATABASE_URL"])
    url = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "GONGFU_DATA_DIR": str(settings.GONGFU_DATA_DIR),
        "GONGFU_DEMO": "0",
        # the takers came by a session and have no second factor
        "GONGFU_SECOND_FACTOR": "AUD",
    }
    ports, running = [_free_port(), _free_port()], []
    for port in ports:
        command = [
            sys.executable,
            "-m",
            "gongfu.faces.cli",
            "serve",
            f"--port={port}",
            "--workers=2",
        ]
        running.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
    for port in ports:
        _wait_for(port)
    yield ports
    for process in running:
        process.terminate()
        process.wait(20)


def _wait_for(port):
    for _attempt in range(150):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/help/", timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not start")


def _cookie(number):
    letters = "abcdefghijklmnopqrstuvwxyz"
    who = person(f"taker{letters[number % 26]}{letters[number // 26]}")
    grids.register(who)
    account = Account.objects.create(username=f"taker{number}", person=who, password="!")
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={_TOKEN}"


@pytest.mark.parametrize("wanted", [1, 6])
def test_fifty_takers_at_two_servers_get_as_many_places_as_there_are(servers, wanted):
    admit()
    course = Course()
    raised(course, wanted=wanted)
    actions.review_need(liu, need=course.need, at=course.later())
    cookies = [_cookie(number) for number in range(_TAKERS)]
    start = Barrier(_TAKERS)

    def tap(number):
        client = http.client.HTTPConnection("127.0.0.1", servers[number % 2], timeout=60)
        body = urlencode({"key": str(uuid4()), "csrfmiddlewaretoken": _TOKEN})
        headers = {"Cookie": cookies[number], "Content-Type": "application/x-www-form-urlencoded"}
        start.wait()
        client.request("POST", f"/needs/{course.need}/take/", body, headers)
        answer = client.getresponse()
        answer.read()
        client.close()
        return answer.status

    with ThreadPoolExecutor(_TAKERS) as pool:
        answers = list(pool.map(tap, range(_TAKERS)))
    assert sorted(set(answers)) == [302, 422]
    assert answers.count(302) == wanted
    assert Need.objects.get().taken == wanted
    assert Offer.objects.filter(slot__isnull=False).count() == wanted
    assert replay.differences() == []
