"""`gongfu export`: what anyone may check and compute with."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.translation import gettext as _

from gongfu.faces.cli.progress import bar
from gongfu.figures.store import files
from gongfu.kernel.ledger import exporting, reading


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--columns", is_flag=True, help="Bring the column files (Parquet) up to date as well."
)
def command(folder: Path, columns: bool) -> None:
    """Write public parts, leaf hashes, the signed head and the schema into FOLDER."""
    with bar(_("Exporting"), reading.size()) as tell:
        exporting.write_export(folder, tell=tell)
    click.echo(_("Written to %(folder)s") % {"folder": folder})
    if columns:
        files.compact()
        click.echo(_("Column files: %(folder)s") % {"folder": files.folder()})
