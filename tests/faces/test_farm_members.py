"""The members' page of a cooperative: joining, capital, leaving, subsidies and gifts."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from gongfu.domains.fields.deeds import GrantReceived
from gongfu.domains.fields.models import Member
from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.reading import Wanted
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.people.actions.grouping import form_household
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from tests.domains.fields.worlds import BEGAN, JINXING, Cooperative, officer, secretary

PHONE = "13957312345"


@pytest.fixture
def farm(looked_at_by):
    found = Cooperative()
    found.client = looked_at_by(found.head)
    return found


@pytest.fixture
def newcomers(farm):
    """A household of the village that is no member, known by a phone number."""
    began = moment(BEGAN, 8)
    details = Details("钱新", label="钱新", phone=PHONE)
    (entry,) = register_people(secretary, [Newcomer(details, JINXING)], on=BEGAN, at=began)
    formed = form_household(
        secretary, {entry.deed.person: "head"}, place=JINXING, on=BEGAN, at=began
    )
    return str(formed[0].deed.household)


def post(client, name, *arguments, **values):
    return client.post(reverse(name, args=arguments), {"key": str(uuid.uuid4()), **values})


def test_the_head_sees_all_members_and_a_household_its_own(farm, looked_at_by):
    page = farm.client.get(reverse("farm-members", args=[farm.id])).content.decode()
    assert "人2" in page and "人3" in page and "100.00 元" in page
    own = looked_at_by(farm.anna).get(reverse("farm-members", args=[farm.id])).content.decode()
    assert page.count("/leave/") == 2 and own.count("/leave/") == 1
    assert "农户入社" in page and "农户入社" not in own
    assert "人2" in own and "人3" not in own, "one's own household goes by its name"


def test_the_office_of_the_place_enters_members_too_and_an_officer_does_not(
    farm, newcomers, looked_at_by
):
    client = looked_at_by(secretary)
    body = client.get(reverse("farm-members", args=[farm.id])).content.decode()
    assert "人2" in body and reverse("farm-join", args=[farm.id]) in body
    answer = post(client, "farm-join", farm.id, who=PHONE, on="2021-03-01", amount="10")
    assert answer.status_code == 302 and Member.objects.filter(household=newcomers).exists()
    other = looked_at_by(officer)
    assert "人2" not in other.get(reverse("farm-members", args=[farm.id])).content.decode()
    assert post(other, "farm-join", farm.id, who=PHONE, on="2021-03-01").status_code == 403


def test_a_household_joins_by_a_phone_number_with_its_capital(farm, newcomers):
    answer = post(farm.client, "farm-join", farm.id, who=PHONE, on="2021-03-01", amount="5000")
    assert answer.status_code == 302
    row = Member.objects.get(household=newcomers)
    assert (row.capital_fen, row.left_on) == (500_000, None)
    again = post(farm.client, "farm-join", farm.id, who=PHONE, on="2021-03-01", amount="5000")
    assert again.status_code == 422 and PHONE in again.content.decode()


def test_an_unknown_person_joins_nothing_and_what_was_typed_stays(farm):
    answer = post(
        farm.client, "farm-join", farm.id, who="13900000000", on="2021-03-01", amount="12"
    )
    assert answer.status_code >= 400
    assert "13900000000" in answer.content.decode() and Member.objects.count() == 2


def test_capital_is_paid_in_and_back_but_never_more_than_there_is(farm):
    paid = post(farm.client, "farm-capital", farm.id, farm.first, way="in", amount="50.50")
    assert paid.status_code == 302
    assert Member.objects.get(household=farm.first).capital_fen == 10_000 + 5_050
    back = post(farm.client, "farm-capital", farm.id, farm.first, way="out", amount="9999")
    assert back.status_code >= 400
    assert Member.objects.get(household=farm.first).capital_fen == 10_000 + 5_050


def test_a_household_leaves_by_its_own_word_and_with_land_it_cannot(farm, looked_at_by):
    farm.plot("A1", household=farm.first)
    own = looked_at_by(farm.anna)
    assert post(own, "farm-leave", farm.id, farm.first).status_code >= 400
    assert post(looked_at_by(farm.ben), "farm-leave", farm.id, farm.second).status_code == 302
    assert Member.objects.get(household=farm.second).left_on is not None
    assert post(own, "farm-capital", farm.id, farm.first, way="in", amount="5").status_code == 403


def test_a_subsidy_is_entered_with_its_source(farm):
    answer = post(
        farm.client, "farm-grant", farm.id, source="state", amount="20000", on="2021-03-01"
    )
    assert answer.status_code == 302
    (entry,) = reading.entries(Wanted(kinds=(GrantReceived.kind,)))
    assert (entry.deed.amount_fen, entry.deed.source) == (2_000_000, "state")


def test_a_stranger_enters_nothing(farm, looked_at_by):
    other = looked_at_by(Cooperative(number=2).head)
    for name, arguments in (("farm-join", ()), ("farm-grant", ()), ("farm-capital", (farm.first,))):
        assert other.get(reverse(name, args=[farm.id, *arguments])).status_code == 403


def test_a_household_that_is_no_member_is_not_named(farm, newcomers):
    for name in ("farm-capital", "farm-leave"):
        answer = farm.client.get(reverse(name, args=[farm.id, newcomers]))
        assert answer.status_code == 404 and "钱新" not in answer.content.decode()
