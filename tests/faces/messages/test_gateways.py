"""Messages to a receiver on this machine: taken, refused, broken off."""

from __future__ import annotations

import smtplib
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import unquote_plus

import pytest
from django.core import mail

from gongfu.faces.messages.gateways import Outcome, hand_over
from gongfu.faces.messages.letters import Letter
from gongfu.faces.messages.sending import send_due
from gongfu.kernel.notices import actions, outbox
from gongfu.kernel.notices.channels import Channel
from gongfu.kernel.notices.models import Delivery
from gongfu.kernel.rights.viewers import Viewer
from tests.kernel.notices import conftest
from tests.kernel.notices.test_telling import DEFAULT, told
from tests.worlds import MORNING

kinds, people = conftest.kinds, conftest.people
LETTER = Letter("Title", "Sentence.\nhttp://127.0.0.1/notices/1/")


@pytest.fixture
def receiver():
    """A server that answers as told: a status, or 0 to break off.  Gives itself and its posts."""
    server = HTTPServer(("127.0.0.1", 0), _Answering)
    server.status, server.posts = 200, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.posts.append((self.path, self.headers["Idempotency-Key"], unquote_plus(body)))
        if self.server.status:
            self.send_response(self.server.status)
            self.end_headers()

    def log_message(self, *_values):
        pass


def channel(server, scheme, *, to=""):
    url = f"{scheme}://127.0.0.1:{server.server_port}/in{to}"
    return Channel("hook", bool(to), scheme == "json", url)


@pytest.mark.parametrize("scheme", ["json", "form"])
@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "taken"), (503, "refused"), (403, "refused"), (0, "unsure")]
)
def test_what_a_gateway_answers(receiver, scheme, status, outcome):
    receiver.status = status
    answer = hand_over(channel(receiver, scheme), LETTER, to="", mark="m-1")
    assert answer is Outcome(outcome) and len(receiver.posts) == 1


def test_a_webhook_carries_the_mark_and_the_address(receiver):
    hand_over(channel(receiver, "json", to="/{to}"), LETTER, to="a@b", mark="m-1")
    ((path, mark, body),) = receiver.posts
    assert (path, mark) == ("/in/a@b", "m-1") and "Sentence." in body


def test_nobody_there_is_a_refusal(receiver):
    gone = channel(receiver, "form")._replace(url="form://127.0.0.1:9/in")
    assert hand_over(gone, LETTER, to="", mark="m-1") is Outcome.REFUSED


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (smtplib.SMTPRecipientsRefused({}), "refused"),
        (ConnectionRefusedError(), "refused"),
        (smtplib.SMTPServerDisconnected(), "unsure"),
        (TimeoutError(), "unsure"),
    ],
)
def test_what_mail_answers(monkeypatch, error, outcome):
    def fail(_self):
        raise error

    monkeypatch.setattr("gongfu.faces.messages.gateways.EmailMessage.send", fail)
    mailed = hand_over(Channel("email", True, False), LETTER, to="a@b.example", mark="m")
    assert mailed is Outcome(outcome)


@pytest.fixture
def waiting(kinds, people, receiver, settings):
    """A notice each for two people: one by mail, one over the webhook and in English."""
    settings.GONGFU_MAIL = True
    settings.GONGFU_GATEWAYS = {"hook": channel(receiver, "json").url}
    mailed = DEFAULT._replace(channels=frozenset({"email"}))
    actions.choose(Viewer(people[0]), mailed, {"email": "a@b.example"})
    hooked = DEFAULT._replace(channels=frozenset({"hook"}), language="en")
    actions.choose(Viewer(people[1]), hooked, {})
    told(people)
    told(people, "tests.alarm", cause="help")


def test_the_outbox_is_emptied_once(waiting, receiver, people):
    assert send_due(lambda: MORNING) == 2
    assert send_due(lambda: MORNING) == 0
    assert {row.state for row in Delivery.objects.all()} == {"sent"}
    (letter,) = mail.outbox
    assert letter.subject == "您有 2 条消息" and letter.to == ["a@b.example"]
    assert letter.extra_headers["Message-ID"].startswith("<")
    ((_path, mark, body),) = receiver.posts
    assert mark and "2 notices for you" in body and "An alarm: asked for help." in body
    assert not any(word in body + letter.body for word in ("甲乙", "丙丁", *people, "a@b"))


def test_a_broken_webhook_is_tried_again_under_the_same_mark(waiting, receiver):
    receiver.status = 0
    send_due(lambda: MORNING)
    receiver.status = 200
    send_due(lambda: MORNING + outbox.BACKOFF[0])
    assert len({mark for _path, mark, _body in receiver.posts}) == 1 < len(receiver.posts)
    assert {row.state for row in Delivery.objects.all()} == {"sent"}


def test_who_closed_a_channel_gets_nothing_more(waiting, receiver, people):
    actions.choose(Viewer(people[1]), DEFAULT, {})
    send_due(lambda: MORNING)
    assert not receiver.posts and not outbox.troubled()
