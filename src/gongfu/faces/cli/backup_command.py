"""`gongfu backup`: everything but the keys, in one archive."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from gongfu.faces.cli import archives
from gongfu.faces.cli.progress import bar
from gongfu.kernel.ledger import reading, verifying


@click.command()
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
def command(archive: Path) -> None:
    """Write a backup to ARCHIVE (.tar.gz); the keys are named and must be kept elsewhere."""
    with bar(_("Verifying"), reading.size()) as tell:
        report = verifying.verify(tell=tell)
    manifest = archives.write(archive)
    if report.fault:
        words = {"number": report.fault.number, "what": report.fault.what}
        click.echo(
            _("Record %(number)s is wrong (%(what)s); the backup holds it as it is.") % words
        )
    click.echo(
        _("%(size)s records in %(archive)s") % {"size": manifest["size"], "archive": archive}
    )
    click.echo(_("Keep these keys in another place; they are not in the backup:"))
    for path in archives.key_files():
        click.echo(f"  {path}")
