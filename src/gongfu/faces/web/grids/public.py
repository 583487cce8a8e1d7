"""What everybody may see: the posts of a place, and one post, without names."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongfu.domains.grids import queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page, page_number, pager
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.people import vault
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import may


@page("post.read")
def posts_in(request: HttpRequest, place: str) -> HttpResponse:
    """List the posts of a place that are open, those that end first at the top."""
    check_code(place)
    here, number = Page(request), page_number(request)
    sort = request.GET.get("sort", "")
    found = queries.posts_in(here.viewer, place, here.on, page=number, sort=sort)
    context = {
        "code": place,
        "place": tree.name_of(place),
        "above": [(spot.code, tree.name_of(spot.code)) for spot in _below(place, here)],
        "rows": [here.post(line) for line in found.lines],
        "total": spaced(found.total),
        "sorts": [
            ("", words.ANY, not sort),
            *(
                (code, text, code == sort)
                for code, text in here.lists.choices(queries.POST_SORT, here.on)
            ),
        ],
        **pager(request, number, found.pages),
    }
    return render(request, "grids/posts_in.html", context)


def _below(place: str, here: Page) -> tuple[Any, ...]:
    return tuple(tree.children(place, here.on)) if place.endswith("000") else ()


@page("post.read")
def post(request: HttpRequest, post: str) -> HttpResponse:
    """Show one post; with names to the community's office alone."""
    here = Page(request)
    card = queries.post_card(here.viewer, post, here.on)
    if card is None:
        raise Http404
    office = may(here.viewer, "post.open", place=card.line.place)
    labels = vault.labels(
        [one.member for one in card.holders] + [one.member for one in card.waiters]
    )
    context = {
        "post": here.post(card.line),
        "yours": card.yours,
        "state": words.STATES.get(card.yours.state, "") if card.yours else "",
        "waits_as": card.waits_as,
        "position": card.position,
        "may_claim": bool(here.viewer.person) and not card.yours and not card.position,
        "office": office,
        "holders": [_holder(here, one, labels) for one in card.holders],
        "waiters": [(labels.get(one.member, ""), one.position) for one in card.waiters],
        "empty": card.empty,
        "reasons": words.REASONS.items(),
        "today": here.on.isoformat(),
        "keys": {name: new_key() for name in ("claim", "back", "close", "empty")},
    }
    return render(request, "grids/post.html", context)


def _holder(here: Page, one: Any, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "claim": one.claim,
        "label": labels.get(one.member, ""),
        "words": words.STATES.get(one.state, ""),
        "decide": one.state == "claimed" and one.member != here.viewer.person,
        "since": one.claimed_on,
        "away": one.away,
        "key": new_key(),
    }
