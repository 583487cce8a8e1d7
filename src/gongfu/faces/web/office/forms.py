"""One shape for every form of the office: fields that keep what was typed, and a refusal above."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from gongfu.faces.web.shell.sending import Unreadable, key_of, new_key
from gongfu.kernel.refusals import Refused

Words = str | Promise
Act = Callable[[dict[str, str], str], str]


@dataclasses.dataclass(frozen=True)
class Field:
    """One field: name, label, sort of input, choices, hint, and what stands in it at first."""

    name: str
    label: Words
    sort: str = "text"
    options: tuple[tuple[str, Words], ...] = ()
    hint: Words = ""
    optional: bool = False
    value: str = ""


def yes_no(name: str, label: Words, *, value: bool) -> Field:
    """Return a field with two answers, 1 and 0."""
    options = (("1", gettext_lazy("yes")), ("0", gettext_lazy("no")))
    return Field(name, label, "choices", options, value="1" if value else "0")


def form_page(
    request: HttpRequest,
    *,
    title: Words,
    fields: Sequence[Field],
    submit: Words,
    act: Act,
    **context: Any,
) -> HttpResponse:
    """Show a form, or do with its values what `act` does and go where it says.

    act: takes the values by name and the idempotency key, returns the address to go to.  A
    refusal shows the form again, as it was typed, with the words above and status 422 or 403.
    """
    refusal: Refused | None = None
    if request.method == "POST":
        values = {field.name: request.POST.get(field.name, "").strip() for field in fields}
        try:
            return HttpResponseRedirect(act(values, key_of(request)))
        except Refused as error:
            refusal = error
        fields = [dataclasses.replace(field, value=values[field.name]) for field in fields]
    shown = {
        "title": title,
        "fields": fields,
        "submit": submit,
        "key": request.POST.get("key") or new_key(),
        "refusal": refusal and {"code": refusal.code, "words": str(refusal)},
        **context,
    }
    return render(request, "office/form.html", shown, status=refusal.status if refusal else 200)


def day_in(text: str) -> date:
    """Return the day that a date field holds.  Raises Unreadable."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable() from None


def day_or_none(text: str) -> date | None:
    """Return the day that a date field holds, None where it is empty.  Raises Unreadable."""
    return day_in(text) if text else None


def time_in(text: str) -> int:
    """Return the minutes after midnight that a time field holds.  Raises Unreadable."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        raise Unreadable() from None
    return found.hour * 60 + found.minute


def number_in(text: str) -> int:
    """Return the whole number that a field holds.  Raises Unreadable."""
    try:
        return int(text)
    except ValueError:
        raise Unreadable() from None
