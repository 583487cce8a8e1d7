from __future__ import annotations

import pytest

from gongfu.kernel.notices import reading
from gongfu.kernel.notices.models import Wish
from tests import worlds
from tests.kernel.notices import conftest
from tests.kernel.notices.test_telling import told

kinds = conftest.kinds
FORM = {"quiet": "1", "from": "22:00", "until": "06:30", "daily": "1", "language": "en"}


@pytest.fixture
def page(kinds, looked_at_by):
    """The secretary's client, with two notices."""
    told([worlds.LIU, worlds.CHEN])
    told([worlds.LIU], "tests.alarm", cause="help")
    return looked_at_by(worlds.liu)


def test_the_list_and_the_count_show_what_is_new(page):
    shown = page.get("/notices/").content.decode()
    assert "An alarm: asked for help." in shown and "全部标为已读" in shown
    assert '<span class="tag">2' in shown


def test_one_tap_marks_read_and_stays(page):
    number = reading.newest(worlds.LIU)[0].number
    assert page.post(f"/notices/{number}/", {"stay": "1"}).url == "/notices/"
    assert reading.unread(worlds.LIU) == 1
    assert page.get(f"/notices/{number}/").url == "/day/?of=thing"


def test_somebody_elses_notice_is_none(page):
    number = reading.newest(worlds.CHEN)[0].number
    assert page.get(f"/notices/{number}/").status_code == 404
    assert reading.unread(worlds.CHEN) == 1


def test_all_are_marked_read(page):
    newest = max(line.number for line in reading.newest(worlds.LIU))
    page.post("/notices/read/", {"up_to": newest})
    assert reading.unread(worlds.LIU) == 0 < reading.unread(worlds.CHEN)
    assert page.post("/notices/read/", {"up_to": "all"}).status_code == 422


def test_settings_are_kept(page):
    assert "21:00" in page.get("/notices/settings/").content.decode()
    assert page.post("/notices/settings/", {**FORM, "kind": "tests.plain"}).status_code == 302
    wish = Wish.objects.get(pk=worlds.LIU)
    assert (wish.language, wish.daily, str(wish.quiet_until)) == ("en", True, "06:30:00")
    assert "tests.alarm" in wish.muted and "tests.plain" not in wish.muted
    shown = page.get("/notices/settings/").content.decode()
    assert 'value="06:30"' in shown and "没有开通对外发送" in shown


def test_a_broken_form_says_so(page):
    assert page.post("/notices/settings/", {**FORM, "from": "late"}).status_code == 422
    assert page.post("/notices/settings/", {**FORM, "channel": "none"}).status_code == 422


def test_strangers_are_led_to_the_sign_in(db, client):
    assert client.get("/notices/").url.startswith("/signin/")
