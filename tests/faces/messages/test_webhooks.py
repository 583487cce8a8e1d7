"""Webhooks: signed, repeated under one id, and never into the inner network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gongfu.faces.messages import outgoing, webhooks
from gongfu.faces.messages.gateways import Outcome
from gongfu.faces.messages.sending import send_due
from gongfu.kernel.notices import actions, outbox
from gongfu.kernel.notices.addresses import BadAddress
from gongfu.kernel.notices.models import Delivery, Notice
from gongfu.kernel.notices.outbox import Claimed
from gongfu.kernel.rights.viewers import Viewer
from tests.kernel.notices import conftest
from tests.kernel.notices.test_telling import DEFAULT, told
from tests.worlds import MORNING, person

kinds, people = conftest.kinds, conftest.people
ANNA = person("anna")
HOSTILE = [
    "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0",
    "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "[64:ff9b::7f00:1]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "localhost",
]  # fmt: skip


@pytest.fixture
def receiver():
    """A program that keeps what it gets and answers as it is told."""
    got, answers = [], [200]

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.path, dict(self.headers), body))
            self.send_response(answers[0])
            self.send_header("Location", "http://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook", got, answers
    server.shutdown()
    server.server_close()


def claimed():
    notice = Notice(pk=7, person=ANNA, kind="needs.done", about="a" * 26, at=MORNING)
    return Claimed(1, 1, "mark-1", ANNA, "webhook", [notice])


def test_what_is_sent_is_signed_and_names_nobody(receiver, settings, socket_enabled):
    address, got, _answers = receiver
    settings.GONGFU_WEBHOOK_NETS = ["127.0.0.0/8"]
    assert webhooks.deliver(claimed(), to=address, at=MORNING) is Outcome.TAKEN
    [(path, head, body)] = got
    signed = f"{head['webhook-id']}.{head['webhook-timestamp']}.".encode() + body
    mac = hmac.digest(webhooks.secret_of(ANNA), signed, hashlib.sha256)
    assert head["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"
    assert (path, head["webhook-id"]) == ("/hook", "mark-1")
    [line] = json.loads(body)["notices"]
    assert (line["kind"], line["need"]) == ("needs.done", "a" * 26)
    assert ANNA.encode() not in body
    assert webhooks.secret_of(ANNA) != webhooks.secret_of(person("ben"))


@pytest.mark.parametrize("status", [302, 307, 404, 500])
def test_a_redirect_or_a_fault_is_no_yes(receiver, settings, socket_enabled, status):
    address, got, answers = receiver
    settings.GONGFU_WEBHOOK_NETS = ["127.0.0.0/8"]
    answers[0] = status
    assert webhooks.deliver(claimed(), to=address, at=MORNING) is Outcome.REFUSED
    assert len(got) == 1


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", HOSTILE)
def test_an_inner_address_is_never_reached(settings, socket_enabled, host, scheme):
    settings.GONGFU_WEBHOOK_NETS = []
    with pytest.raises(OSError, match=r"not allowed|Name|resol|address"):
        outgoing.post(f"{scheme}://{host}:9/", b"{}", {})


def test_a_name_that_means_something_else_the_second_time_gains_nothing(
    receiver, settings, socket_enabled, monkeypatch
):
    """The address that was looked at is the one that is connected to: a name is asked once."""
    address, got, _answers = receiver
    port = int(address.rpartition(":")[2].partition("/")[0])
    asked = []

    def answers(*_given, **_more):
        asked.append(1)
        target = ("127.0.0.1", port) if len(asked) > 1 else ("93.184.216.34", port)
        return [(2, 1, 6, "", target), (2, 1, 6, "", ("10.0.0.1", port))]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", answers)
    with pytest.raises(outgoing.Forbidden):
        outgoing.post(f"https://changing.example:{port}/", b"{}", {})
    assert len(asked) == 1 and got == []


def test_the_outbox_carries_a_webhook_again_under_the_same_id(
    kinds, people, receiver, settings, socket_enabled
):
    address, got, answers = receiver
    settings.GONGFU_WEBHOOKS, settings.GONGFU_WEBHOOK_NETS = True, ["127.0.0.1/32"]
    chosen = DEFAULT._replace(channels=frozenset({"webhook"}))
    actions.choose(Viewer(people[0]), chosen, {"webhook": address})
    told(people)
    answers[0] = 503
    send_due(lambda: MORNING)
    answers[0] = 204
    send_due(lambda: MORNING + outbox.BACKOFF[0])
    assert [head["webhook-id"] for _path, head, _body in got] == [got[0][1]["webhook-id"]] * 2
    assert {row.state for row in Delivery.objects.all()} == {"sent"}
    assert not any(one.encode() in body for one in people for _path, _head, body in got)


@pytest.mark.parametrize(
    "address", ["ftp://a.example/", "https://a b/", "javascript:1", "https://"]
)
def test_an_address_that_cannot_be_is_refused(kinds, people, settings, address):
    settings.GONGFU_WEBHOOKS = True
    chosen = DEFAULT._replace(channels=frozenset({"webhook"}))
    with pytest.raises(BadAddress):
        actions.choose(Viewer(people[0]), chosen, {"webhook": address})
