"""`gongfu import`: visits from a sheet of paper slips, all or none."""

from __future__ import annotations

import csv
import hashlib
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.domains.keys import actions
from gongfu.domains.keys.actions import Slip
from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import SHANGHAI, shanghai_day
from gongfu.kernel.people.viewers import viewer_of
from gongfu.kernel.refusals import BadInput, LineError, Many

_COLUMNS = ("elder", "keeper", "started_at", "ended_at")


class UnreadableLine(BadInput):
    """A line of the sheet lacks a column or holds a moment that is none."""

    code = "cli.unreadable-line"
    words = gettext_lazy(
        "The line needs elder, keeper, started_at and ended_at, such as 2021-09-20 08:30."
    )


@click.command()
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, help="Opaque id of the officer who enters the slips.")
@click.option("--second", default="", help="Opaque id of the second person, for old slips.")
def command(sheet: Path, by: str, second: str) -> None:
    """Enter the visits of SHEET (CSV: elder, keeper, started_at, ended_at, answer, service).

    Lists every line that cannot be accepted and then writes nothing.  The same sheet entered
    twice is recorded once.
    """
    at = clock.now()
    viewer = viewer_of(by, on=shanghai_day(at))
    key = hashlib.sha256(sheet.read_bytes()).hexdigest()[:32]
    try:
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            slips = read_slips(file)
        entries = actions.import_visits(viewer, slips, second=second, at=at, key=key)
    except Many as many:
        for error in many.errors:
            words = {"line": error.line + 1, "words": error.refusal}
            click.echo(_("Line %(line)s: %(words)s") % words, err=True)
        raise
    click.echo(_("%(count)s visits recorded.") % {"count": len(entries)})


def read_slips(file: TextIO) -> list[Slip]:
    """Return the slips of a CSV file.  Raises Many with one UnreadableLine a wrong line."""
    slips: list[Slip] = []
    errors: list[LineError] = []
    for line, row in enumerate(csv.DictReader(file), start=1):
        try:
            slips.append(_slip(row))
        except (ValueError, KeyError, AttributeError):
            errors.append(LineError(line=line, refusal=UnreadableLine()))
    if errors:
        raise Many(errors)
    return slips


def _slip(row: dict[str, str]) -> Slip:
    elder, keeper, started, ended = (row[name].strip() for name in _COLUMNS)
    begin, end = parse_datetime(started), parse_datetime(ended)
    if not elder or not keeper or begin is None or end is None:
        raise ValueError
    answer, service = row.get("answer") or "", row.get("service") or ""
    return Slip(elder, keeper, _here(begin), _here(end), answer, service)


def _here(moment: datetime) -> datetime:
    """Return a moment without a zone as Shanghai time."""
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
