"""The feed: whoever knows the secret address reads what its owner has promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from gongfu.faces.api.calendars.events import Event, events_of
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.viewers import viewer_for
from gongfu.kernel.notices import calendars, reading

if TYPE_CHECKING:
    # loaded with the first calendar that is asked for, so that the server starts sooner
    import icalendar

_REMIND, _MORNING = timedelta(hours=-1), timedelta(hours=8)
_REFRESH = timedelta(hours=4)


@page("notice.feed")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the calendar that this secret opens, in its owner's language."""
    person = calendars.owner_of(secret)
    if not person:
        raise Http404
    with translation.override(reading.wishes_of(person).language):
        body = _calendar(request, events_of(viewer_for(person), at=clock.now()))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _calendar(request: HttpRequest, events: tuple[Event, ...]) -> bytes:
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//gongfu//member calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("My tasks and posts"))
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for event in events:
        calendar.add_component(_component(request, event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(request: HttpRequest, event: Event) -> icalendar.Event:
    import icalendar

    one = icalendar.Event()
    one.add("uid", f"{event.uid}@{settings.GONGFU_ORIGIN.split('/')[0]}")
    one.add("dtstamp", clock.now())
    one.add("summary", event.title)
    one.add("location", event.place)
    one.add("dtstart", event.begins)
    one.add("dtend", event.ends)
    one.add("url", request.build_absolute_uri(event.link))
    one.add("class", "PRIVATE")
    reminder = icalendar.Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", event.title)
    reminder.add("trigger", _REMIND if isinstance(event.begins, datetime) else _MORNING)
    one.add_component(reminder)
    return one
