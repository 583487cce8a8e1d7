"""Elders: the card, registering, and what the office does for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.actions import Needs, Registration
from gongfu.faces.web.keys import words as key_words
from gongfu.faces.web.keys.day import clock_words, due_words
from gongfu.faces.web.keys.hours import visit_row
from gongfu.faces.web.keys.pairs import pair_row, people_in
from gongfu.faces.web.office import words
from gongfu.faces.web.office.colleagues import Choices, keepers_in
from gongfu.faces.web.office.desk import office_of
from gongfu.faces.web.office.forms import Field, day_in, form_page, number_in, time_in, yes_no
from gongfu.faces.web.office.sealed import sealed_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.people.actions.registering import Newcomer, register_person
from gongfu.kernel.people.vault import Details
from gongfu.kernel.places import tree
from gongfu.kernel.rights.checking import may

_YEAR = timedelta(days=365)


@page("elder.read_care_card")
def elder(request: HttpRequest, elder: str) -> HttpResponse:
    """Show what somebody who looks after the elder needs to know."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    card = queries.elder_card(viewer, elder, on)
    visits = queries.visits_to(viewer, elder)
    noted = queries.noted(viewer, visits.lines)
    people = {elder, *(line.keeper for line in card.keepers)}
    people |= {one for line in card.agreements for one in (line.keeper, line.kin)}
    keeps = any(line.keeper == viewer.person for line in card.keepers)
    money = queries.money_of(viewer, elder, card.place, assigned=keeps)
    people |= people_in(money)
    people |= {line.contact for line in card.contacts} | {line.holder for line in card.things}
    labels = vault.labels(people)
    office = may(viewer, "elder.edit", place=card.place) and viewer.person != elder
    context = {
        "elder": elder,
        "label": labels.get(elder, ""),
        "place": place_words(card.place),
        "card": card,
        "living": key_words.said(words.LIVING, card.needs.living),
        "speaks": key_words.said(key_words.LANGUAGES, card.needs.language),
        "window": f"{clock_words(card.needs.window_from)}–{clock_words(card.needs.window_to)}",
        "due": card.standing and due_words(card.standing.state, card.standing.days),
        "keepers": [(labels.get(k.keeper, ""), k.since, k.agreed_until) for k in card.keepers],
        "contacts": [
            (labels.get(c.contact, ""), key_words.said(words.RELATIONS, c.relation), c.contact)
            for c in card.contacts
        ],
        "consents": [
            (key_words.said(words.SCOPES, c.scope), c.until, c.stands) for c in card.consents
        ],
        "things": [_thing(thing, labels, elder) for thing in card.things],
        "visits": [visit_row(line, labels, noted) for line in visits.lines],
        "total": visits.total,
        "office": office,
        "keeps": keeps,
        "alarms": (keeps or office) and not card.alarm,
        "agreements": [(labels.get(a.keeper, ""), a) for a in card.agreements if a.valid],
        "money": [pair_row(line, labels) for line in money],
        "key": new_key(),
        "sealed": sealed_of(
            viewer, elder, place=card.place, keeps=keeps or card.answers, at=clock.now()
        ),
    }
    return render(request, "office/elder.html", context)


def _thing(thing: Any, labels: dict[str, str], elder: str) -> tuple[str, str, str]:
    holder = _("the elder") if thing.holder == elder else labels.get(thing.holder, "")
    sort = key_words.said(key_words.THINGS, thing.sort)
    return sort, key_words.said(words.STATES, thing.state), holder


