"""The frame: components, messages with undo, preferences, error pages, the worker's assets."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from gongfu.faces.web.shell import messages, views
from gongfu.faces.web.templatetags import humanise
from gongfu.kernel.rights.viewers import PUBLIC
from tests import worlds

COMPONENTS = Path(views.__file__).parents[1] / "templates/shell/components"


def test_every_component_says_at_its_top_what_it_takes():
    for path in COMPONENTS.glob("*.html"):
        assert path.read_text().startswith("{% comment %}"), path.name


def test_the_gallery_shows_every_component_in_a_demonstration_only(looked_at_by, settings):
    client = looked_at_by(worlds.zhu)
    settings.DEBUG, settings.GONGFU_DEMO = False, True
    answer = client.get(reverse("gallery"))
    used = {Path(template.name).name for template in answer.templates if template.name}
    assert {path.name for path in COMPONENTS.glob("*.html")} - used <= {"said.html"}
    settings.GONGFU_DEMO = False
    assert client.get(reverse("gallery")).status_code == 404


def field(**values):
    return render_to_string("shell/components/field.html", {"field": {"name": "x", **values}})


def test_hint_and_error_are_tied_to_their_field():
    body = field(label="几分钟", hint="大约", error="请填数字")
    assert 'aria-describedby="hint-x error-x"' in body
    assert 'aria-invalid="true"' in body
    assert "aria-describedby" not in field(label="几分钟")


@pytest.mark.parametrize("sort", ["text", "textarea", "file", "checkbox", "choices", "number"])
def test_every_sort_of_field_has_a_label(sort):
    body = field(label="几分钟", sort=sort, options=[("1", "一")] if sort == "choices" else ())
    assert "几分钟" in body
    assert 'for="id-x"' in body or "<legend>" in body
    assert "checked" not in body, "no answer is chosen beforehand"


def test_a_message_carries_its_undo_to_the_next_page(rf):
    request = rf.get("/")
    request._messages = CookieStorage(request)
    messages.say(request, "已记下", undo=messages.Undo("/undo/", "k"))
    messages.warn(request, "没有网络")
    first, second = messages.toasts(request)
    assert (first.kind, first.undo) == ("success", messages.Undo("/undo/", "k", 10))
    assert (second.kind, second.undo) == ("warning", None)
    body = render_to_string("shell/components/toast.html", {"toast": first})
    assert 'action="/undo/"' in body
    assert 'data-seconds="10"' in body


def test_large_type_and_language_need_no_account(looked_at_by):
    client = looked_at_by(PUBLIC)
    assert client.post(reverse("set-large"), {"next": "/help/"}).url == "/help/"
    assert "data-elder" in client.get(reverse("help")).content.decode()
    client.post(reverse("set-language"), {"language": "en"})
    assert '<html lang="en"' in client.get(reverse("help")).content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_page_says_what_to_do_and_leads_on(status, language):
    with translation.override(language):
        body = render_to_string(f"{status}.html")
    main = body[body.index("<main") :]
    assert main.count("<h1>") == 1
    assert str(status) in main
    assert reverse("help") in main


@pytest.mark.django_db
def test_errors_are_answered_by_our_own_pages(client, settings):
    settings.DEBUG = False
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    assert "said-code" in answer.content.decode()


def test_a_body_that_is_too_big_is_said_to_be_too_big(looked_at_by, rf):
    looked_at_by(worlds.zhu)
    assert views.bad_request(rf.get("/"), RequestDataTooBig()).status_code == 413


def test_the_page_of_a_broken_server_needs_nothing_of_the_server():
    body = render_to_string("500.html")
    assert "系统出错了" in body
    assert "Something went wrong" in body


@pytest.mark.django_db
def test_the_demonstration_is_marked_on_every_page(client, settings):
    paths = ("/help/", "/nothing-here/", reverse("signin"), reverse("account_login"))
    for demo in (True, False):
        settings.GONGFU_DEMO = demo
        for path in paths:
            assert ('class="banner"' in client.get(path).content.decode()) is demo, path


def test_filing_numbers_stand_in_the_foot(looked_at_by, settings):
    settings.GONGFU_FILING = ["浙ICP备00000000号"]
    body = looked_at_by(worlds.zhu).get(reverse("help")).content.decode()
    assert "浙ICP备00000000号" in body[body.index("<footer") :]


def test_the_worker_keeps_all_the_frame_needs(looked_at_by):
    client = looked_at_by(worlds.zhu)
    page = client.get(reverse("help")).content.decode()
    worker = client.get(reverse("service-worker"))
    assert worker["Cache-Control"] == "no-cache"
    for name in re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page):
        assert name in worker.content.decode(), name
    assert all(finders.find(name) for name in views.ASSETS)


def test_the_token_tells_whose_records_wait_without_naming_anybody(looked_at_by):
    zhu = looked_at_by(worlds.zhu).get(reverse("token")).json()
    lin = looked_at_by(worlds.lin).get(reverse("token")).json()
    assert zhu["owner"] != lin["owner"]
    assert worlds.ZHU not in str(zhu)


def test_days_are_said_as_people_say_them(looked_at_by):
    with translation.override("zh-hans"):
        assert humanise.day(worlds.TODAY) == "今天"
        assert humanise.day(worlds.TODAY - timedelta(days=1)) == "昨天"
        assert humanise.day(date(2021, 9, 3)) == "9月3日"
        assert humanise.day(date(2020, 9, 3)) == "2020年9月3日"
        assert humanise.moment(worlds.MORNING + timedelta(minutes=5)) == "今天 09:05"
    with translation.override("en"):
        assert humanise.day(date(2021, 9, 3)) == "3 Sep"
