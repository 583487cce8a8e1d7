"""What happens to a thing beside its hand-over: given back before a witness, replaced when lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.keys import words as key_words
from gongfu.faces.web.office.colleagues import beside
from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.office.money import fen_in
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day


def _lead(request: HttpRequest, item: str) -> str:
    """Return what the thing is, by its tag.  Raises Denied, NoSuchItem."""
    line = queries.item_card(request.viewer, item)  # type: ignore[attr-defined]
    return f"{line.item} · {key_words.said(key_words.THINGS, line.sort)}"


@page("key.hand_over")
def give_back(request: HttpRequest, item: str) -> HttpResponse:
    """Give a thing back to its elder, before a witness where money is near."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    line = queries.item_card(viewer, item)
    others = beside(viewer, line.place, on)
    witness = Field("witness", gettext_lazy("Witness, where money is near"),
                    options=(("", "—"), *others), optional=True)  # fmt: skip
    return form_page(
        request,
        title=gettext_lazy("Give it back to the elder"),
        lead=_lead(request, item),
        fields=[witness],
        submit=gettext_lazy("I have given it back"),
        act=lambda values, key: _give_back(request, item, values, key),
    )


def _give_back(request: HttpRequest, item: str, values: dict[str, str], key: str) -> str:
    viewer = request.viewer  # type: ignore[attr-defined]
    actions.give_back(viewer, item=item, witness=values["witness"], at=clock.now(), key=key)
    messages.success(request, _("Recorded. The elder or the family confirms it."))
    return reverse("item", args=[item])


@page("key.entrust")
def replace(request: HttpRequest, item: str) -> HttpResponse:
    """Enter what replaces a lost thing, in the elder's own hands."""
    fields = [
        Field("cost", gettext_lazy("What it cost, in yuan"), "decimal", value="0"),
        Field("tag", gettext_lazy("Number on the sealed tag"), optional=True,
              hint=gettext_lazy("It must not say whose it is. Without one a number is given.")),
    ]  # fmt: skip
    return form_page(
        request,
        title=gettext_lazy("Replace a lost thing"),
        lead=_lead(request, item),
        fields=fields,
        submit=gettext_lazy("It is replaced"),
        act=lambda values, key: _replace(request, item, values, key),
    )


def _replace(request: HttpRequest, item: str, values: dict[str, str], key: str) -> str:
    entry = actions.replace_item(
        request.viewer,  # type: ignore[attr-defined]
        item=item,
        cost_fen=fen_in(values["cost"]),
        tag=values["tag"],
        at=clock.now(),
        key=key,
    )
    messages.success(request, _("Recorded. The new one is in the elder's hands."))
    return reverse("item", args=[entry.deed.successor])
