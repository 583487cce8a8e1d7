"""From the store to the buyer: batches and their labels, grading, sale, costs, records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import SaleLine
from gongfu.domains.fields.queries import BatchCard
from gongfu.faces.web.fields import words
from gongfu.faces.web.fields.correcting import asked_in, of_record
from gongfu.faces.web.fields.here import Here
from gongfu.faces.web.fields.recording import chips, day_of, grouped, record_page, sure_of
from gongfu.faces.web.fields.units import decimal_in, fen_in, grams_in, yuan_words
from gongfu.faces.web.shell.listing import page_number, pager
from gongfu.faces.web.shell.messages import say
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.qr import qr_of
from gongfu.faces.web.shell.sending import key_of, new_key
from gongfu.kernel.measures.quantities import fen, grams
from gongfu.kernel.places.seeing import ALL, PAGE, Page

_UNDO_SECONDS = 10


@page("plot_and_harvest.read")
def stock(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show what lies in store, by product, and each batch of it."""
    here = Here(request)
    lines = queries.stock_in(here.viewer, cooperative, here.on, page=ALL).lines
    crop, number = request.GET.get("crop", ""), page_number(request)
    shown = [one for one in lines if crop in ("", one.crop)]
    first = (number - 1) * PAGE
    context = {
        **here.head(cooperative),
        "products": [
            product_row(here, cooperative, name, len(same), sum(one.left_g for one in same))
            for (name,), same in grouped(lines, "crop").items()
        ],
        "batches": [_batch(here, cooperative, one) for one in shown[first : first + PAGE]],
        **pager(request, number, Page(len(shown), ()).pages),
    }
    return render(request, "fields/stock.html", context)


def product_row(here: Here, cooperative: str, crop: str, batches: int, left: int) -> dict[str, Any]:
    """Return what is left of a product."""
    return {
        "crop": here.lists.crop(crop),
        "left": here.units.weighed(left),
        "batches": batches,
        "href": f"{reverse('farm-stock', args=[cooperative])}?crop={crop}",
    }


def _batch(here: Here, cooperative: str, line: Any) -> dict[str, Any]:
    return {
        "batch": line.batch,
        "crop": here.lists.crop(line.crop),
        "on": line.on,
        "left": here.units.weighed(line.left_g),
        "href": reverse("farm-batch", args=[cooperative, line.batch]),
        "sell": reverse("farm-sell", args=[cooperative, line.batch]),
    }


def _card(here: Here, cooperative: str, batch: str) -> BatchCard:
    """Return a batch of this cooperative.  Raises Http404."""
    card = queries.batch_card(here.viewer, batch, here.on)
    if card is None or card.row.cooperative != cooperative:
        raise Http404
    return card


def _of_batch(here: Here, cooperative: str, card: BatchCard) -> dict[str, Any]:
    row = card.row
    return {
        **here.head(cooperative),
        "batch": row.batch,
        "crop": here.lists.crop(row.crop),
        "tag": card.tag,
        "weighed_on": row.on,
        "weighed": here.units.weighed(row.grams),
        "left": here.units.weighed(card.left_g),
        "left_number": here.units.number(card.left_g),
        "sold": here.units.weighed(row.sold_g),
        "open": card.left_g > 0,
    }


@page("plot_and_harvest.read")
def batch(request: HttpRequest, cooperative: str, batch: str) -> HttpResponse:
    """Show a batch with the label that leads a buyer to its plot's records."""
    here = Here(request)
    card = _card(here, cooperative, batch)
    address = request.build_absolute_uri(reverse("trace", args=[card.row.batch]))
    context = {
        **_of_batch(here, cooperative, card),
        "qr": qr_of(address),
        "address": address,
    }
    return render(request, "fields/batch.html", context)


@page("crop.sell")
def sell(request: HttpRequest, cooperative: str, batch: str) -> HttpResponse:
    """Sell of a batch: how much, for how much, to what sort of buyer."""
    here = Here(request)
    given = request.POST
    context = {
        **_of_batch(here, cooperative, _card(here, cooperative, batch)),
        "buyers": chips(words.BUYERS, given.get("buyer", "")),
        "by": given.get("by", "total"),
    }

    def act() -> Any:
        unit = given.get("weight", "")
        whole = grams_in(given.get("number", ""), unit)
        line = SaleLine(
            batch,
            whole,
            _amount(given, whole, unit),
            day_of(request, here),
            given.get("buyer", ""),
            bool(given.get("voucher")),
            sure_of(request),
        )
        return actions.sell_batch(here.viewer, line, at=here.at, key=key_of(request))

    return record_page(request, here, "fields/sell.html", context, act)


def _amount(given: Any, whole: int, unit: str) -> int:
    """Return the money in fen, typed as a sum or as a price a unit.  Raises TooFine."""
    typed = decimal_in(given.get("yuan", ""))
    if given.get("by") != "price":
        return fen(typed)
    return fen(typed * Decimal(whole) / grams(1, unit))


