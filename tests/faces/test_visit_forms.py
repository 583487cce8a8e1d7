"""Recording a visit by its form: once, clearly refused, nothing lost."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gongfu.kernel.ledger import reading
from gongfu.kernel.people.vault import Plain, add_people
from tests import worlds

JSON = {"Accept": "application/json"}


@pytest.fixture
def zhu(team, looked_at_by):
    return looked_at_by(worlds.zhu)


def form(**changes):
    ended = worlds.MORNING + timedelta(minutes=59)
    return {
        "key": str(uuid.uuid4()), "answer": "well", "minutes": "20",
        "opened_at": ended.isoformat(), **changes,
    }  # fmt: skip


def post(client, values, elder=worlds.ZHOU, **options):
    return client.post(reverse("visit", args=[elder]), values, **options)


def test_a_visit_is_recorded_and_leads_to_its_number(zhu):
    answer = post(zhu, form())
    assert answer.status_code == 302
    assert answer.url == reverse("visit-done", args=[reading.size()])
    assert zhu.get(answer.url).status_code == 200


def test_the_outbox_is_answered_with_the_number_and_twice_with_the_same(zhu):
    values = form()
    first = post(zhu, values, headers=JSON)
    again = post(zhu, values, headers=JSON)
    assert first.status_code == again.status_code == 201
    assert first.json()["number"] == again.json()["number"] == reading.size()


@pytest.mark.parametrize(
    "changes",
    [{"key": "x"}, {"minutes": "0"}, {"minutes": "many"}, {"opened_at": "yesterday"},
     {"answer": "splendid"}, {"opened_at": "2031-01-01T00:00:00+00:00"}, {"minutes": "99999"}],
)  # fmt: skip
def test_a_form_that_cannot_be_right_is_refused_and_keeps_what_was_typed(zhu, changes):
    before = reading.size()
    answer = post(zhu, form(note="要买药", **changes))
    assert answer.status_code == 422
    assert "要买药" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert reading.size() == before
    assert post(zhu, form(**changes), headers=JSON).json()["words"]


def test_a_visit_that_overlaps_another_says_so(zhu):
    assert post(zhu, form()).status_code == 302
    answer = post(zhu, form(), elder=worlds.WU)
    assert answer.status_code == 422
    assert "keys.overlapping" in answer.content.decode()


def test_a_visit_to_an_elder_of_another_is_refused(team, looked_at_by):
    before = reading.size()
    answer = post(looked_at_by(worlds.lin), form(), headers=JSON)
    assert answer.status_code == 403
    assert reading.size() == before


def photo(size):
    picture = io.BytesIO()
    Image.new("RGB", (64, 64)).save(picture, "JPEG")
    body = picture.getvalue().ljust(size, b"\0")
    return SimpleUploadedFile("photo.jpg", body, "image/jpeg")


def test_a_photo_of_20_mb_gets_a_clear_sentence(zhu):
    before = reading.size()
    answer = post(zhu, form(photo=photo(20 * 1024 * 1024)))
    assert answer.status_code == 422
    assert "8 MB" in answer.content.decode()
    assert reading.size() == before


def test_a_file_that_is_no_picture_gets_a_clear_sentence(zhu):
    answer = post(zhu, form(photo=SimpleUploadedFile("photo.jpg", b"#!/bin/sh", "image/jpeg")))
    assert answer.status_code == 422
    assert "web.no-photo" in answer.content.decode()


def test_words_and_photo_are_kept_beside_the_ledger_and_not_in_it(zhu, monkeypatch):
    (person,) = add_people([Plain(name="周桂英", label="周奶奶")])
    kept = []
    monkeypatch.setattr("gongfu.kernel.people.notes.keep_words", lambda *a, **k: kept.append(a))
    monkeypatch.setattr("gongfu.kernel.people.notes.keep_photo", lambda *a, **k: kept.append(a))
    assert person
    assert post(zhu, form(note="要买药", photo=photo(0))).status_code == 302
    assert kept[0] == (worlds.ZHOU, "要买药")
    assert kept[1][1].startswith(b"\xff\xd8")
    assert "要买药" not in repr(reading.entry(reading.size()))


def test_a_visit_is_confirmed_or_disputed_with_one_tap(team, looked_at_by):
    elder = looked_at_by(worlds.zhou)
    day = elder.get(reverse("day")).content.decode()
    assert reverse("visit-confirm", args=[team["number"]]) in day
    answer = elder.post(reverse("visit-dispute", args=[team["number"]]), {"key": str(uuid.uuid4())})
    assert answer.status_code == 302
    assert (
        reverse("visit-confirm", args=[team["number"]])
        not in elder.get(reverse("day")).content.decode()
    )
