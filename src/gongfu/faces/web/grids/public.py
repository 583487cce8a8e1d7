"""What everybody may see: the posts of a place, and one post, without names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.domains.grids import queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids import words
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.shell.downloads import every, file_of, sort_of
from gongfu.faces.web.shell.listing import files, page_number, pager
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

    def ask(page: int) -> Any:
        return queries.posts_in(here.viewer, place, here.on, page=page, sort=sort)

    if sort_of(request):
        return _file(request, here, every(ask))
    found = ask(number)
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
        "files": files(request, found.total),
        **pager(request, number, found.pages),
    }
    return render(request, "grids/posts_in.html", context)


def _file(request: HttpRequest, here: Page, lines: Iterable[Any]) -> HttpResponse:
    rows = (post_cells(here.post(line)) for line in lines)
    return file_of(request, "posts", post_header(), rows)


def post_header() -> tuple[str, ...]:
    """Return the heads of the columns of posts in a file."""
    return (_("What for"), _("Where"), _("When"), _("Skill needed"), _("From"), _("Until"),
            _("How many people"), _("People in place"), _("Waiting"))  # fmt: skip


def post_cells(row: dict[str, Any]) -> list[Any]:
    """Return the cells of a post in a file."""
    fields = ("title", "place", "times", "skill", "since", "until", "wanted", "taken", "waiting")
    return [row[name] for name in fields]


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
        [one.member for one in card.holders]
        + [cover for one in card.holders for cover in one.covers]
        + [one.member for one in card.waiters]
    )
    context = {
        "post": here.post(card.line),
        "place_code": card.line.place[:12],
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
        "away": [
            (day, labels.get(cover, "")) for day, cover in zip(one.away, one.covers, strict=True)
        ],
        "key": new_key(),
    }
