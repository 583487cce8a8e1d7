"""`gongfu send`: empty the outbox of messages."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import click
from django.db import connection
from django.utils.translation import gettext as _

from gongfu.faces.messages.sending import send_due
from gongfu.faces.web.shell import clock
from gongfu.kernel.notices import channels, outbox


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
@click.option("--every", default=5.0, show_default=True, help="Seconds between two looks.")
@click.option("--lease", default=300.0, show_default=True, help="Seconds until one counts as dead.")
@click.option("--with-parent", is_flag=True, help="End when the starting process ends.")
@click.option("--troubled", is_flag=True, help="List the messages that someone should look at.")
@click.option("--again", type=int, help="Send this troubled message once more.")
def command(
    once: bool, every: float, lease: float, with_parent: bool, troubled: bool, again: int | None
) -> None:
    """Send waiting notices over the channels of the settings; without any, say so and end."""
    if again is not None:
        raise SystemExit(0 if outbox.again(again, now=clock.now()) else 1)
    if troubled:
        _list()
        return
    if not channels.available():
        click.echo(_("No channel is configured; nothing is sent."))
        return
    parent = os.getppid()
    while True:
        one_look(lease=timedelta(seconds=lease))
        if once or (with_parent and os.getppid() != parent):
            return
        time.sleep(every)


def one_look(*, lease: timedelta) -> int:
    """Settle what died while sending, send what is due; return how many attempts were made."""
    outbox.recover(channels.available(), now=clock.now(), lease=lease)
    done = send_due(clock.now)
    connection.close()
    return done


def _list() -> None:
    for row in outbox.troubled():
        click.echo(f"{row.pk}  {row.channel}  {row.state}  {row.said}  {row.due.isoformat()}")
