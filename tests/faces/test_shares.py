"""Pages of households, sharing, support, officers and buyers: light, labelled, in both languages."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import PlotLine, Promise
from gongfu.domains.fields.models import (
    Family,
    Obligation,
    Pattern,
    PatternCrop,
    Rule,
    Sharing,
    Support,
)
from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from gongfu.kernel.people.actions.grouping import form_household
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.vault import Details
from gongfu.kernel.places.actions import Opening, open_places
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import PUBLIC, Office, Viewer
from tests.domains.fields import worlds
from tests.domains.fields.worlds import (
    BEGAN,
    JINXING,
    MU,
    Cooperative,
    at,
    officer,
    secretary,
    stranger,
)

PICKED, LAID_OUT, NOW = date(2021, 5, 10), date(2022, 2, 1), date(2022, 2, 20)
admin = Viewer("admin".ljust(26, "2"), (Office(Role.SAD, "330402000000"),))
NAMES = re.compile("南湖区|余新镇|金星村|金星甜瓜合作社|人\\d|共富")


@pytest.fixture
def coop(looked_at_by, monkeypatch):
    """A cooperative that sold in 2021 and has a rule; one household is supported."""
    monkeypatch.setattr(clock, "now", lambda: at(NOW, 10))
    openings = [
        Opening("330402000000", "南湖区"),
        Opening("330402101000", "余新镇"),
        Opening(JINXING, "金星村"),
    ]
    open_places(admin, openings, on=BEGAN, second="b" * 26, at=at(BEGAN, 7))
    coop = Cooperative(capital_fen=100_000)
    for tag, household, yuan in (("A1", coop.first, 7000), ("A2", coop.second, 3000)):
        sowing = coop.sow(coop.plot(tag, household=household))
        coop.batch = coop.weigh(sowing, 4000, PICKED)
        coop.sell(coop.batch, yuan * 10 // 28, yuan, PICKED, sure=("price", "unit"))
    coop.rule(when=at(date(2021, 1, 4)))
    ask = {"household": coop.first, "origin": "53", "on": LAID_OUT, "at": at(LAID_OUT)}
    actions.ask_support(coop.anna, **ask)
    promises = [
        Promise(coop.id, "cooperative", "sale", date(2022, 2, 10)),
        Promise(coop.watcher.person, "member", "technique", date(2022, 3, 1), 100_000),
    ]
    actions.agree_support(
        secretary, promises, household=coop.first, cooperative=coop.id, on=LAID_OUT, at=at(LAID_OUT)
    )
    coop.sharing = propose(coop)
    return coop


def propose(coop, year=2021):
    entry = actions.propose_sharing(coop.head, cooperative=coop.id, year=year, at=at(LAID_OUT))
    return entry.deed.sharing


def pages(coop):
    """Return each page with who looks at it and its arguments."""
    first = {"household": coop.first}
    return {
        "my-fields": (coop.anna, {}), "my-field-work": (coop.anna, {}),
        "shares-in": (coop.head, {"cooperative": coop.id}),
        "shares-rule": (coop.head, {"cooperative": coop.id}),
        "sharing": (coop.head, {"sharing": coop.sharing}),
        "statement": (coop.anna, {"sharing": coop.sharing, **first}),
        "support": (secretary, {}), "support-due": (secretary, {}), "support-find": (secretary, {}),
        "support-owed": (coop.head, {}), "support-household": (secretary, first),
        "support-ask": (coop.ben, {"household": coop.second}),
        "support-agree": (secretary, first), "support-income": (coop.anna, first),
        "fields-officer": (officer, {}), "patterns": (PUBLIC, {}),
        "pattern": (officer, {"code": "melon-late-rice"}), "trace-find": (PUBLIC, {}),
        "crops": (officer, {}), "crop": (officer, {"code": "melon"}),
        "family": (officer, {"code": "new"}),
        "trace": (PUBLIC, {"batch": coop.batch}), "trace-label": (PUBLIC, {"batch": coop.batch}),
    }  # fmt: skip


PAGES = (
    "my-fields", "my-field-work", "shares-in", "shares-rule", "sharing", "statement", "support",
    "support-due", "support-find", "support-owed", "support-household", "support-ask",
    "support-agree", "support-income", "fields-officer", "patterns", "pattern", "trace-find",
    "trace", "trace-label", "crops", "crop", "family",
)  # fmt: skip


def grow(coop):
    """Add forty households with a plot, thirty of them supported, and three cooperatives."""
    people = [Newcomer(Details(f"人{i}", label=f"人{i}"), JINXING) for i in range(40)]
    entries = register_people(secretary, people, on=BEGAN, at=at(BEGAN, 8))
    homes = [
        form_household(
            secretary, {one.deed.person: "head"}, place=JINXING, on=BEGAN, at=at(BEGAN, 8)
        )[0].deed.household
        for one in entries
    ]
    joinings = [actions.Joining(one, BEGAN, 100_000) for one in homes]
    actions.join_households(coop.head, joinings, cooperative=coop.id, at=at(BEGAN))
    lines = [
        PlotLine(f"B{i}", 2 * MU, BEGAN, cover="greenhouse", household=one)
        for i, one in enumerate(homes)
    ]
    lines += [
        PlotLine(f"C{i}", 2 * MU, BEGAN, cover="greenhouse", household=coop.first) for i in range(6)
    ]
    actions.register_plots(coop.head, lines, cooperative=coop.id, at=at(LAID_OUT))
    for plot in queries.plots_of_household(coop.anna, coop.first, NOW)[1:]:
        coop.weigh(coop.sow(plot.plot, on=date(2022, 1, 20), when=at(NOW)), 100, NOW)
    for one in homes[:30]:
        said = {"household": one, "on": LAID_OUT, "at": at(LAID_OUT)}
        actions.ask_support(secretary, origin="52", manner="found", **said)
        promises = [
            Promise(coop.id, "cooperative", "sale", date(2022, 3, 10)),
            Promise(coop.watcher.person, "member", "technique", date(2022, 3, 1)),
        ]
        actions.agree_support(secretary, promises, **said)
    for number in range(2, 5):
        other = Cooperative(number=number)
        other.sow(other.plot())


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_stays_light_when_the_cooperative_grows(coop, looked_at_by, name):
    viewer, kwargs = pages(coop)[name]
    client = looked_at_by(viewer)

    def asked():
        client.get(reverse(name, kwargs=kwargs))
        with CaptureQueriesContext(connection) as found:
            answer = client.get(reverse(name, kwargs=kwargs))
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000
        return len(found)

    before = asked()
    grow(coop)
    assert asked() <= min(25, before + 2)


@pytest.mark.slow
def test_a_sharing_of_forty_households_is_light_and_adds_up(coop, looked_at_by):
    actions.drop_sharing(coop.head, sharing=coop.sharing, at=at(LAID_OUT))
    grow(coop)
    address = reverse("shares-propose", args=[coop.id]) + "?year=2021"
    answer = looked_at_by(coop.head).get(address)
    body = answer.content.decode()
    assert body.count('data-label="获得"') == 42
    assert "一分不差" in body and len(answer.content) <= 60_000


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_has_one_heading_its_language_and_labels(coop, looked_at_by, name, language):
    viewer, kwargs = pages(coop)[name]
    client = looked_at_by(viewer)
    client.cookies["django_language"] = language
    body = client.get(reverse(name, kwargs=kwargs)).content.decode()
    assert body.count("<h1") == 1
    main = body[body.index("<main") : body.index("</main>")]
    for field in re.findall(r"<(?:input|select)[^>]*>", main):
        if 'type="hidden"' not in field and 'type="radio"' not in field:
            identity = re.search(r'id="([^"]+)"', field)
            assert identity, field
            assert f'for="{identity[1]}"' in main, field
    assert not re.search(r'\sstyle="|\son[a-z]+="|javascript:', body)
    if language == "en" and name not in ("patterns", "pattern", "fields-officer", "crops", "crop"):
        visible = re.sub(r"<script.*?</script>|<[^>]+>", " ", main, flags=re.S)
        assert not re.search(r"[\u4e00-\u9fff]", NAMES.sub("", visible)), visible


def post(client, name, *, key="", **values):
    kwargs = values.pop("to", {})
    return client.post(reverse(name, kwargs=kwargs), {"key": key or str(uuid4()), **values})


def test_the_head_previews_lays_out_and_two_adopt(coop, looked_at_by):
    actions.drop_sharing(coop.head, sharing=coop.sharing, at=at(LAID_OUT))
    client, where = looked_at_by(coop.head), {"cooperative": coop.id}
    address = reverse("shares-propose", kwargs=where)
    before = reading.size()
    body = client.get(f"{address}?year=2021").content.decode()
    assert "10\u202f000.00" in body and "人2" in body and "一分不差" in body
    assert reading.size() == before
    assert client.get(f"{address}?year=2022").status_code == 422
    assert client.get(f"{address}?year=").status_code == 422
    answer = post(client, "shares-propose", to=where, year="2021", loss="0")
    sharing = Sharing.objects.get(state="proposed").sharing
    assert answer.headers["Location"] == reverse("sharing", args=[sharing])
    again = post(client, "shares-propose", to=where, year="2021", loss="0")
    assert again.status_code == 422 and "fields.shared-already" in again.content.decode()
    to = {"sharing": sharing}
    assert post(client, "sharing-act", to=to, do="sing").status_code == 422
    assert post(client, "sharing-act", to=to, do="adopt").status_code == 422, "too soon"


def test_adoption_takes_two_accounts(coop, looked_at_by):
    to = {"sharing": coop.sharing}
    assert post(looked_at_by(coop.head), "sharing-act", to=to, do="adopt").status_code == 302
    assert (
        post(looked_at_by(coop.head), "shares-confirm", to={"about": coop.sharing}).status_code
        == 403
    )
    body = looked_at_by(coop.watcher).get(reverse("sharing", kwargs=to)).content.decode()
    assert reverse("shares-confirm", args=[coop.sharing]) in body
    answer = post(looked_at_by(coop.watcher), "shares-confirm", to={"about": coop.sharing})
    assert answer.headers["Location"] == reverse("sharing", kwargs=to)
    assert Sharing.objects.get(pk=coop.sharing).state == "adopted"


def test_a_rule_below_the_law_is_kept_as_typed_and_a_good_one_waits_for_the_other(
    coop, looked_at_by
):
    client, where = looked_at_by(coop.head), {"cooperative": coop.id}
    bad = post(client, "shares-rule", to=where, reserve="5", trade="59.99")
    assert bad.status_code == 422 and 'value="59.99"' in bad.content.decode()
    assert post(client, "shares-rule", to=where, reserve="5", trade="65.5").status_code == 302
    assert Rule.objects.get().trade_bp == 6000
    answer = post(looked_at_by(coop.watcher), "shares-confirm", to={"about": coop.id})
    assert answer.headers["Location"] == reverse("shares-in", kwargs=where)
    assert Rule.objects.get().trade_bp == 6550
    post(client, "shares-rule", to=where, reserve="5", trade="70")
    post(looked_at_by(coop.watcher), "shares-confirm", to={"about": coop.id}, do="drop")
    assert Rule.objects.get().trade_bp == 6550


def test_the_head_enters_that_shares_were_paid_and_each_household_sees_it(coop, looked_at_by):
    for sharer, act in (
        (coop.head, actions.enter_adoption),
        (coop.watcher, actions.confirm_adoption),
    ):
        act(sharer, sharing=coop.sharing, at=at(NOW))
    client = looked_at_by(coop.head)
    address = reverse("sharing", args=[coop.sharing])
    assert "2 户还没有领到" in client.get(address).content.decode()
    own = reverse("statement", args=[coop.sharing, coop.first])
    assert "尚未发放" in looked_at_by(coop.anna).get(own).content.decode()
    pay = {"to": {"sharing": coop.sharing}, "on": NOW.isoformat()}
    assert post(looked_at_by(coop.anna), "sharing-pay", **pay).status_code in (403, 404)
    client = looked_at_by(coop.head)
    assert post(client, "sharing-pay", **pay).status_code == 302
    body = client.get(address).content.decode()
    assert body.count("发放于 2022-02-20") == 2 and "还没有领到" not in body
    undo = {"to": {"sharing": coop.sharing}, "household": coop.first, "do": "undo"}
    assert post(client, "sharing-pay", **undo).url == own
    assert "尚未发放" in client.get(own).content.decode()
    assert post(client, "sharing-pay", **pay, household=coop.first).url == own
    assert "发放于 2022-02-20" in looked_at_by(coop.anna).get(own).content.decode()


def test_members_see_the_sharing_without_names_and_the_public_nothing(coop, looked_at_by):
    address = reverse("sharing", args=[coop.sharing])
    body = looked_at_by(coop.ben).get(address).content.decode()
    assert body.count('data-label="获得"') == 2
    assert "人2" not in body and reverse("statement", args=[coop.sharing, coop.first]) not in body
    assert looked_at_by(stranger).get(address).status_code == 403
    assert looked_at_by(PUBLIC).get(address).status_code == 302
    sums = looked_at_by(officer).get(address).content.decode()
    assert "data-label" not in sums and coop.first not in sums


def test_a_statement_shows_every_line_to_the_fen_to_whom_it_concerns(coop, looked_at_by):
    address = reverse("statement", args=[coop.sharing, coop.first])
    for viewer in (coop.anna, coop.head, coop.watcher):
        body = looked_at_by(viewer).get(address).content.decode()
        thin = "\u202f"
        for line in (
            f"5{thin}400.00 × 7{thin}000.00 ÷ 10{thin}000.00 = 3{thin}780.0000",
            f"3{thin}600.00 × 1{thin}000.00 ÷ 2{thin}000.00 = 1{thin}800.0000",
            "5\u202f580.00",
        ):
            assert line in body
    for viewer in (coop.ben, stranger):
        assert looked_at_by(viewer).get(address).status_code == 403
    assert looked_at_by(officer).get(address).status_code == 404
    assert (
        looked_at_by(coop.anna).get(reverse("statement", args=["none", coop.first])).status_code
        == 404
    )


def test_a_household_finds_land_work_statement_and_promises_on_one_page(coop, looked_at_by):
    body = looked_at_by(coop.anna).get(reverse("my-fields")).content.decode()
    for words in (
        "A1",
        reverse("statement", args=[coop.sharing, coop.first]),
        "包销",
        "逾期 10 天",
    ):
        assert words in body
    assert "data-elder" in body, "large type until the reader chooses otherwise"
    client = looked_at_by(stranger)
    assert "没有登记在任何一户" in client.get(reverse("my-fields")).content.decode()
    assert client.get(reverse("my-field-work")).status_code == 200
    file = (
        looked_at_by(coop.anna)
        .get(reverse("my-field-work") + "?as=csv")
        .content.decode("utf-8-sig")
    )
    assert len(file.splitlines()) == 4


def test_what_is_promised_is_confirmed_delivered_and_received(coop, looked_at_by):
    sale, technique = Obligation.objects.order_by("due_on")
    head, anna = (lambda: looked_at_by(coop.head)), (lambda: looked_at_by(coop.anna))
    to = {"obligation": sale.obligation}
    assert "10" in head().get(reverse("support-owed")).content.decode()
    assert post(head(), "obligation-act", to=to, do="promise").status_code == 302
    assert post(anna(), "obligation-act", to=to, do="deliver", on="2022-02-20").status_code == 403
    answer = post(head(), "obligation-act", to=to, do="deliver", on="2022-02-20", proof="HT-7")
    assert answer.headers["Location"] == reverse("support-owed")
    sale.refresh_from_db()
    assert sale.state == "late"
    answer = post(anna(), "obligation-act", to=to, do="receive", back=coop.first)
    assert answer.headers["Location"] == reverse("support-household", args=[coop.first])
    body = anna().get(reverse("support-household", args=[coop.first])).content.decode()
    assert "农户已确认" in body and "HT-7" in body
    to = {"obligation": technique.obligation}
    post(looked_at_by(secretary), "obligation-act", to=to, do="fail", reason="withdrew")
    technique.refresh_from_db()
    assert technique.state == "failed"
    assert post(head(), "obligation-act", to=to, do="sing").status_code == 422


def test_a_household_asks_agrees_states_its_income_and_leaves(coop, looked_at_by):
    to = {"household": coop.second}
    ben = lambda: looked_at_by(coop.ben)  # noqa: E731
    assert post(ben(), "support-ask", to=to, origin="99").status_code == 422
    assert post(ben(), "support-ask", to=to, origin="51").status_code == 302
    office = looked_at_by(secretary)
    form = {
        "on": "2022-02-20", "party-1": coop.id, "party_sort-1": "cooperative", "sort-1": "sale",
        "due-1": "2022-06-01", "other-2": worlds.credit_code(1), "party_sort-2": "village",
        "sort-2": "land", "due-2": "2022-04-01", "amount-2": "1500.50",
    }  # fmt: skip
    short = post(office, "support-agree", to=to, **form)
    assert short.status_code == 422 and 'value="1500.50"' in short.content.decode()
    assert post(office, "support-agree", to=to, **{**form, "other-2": "nobody"}).status_code == 422
    form |= {"party-2": coop.head.person, "other-2": ""}
    assert post(office, "support-agree", to=to, **form).status_code == 302
    promised = Obligation.objects.get(household=coop.second, sort="land")
    assert promised.amount_fen == 150_050
    assert post(ben(), "support-income", to=to, year="2021", income="60000").status_code == 302
    body = ben().get(reverse("support-household", kwargs=to)).content.decode()
    assert "60\u202f000" in body
    assert (
        "60\u202f000"
        not in looked_at_by(secretary).get(reverse("support-household", kwargs=to)).content.decode()
    )
    assert post(ben(), "support-leave", to=to, reason="stands").status_code == 302
    assert Support.objects.get(pk=coop.second).left_on == NOW


def test_support_is_led_to_the_right_page_and_hidden_from_others(coop, looked_at_by):
    begin = reverse("support")
    household = reverse("support-household", args=[coop.first])
    assert looked_at_by(coop.anna).get(begin).headers["Location"] == household
    assert looked_at_by(coop.head).get(begin).headers["Location"] == reverse("support-owed")
    assert looked_at_by(stranger).get(household).status_code == 403
    assert looked_at_by(PUBLIC).get(household).status_code == 302
    office = looked_at_by(secretary)
    assert office.get(reverse("support-household", args=["none"])).status_code == 404
    body = office.get(begin).content.decode()
    assert "云南" in body and "1 项承诺已逾期" in body and "人2" in body
    left = office.get(f"{begin}?state=left").content.decode()
    assert household not in left[left.index("tabs") :]
    file = office.get(f"{begin}?as=csv").content.decode("utf-8-sig")
    assert "云南" in file and "人2" not in file


def test_the_officer_sees_who_may_miss_the_mark_and_why(coop, looked_at_by):
    client = looked_at_by(officer)
    body = client.get(reverse("fields-officer")).content.decode()
    assert "金星甜瓜合作社" in body and "闲置" in body
    assert coop.first not in body
    elsewhere = client.get(reverse("fields-officer") + "?place=330402105224").content.decode()
    assert '<article class="card urgent">' not in elsewhere
    file = client.get(reverse("fields-officer") + "?as=csv").content.decode("utf-8-sig")
    assert "金星甜瓜合作社" in file
    assert looked_at_by(stranger).get(reverse("fields-officer")).status_code == 404


def test_an_officer_changes_a_pattern_and_adds_one(coop, looked_at_by):
    client = looked_at_by(officer)
    body = client.get(reverse("pattern", args=["melon-late-rice"])).content.decode()
    form = dict(
        re.findall(r'<input id="id-([^"]+)" name="[^"]+" type="[^"]+"[^>]* value="([^"]*)"', body)
    )
    form |= dict(re.findall(r'<textarea id="id-([^"]+)"[^>]*>([^<]*)<', body))
    for name, options in re.findall(r'<select id="id-([^"]+)".*?>(.*?)</select>', body, re.S):
        form[name] = re.search(r'value="([^"]*)" selected', options + 'value="" selected')[1]
    form |= {"active": "1", "greenhouse-1": "1", "price_usual-1": "6.20", "source": "区农业农村局"}
    labour = PatternCrop.objects.get(pattern="melon-late-rice", order=1).labour
    assert post(client, "pattern", to={"code": "melon-late-rice"}, **form).status_code == 302
    melon = PatternCrop.objects.get(pattern="melon-late-rice", order=1)
    assert (melon.price_usual, melon.labour, melon.greenhouse) == (620, labour, True)
    assert Pattern.objects.get(pk="melon-late-rice").source == "区农业农村局"
    work = {**form, "labour-1": "3月上旬 6:30\n\n late Apr  2.5"}
    assert post(client, "pattern", to={"code": "melon-late-rice"}, **work).status_code == 302
    melon = PatternCrop.objects.get(pattern="melon-late-rice", order=1)
    assert melon.labour == [[7, 390], [12, 150]]
    for wrong in (
        "3月上旬",
        "13月上旬 4",
        "3月上旬 many",
        "3月上旬 0.001",
        "3月上旬 -1",
        "3月上旬 6:90",
    ):
        answer = post(
            client, "pattern", to={"code": "melon-late-rice"}, **work | {"labour-1": wrong}
        )
        assert answer.status_code == 422 and f">{wrong}<" in answer.content.decode(), wrong
    low = {**form, "price_low-1": "9"}
    assert post(client, "pattern", to={"code": "melon-late-rice"}, **low).status_code == 422
    assert (
        post(client, "pattern", to={"code": "new"}, **{**form, "code": "mine"}).status_code == 302
    )
    assert PatternCrop.objects.filter(pattern="mine").count() == 2
    assert client.get(reverse("pattern", args=["none"])).status_code == 404
    assert looked_at_by(coop.head).get(reverse("pattern", args=["new"])).status_code == 404


def test_an_officer_keeps_the_lists_of_crops_and_families(coop, looked_at_by):
    client = looked_at_by(officer)
    rule = {"zh": "姜科", "en": "ginger family", "running": "1", "gap_years": "2"}
    rule |= {"gap_dry_years": "4", "source": "省农技推广中心"}
    made = post(client, "family", to={"code": "new"}, **rule, code="zingibers")
    assert made.status_code == 302
    assert Family.objects.get(pk="zingibers").gap_dry_years == 4
    words = {"zh": "沙姜", "en": "sand ginger", "family": "zingibers", "grain": "0"}
    assert post(client, "crop", to={"code": "new"}, **words, code="sand").status_code == 302
    for name, typed in (
        ("family", {**rule, "code": "zingibers"}),
        ("crop", {**words, "code": "sand"}),
    ):
        answer = post(client, name, to={"code": "new"}, **typed)
        assert answer.status_code == 422 and "清单里已有" in answer.content.decode()
    wrong = post(client, "family", to={"code": "zingibers"}, **{**rule, "gap_years": "21"})
    assert wrong.status_code == 422 and Family.objects.get(pk="zingibers").gap_years == 2
    changed = post(client, "crop", to={"code": "sand"}, **{**words, "zh": "山柰"})
    assert changed.status_code == 302
    body = looked_at_by(PUBLIC).get(reverse("crops")).content.decode()
    assert (
        "山柰" in body and "省农技推广中心" in body and reverse("crop", args=["sand"]) not in body
    )
    assert looked_at_by(coop.head).get(reverse("crop", args=["sand"])).status_code == 404


def test_a_buyer_sees_where_it_grew_and_no_person(coop, looked_at_by):
    client = looked_at_by(PUBLIC)
    answer = client.get(reverse("trace", args=[coop.batch.lower()]))
    body = answer.content.decode()
    assert answer.status_code == 200 and "金星村" in body and "2021-05-10" in body
    for hidden in (coop.first, coop.second, coop.head.person, "A2", "人"):
        assert hidden not in body[body.index("<main") : body.index("</main>")].replace("人员", "")
    number = re.search(r'href="(/records/\d+/)"', body)[1]
    assert client.get(number).status_code == 200
    unknown = client.get(reverse("trace", args=["NONE"]))
    assert unknown.status_code == 404 and "<form" in unknown.content.decode()
    found = client.get(reverse("trace-find") + f"?code={coop.batch}")
    assert found.headers["Location"] == reverse("trace", args=[coop.batch])
    assert client.get(reverse("trace-find") + "?code=x").status_code == 404
    label = client.get(reverse("trace-label", args=[coop.batch])).content.decode()
    assert "<svg" in label and coop.batch in label
    assert client.get(reverse("trace-label", args=["NONE"])).status_code == 404
