"""Money, things and agreements on pages: what is typed arrives, what cannot be right says so."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.models import Agreement, Care, Consent, Elder, Item
from gongfu.kernel.ledger import reading
from gongfu.kernel.people.actions.registering import Newcomer, register_person
from gongfu.kernel.people.models import Relation
from gongfu.kernel.people.vault import Details
from tests import worlds

ELDER = (worlds.ZHOU,)


def send(client, page, arguments, **values):
    return client.post(reverse(page, args=arguments), {"key": str(uuid.uuid4()), **values})


def shown(client, name, arguments):
    answer = client.get(reverse(name, args=arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def test_money_is_noted_by_the_keeper_and_waits_for_its_witness(team, looked_at_by):
    zhu = looked_at_by(worlds.zhu)
    assert reverse("elder-money", args=ELDER) in shown(zhu, "visit", ELDER)
    assert reverse("elder-money", args=ELDER) in shown(zhu, "elder", ELDER)
    assert "inputmode" in shown(zhu, "elder-money", ELDER)
    answer = send(zhu, "elder-money", ELDER, amount="50.5", purpose="bills", witness=worlds.LIN)
    assert answer.status_code == 302
    card = shown(zhu, "elder", ELDER)
    assert "50.50 元" in card and "等第二人确认" in card
    assert queries.to_answer(worlds.lin)[0].amount_fen == 5050


@pytest.mark.parametrize(
    "changes", [{"amount": "many"}, {"amount": "1.234"}, {"amount": "0"}, {"amount": "NaN"},
                {"witness": ""}, {"witness": worlds.ZHU}, {"purpose": "gold"}],
)  # fmt: skip
def test_money_that_cannot_be_right_is_refused_in_words(team, looked_at_by, changes):
    before = reading.size()
    good = {"amount": "50", "purpose": "bills", "witness": worlds.LIN}
    answer = send(looked_at_by(worlds.zhu), "elder-money", ELDER, **{**good, **changes})
    assert answer.status_code in (403, 422)
    assert 'role="alert"' in answer.content.decode()
    assert reading.size() == before


def test_the_office_notes_when_and_by_whom_an_elder_is_visited_and_what_they_speak(
    team, looked_at_by
):
    liu = looked_at_by(worlds.liu)
    good = {
        "living": "alone", "rhythm_days": "3", "usual_minutes": "40", "window_from": "09:30",
        "window_to": "11:00", "pair": "1", "language": "dialect",
    }  # fmt: skip
    for wrong in ({"window_to": "09:00"}, {"window_from": "noon"}, {"language": "elvish"}):
        answer = send(liu, "elder-change", ELDER, **{**good, **wrong})
        assert answer.status_code in (400, 422)
        assert 'value="40"' in answer.content.decode()
    assert send(liu, "elder-change", ELDER, **good).status_code == 302
    row = Elder.objects.get(pk=worlds.ZHOU)
    assert (row.window_from, row.window_to, row.pair, row.language) == (570, 660, True, "dialect")
    zhu = looked_at_by(worlds.zhu)
    card = shown(zhu, "elder", ELDER)
    assert "09:30–11:00" in card and "两人同行" in card and "只说本地话" in card
    assert "只说本地话" in shown(zhu, "visit", ELDER)


def test_only_the_elders_keeper_notes_money(team, looked_at_by):
    for who in (worlds.liu, worlds.daughter, worlds.stranger):
        answer = looked_at_by(who).get(reverse("elder-money", args=ELDER))
        assert answer.status_code in (403, 404)


def test_a_thing_is_given_back_and_the_family_confirms_it(team, looked_at_by):
    zhu = looked_at_by(worlds.zhu)
    assert reverse("held") in shown(zhu, "day", ())
    assert reverse("item-back", args=[team["item"]]) in shown(zhu, "item", [team["item"]])
    assert send(zhu, "item-back", [team["item"]]).status_code == 302
    accept = reverse("item-accept", args=[team["item"]])
    assert accept not in shown(zhu, "day", ())
    daughter = looked_at_by(worlds.daughter)
    assert accept in shown(daughter, "day", ())
    assert send(daughter, "item-accept", [team["item"]], answer="yes").status_code == 302
    assert Item.objects.get(pk=team["item"]).holder == worlds.ZHOU
    assert reverse("item-back", args=[team["item"]]) not in shown(
        looked_at_by(worlds.liu), "item", [team["item"]]
    )


def test_a_bank_card_goes_back_before_a_witness_only(team, looked_at_by):
    actions.entrust_item(
        worlds.liu, elder=worlds.ZHOU, sort="bank-card", tag="B-1", at=worlds.MORNING
    )
    actions.hand_over(
        worlds.liu, item="B-1", taker=worlds.ZHU, witness=worlds.LIU, at=worlds.MORNING
    )
    actions.accept_item(worlds.zhu, item="B-1", at=worlds.MORNING)
    zhu = looked_at_by(worlds.zhu)
    assert send(zhu, "item-back", ["B-1"]).status_code == 422
    assert send(zhu, "item-back", ["B-1"], witness=worlds.LIN).status_code == 302
    assert Item.objects.get(pk="B-1").offered_to == worlds.ZHOU


def test_a_lost_thing_is_replaced_by_the_office(team, looked_at_by):
    actions.report_lost(worlds.zhu, item=team["item"], at=worlds.MORNING)
    path = reverse("item-replace", args=[team["item"]])
    assert path not in shown(looked_at_by(worlds.zhu), "item", [team["item"]])
    liu = looked_at_by(worlds.liu)
    assert reverse("item", args=[team["item"]]) in shown(liu, "desk", ())
    assert path in shown(liu, "item", [team["item"]])
    answer = send(liu, "item-replace", [team["item"]], cost="260", tag="K-382")
    assert answer.url == reverse("item", args=["K-382"])
    assert Item.objects.get(pk="K-382").holder == worlds.ZHOU
    assert path not in shown(liu, "item", [team["item"]])


def test_an_agreement_ends_once_nothing_is_held_under_it(team, looked_at_by):
    liu = looked_at_by(worlds.liu)
    agreement = Agreement.objects.get(elder=worlds.ZHOU).agreement
    end = (worlds.ZHOU, agreement)
    assert reverse("agreement-end", args=end) in shown(liu, "elder", ELDER)
    assert "keys.still-holding" in send(liu, "agreement-end", end, care="off").content.decode()
    actions.give_back(worlds.zhu, item=team["item"], at=worlds.MORNING)
    actions.accept_item(worlds.daughter, item=team["item"], at=worlds.MORNING)
    assert send(liu, "agreement-end", end, care="off").status_code == 302
    assert Agreement.objects.get(pk=agreement).ended_on == worlds.TODAY
    assert Care.objects.get(pk=(worlds.ZHOU, worlds.ZHU)).until == worlds.TODAY


def test_an_agreement_of_another_elder_is_not_found(team, looked_at_by):
    other = Agreement.objects.get(elder=worlds.WU).agreement
    answer = looked_at_by(worlds.liu).get(reverse("agreement-end", args=[worlds.ZHOU, other]))
    assert answer.status_code == 404


def test_a_relative_is_named_and_may_speak_for_the_elder(team, looked_at_by):
    newcomer = Newcomer(Details("周桂英", label="周奶奶"), worlds.NANYANG)
    elder = register_person(worlds.liu, newcomer, on=worlds.TODAY, at=worlds.MORNING).deed.person
    worlds.register(elder, worlds.DAUGHTER)
    liu = looked_at_by(worlds.liu)
    assert reverse("elder-relative", args=[elder]) in shown(liu, "elder", [elder])
    given = {"name": "周强", "phone": "17000123456", "relation": "child", "speaks": "yes"}
    assert send(liu, "elder-relative", [elder], **given).status_code == 302
    card = queries.elder_card(worlds.liu, elder, worlds.TODAY)
    assert [one.order for one in card.contacts] == [1, 2]
    assert list(Relation.objects.filter(person=elder).values_list("sort", flat=True)) == ["proxy"]


def test_a_consent_is_taken_back_and_given_again(team, looked_at_by):
    liu = looked_at_by(worlds.liu)
    assert send(liu, "elder-consent", ELDER, scope="keys", answer="no").status_code == 302
    assert Consent.objects.get(pk=(worlds.ZHOU, "keys")).withdrawn_on == worlds.TODAY
    until = worlds.NEXT_YEAR.isoformat()
    assert send(liu, "elder-consent", ELDER, scope="keys", answer="yes", until=until).url
    assert Consent.objects.get(pk=(worlds.ZHOU, "keys")).withdrawn_on is None


def test_the_alarm_is_raised_with_one_tap_on_the_card(team, looked_at_by):
    zhu = looked_at_by(worlds.zhu)
    assert reverse("elder-alarm", args=ELDER) in shown(zhu, "elder", ELDER)
    answer = send(zhu, "elder-alarm", ELDER)
    assert answer.url.startswith("/keys/alarms/")
    assert reverse("elder-alarm", args=ELDER) not in shown(zhu, "elder", ELDER)
