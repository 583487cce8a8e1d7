"""`gongfu export`: what anyone may check and compute with."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from gongfu.faces.cli.progress import bar
from gongfu.figures import keeping
from gongfu.figures.store import exported, files
from gongfu.kernel.ledger import exporting, reading


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--columns", is_flag=True, help="Bring the district's own column files up to date as well."
)
def command(folder: Path, columns: bool) -> None:
    """Write public parts, as lines and columns, leaf hashes, signed head and schema into FOLDER."""
    with bar(_("Exporting"), reading.size()) as tell:
        head = exporting.write_export(folder, tell=tell)
    with bar(_("Exporting columns"), head.size) as tell:
        exported.write_columns(folder / "columns", upto=head.size, tell=tell)
    click.echo(_("Written to %(folder)s") % {"folder": folder})
    if columns:
        keeping.compact()
        click.echo(_("Column files: %(folder)s") % {"folder": files.folder()})
