"""Pages a second by the real server with the demonstration district, against an empty answer."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from bench.frame import line, ratio
from gongfu.domains.fields import queries
from gongfu.domains.fields.actions import PlotLine, register_plots
from gongfu.faces.cli.demo_command import build
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.viewers import viewer_for
from gongfu.kernel.needs.models import Need
from gongfu.kernel.people.models import Account

_SECONDS, _CLIENTS, _TIMES = 4.0, 8, 60
_NANYANG, _PLOTS = "330402007032", 1000


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _session(role: str) -> str:
    """Return a session cookie of one of the demonstration's people."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    account = Account.objects.get(username__startswith=role)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _rate(port: int, path: str, cookie: str) -> float:
    """Return answers a second, from eight clients on open connections."""
    counts, until = [0] * _CLIENTS, time.perf_counter() + _SECONDS

    def ask(index: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, (path, answer.status)
            counts[index] += 1

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / _SECONDS


def _one_user(port: int, path: str, cookie: str) -> tuple[float, float, int]:
    """Return the median and the 95th percentile in milliseconds, and the size in bytes."""
    connection, spent, size = http.client.HTTPConnection("127.0.0.1", port), [], 0
    for _time in range(_TIMES):
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": cookie})
        size = len(connection.getresponse().read())
        spent.append((time.perf_counter() - begun) * 1000)
    spent.sort()
    return spent[_TIMES // 2], spent[_TIMES * 95 // 100], size


def _farm() -> str:
    """Give the melon cooperative a thousand drawn plots more; return its address."""
    head = Account.objects.get(username__startswith="head").person
    viewer, at = viewer_for(head), clock.now()
    [cooperative] = queries.cooperatives_of(viewer, at.date())
    lines = [
        PlotLine(f"Z{n:04d}", 60, at.date(), outline=_square(n % 40, n // 40), sure=("area",))
        for n in range(_PLOTS)
    ]
    register_plots(viewer, lines, cooperative=cooperative, at=at)
    return f"/fields/coop/{cooperative}/"


def _square(column: int, row: int) -> str:
    """Return the outline of a square of 20 m as GeoJSON text."""
    west, south = 120.90 + column * 0.00025, 30.60 + row * 0.00022
    east, north = west + 0.00021, south + 0.00018
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    near = [[round(x, 6), round(y, 6)] for x, y in ring]
    return f'{{"type":"MultiPolygon","coordinates":[[{near}]]}}'


def main() -> None:
    """Print requests a second and their share of an empty view's."""
    os.environ["GONGFU_DEMO"] = "1"
    settings.GONGFU_DEMO = True
    build()
    farm = _farm()
    port = _free_port()
    command = [str(Path(sys.executable).with_name("gongfu")), "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _attempt in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/sw.js", timeout=1).read()
                break
            except OSError:
                time.sleep(0.2)
        keeper, secretary = _session("keeper"), _session("secretary")
        member, officer, head = _session("member"), _session("officer"), _session("head")
        need = Need.objects.filter(place__startswith=_NANYANG, state="reviewed").first()
        assert need is not None
        empty = _rate(port, "/token/", "")
        for name, path, cookie in (
            ("my day", "/day/", keeper),
            ("the desk", "/desk/", secretary),
            ("home", "/", ""),
            ("a record", "/records/7/", ""),
            ("board of a community", "/board/needs/", secretary),
            ("board of the district", "/board/needs/", officer),
            ("a request", f"/needs/{need.need}/", secretary),
            ("suggestions", "/board/dispatch/", secretary),
            ("a member's tasks", "/tasks/", member),
            ("a member's posts", "/posts/mine/", member),
            ("asking", "/ask/", member),
        ):
            _one_user(port, path, cookie)
            found = _rate(port, path, cookie)
            line(f"{name}, requests/s (of empty)", found, empty, ratio(found, empty), 0.05)
            middle, slow, size = _one_user(port, path, cookie)
            print(f"    one user: median {middle:.0f} ms, 95th {slow:.0f} ms, {size / 1000:.0f} kB")
        _one_user(port, farm, head)
        middle, slow, size = _one_user(port, farm, head)
        print(f"a cooperative of 1,095 plots on its map (aim 200 ms): median {middle:.0f} ms,")
        print(f"    95th {slow:.0f} ms, {size / 1000:.0f} kB")
    finally:
        server.terminate()
        server.wait(10)
