"""`gongfu verify`: recompute the whole ledger."""

from __future__ import annotations

import base64

import click
from django.utils.translation import gettext as _

from gongfu.faces.cli.progress import bar
from gongfu.kernel.ledger import reading, verifying


@click.command()
def command() -> None:
    """Recompute every leaf, commitment, node and the root; name the first wrong record."""
    with bar(_("Verifying"), reading.size()) as tell:
        report = verifying.verify(tell=tell)
    if report.fault is None:
        root = base64.b64encode(report.root).decode()
        click.echo(
            _("%(size)s records verify. Root %(root)s") % {"size": report.size, "root": root}
        )
        return
    words = {"number": report.fault.number, "what": report.fault.what}
    click.echo(_("Record %(number)s is wrong: %(what)s") % words)
    raise SystemExit(1)
