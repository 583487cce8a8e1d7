"""A keeper stood by while an elder's money moved: amount, purpose, witness."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.keys import actions, queries
from gongfu.faces.web.keys import words as key_words
from gongfu.faces.web.office.colleagues import beside
from gongfu.faces.web.office.forms import Field, form_page
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people import vault
from gongfu.kernel.refusals import BadInput

_MOST_YUAN = 1_000_000


class NotYuan(BadInput):
    """An amount is written in yuan, with two decimals at most."""

    code = "web.not-yuan"
    words = gettext_lazy("Write the amount in yuan, such as 50 or 50.50.")


def fen_in(text: str) -> int:
    """Return the fen of an amount in yuan.  Raises NotYuan."""
    try:
        fen = Decimal(text or "0") * 100
    except InvalidOperation:
        raise NotYuan() from None
    if not fen.is_finite() or fen != int(fen) or not 0 <= fen <= _MOST_YUAN * 100:
        raise NotYuan()
    return int(fen)


@page("money.handle")
def money(request: HttpRequest, elder: str) -> HttpResponse:
    """Note down that an elder's money moved while one stood by, with a witness who confirms."""
    viewer, on = request.viewer, shanghai_day(clock.now())  # type: ignore[attr-defined]
    card = queries.elder_card(viewer, elder, on)
    used = queries.near_money(viewer, elder)
    things = tuple((one.item, key_words.said(key_words.THINGS, one.sort)) for one in used)
    fields = [
        Field("amount", gettext_lazy("How much, in yuan"), "decimal"),
        Field("purpose", gettext_lazy("What for"), options=tuple(key_words.PURPOSES.items())),
        Field("witness", gettext_lazy("Who was there as well"),
              options=beside(viewer, card.place, on, but=(elder,)),
              hint=gettext_lazy("They are asked to confirm it themselves.")),
    ]  # fmt: skip
    if things:
        none = ("", gettext_lazy("nothing"))
        fields.append(Field("item", gettext_lazy("What was used"), options=(none, *things)))
    return form_page(
        request,
        title=gettext_lazy("Money of an elder"),
        lead=vault.labels([elder]).get(elder, ""),
        fields=fields,
        submit=gettext_lazy("Note it down"),
        act=lambda values, key: _money(request, elder, values, key),
    )


def _money(request: HttpRequest, elder: str, values: dict[str, str], key: str) -> str:
    actions.handle_money(
        request.viewer,  # type: ignore[attr-defined]
        elder=elder,
        witness=values["witness"],
        amount_fen=fen_in(values["amount"]),
        purpose=values["purpose"],
        item=values.get("item", ""),
        at=clock.now(),
        key=key,
    )
    messages.success(request, _("Recorded. The second person is asked to confirm it."))
    return reverse("elder", args=[elder])
