"""`gongfu boundaries`: a deployment's own outlines of its places, from a GeoJSON file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click
from django.utils.translation import gettext as _

from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.viewers import viewer_of
from gongfu.kernel.places.actions import redraw_places
from gongfu.kernel.places.boundaries import read_boundaries
from gongfu.kernel.places.frames import Frame
from gongfu.kernel.refusals import Many


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--frame",
    required=True,
    type=click.Choice([one.value for one in Frame]),
    help="The frame of reference of the file; nobody guesses it.",
)
@click.option("--code-key", default="code", show_default=True, help="The property with the code.")
@click.option("--by", required=True, help="Opaque id of the administrator who imports.")
@click.option("--second", required=True, help="Opaque id of the second administrator.")
def command(file: Path, frame: str, code_key: str, by: str, second: str) -> None:
    """Give places the outlines of FILE (GeoJSON); all or none, unchanged ones leave no record."""
    at = clock.now()
    on, text = shanghai_day(at), file.read_text("utf-8-sig")
    try:
        boundaries = read_boundaries(text, frame=Frame(frame), code_key=code_key)
    except Many as many:
        for error in many.errors:
            words = {"line": error.line, "words": error.refusal}
            click.echo(_("Area %(line)s: %(words)s") % words, err=True)
        raise
    key = hashlib.sha256(f"{frame} {on} {text}".encode()).hexdigest()[:32]
    viewer = viewer_of(by, on=on)
    entries = redraw_places(viewer, boundaries, on=on, second=second, at=at, key=key)
    click.echo(_("%(count)s outlines recorded.") % {"count": len(entries)})
