"""What lies sealed about an elder: the health note, and breaking the glass for a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.rules.registering import HealthNotAgreed, NoSuchElder
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.permits import acting, permit
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.notices.models import Notice
from gongfu.kernel.people import glasses, notes, readings, vault
from gongfu.kernel.people.deeds import AppointmentMade, RelationNamed
from gongfu.kernel.people.models import Note
from gongfu.kernel.people.rules import ReasonMissing
from gongfu.kernel.rights.checking import Denied, check, may
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer
from tests import worlds
from tests.worlds import DAUGHTER, GRID, MORNING, NANYANG, NEXT_YEAR, ZHOU, liu, zhou

DISTRICT = "330402000000"
AUDITOR = worlds.person("auditor")
auditor = Viewer(AUDITOR, (Office(Role.AUD, DISTRICT),))
grid = Viewer(worlds.person("grid"), (Office(Role.GRD, GRID),))
CASE = {"owner": ZHOU, "place": GRID}


@pytest.fixture
def elder(db):
    """周奶奶, who agreed to a health note."""
    worlds.in_the_vault(ZHOU, address="由拳路 18 号", card="330402193805120021")
    worlds.register()
    actions.give_consent(liu, elder=ZHOU, scope="health", until=NEXT_YEAR, at=MORNING)
    actions.note_health(liu, elder=ZHOU, text="胰岛素在冰箱门上", at=MORNING)
    return ZHOU


def through_the_glass(viewer, at=MORNING):
    opened = frozenset(glasses.open_to(viewer.person, at=at))
    return Viewer(viewer.person, viewer.offices, viewer.wards, opened)


def shown(viewer, at=MORNING):
    grant = check(viewer, "elder.read_health_note", **CASE)
    return notes.health(viewer, ZHOU, grant=grant, at=at)


def test_the_elder_and_the_family_read_the_health_note_and_the_office_does_not(elder):
    assert shown(zhou) == shown(worlds.daughter) == "胰岛素在冰箱门上"
    for viewer in (liu, grid, auditor, worlds.zhu, worlds.stranger):
        with pytest.raises(Denied):
            shown(viewer)
    assert "胰岛素".encode() not in bytes(Note.objects.get().body)


@pytest.mark.parametrize("viewer", [liu, grid, auditor])
def test_a_broken_glass_opens_it_for_three_hours_with_the_reason_noted(elder, viewer):
    opened = actions.break_glass(viewer, elder=ZHOU, reason="晕倒送医", at=MORNING)
    assert opened.until == MORNING + timedelta(hours=3)
    assert shown(through_the_glass(viewer)) == "胰岛素在冰箱门上"
    (looked,) = readings.who_looked(ZHOU)
    assert (looked.look.letter, looked.look.reason) == ("b", "晕倒送医")
    with pytest.raises(Denied):
        shown(through_the_glass(viewer, at=opened.until))


def test_it_is_no_deed_and_asking_again_changes_nothing(elder):
    before = reading.size()
    first = actions.break_glass(liu, elder=ZHOU, reason="晕倒送医", at=MORNING)
    again = MORNING + timedelta(hours=1)
    assert actions.break_glass(liu, elder=ZHOU, reason="别的", at=again) == first
    assert reading.size() == before
    assert [one.reason for one in glasses.opened_of([ZHOU])] == ["晕倒送医"]


def test_the_elder_who_speaks_for_them_and_the_auditor_are_told(elder):
    here = {"on": MORNING.date(), "place": DISTRICT}
    made = AppointmentMade(**here, person=AUDITOR, role="AUD", until=NEXT_YEAR)
    speaks = RelationNamed(**here, person=ZHOU, other=DAUGHTER, sort="proxy", rank=1)
    with acting():
        permit()
        append([Draft(deed, by=worlds.LIU, at=MORNING) for deed in (made, speaks)])
    actions.break_glass(liu, elder=ZHOU, reason="晕倒送医", at=MORNING)
    told = set(Notice.objects.values_list("person", "kind"))
    assert told == {
        (ZHOU, "keys.glass-broken"),
        (DAUGHTER, "keys.glass-broken"),
        (AUDITOR, "keys.glass-audited"),
    }
    assert "晕倒" not in str(list(Notice.objects.values()))


def test_without_a_reason_or_outside_ones_area_nothing_opens(elder):
    with pytest.raises(ReasonMissing):
        actions.break_glass(liu, elder=ZHOU, reason="  ", at=MORNING)
    for viewer in (worlds.outside, worlds.zhu, worlds.daughter, worlds.stranger):
        with pytest.raises(Denied):
            actions.break_glass(viewer, elder=ZHOU, reason="好奇", at=MORNING)
    with pytest.raises(NoSuchElder):
        actions.break_glass(liu, elder="nobody", reason="晕倒送医", at=MORNING)
    assert not glasses.opened_of([ZHOU])
    assert not Notice.objects.exists()


def test_a_glass_opens_one_person_only(elder):
    worlds.register(worlds.WU, worlds.SON)
    actions.break_glass(liu, elder=ZHOU, reason="晕倒送医", at=MORNING)
    looking = through_the_glass(liu)
    assert not may(looking, "elder.read_health_note", owner=worlds.WU, place=GRID)


def test_the_identity_number_is_masked_to_the_office_and_whole_to_a_broken_glass(elder):
    def number(viewer):
        grant = check(viewer, "elder.read_id_number", **CASE)
        return vault.reveal(viewer, ZHOU, "card", grant=grant, at=MORNING)

    assert number(liu) == "···· 0021"
    assert number(zhou) == "330402193805120021"
    with pytest.raises(Denied):
        number(auditor)
    actions.break_glass(auditor, elder=ZHOU, reason="核对冒领", at=MORNING)
    assert number(through_the_glass(auditor)) == "330402193805120021"


def test_the_auditor_reads_card_and_visits_through_the_glass_and_the_office_the_door(elder):
    tag = "K-381"
    actions.give_consent(liu, elder=ZHOU, scope="keys", until=NEXT_YEAR, at=MORNING)
    actions.entrust_item(liu, elder=ZHOU, sort="key", tag=tag, at=MORNING)
    for query in (queries.elder_card, queries.visits_to):
        with pytest.raises(Denied):
            query(auditor, ZHOU, *([MORNING.date()] if query is queries.elder_card else []))
    with pytest.raises(Denied):
        queries.door_for(liu, tag, at=MORNING)
    for viewer in (auditor, liu):
        actions.break_glass(viewer, elder=ZHOU, reason="核对冒领", at=MORNING)
    assert queries.elder_card(through_the_glass(auditor), ZHOU, MORNING.date()).elder == ZHOU
    assert queries.visits_to(through_the_glass(auditor), ZHOU).total == 0
    assert queries.door_for(through_the_glass(liu), tag, at=MORNING).address == "由拳路 18 号"


def test_nothing_is_noted_about_health_without_consent_and_it_goes_with_it(elder):
    actions.withdraw_consent(zhou, elder=ZHOU, scope="health", at=MORNING)
    assert not Note.objects.exists()
    with pytest.raises(HealthNotAgreed):
        actions.note_health(liu, elder=ZHOU, text="胰岛素", at=MORNING)
    actions.note_health(liu, elder=ZHOU, text="", at=MORNING)


def test_a_new_health_note_takes_the_place_of_the_last(elder):
    actions.note_health(zhou, elder=ZHOU, text="不吃海鲜", at=MORNING)
    assert shown(zhou) == "不吃海鲜"
    assert Note.objects.count() == 1
    for viewer in (worlds.zhu, worlds.outside, worlds.stranger):
        with pytest.raises(Denied):
            actions.note_health(viewer, elder=ZHOU, text="编的", at=MORNING)


def test_with_the_consent_to_photos_the_photos_go(elder):
    actions.give_consent(liu, elder=ZHOU, scope="photo", until=NEXT_YEAR, at=MORNING)
    notes.keep_photo(ZHOU, b"x", by="", at=MORNING, record=7)
    notes.keep_words(ZHOU, "要买药", by="", at=MORNING, record=7)
    actions.withdraw_consent(liu, elder=ZHOU, scope="photo", at=MORNING)
    assert set(Note.objects.values_list("sort", flat=True)) == {"words", "health"}


def test_a_community_without_the_elder_reads_nothing(elder):
    assert not may(worlds.secretary(worlds.person("other"), "330402007031"), "break_glass.open",
                   place=NANYANG, glass=True)  # fmt: skip
