"""People are registered, belong together, hold offices for a year, and can be erased."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from gongfu.kernel.ledger import reading, replay
from gongfu.kernel.ledger.models import Private
from gongfu.kernel.ledger.writing import OtherContent
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people import notes, queries, rules, vault
from gongfu.kernel.people.actions import (
    Newcomer,
    appoint,
    close_account,
    edit_own,
    edit_person,
    end_appointment,
    end_relation,
    erase_person,
    form_household,
    join_group,
    leave_group,
    name_relation,
    open_account,
    register_organisation,
    register_people,
    register_person,
)
from gongfu.kernel.people.actions.appointing import Office as Given
from gongfu.kernel.people.actions.grouping import Unit
from gongfu.kernel.people.identity import BadCreditCode, BadIdNumber, BadPhone, synthetic_card
from gongfu.kernel.people.models import Account, DataKey, Note, Person, Resident
from gongfu.kernel.people.vault import Details
from gongfu.kernel.people.viewers import viewer_of
from gongfu.kernel.refusals import Many
from gongfu.kernel.rights.checking import Denied, SecondNeeded
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

NANYANG, DISTRICT = "330402007032", "330402000000"
GRID, SECOND = f"{NANYANG}004", "s" * 26
TODAY, LATER = date(2021, 9, 1), date(2021, 12, 1)
NOW, THEN = moment(TODAY, 9), moment(LATER, 9)
WHEN: dict[str, Any] = {"on": TODAY, "at": NOW}
CARD = synthetic_card(birthday=date(1940, 1, 1), order=1)


def test_a_deed_of_registration_says_nothing_about_the_person(zhou: str) -> None:
    (entry,) = reading.entries(reading.Wanted(about=zhou))
    private = Private.objects.get(pk=entry.number)
    for secret in ("周", "1380000", "33049919380512"):
        assert secret not in private.body + str(reading.entry(entry.number))
    assert queries.residents(NANYANG) == (zhou,)
    assert queries.places_of([zhou]) == {zhou: GRID}


def test_the_same_form_sent_twice_registers_once(secretary: Viewer, db: None) -> None:
    newcomer = Newcomer(Details(name="王建国", card=CARD), GRID)
    first = register_person(secretary, newcomer, key="k", **WHEN)
    assert register_person(secretary, newcomer, key="k", **WHEN) == first
    assert Person.objects.count() == 1
    other = Newcomer(Details(name="王建华", card=CARD), GRID)
    with pytest.raises(OtherContent):
        register_person(secretary, other, key="k", **WHEN)


def test_one_identity_number_is_one_person(secretary: Viewer, zhou: str) -> None:
    again = Newcomer(Details(name="周桂英", card=vault.plain_of(zhou).card), GRID)
    with pytest.raises(rules.AlreadyRegistered):
        register_person(secretary, again, **WHEN)
    twice = [Newcomer(Details(name="王建国", card=CARD), GRID)] * 2
    with pytest.raises(Many) as caught:
        register_people(secretary, twice, **WHEN)
    assert [error.line for error in caught.value.errors] == [2]
    assert Person.objects.count() == DataKey.objects.count() == 1


def test_all_wrong_lines_come_back_and_nobody_is_registered(secretary: Viewer, db: None) -> None:
    details = [
        Details(name=" "),
        Details(name="王建国", phone="123"),
        Details(name="王建国", card="330402194001010000"),
        Details(name="王建国"),
    ]
    with pytest.raises(Many) as caught:
        register_people(secretary, [Newcomer(one, GRID) for one in details], **WHEN)
    found = [(error.line, type(error.refusal)) for error in caught.value.errors]
    assert found == [(1, rules.NoName), (2, BadPhone), (3, BadIdNumber)]
    assert not Person.objects.exists()
    assert reading.size() == 0


def test_an_office_registers_only_in_its_own_place(secretary: Viewer, db: None) -> None:
    for viewer, place in (
        (secretary, "330402007033"),
        (Viewer("x" * 26), GRID),
        (Viewer("y" * 26, (Office(Role.SYS, DISTRICT),)), GRID),
    ):
        with pytest.raises(Denied):
            register_person(viewer, Newcomer(Details(name="王建国"), place), **WHEN)
    assert not Person.objects.exists()


def test_office_and_person_change_what_is_known(secretary: Viewer, zhou: str, zhu: str) -> None:
    edit_person(secretary, zhou, Details(name="周桂英", phone="13800000003"), at=NOW)
    assert vault.masked("phone", [zhou]) == {zhou: "138****0003"}
    assert vault.find_by_phone("13800000001") == []
    edit_own(Viewer(zhu), zhu, Details(name="朱水源", label="老朱"), at=NOW)
    assert vault.labels([zhu]) == {zhu: "老朱"}
    with pytest.raises(Denied):
        edit_own(Viewer(zhu), zhou, Details(name="周桂英"), at=NOW)
    with pytest.raises(Denied):
        edit_person(Viewer(zhu), zhou, Details(name="周桂英"), at=NOW)


def test_a_household_is_formed_and_left(secretary: Viewer, zhou: str, zhu: str) -> None:
    formed, first, _second = form_household(
        secretary, {zhou: "head", zhu: "child"}, place=GRID, **WHEN
    )
    home = formed.deed.household
    assert [one.person for one in queries.members_of(home, TODAY)] == [zhou, zhu]
    leave_group(secretary, first.number, on=LATER, at=THEN)
    assert [one.person for one in queries.members_of(home, LATER)] == [zhu]
    assert [one.group for one in queries.groups_of(zhou, TODAY)] == [home]
    with pytest.raises(rules.AlreadyEnded):
        leave_group(secretary, first.number, on=LATER, at=THEN)
    with pytest.raises(rules.NotSuchRecord):
        leave_group(secretary, 999, on=LATER, at=THEN)


def test_an_organisation_has_a_checked_code(secretary: Viewer, zhu: str) -> None:
    unit = Unit("某合作社", "cooperative", NANYANG, "91110000600037341L")
    deed = register_organisation(secretary, unit, **WHEN).deed
    assert queries.organisations_with("91110000600037341L") == (deed.organisation,)
    join_group(secretary, zhu, group=deed.organisation, **WHEN)
    assert len(queries.members_of(deed.organisation, TODAY)) == 1
    with pytest.raises(BadCreditCode):
        register_organisation(secretary, unit._replace(credit_code=""), **WHEN)
    with pytest.raises(rules.UnknownWord):
        register_organisation(secretary, unit._replace(sort="club"), **WHEN)
    team = Unit("敬老钥匙帮", "team", NANYANG)
    assert register_organisation(secretary, team, **WHEN).deed.credit_code == ""


def test_an_office_ends_by_itself_after_twelve_months(security: Viewer, zhu: str) -> None:
    appoint(security, Given(zhu, "KEY", NANYANG), second=SECOND, **WHEN)
    (held,) = queries.offices_of(zhu, date(2022, 8, 31))
    assert (held.role, held.place) == ("KEY", NANYANG)
    assert queries.offices_of(zhu, date(2022, 9, 1)) == ()
    assert queries.offices_of(zhu, date(2021, 8, 31)) == ()
    assert queries.holders("KEY", TODAY, place=DISTRICT) == (held,)
    assert queries.holders("KEY", TODAY, place="330402008000") == ()
    assert queries.holders_over("KEY", TODAY, place=GRID) == (held,)


def test_an_office_can_end_earlier_but_not_last_longer(security: Viewer, zhu: str) -> None:
    (made,) = appoint(security, Given(zhu, "KEY", NANYANG), second=SECOND, **WHEN)
    end_appointment(security, made.number, on=LATER, second=SECOND, at=THEN)
    assert queries.offices_of(zhu, LATER) == ()
    assert len(queries.offices_of(zhu, TODAY)) == 1
    with pytest.raises(rules.AlreadyEnded):
        end_appointment(security, made.number, on=LATER, second=SECOND, at=THEN)
    too_long = Given(zhu, "KEY", NANYANG, date(2022, 9, 2))
    with pytest.raises(rules.TooLong):
        appoint(security, too_long, second=SECOND, **WHEN)


def test_offices_are_given_by_two_to_people_on_the_register(
    security: Viewer, secretary: Viewer, zhu: str
) -> None:
    given = Given(zhu, "KEY", NANYANG)
    with pytest.raises(SecondNeeded):
        appoint(security, given, second="", **WHEN)
    with pytest.raises(SecondNeeded):
        appoint(security, given, second=security.person, **WHEN)
    with pytest.raises(Denied):
        appoint(secretary, given, second=SECOND, **WHEN)
    with pytest.raises(rules.UnknownPerson):
        appoint(security, Given("x" * 26, "KEY", NANYANG), second=SECOND, **WHEN)
    for role in ("RES", "PUB", "KING"):
        with pytest.raises(rules.UnknownWord, match=role):
            appoint(security, Given(zhu, role, NANYANG), second=SECOND, **WHEN)
    assert queries.offices_of(zhu, TODAY) == ()


def test_a_year_from_a_leap_day_ends_in_march() -> None:
    assert rules.year_later(date(2020, 2, 29)) == date(2021, 3, 1)
    assert rules.year_later(date(2020, 3, 1)) == date(2021, 3, 1)


def test_who_stands_by_a_person_is_named_in_order(secretary: Viewer, zhou: str, zhu: str) -> None:
    contact = name_relation(secretary, zhou, other=zhu, sort="contact", rank=2, **WHEN)
    name_relation(secretary, zhou, other=zhu, sort="proxy", **WHEN)
    assert [one.sort for one in queries.relations_of(zhou, TODAY)] == ["proxy", "contact"]
    assert queries.wards_of(zhu, TODAY) == {zhou}
    end_relation(secretary, contact.number, on=LATER, at=THEN)
    assert queries.relations_of(zhou, LATER, sort="contact") == ()
    with pytest.raises(rules.Oneself):
        name_relation(secretary, zhou, other=zhou, sort="kin", **WHEN)
    with pytest.raises(rules.UnknownWord):
        name_relation(secretary, zhou, other=zhu, sort="friend", **WHEN)


def test_what_has_not_come_yet_is_refused(secretary: Viewer, zhou: str) -> None:
    with pytest.raises(rules.FutureDay, match="2021-12-01"):
        form_household(secretary, {zhou: "head"}, place=GRID, on=LATER, at=NOW)


def _life(secretary: Viewer, security: Viewer, zhou: str, zhu: str) -> None:
    """Let 周奶奶 leave traces everywhere."""
    form_household(secretary, {zhou: "head", zhu: "child"}, place=GRID, **WHEN)
    name_relation(secretary, zhou, other=zhu, sort="proxy", **WHEN)
    name_relation(secretary, zhu, other=zhou, sort="kin", **WHEN)
    (made,) = appoint(security, Given(zhou, "VOL", NANYANG), second=SECOND, **WHEN)
    end_appointment(security, made.number, on=LATER, second=SECOND, at=THEN)
    notes.keep_words(zhou, "膝盖疼", by=zhu, at=NOW)
    notes.keep_words(zhu, "谢谢", by=zhou, at=NOW)
    Account.objects.create_user("zhou", password="x", person=zhou)


def _everything_stored() -> str:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def test_after_erasure_no_table_holds_the_person(
    secretary: Viewer, security: Viewer, zhou: str, zhu: str
) -> None:
    _life(secretary, security, zhou, zhu)
    assert zhou in _everything_stored()
    size = reading.size()
    erase_person(Viewer(zhou), zhou, ground="wish", second="", on=LATER, at=THEN)
    assert zhou not in _everything_stored()
    assert reading.size() == size + 1
    assert vault.labels([zhou, zhu]) == {zhu: "朱*"}
    assert vault.find_by_phone("13800000001") == []
    assert Note.objects.count() == 1
    assert not Account.objects.exists()
    assert not Resident.objects.filter(pk=zhou).exists()


@pytest.mark.parametrize("batch", [1, 3, 5000])
def test_after_erasure_replay_still_equals_live(
    secretary: Viewer, security: Viewer, zhou: str, zhu: str, batch: int
) -> None:
    _life(secretary, security, zhou, zhu)
    assert replay.differences(batch=batch) == []
    erase_person(Viewer(zhou), zhou, ground="wish", second="", on=LATER, at=THEN)
    assert replay.differences(batch=batch) == []


def test_a_person_is_erased_by_themselves_or_by_two(
    secretary: Viewer, security: Viewer, zhou: str, zhu: str
) -> None:
    how: dict[str, Any] = {"ground": "died", "on": TODAY, "at": NOW}
    for viewer, second in ((Viewer(zhu), SECOND), (secretary, SECOND)):
        with pytest.raises(Denied):
            erase_person(viewer, zhou, second=second, **how)
    with pytest.raises(SecondNeeded):
        erase_person(security, zhou, second="", **how)
    erase_person(security, zhou, second=SECOND, **how)
    with pytest.raises(rules.UnknownPerson):
        erase_person(security, zhou, second=SECOND, **how)


def test_an_account_is_opened_by_the_office_and_closed(secretary: Viewer, zhu: str) -> None:
    how = {"username": "zhu", "password": "南湖菱角四角圆圆-1921"}
    account = open_account(secretary, zhu, **how)
    assert account.check_password(how["password"])
    assert "朱" not in repr(Account.objects.values())
    with pytest.raises(rules.AccountTaken):
        open_account(secretary, zhu, **how)
    with pytest.raises(Denied):
        close_account(Viewer(zhu), zhu)
    close_account(secretary, zhu)
    with pytest.raises(rules.WeakPassword):
        open_account(secretary, zhu, username="zhu", password="12345678")
    assert not Account.objects.exists()


def test_a_viewer_has_the_offices_and_wards_of_the_day(
    secretary: Viewer, security: Viewer, zhou: str, zhu: str
) -> None:
    appoint(security, Given(zhu, "KEY", NANYANG), second=SECOND, **WHEN)
    name_relation(secretary, zhou, other=zhu, sort="proxy", **WHEN)
    viewer = viewer_of(zhu, on=TODAY)
    assert viewer == Viewer(zhu, (Office(Role.KEY, NANYANG),), frozenset({zhou}))
    assert viewer_of(zhu, on=date(2022, 9, 1)).offices == ()
    assert viewer_of(None, on=TODAY) == viewer_of("", on=TODAY) == Viewer()


def test_an_account_keeps_no_name() -> None:
    columns = {field.name for field in Account._meta.get_fields()}
    assert not {"first_name", "last_name"} & columns
    assert apps.get_model("people.Account") is Account
