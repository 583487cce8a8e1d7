"""`gongfu restore`: a backup into an empty data folder."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from gongfu.faces.cli import archives
from gongfu.faces.cli.progress import bar
from gongfu.kernel.ledger import verifying


@click.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a database that is there.")
def command(archive: Path, force: bool) -> None:
    """Restore ARCHIVE, then verify the ledger against the size and root it names."""
    manifest = archives.read(archive, force=force)
    with bar(_("Verifying"), manifest["size"]) as tell:
        report = verifying.verify(tell=tell)
    if report.fault or (report.size, report.root.hex()) != (manifest["size"], manifest["root"]):
        raise click.ClickException(_("The restored ledger does not verify."))
    click.echo(_("%(size)s records restored and verified.") % {"size": report.size})
