"""`gongfu retain` and `gongfu tend` let go of what was kept long enough, and say what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from gongfu.domains.keys import actions
from gongfu.domains.keys.models import CareOffer, Round
from gongfu.faces.cli import retain_command, tend_command
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.people import notes
from gongfu.kernel.people.models import Export, Glass, Note, Reading
from gongfu.kernel.people.readings import Look, note, note_export
from tests import worlds
from tests.worlds import MORNING, ZHOU, liu


@pytest.fixture
def kept(team_of_worlds, monkeypatch):
    """Something of every sort, written down this morning."""
    worlds.in_the_vault(ZHOU)
    note(Look(worlds.LIU, ZHOU, "phone", "r"), at=MORNING)
    actions.break_glass(liu, elder=ZHOU, reason="晕倒送医", at=MORNING)
    note_export(worlds.LIU, "members", people=7, at=MORNING)
    notes.keep_words(ZHOU, "要买药", by="", at=MORNING, record=1)
    notes.keep_photo(ZHOU, b"x", by="", at=MORNING, record=1)
    actions.ask_keepers(liu, elder=ZHOU, keepers=[worlds.LIN], at=MORNING)
    actions.plan_round(worlds.zhu, keeper=worlds.ZHU, on=MORNING.date(), at=MORNING)

    def after(days):
        monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(days=days))
        return {keep.value: count for keep, count in retain_command.retain().items()}

    return after


@pytest.fixture
def team_of_worlds(db):
    worlds.team()


def test_each_sort_of_thing_leaves_after_its_days_and_no_deed_does(kept):
    before = reading.size()
    assert kept(days=89) == {}
    gone = kept(days=91)
    assert gone.pop("rounds") >= 1
    assert gone == {"offers": 1}
    assert kept(days=181) == {"photos": 1}
    assert set(Note.objects.values_list("sort", flat=True)) == {"words"}
    assert kept(days=401) == {"readings": 2, "words": 1, "notices": Notice.objects.count() or 1}
    assert Export.objects.exists()
    assert kept(days=1101) == {"exports": 1}
    for model in (Reading, Glass, Export, Note, Round, CareOffer, Notice):
        assert not model.objects.exists(), model
    assert reading.size() == before


def test_the_days_are_a_setting_and_nothing_may_be_kept_for_good(kept, settings):
    settings.GONGFU_KEEP_DAYS = {"photos": "7", "words": "0"}
    assert kept(days=8) == {"photos": 1}
    assert "words" not in kept(days=4000)
    assert Note.objects.get().sort == "words"


def test_a_health_note_leaves_with_the_end_of_the_consent(kept, monkeypatch):
    until = date(2021, 10, 1)
    actions.give_consent(liu, elder=ZHOU, scope="health", until=until, at=MORNING)
    actions.note_health(liu, elder=ZHOU, text="胰岛素", at=MORNING)
    assert kept(days=15) == {}
    assert kept(days=16) == {"with-the-consent": 1}


def test_the_command_and_the_housekeeping_say_what_was_removed(kept, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(days=181))
    said = CliRunner().invoke(retain_command.command, [])
    assert said.exit_code == 0
    assert "1" in said.output and "照片" in said.output
    assert "没有到期的内容" in CliRunner().invoke(retain_command.command, []).output
    monkeypatch.setattr(clock, "now", lambda: MORNING + timedelta(days=401))
    assert "留言" in CliRunner().invoke(tend_command.command, []).output
