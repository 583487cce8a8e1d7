"""Places, kinds of request, and the words of our lists: what every other answer refers to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from gongfu.domains.grids import queries as grids
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Code, Place, Said
from gongfu.faces.api.rest.operations import operation
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, whole
from gongfu.faces.api.rest.problems import NothingHere
from gongfu.kernel.needs import queries as needs
from gongfu.kernel.places import tree
from gongfu.kernel.places.snapshot import Spot

router = Router(tags=["places"])


class PlaceOut(Schema):
    """A place of the tree."""

    code: str
    name: str = Field(description="Its name in the asked language.")
    level: str = Field(description="district, town, community, grid or microgrid.")
    parent: str = Field(description="The code of the place above, empty at the top.")
    is_urban: bool = Field(description="Whether it is urban by the statistical classification.")
    opened_on: date
    closed_on: date | None
    merged_into: str = Field(description="The code of the place into which it went, or empty.")


class KindOut(Schema):
    """A kind of request that may be made today."""

    code: str
    name: str = Field(description="Its name in the asked language.")
    category: str = Field(description="The request type of the service hotline.")
    skill: str = Field(description="The skill that it needs, or empty.")
    review_hours: int = Field(description="Within how many hours the office decides.")
    done_hours: int = Field(description="Within how many hours it is done.")
    working: bool = Field(description="Whether only office hours count.")
    shown: bool = Field(description="Whether it may stand in public lists.")
    until: date | None = Field(description="The last day on the admission list.")


class WordOut(Schema):
    """A word of one of our lists."""

    catalogue: str = Field(
        description="The list: skill, language, member-sort, post-sort or team-purpose."
    )
    code: str
    zh: str
    en: str
    until: date | None


def _place(spot: Spot) -> dict[str, Any]:
    name = tree.name_of(spot.code)
    return {
        **spot._asdict(),
        "level": spot.level.value,
        "name": name,
        "is_urban": spot.is_urban,
    }


@operation(router, "GET /places", "page.public", Listed[PlaceOut])
def list_places(
    request: HttpRequest,
    within: Annotated[Place, Said("The place above; without, the district.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the places one level below another."""
    above = within or settings.GONGFU_DISTRICT
    lines = tree.children(above, caller_of(request).on)
    turn = after(cursor, limit)
    return whole(request, lines, turn, mark=lambda spot: spot.code, line=_place)


@operation(router, "GET /places/{code}", "page.public", PlaceOut)
def get_place(request: HttpRequest, code: Place) -> Any:
    """Read one place."""
    if code not in tree.current():
        raise NothingHere()
    return _place(tree.current().spot(code))


@operation(router, "GET /kinds", "page.public", Listed[KindOut])
def list_kinds(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the kinds of request that are on the admission list today."""
    lines = needs.kinds_in_use(caller_of(request).on)
    language = get_language() or settings.LANGUAGE_CODE
    return whole(
        request,
        lines,
        after(cursor, limit),
        mark=lambda one: one.code,
        line=lambda one: {**one._asdict(), "name": one.words(language)},
    )


@operation(router, "GET /words", "page.public", Listed[WordOut])
def list_words(
    request: HttpRequest,
    catalogue: Annotated[Code, Said("Only this list.")] | None = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> Any:
    """List the words for skills, languages, members, posts and teams."""
    lines = [one for one in grids.word_lines() if catalogue in (None, one.catalogue)]
    return whole(
        request,
        lines,
        after(cursor, limit),
        mark=lambda one: f"{one.catalogue} {one.code}",
        line=lambda one: one._asdict(),
    )