@page("field.work")
def grade(request: HttpRequest, cooperative: str, batch: str) -> HttpResponse:
    """Say what part of a batch is of which grade."""
    here = Here(request)
    given = request.POST
    context = {
        **_of_batch(here, cooperative, _card(here, cooperative, batch)),
        "grades": chips(words.GRADES, given.get("grade", "")),
    }

    def act() -> Any:
        return actions.grade_batch(
            here.viewer,
            batch=batch,
            grade=given.get("grade", ""),
            grams=grams_in(given.get("number", ""), given.get("weight", "")),
            on=day_of(request, here),
            at=here.at,
            key=key_of(request),
        )

    return record_page(request, here, "fields/grade.html", context, act)


@page("crop.sell")
def cost(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Record what was paid, for one crop or for the whole cooperative."""
    here = Here(request)
    given = request.POST
    crops = queries.crops_in(here.viewer, cooperative, here.on)
    context = {
        **here.head(cooperative),
        "costs": chips(words.COSTS, given.get("sort", "")),
        "crops": [(one.sowing, f"{one.tag} · {here.lists.crop(one.crop)}") for one in crops],
        "sowing": given.get("sowing", ""),
    }

    def act() -> Any:
        return actions.pay_cost(
            here.viewer,
            cooperative=cooperative,
            sort=given.get("sort", ""),
            amount_fen=fen_in(given.get("yuan", "")),
            sowing=given.get("sowing", ""),
            voucher=bool(given.get("voucher")),
            on=day_of(request, here),
            at=here.at,
            key=key_of(request),
        )

    return record_page(request, here, "fields/cost.html", context, act)


@page("plot_and_harvest.read")
def record(request: HttpRequest, cooperative: str, number: int) -> HttpResponse:
    """Say what was recorded, with its number, ten seconds to take it back, and what comes next."""
    here = Here(request)
    row = queries.record_card(here.viewer, number, here.on)
    if row is None or row.cooperative != cooperative:
        raise Http404
    left = _UNDO_SECONDS - int((here.at - row.at).total_seconds())
    context = {
        **here.head(cooperative),
        **work_row(here, row, queries.plot_tags([row.plot])),
        "left": left if left > 0 and not row.reversed else 0,
        "key": new_key(),
        "batch": row.batch if row.sort == "weighed" else "",
        **of_record(here, row),
        "work": row.sort in ("sown", "treated", "labour", "cleared", "weighed"),
    }
    return render(request, "fields/record.html", context)


def work_row(here: Here, row: Any, tags: dict[str, str]) -> dict[str, Any]:
    """Return a record of work in words.  tags: the numbers of plots by id."""
    what = {
        "treated": words.TREATMENTS,
        "labour": words.LABOUR,
        "graded": words.GRADES,
        "sold": words.BUYERS,
        "paid": words.COSTS,
        "cleared": words.CLEARED,
    }.get(row.sort, {})
    amounts = [here.units.weighed(row.grams)] if row.grams else []
    amounts += [yuan_words(row.fen, fen_too=True)] if row.fen else []
    if row.minutes:
        amounts.append(_("%(hours)s hours") % {"hours": f"{row.minutes / 60:g}"})
    return {
        "number": row.number,
        "sort": words.said(words.WORK, row.sort),
        "crop": here.lists.crop(row.crop) if row.crop else "",
        "tag": tags.get(row.plot, ""),
        "what": words.said(what, row.code) if row.code and what else "",
        "amounts": amounts,
        "day": row.on,
        "until": row.until,
        "reversed": row.reversed,
    }


@require_POST
@page("field.work")
def take_back(request: HttpRequest, cooperative: str, number: int) -> HttpResponse:
    """Take one's own record back."""
    here = Here(request)
    actions.take_back_work(here.viewer, number=number, at=here.at, key=key_of(request))
    say(request, _("Taken back. It counts nowhere any more."))
    return HttpResponseRedirect(reverse("farm-record", args=[cooperative, number]))


@page("plot_and_harvest.read")
def records(request: HttpRequest, cooperative: str) -> HttpResponse:
    """Show what was recorded, newest first."""
    here = Here(request)
    sort = request.GET.get("sort", "")
    found = queries.work_in(here.viewer, cooperative, here.on, page=page_number(request), sort=sort)
    tags = queries.plot_tags(row.plot for row in found.lines)
    context = {
        **here.head(cooperative),
        "sorts": chips(words.WORK, sort),
        "rows": [work_row(here, row, tags) for row in found.lines],
        "asked": asked_in(here, here.sight(cooperative)),
        **pager(request, page_number(request), found.pages),
    }
    return render(request, "fields/records.html", context)
