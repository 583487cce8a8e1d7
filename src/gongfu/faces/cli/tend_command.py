"""`gongfu tend`: the housekeeping of requests, once or every so often."""

from __future__ import annotations

import time

import click
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from gongfu.domains.grids.actions import send_automatic
from gongfu.faces.web.shell import clock
from gongfu.kernel.needs.actions import lapse_offers, leave_unanswered
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

SERVER = "s" * 26


@click.command()
@click.option("--every", default=0, help=_("Seconds between two rounds; 0: once."))
def command(every: int) -> None:
    """Let offers lapse, end what was not answered, ask for kinds that are automatic."""
    while True:
        lapsed, ended, asked = tend()
        if not every:
            words = {"lapsed": lapsed, "ended": ended, "asked": asked}
            click.echo(
                _("%(lapsed)s offers lapsed, %(ended)s requests ended, %(asked)s helpers asked.")
                % words
            )
            return
        connection.close()
        time.sleep(every)


def tend() -> tuple[int, int, int]:
    """Do one round; return how many offers lapsed, requests ended, and helpers were asked."""
    viewer = Viewer(SERVER, (Office(Role.SYS, settings.GONGFU_DISTRICT),))
    at = clock.now()
    lapsed = len(lapse_offers(viewer, at=at))
    ended = len(leave_unanswered(viewer, at=at))
    asked = len(send_automatic(viewer, settings.GONGFU_DISTRICT, at=at).entries)
    return lapsed, ended, asked