@page("elder.register")
def register(request: HttpRequest) -> HttpResponse:
    """Register an elder with needs, consent and one contact, on one form."""
    viewer = request.viewer  # type: ignore[attr-defined]
    place = office_of(viewer)
    on = shanghai_day(clock.now())
    grids = tuple((spot.code, tree.name_of(spot.code)) for spot in tree.children(place, on))
    fields = [
        Field("name", gettext_lazy("Name")),
        Field("label", gettext_lazy("How to call the elder"), hint=gettext_lazy("Such as 周奶奶")),
        Field("phone", gettext_lazy("Phone"), "tel", optional=True),
        Field("address", gettext_lazy("Address")),
        Field("grid", gettext_lazy("Grid"), options=grids),
        Field("living", gettext_lazy("Living situation"), options=tuple(words.LIVING.items())),
        Field("rhythm_days", gettext_lazy("A visit at least every … days"), "number", value="7"),
        Field("contact", gettext_lazy("Whom to call: name")),
        Field("contact_phone", gettext_lazy("Whom to call: phone"), "tel"),
        Field("relation", gettext_lazy("Relation"), options=tuple(words.RELATIONS.items())),
        Field(
            "consent",
            gettext_lazy("What the elder agrees to, before you as the witness"),
            options=(
                ("visits keys", gettext_lazy("visits, and entrusting keys")),
                ("visits", gettext_lazy("visits only")),
            ),
        ),
        Field("until", gettext_lazy("Until"), "date", value=(on + _YEAR).isoformat()),
    ]
    return form_page(
        request,
        title=gettext_lazy("Register an elder"),
        fields=fields,
        submit=gettext_lazy("Register"),
        act=lambda values, key: _register(request, values, key),
    )


