"""Words and photos of a visit and of a request: who may read them, and that the look is noted."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gongfu.domains.keys import actions
from gongfu.kernel.needs import actions as needs
from gongfu.kernel.needs import queries
from gongfu.kernel.needs.actions import Answer
from gongfu.kernel.needs.models import Need
from gongfu.kernel.people import notes, readings, vault
from gongfu.kernel.people.models import Note
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests import worlds
from tests.domains.grids import worlds as grids
from tests.kernel.needs.conftest import Course, admit, asker, liu, raised, taken
from tests.worlds import MORNING, NANYANG

WROTE, SAW, MENDED = "降压药快吃完了", "送来的米已经收到", "换了阀芯，水已关好"
PDF = b"%PDF-1.4\n1 0 obj << >> endobj\n%%EOF\n"


def jpeg(side=900):
    body = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "EXIFMAKER"
    Image.new("RGB", (side, side), "#14646B").save(body, "JPEG", exif=exif)
    return body.getvalue()


@pytest.fixture
def written(team, looked_at_by):
    """A visit of 朱水源 to 周奶奶 with a few words and a photo."""
    worlds.in_the_vault(worlds.ZHOU)
    ended = MORNING + timedelta(minutes=59)
    values = {
        "key": "5f0e4c3c-6f51-4b0e-9d57-d0cbb8ea7f10", "answer": "well", "minutes": "20",
        "opened_at": ended.isoformat(), "note": WROTE,
        "photo": SimpleUploadedFile("p.jpg", jpeg(), "image/jpeg"),
    }  # fmt: skip
    answer = looked_at_by(worlds.zhu).post(reverse("visit", args=[worlds.ZHOU]), values)
    assert answer.status_code == 302
    return {"number": int(answer.url.rstrip("/").rpartition("/")[2]), "values": values}


@pytest.mark.parametrize("who", ["zhou", "daughter", "zhu", "liu"])
def test_the_elder_the_family_the_writer_and_the_office_read_it(written, looked_at_by, who):
    viewer = getattr(worlds, who)
    client = looked_at_by(viewer)
    page = client.get(reverse("visit-notes", args=[written["number"]]))
    assert WROTE in page.content.decode()
    photo = client.get(reverse("visit-photo", args=[written["number"]]))
    assert photo.content.startswith(b"\xff\xd8")
    looks = {line.look.field for line in readings.who_looked(worlds.ZHOU)}
    assert looks == ({"words", "photo"} if who != "zhou" else set())
    assert Note.objects.count() == 2


@pytest.mark.parametrize("who", ["lin", "son", "stranger", "outside", "neighbour"])
def test_nobody_else_reads_it_and_no_look_is_noted(written, looked_at_by, who):
    client = looked_at_by(getattr(worlds, who))
    for name in ("visit-notes", "visit-photo"):
        answer = client.get(reverse(name, args=[written["number"]]))
        assert answer.status_code in (403, 404)
        assert WROTE not in answer.content.decode("utf-8", "replace")
    assert not readings.who_looked(worlds.ZHOU)
    assert (
        looked_at_by(PUBLIC).get(reverse("visit-notes", args=[written["number"]])).status_code
        == 302
    )


def test_another_keeper_of_the_elder_does_not_read_what_one_wrote(written, looked_at_by):
    worlds.assign(worlds.lin, worlds.ZHOU, worlds.DAUGHTER)
    client = looked_at_by(worlds.lin)
    assert client.get(reverse("visit-notes", args=[written["number"]])).status_code == 403
    listed = client.get(reverse("elder", args=[worlds.ZHOU])).content.decode()
    assert reverse("visit-notes", args=[written["number"]]) not in listed


@pytest.mark.parametrize(
    ("name", "who"), [("elder", "liu"), ("elder", "daughter"), ("hours", "zhu"), ("day", "daughter")]
)  # fmt: skip
def test_lists_of_visits_lead_to_it(written, looked_at_by, name, who):
    path = reverse(name, args=[worlds.ZHOU] if name == "elder" else [])
    page = looked_at_by(getattr(worlds, who)).get(path).content.decode()
    assert reverse("visit-notes", args=[written["number"]]) in page
    assert not readings.who_looked(worlds.ZHOU), "a list opens nothing"


def test_a_photo_is_sent_as_a_photo_and_nothing_else(written, looked_at_by):
    client = looked_at_by(worlds.liu)
    path = reverse("visit-photo", args=[written["number"]])
    whole, small = client.get(path), client.get(path, {"size": "small"})
    for answer, side in ((whole, 900), (small, 360)):
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"EXIFMAKER" not in answer.content
        assert Image.open(io.BytesIO(answer.content)).size == (side, side)
    page = client.get(reverse("visit-notes", args=[written["number"]])).content.decode()
    assert 'loading="lazy"' in page
    assert 'alt="' in page


def test_a_second_sending_keeps_what_came_first(written, looked_at_by):
    again = {**written["values"], "note": "别的话", "photo": ""}
    path = reverse("visit", args=[worlds.ZHOU])
    assert looked_at_by(worlds.zhu).post(path, again).status_code == 302
    assert Note.objects.count() == 2
    page = looked_at_by(worlds.liu).get(reverse("visit-notes", args=[written["number"]]))
    assert WROTE in page.content.decode()


def test_words_lost_on_the_way_come_with_the_second_sending(written, looked_at_by):
    notes.forget(written["number"])
    values = {**written["values"], "photo": ""}
    looked_at_by(worlds.zhu).post(reverse("visit", args=[worlds.ZHOU]), values)
    page = looked_at_by(worlds.liu).get(reverse("visit-notes", args=[written["number"]]))
    assert WROTE in page.content.decode()


def test_what_is_taken_back_is_forgotten(written):
    at = MORNING + timedelta(hours=2)
    actions.take_back_visit(worlds.zhu, number=written["number"], at=at)
    assert not Note.objects.exists()


@pytest.fixture
def served(looked_at_by):
    """A request served with a photo, and answered with words."""
    grids.register(grids.ANNA, grids.BEN)
    admit()
    course = Course(now=MORNING - timedelta(days=1))
    raised(course)
    worlds.in_the_vault(asker.person)
    needs.review_need(liu, need=course.need, at=course.later())
    anna = Viewer(grids.ANNA, (Office(Role.VOL, NANYANG),))
    offer = taken(course, anna)
    begun = course.later()
    entry = needs.finish_task(
        anna,
        offer=offer,
        started_at=begun,
        ended_at=course.later(),
        result=needs.Result(MENDED, jpeg(), PDF),
        at=course.now,
    )
    answer = Answer(True, "partly", "not-finished", SAW)
    needs.rate_need(asker, need=course.need, answer=answer, at=course.later())
    return {"need": course.need, "number": entry.number, "asker": asker, "liu": liu, "anna": anna}


@pytest.mark.parametrize(("who", "words"), [("asker", True), ("liu", True), ("anna", False)])
def test_a_request_shows_its_last_photo_and_to_asker_and_office_the_answer(
    served, looked_at_by, who, words
):
    client = looked_at_by(served[who])
    page = client.get(reverse("need", args=[served["need"]])).content.decode()
    photo = reverse("need-after", args=[served["need"], served["number"]])
    paper = reverse("need-paper", args=[served["need"], served["number"]])
    assert photo in page and paper in page and MENDED in page
    assert (SAW in page) is words
    assert client.get(photo).content.startswith(b"\xff\xd8")
    answer = client.get(paper)
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    looked = {one.look.field for one in readings.who_looked(asker.person)}
    assert served[who] == asker or {"photo", "paper", "words"} <= looked


def test_a_neighbour_sees_no_photo_of_a_request(served, looked_at_by):
    ben = Viewer(grids.BEN, (Office(Role.VOL, NANYANG),))
    for name in ("need-after", "need-paper"):
        address = reverse(name, args=[served["need"], served["number"]])
        for viewer in (ben, worlds.outside, worlds.stranger):
            assert looked_at_by(viewer).get(address).status_code in (403, 404)


def test_what_shows_a_result_lies_sealed_and_goes_with_the_asker(served):
    bodies = [bytes(one.body) for one in Note.objects.filter(person=asker.person)]
    assert len(bodies) == 4
    for body in bodies:
        assert PDF not in body and MENDED.encode() not in body
    [deed] = [e.deed for e in queries.course_of(served["need"]) if e.number == served["number"]]
    assert MENDED not in str(deed) and deed.sealed and deed.paper
    assert vault.erase(asker.person)
    assert not Note.objects.filter(person=asker.person).exists()


@pytest.mark.parametrize(
    ("body", "said"), [(b"MZ not a document", "不是 PDF"), (b"%PDF-" + b"x" * 2_100_000, "2 MB")]
)
def test_a_file_that_is_no_document_is_refused_and_nothing_is_finished(
    served, looked_at_by, body, said
):
    course = Course(now=MORNING)
    raised(course)
    needs.review_need(liu, need=course.need, at=course.later())
    offer = taken(course, served["anna"])
    file = SimpleUploadedFile("a.pdf", body, "application/pdf")
    answer = looked_at_by(served["anna"]).post(
        reverse("task-move", args=[offer, "finish"]),
        {"key": str(uuid4()), "minutes": "30", "paper": file},
    )
    assert said in answer.content.decode()
    assert Need.objects.get(pk=course.need).state == "accepted"
