"""`gongfu tend`: the housekeeping of requests, once or every so often."""

from __future__ import annotations

import time

import click
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from gongfu.domains.fields.actions import note_overdue
from gongfu.domains.grids.actions import (
    end_registrations,
    remind_ending,
    remind_serving,
    send_automatic,
)
from gongfu.domains.grids.queries import asked_of_team
from gongfu.domains.keys.actions import tell_late_alarms
from gongfu.faces.cli import retain_command
from gongfu.faces.cli.retain_command import SERVER
from gongfu.faces.web.shell import clock
from gongfu.figures import checking, keeping
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.needs.actions import (
    lapse_offers,
    leave_unanswered,
    remind_helpers,
    remind_offices,
    route_needs,
)
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer


@click.command()
@click.option("--every", default=0, help=_("Seconds between two rounds; 0: once."))
def command(every: int) -> None:
    """Let offers lapse, end what was not answered, ask for kinds that are automatic."""
    while True:
        done = tend()
        for line in retain_command.lines(retain_command.retain()):
            click.echo(line)
        if not every:
            click.echo(
                _(
                    "%(routed)s requests moved by rules, %(lapsed)s offers lapsed, "
                    "%(ended)s requests ended, %(asked)s helpers asked, "
                    "%(overdue)s promises overdue, %(left)s registrations ended, "
                    "%(reminded)s people reminded."
                )
                % done
            )
            return
        keeping.compact_if_due()
        checking.check_daily(settings.GONGFU_DISTRICT, on=shanghai_day(clock.now()))
        connection.close()
        time.sleep(every)


def tend() -> dict[str, int]:
    """Do one round; return how many of each of these there were."""
    viewer = Viewer(SERVER, (Office(Role.SYS, settings.GONGFU_DISTRICT),))
    at = clock.now()
    return {
        "routed": route_needs(viewer, at=at, asked=asked_of_team),
        "lapsed": len(lapse_offers(viewer, at=at)),
        "ended": len(leave_unanswered(viewer, at=at)),
        "asked": len(send_automatic(viewer, settings.GONGFU_DISTRICT, at=at).entries),
        "overdue": note_overdue(viewer, at=at),
        "left": end_registrations(viewer, at=at),
        "reminded": sum(
            remind(viewer, at=at)
            for remind in (
                remind_helpers,
                remind_offices,
                remind_serving,
                remind_ending,
                tell_late_alarms,
            )
        ),
    }
