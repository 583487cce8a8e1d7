"""`gongfu demo`: the demonstration district."""

from __future__ import annotations

import time

import click
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.faces.cli.demonstration import building
from gongfu.faces.cli.demonstration.teams import ENDS
from gongfu.faces.cli.progress import bar
from gongfu.faces.web.shell import clock
from gongfu.figures import keeping
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import moment
from gongfu.kernel.refusals import WrongState


class NotEmpty(WrongState):
    """A demonstration is built into an empty district only."""

    code = "cli.demo-not-empty"
    words = gettext_lazy("There are records here already; name an empty folder in GONGFU_DATA_DIR.")


@click.command()
def command() -> None:
    """Build the demonstration district into an empty data folder."""
    call_command("migrate", verbosity=0)
    if reading.size():
        raise NotEmpty()
    build()


def build() -> None:
    """Build the district, its column files and its clock; print how long it took."""
    begun = time.monotonic()
    with bar(_("Building the demonstration district"), building.months()) as tell:
        building.build(tell=tell)
    keeping.compact()
    clock.set_to(moment(ENDS, 9))
    words = {"records": f"{reading.size():,}", "seconds": time.monotonic() - begun}
    click.echo(_("The demonstration district has %(records)s records (%(seconds).0f s).") % words)
