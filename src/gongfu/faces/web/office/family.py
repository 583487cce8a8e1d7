"""What the office does with an elder's family: relatives, consents, the end of an agreement."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.domains.keys import actions, queries
from gongfu.domains.keys.queries.elders import ElderCard
from gongfu.faces.web.office import words
from gongfu.faces.web.office.forms import Field, day_in, form_page
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.people.actions.grouping import name_relation
from gongfu.kernel.people.actions.registering import Newcomer, register_person
from gongfu.kernel.people.vault import Details

_YEAR = timedelta(days=365)


def _card(request: HttpRequest, elder: str) -> ElderCard:
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    return queries.elder_card(viewer, elder, on)


@page("elder.edit")
def relative(request: HttpRequest, elder: str) -> HttpResponse:
    """Name a relative or another contact, and whether they speak for the elder."""
    _card(request, elder)
    speaks = (
        ("no", gettext_lazy("only to be called")),
        ("yes", gettext_lazy("confirms visits and sees this page as well, as the elder wishes")),
    )
    fields = [
        Field("name", gettext_lazy("Name")),
        Field("phone", gettext_lazy("Phone"), "tel"),
        Field("relation", gettext_lazy("Relation"), options=tuple(words.RELATIONS.items())),
        Field("speaks", gettext_lazy("What this person does"), "choices", speaks, value="no"),
    ]
    return form_page(
        request,
        title=gettext_lazy("Name a relative"),
        lead=vault.labels([elder]).get(elder, ""),
        fields=fields,
        submit=gettext_lazy("Name"),
        act=lambda values, key: _relative(request, elder, values, key),
    )


def _relative(request: HttpRequest, elder: str, values: dict[str, str], key: str) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    card, on = _card(request, elder), shanghai_day(at)
    details = Details(values["name"], phone=values["phone"], label=values["name"])
    entry = register_person(
        viewer, Newcomer(details, card.place), on=on, at=at, key=f"{key}/person"
    )
    contact = entry.deed.person
    known = [one for one in card.contacts if one.contact != contact]
    order = max((one.order for one in known), default=0) + 1
    actions.name_contact(
        viewer, elder=elder, contact=contact, relation=values["relation"], order=order, at=at,
        key=key,
    )  # fmt: skip
    if values["speaks"] == "yes":
        name_relation(viewer, elder, other=contact, sort="proxy", on=on, at=at, key=f"{key}/proxy")
    messages.success(request, _("Recorded."))
    return reverse("elder", args=[elder])


@page("elder.consent_give_or_withdraw")
def consent(request: HttpRequest, elder: str) -> HttpResponse:
    """Note down that an elder agrees to one use of their data, or takes that back."""
    on = shanghai_day(clock.now())
    _card(request, elder)
    fields = [
        Field("scope", gettext_lazy("What for"), options=tuple(words.SCOPES.items())),
        Field("answer", gettext_lazy("What the elder says"), "choices",
              (("yes", gettext_lazy("agrees, before you as the witness")),
               ("no", gettext_lazy("takes it back"))), value="yes"),
        Field("until", gettext_lazy("Until"), "date", value=(on + _YEAR).isoformat()),
    ]  # fmt: skip
    return form_page(
        request,
        title=gettext_lazy("Consent of the elder"),
        lead=vault.labels([elder]).get(elder, ""),
        fields=fields,
        submit=gettext_lazy("Note it down"),
        act=lambda values, key: _consent(request, elder, values, key),
    )


def _consent(request: HttpRequest, elder: str, values: dict[str, str], key: str) -> str:
    viewer, at, scope = request.viewer, clock.now(), values["scope"]  # type: ignore[attr-defined]
    if values["answer"] == "no":
        actions.withdraw_consent(viewer, elder=elder, scope=scope, at=at, key=key)
    else:
        until = day_in(values["until"])
        actions.give_consent(viewer, elder=elder, scope=scope, until=until, at=at, key=key)
    return reverse("elder", args=[elder])


@page("agreement.sign")
def end_agreement(request: HttpRequest, elder: str, agreement: str) -> HttpResponse:
    """End an agreement before its day, once the keeper holds nothing under it."""
    card = _card(request, elder)
    found = next((one for one in card.agreements if one.agreement == agreement), None)
    if found is None:
        raise Http404
    labels = vault.labels([elder, found.keeper])
    fields = [
        Field("care", gettext_lazy("And the visits?"), "choices",
              (("on", gettext_lazy("The keeper goes on visiting")),
               ("off", gettext_lazy("The keeper no longer looks after the elder"))), value="on"),
    ]  # fmt: skip
    return form_page(
        request,
        title=gettext_lazy("End the agreement"),
        lead=f"{labels.get(elder, '')} · {labels.get(found.keeper, '')} · {found.until}",
        fields=fields,
        submit=gettext_lazy("End it today"),
        act=lambda values, key: _end(request, elder, agreement, found.keeper, values, key),
    )


def _end(
    request: HttpRequest, elder: str, agreement: str, keeper: str, values: dict[str, str], key: str
) -> str:
    viewer, at = request.viewer, clock.now()  # type: ignore[attr-defined]
    actions.end_agreement(viewer, agreement=agreement, at=at, key=key)
    cared = [line.keeper for line in _card(request, elder).keepers]
    if values["care"] == "off" and keeper in cared:
        actions.release_keeper(viewer, elder=elder, keeper=keeper, at=at, key=f"{key}/care")
    messages.success(request, _("The agreement has ended."))
    return reverse("elder", args=[elder])


@require_POST
@page("alarm.raise")
def raise_alarm(request: HttpRequest, elder: str) -> HttpResponse:
    """Raise the alarm for an elder who called for help."""
    viewer = request.viewer  # type: ignore[attr-defined]
    entry = actions.raise_alarm(
        viewer, elder=elder, cause="call", at=clock.now(), key=key_of(request)
    )
    return HttpResponseRedirect(reverse("alarm", args=[entry.deed.alarm]))
