"""The resources of GeoReport v2 (http://wiki.open311.org/GeoReport_v2/).

A service is a kind on the admission list, a request's id is its tracking number, an address id the
code of a community.  Lists hold what may be public, and no answer ever holds a person.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gongfu.faces.api.open311.endpoints import endpoint
from gongfu.faces.api.open311.places import community_of
from gongfu.faces.api.open311.writing import answer
from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.needs import actions, queries
from gongfu.kernel.needs.actions import Request
from gongfu.kernel.needs.queries import Followed, KindLine
from gongfu.kernel.places import tree
from gongfu.kernel.refusals import BadInput

_LONGEST = 2000


class BadMoment(BadInput):
    """A date of the interface is written as W3C datetime."""

    code = "open311.bad-moment"
    words = gettext_lazy("“%(given)s” is no date and time; write 2021-09-20T00:00:00Z.")


class NoSuchService(BadInput):
    """No service has this code today."""

    code = "open311.no-such-service"
    words = gettext_lazy("There is no service “%(given)s”.")
    status = 404


class NoSuchRequest(BadInput):
    """No request has this id."""

    code = "open311.no-such-request"
    words = gettext_lazy("There is no request “%(given)s”.")
    status = 404


@endpoint("page.public")
def discovery(request: HttpRequest, *, form: str) -> HttpResponse:
    """Return where the interface lies and which formats it speaks."""
    root = request.build_absolute_uri("/open311/v2/")
    one = {
        "changeset": "2021-09-20T00:00:00Z",
        "contact": settings.GONGFU_COMPLAINTS or _("the district office"),
        "key_service": request.build_absolute_uri("/help/"),
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": root,
                "changeset": "2021-09-20T00:00:00Z",
                "type": "test" if settings.GONGFU_DEMO else "production",
                "formats": [{"format": "text/xml"}, {"format": "application/json"}],
            }
        ],
    }
    return answer(form, one, root="discovery", item="discovery")


def _kinds() -> tuple[KindLine, ...]:
    return queries.kinds_in_use(shanghai_day(clock.now()))


def _service(line: KindLine) -> dict[str, Any]:
    return {
        "service_code": line.code,
        "service_name": line.words(get_language() or "zh-hans"),
        "description": _limit(line),
        "metadata": False,
        "type": "realtime",
        "keywords": line.category,
        "group": words.said(words.CATEGORIES, line.category),
    }


def _limit(line: KindLine) -> str:
    limit = {"hours": line.done_hours}
    if line.working:
        return _("To be done within %(hours)s office hours.") % limit
    return _("To be done within %(hours)s hours.") % limit


@endpoint("page.public")
def services(request: HttpRequest, *, form: str) -> HttpResponse:
    """List the services."""
    rows = [_service(line) for line in _kinds()]
    return answer(form, rows, root="services", item="service")


@endpoint("page.public")
def definition(request: HttpRequest, *, service_code: str, form: str) -> HttpResponse:
    """Return the attributes of a service: it needs none beside words and place."""
    if service_code not in {line.code for line in _kinds()}:
        raise NoSuchService(given=service_code)
    one = {"service_code": service_code, "attributes": []}
    return answer(form, one, root="service_definition", item="attribute")


@endpoint("request.create_at_door", methods=("GET", "POST"))
def requests(request: HttpRequest, *, form: str) -> HttpResponse:
    """List public requests, or make one."""
    if request.method == "POST":
        return _raise(request, form)
    given = request.GET
    found = queries.followed(
        ids=_listed(given.get("service_request_id", "")),
        sorts=_listed(given.get("service_code", "")),
        since=_moment(given.get("start_date", "")),
        until=_moment(given.get("end_date", "")),
        statuses=_listed(given.get("status", "")),
        at=clock.now(),
    )
    titles = words.kinds()
    rows = [_request(one, titles) for one in found]
    return answer(form, rows, root="service_requests", item="request")


def _listed(text: str) -> list[str]:
    return [part.strip().lower() for part in text.split(",") if part.strip()]


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None:
        raise BadMoment(given=text[:40])
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _request(one: Followed, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "service_request_id": one.track,
        "status": "open" if one.open else "closed",
        "status_notes": words.said(words.STATES, one.state),
        "service_name": titles.get(one.sort, one.sort),
        "service_code": one.sort,
        "description": None,
        "agency_responsible": tree.name_of(one.place),
        "service_notice": None,
        "requested_datetime": _written(one.submitted_at),
        "updated_datetime": _written(one.changed_at),
        "expected_datetime": _written(one.done_by),
        "address": tree.name_of(one.place),
        "address_id": one.place,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _written(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds") if at else None


def _raise(request: HttpRequest, form: str) -> HttpResponse:
    """Make a request; names, mail addresses and phones that come along are not kept."""
    given = request.POST
    code = given.get("service_code", "")
    if code not in {line.code for line in _kinds()}:
        raise NoSuchService(given=code[:40])
    wish = Request(
        sort=code,
        place=community_of(given),
        asker="",
        words=given.get("description", "")[:_LONGEST],
        channel="open311",
    )
    viewer = request.viewer  # type: ignore[attr-defined]
    key = request.headers.get("Idempotency-Key") or str(uuid.uuid4())
    asked = actions.raise_at_door(viewer, wish, at=clock.now(), key=key[:64])
    number = asked.entry.deed.need[:10]
    row = {
        "service_request_id": number,
        "service_notice": _("Follow it under this number."),
        "account_id": None,
    }
    return answer(form, [row], root="service_requests", item="request", status=200)


@endpoint("request.track")
def one_request(request: HttpRequest, *, service_request_id: str, form: str) -> HttpResponse:
    """Return one request by its number."""
    found = queries.followed(ids=[service_request_id.lower()], at=clock.now(), shown_only=False)
    if not found:
        raise NoSuchRequest(given=service_request_id[:40])
    rows = [_request(found[0], words.kinds())]
    return answer(form, rows, root="service_requests", item="request")


@endpoint("request.track")
def token(request: HttpRequest, *, token_id: str, form: str) -> HttpResponse:
    """Return the number of the request made under a token; ours are numbers from the start."""
    found = queries.followed(ids=[token_id.lower()], at=clock.now(), shown_only=False)
    if not found:
        raise NoSuchRequest(given=token_id[:40])
    row = {"token": token_id, "service_request_id": found[0].track}
    return answer(form, [row], root="service_requests", item="request")