def _register(request: HttpRequest, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    on, grid = shanghai_day(at), values["grid"]
    details = Details(
        values["name"], label=values["label"], phone=values["phone"], address=values["address"]
    )
    needs = Needs(number_in(values["rhythm_days"]), values["living"])
    until = day_in(values["until"])
    person = register_person(viewer, Newcomer(details, grid), on=on, at=at, key=f"{key}/elder")
    other = Details(values["contact"], phone=values["contact_phone"], label=values["contact"])
    contact = register_person(viewer, Newcomer(other, grid), on=on, at=at, key=f"{key}/contact")
    registration = Registration(
        elder=person.deed.person,
        place=grid,
        needs=needs,
        consents_until=until,
        consents=tuple(values["consent"].split()),
        contacts=((contact.deed.person, values["relation"]),),
    )
    entry = actions.register_elder(viewer, registration, at=at, key=key)
    return reverse("elder", args=[entry.deed.elder])


def _keepers(request: HttpRequest, place: str) -> Choices:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    return keepers_in(viewer, place, on)


def _card(request: HttpRequest, elder: str) -> Any:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    return queries.elder_card(viewer, elder, on)


@page("agreement.sign")
def agree(request: HttpRequest, elder: str) -> HttpResponse:
    """Sign the agreement of elder, keeper and next of kin, and let the keeper begin."""
    card = _card(request, elder)
    labels = vault.labels([elder, *(line.contact for line in card.contacts)])
    kin = tuple((line.contact, labels.get(line.contact, "")) for line in card.contacts)
    on = shanghai_day(clock.now())
    fields = [
        Field("keeper", gettext_lazy("Keeper"), options=_keepers(request, card.place)),
        Field("kin", gettext_lazy("Next of kin who signs"), options=kin),
        Field("until", gettext_lazy("Until"), "date", value=(on + _YEAR).isoformat()),
    ]
    return form_page(
        request,
        title=gettext_lazy("Sign the agreement"),
        lead=labels.get(elder, ""),
        fields=fields,
        submit=gettext_lazy("All three have signed"),
        act=lambda values, key: _agree(request, elder, values, key),
    )


def _agree(request: HttpRequest, elder: str, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    keeper, until = values["keeper"], day_in(values["until"])
    actions.sign_agreement(
        viewer, elder=elder, keeper=keeper, kin=values["kin"], until=until, at=at, key=key
    )
    if all(line.keeper != keeper for line in _card(request, elder).keepers):
        actions.assign_keeper(viewer, elder=elder, keeper=keeper, at=at, key=f"{key}/care")
    return reverse("elder", args=[elder])


@page("key.entrust")
def entrust(request: HttpRequest, elder: str) -> HttpResponse:
    """Enter a thing that the elder entrusts, and hand it to a keeper, who then accepts it."""
    card = _card(request, elder)
    people = [*(line.keeper for line in card.keepers)]
    labels = vault.labels([elder, *people])
    fields = [
        Field("sort", gettext_lazy("What"), options=tuple(key_words.THINGS.items())),
        Field("tag", gettext_lazy("Number on the sealed tag"), optional=True,
              hint=gettext_lazy("It must not say whose it is. Without one a number is given.")),
        Field("taker", gettext_lazy("Keeper"),
              options=tuple((one, labels.get(one, "")) for one in people)),
        Field("witness", gettext_lazy("Witness, where money is near"), optional=True,
              options=(("", "—"), *_keepers(request, card.place))),
    ]  # fmt: skip
    return form_page(
        request,
        title=gettext_lazy("Entrust a thing"),
        lead=labels.get(elder, ""),
        fields=fields,
        submit=gettext_lazy("Hand over"),
        act=lambda values, key: _entrust(request, elder, values, key),
    )


def _entrust(request: HttpRequest, elder: str, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    entry = actions.entrust_item(
        viewer, elder=elder, sort=values["sort"], tag=values["tag"], at=at, key=f"{key}/thing"
    )
    actions.hand_over(
        viewer,
        item=entry.deed.item,
        taker=values["taker"],
        witness=values["witness"],
        at=at,
        key=key,
    )
    return reverse("elder", args=[elder])


@page("elder.edit")
def change(request: HttpRequest, elder: str) -> HttpResponse:
    """Change what an elder needs."""
    needs = _card(request, elder).needs
    fields = [
        Field("living", gettext_lazy("Living situation"), options=tuple(words.LIVING.items()),
              value=needs.living),
        Field("rhythm_days", gettext_lazy("A visit at least every … days"), "number",
              value=str(needs.rhythm_days)),
        Field("usual_minutes", gettext_lazy("A visit usually takes, minutes"), "number",
              value=str(needs.usual_minutes)),
        Field("window_from", gettext_lazy("Visits are welcome from"), "time",
              value=clock_words(needs.window_from)),
        Field("window_to", gettext_lazy("Visits are welcome until"), "time",
              value=clock_words(needs.window_to)),
        yes_no("pair", gettext_lazy("Two keepers come together"), value=needs.pair),
        Field("language", gettext_lazy("Speaks"), options=tuple(key_words.LANGUAGES.items()),
              value=needs.language),
    ]  # fmt: skip
    return form_page(
        request,
        title=gettext_lazy("Change what the elder needs"),
        fields=fields,
        submit=gettext_lazy("Change"),
        act=lambda values, key: _change(request, elder, values, key),
    )


def _change(request: HttpRequest, elder: str, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    needs = _card(request, elder).needs._replace(
        living=values["living"],
        rhythm_days=number_in(values["rhythm_days"]),
        usual_minutes=number_in(values["usual_minutes"]),
        window_from=time_in(values["window_from"]),
        window_to=time_in(values["window_to"]),
        pair=values["pair"] == "1",
        language=values["language"],
    )
    actions.change_elder(viewer, elder=elder, needs=needs, at=at, key=key)
    return reverse("elder", args=[elder])


@page("elder.leave")
def leave(request: HttpRequest, elder: str) -> HttpResponse:
    """Take an elder off the register, once everything is handed back."""
    viewer = request.viewer  # type: ignore[attr-defined]

    def act(values: dict[str, str], key: str) -> str:
        reason = values["reason"]
        actions.elder_leaves(viewer, elder=elder, reason=reason, at=clock.now(), key=key)
        return reverse("desk")

    return form_page(
        request,
        title=gettext_lazy("Off the register"),
        lead=vault.labels([elder]).get(elder, ""),
        fields=[Field("reason", gettext_lazy("Why"), options=tuple(words.LEAVING.items()))],
        submit=gettext_lazy("Take off the register"),
        act=act,
    )
