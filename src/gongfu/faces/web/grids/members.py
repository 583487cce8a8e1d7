"""One short form: registering where one lives, and changing what one can give."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gongfu.domains.grids import actions, queries
from gongfu.domains.grids.actions import Offer, mask_of
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page, nearest
from gongfu.faces.web.office.forms import Field, day_in, day_or_none, form_page
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.places import place_words
from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.people import queries as people
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import Refused


@page("member.register")
def register(request: HttpRequest) -> HttpResponse:
    """Register in the community where one lives."""
    here = Page(request)
    person = here.viewer.person
    home = people.places_of([person]).get(person, "")

    def act(offer: Offer, place: str, key: str) -> None:
        actions.register_member(
            here.viewer, member=person, place=place, offer=offer, at=here.at, key=key
        )
        messages.success(request, _("Welcome. Below are posts that suit you."))

    return _form(
        request, here, Offer("party-member"), home=home, act=act, title=_("Register where I live")
    )


@page("member.edit")
def change(request: HttpRequest) -> HttpResponse:
    """Change what one can give; the way to move and to leave stands below."""
    here = Page(request)
    card = queries.member_card(here.viewer, here.viewer.person)
    if card is None or card.left_on is not None:
        return HttpResponseRedirect(reverse("member-register"))

    def act(offer: Offer, place: str, key: str) -> None:
        actions.change_member(here.viewer, member=card.member, offer=offer, at=here.at, key=key)
        messages.success(request, _("Saved."))

    title = _("What I can give")
    home = people.places_of([card.member]).get(card.member, "")
    home = nearest(card.place, home)
    return _form(request, here, card.offer, home=home, act=act, title=title, registered=True)


@require_POST
@page("member.edit")
def stay(request: HttpRequest) -> HttpResponse:
    """Stay on the list until the day that the button names."""
    here = Page(request)
    card = queries.member_card(here.viewer, here.viewer.person)
    if card is not None:
        offer = card.offer._replace(until=day_in(request.POST.get("until", "")))
        actions.change_member(
            here.viewer, member=card.member, offer=offer, at=here.at, key=key_of(request)
        )
        messages.success(request, _("You stay on the list."))
    return HttpResponseRedirect(reverse("my-posts"))


def _form(
    request: HttpRequest,
    here: Page,
    offer: Offer,
    *,
    home: str,
    act: Any,
    title: str,
    registered: bool = False,
) -> HttpResponse:
    refusal: Refused | None = None
    place = home
    if request.method == "POST":
        try:
            offer, place = _offer(request, offer), request.POST.get("place", "") or home
            act(offer, place, key_of(request))
            return HttpResponseRedirect(reverse("my-posts"))
        except Refused as error:
            refusal = error
    context = {
        "title": title,
        "registered": registered,
        "home": place_words(home) if home else "",
        "places": [] if home else _places(here, place),
        "key": request.POST.get("key") or new_key(),
        "leave_key": new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
        **_choices(here, offer),
    }
    return render(request, "grids/member.html", context, status=refusal.status if refusal else 200)


def _places(here: Page, chosen: str) -> list[tuple[str, str, bool]]:
    spots = tree.current().communities(on=here.on)
    inside = (spot.code for spot in spots if spot.code.startswith(settings.GONGFU_DISTRICT[:6]))
    return [(code, tree.name_of(code), code == chosen) for code in inside]


def _choices(here: Page, offer: Offer) -> dict[str, Any]:
    def marked(catalogue: str, given: tuple[str, ...]) -> list[tuple[str, str, bool]]:
        choices = here.lists.choices(catalogue, here.on)
        return [(code, text, code in given) for code, text in choices]

    return {
        "sorts": marked(queries.MEMBER_SORT, (offer.sort,)),
        "skills": marked(queries.SKILL, offer.skills),
        "languages": marked(queries.LANGUAGE, offer.languages),
        "times": times_choices(offer.free),
        "licence": offer.licence_until.isoformat() if offer.licence_until else "",
        "until": offer.until.isoformat() if offer.until else "",
    }


def times_choices(mask: int) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Return for each part of the day its seven boxes: value, words, whether it is ticked."""
    return [
        (
            str(part_words),
            [
                (f"{day}-{part}", str(day_words), bool(mask & mask_of([(day, part)])))
                for day, day_words in enumerate(words.WEEKDAYS)
            ],
        )
        for part, part_words in enumerate(words.PARTS)
    ]


def times_in(request: HttpRequest) -> int:
    """Return the times that are ticked.  Raises Unreadable."""
    try:
        times = [tuple(map(int, text.split("-"))) for text in request.POST.getlist("times")]
    except ValueError:
        raise Unreadable() from None
    if any(len(time) != 2 or time[0] not in range(7) or time[1] not in range(3) for time in times):
        raise Unreadable()
    return mask_of((time[0], time[1]) for time in times)


def _offer(request: HttpRequest, before: Offer) -> Offer:
    licence, until = (day_or_none(request.POST.get(name, "")) for name in ("licence", "until"))
    return Offer(
        sort=request.POST.get("sort", ""),
        skills=tuple(request.POST.getlist("skills")),
        languages=tuple(request.POST.getlist("languages")),
        free=times_in(request),
        unit=before.unit,
        licence_until=licence,
        until=until,
    )


@page("member.edit")
def move(request: HttpRequest) -> HttpResponse:
    """Go over to the list of the community to which one has moved."""
    here = Page(request)
    options = tuple((code, name) for code, name, _chosen in _places(here, ""))

    def act(values: dict[str, str], key: str) -> str:
        actions.move_member(
            here.viewer, member=here.viewer.person, place=values["place"], at=here.at, key=key
        )
        return reverse("my-posts")

    return form_page(
        request,
        title=gettext_lazy("I have moved"),
        fields=[Field("place", gettext_lazy("Community"), options=options)],
        submit=gettext_lazy("Register there"),
        act=act,
    )


@require_POST
@page("member.edit")
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the list; places are handed back, and no reason is asked."""
    here = Page(request)
    actions.leave_list(here.viewer, member=here.viewer.person, at=here.at, key=key_of(request))
    messages.success(request, _("You are off the list. Thank you for everything."))
    return HttpResponseRedirect(reverse("my-posts"))
