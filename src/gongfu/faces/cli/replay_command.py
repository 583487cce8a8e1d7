"""`gongfu replay`: the present state from the ledger."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from gongfu.faces.cli.progress import bar
from gongfu.kernel.ledger import reading, replay


@click.command()
@click.option("--check", is_flag=True, help="Compare with the live state and change nothing.")
@click.option("--batch", default=5000, show_default=True, help="Records folded at once.")
def command(check: bool, batch: int) -> None:
    """Rebuild the present state, or with --check compare it with its rebuild."""
    with bar(_("Replaying"), reading.size()) as tell:
        if not check:
            count = replay.rebuild(batch=batch, tell=tell)
            click.echo(_("The state was rebuilt from %(count)s records.") % {"count": count})
            return
        changed = replay.differences(batch=batch, tell=tell)
    if changed:
        click.echo(
            _("These tables differ from the ledger: %(tables)s") % {"tables": ", ".join(changed)}
        )
        raise SystemExit(1)
    click.echo(_("The live state equals its replay."))
