"""Kill senders at random moments, again and again, and see that each notice arrives once.

    python scripts/kill_sender.py 12

Two senders empty one outbox into a receiver on this machine; each round ends with SIGKILL for
both.  Over a webhook each notice must arrive under exactly one message id (the receiver drops a
repeated id); over a gateway that knows no ids it must arrive at most once, and exactly those that
did not may be left as unsure.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote_plus

PEOPLE, EACH = 250, 2
_FILL = """
import sys
from gongfu.faces.cli.main import setup
setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import transaction
from gongfu.kernel.notices import actions
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.reading import Wishes
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import vault
from gongfu.kernel.rights.viewers import Viewer
call_command("migrate", verbosity=0)
kind = declare(Kind("sample.kind", "Sample", "A sample.", "notice.read_own")).code
people = vault.add_people([vault.Plain(name=str(n)) for n in range(int(sys.argv[1]))])
wishes = Wishes("en", None, False, frozenset(), frozenset({"hook", "room"}))
for person in people:
    actions.choose(Viewer(person), wishes, {})
for key in range(int(sys.argv[2])):
    with transaction.atomic():
        now = datetime.now(UTC)
        tell(people, kind, about="sample", link="/day/", at=now, key=str(key))
"""
_STATE = """
from gongfu.faces.cli.main import setup
setup()
import json
from gongfu.kernel.notices.models import Delivery
print(json.dumps(list(Delivery.objects.values_list("notice_id", "channel", "state"))))
"""
_SEND = """
from gongfu.faces.cli.main import main, setup
setup()
from gongfu.kernel.notices.kinds import Kind, declare
declare(Kind("sample.kind", "Sample", "A sample.", "notice.read_own"))
main(["send", "--every", "0.05", "--lease", "2"])
"""


class Receiver(BaseHTTPRequestHandler):
    """Keep path, message id and named notices of each post, and answer after a moment."""

    posts: list[tuple[str, str, list[int]]] = []
    chance = random.Random(3)

    def do_POST(self) -> None:
        """Take a post."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        notices = [int(found) for found in re.findall(r"/notices/(\d+)/", unquote_plus(body))]
        self.posts.append((self.path, self.headers.get("Idempotency-Key", ""), notices))
        time.sleep(self.chance.uniform(0, 0.06))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_values: object) -> None:
        """Say nothing."""


def _run(program: str, environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def _kill_rounds(rounds: int, environment: dict[str, str]) -> None:
    chance = random.Random(11)
    for _round in range(rounds):
        before = len(Receiver.posts)
        command = [sys.executable, "-c", _SEND]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        senders = [subprocess.Popen(command, env=environment, **quiet) for _ in range(2)]
        while len(Receiver.posts) == before and all(one.poll() is None for one in senders):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        for one in senders:
            one.send_signal(signal.SIGKILL)
            one.wait()


def _state(environment: dict[str, str]) -> list[tuple[int, str, str]]:
    return [tuple(row) for row in json.loads(_run(_STATE, environment))]


def _finish(environment: dict[str, str]) -> list[tuple[int, str, str]]:
    sender = subprocess.Popen([sys.executable, "-c", _SEND], env=environment)
    try:
        for _second in range(120):
            rows = _state(environment)
            if all(state in ("sent", "unsure") for _notice, _channel, state in rows):
                return rows
            time.sleep(1)
        return rows
    finally:
        sender.terminate()
        sender.wait()


def _judge(rows: list[tuple[int, str, str]]) -> dict[str, int]:
    ids: dict[int, set[str]] = {}
    room: dict[int, int] = {}
    for path, mark, notices in Receiver.posts:
        for notice in notices:
            if path.startswith("/hook"):
                ids.setdefault(notice, set()).add(mark)
            else:
                room[notice] = room.get(notice, 0) + 1
    hook = [notice for notice, channel, _state in rows if channel == "hook"]
    others = [(notice, state) for notice, channel, state in rows if channel == "room"]
    marks = [mark for path, mark, _notices in Receiver.posts if path.startswith("/hook")]
    return {
        "notices": len(hook),
        "posts": len(Receiver.posts),
        "repeated ids, dropped by the receiver": len(marks) - len(set(marks)),
        "hook lost": sum(not ids.get(one) for one in hook),
        "hook twice": sum(len(ids.get(one, ())) > 1 for one in hook),
        "hook not sent": sum(s != "sent" for _n, c, s in rows if c == "hook"),
        "room twice": sum(count > 1 for count in room.values()),
        "room unsure": sum(state == "unsure" for _notice, state in others),
        "room lost unseen": sum(n not in room and state != "unsure" for n, state in others),
    }


def main(rounds: int) -> int:
    """Run the rounds; return 1 when anything is lost unseen or arrives twice."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "GONGFU_DATA_DIR": folder,
            "GONGFU_DEMO": "0",
            "GONGFU_APPRISE_URLS": f"hook=json://{host}/hook room=form://{host}/room",
        }
        _run(_FILL, environment, str(PEOPLE), str(EACH))
        _kill_rounds(rounds, environment)
        found = _judge(_finish(environment))
    server.shutdown()
    print(json.dumps(found))
    bad = ("hook lost", "hook twice", "hook not sent", "room twice", "room lost unseen")
    return int(any(found[name] for name in bad))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
