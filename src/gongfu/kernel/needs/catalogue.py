"""The first catalogue of kinds, which a district edits; titles and limits are ours."""

from __future__ import annotations

import csv
from pathlib import Path

from gongfu.kernel.needs.models import Kind

_FILE = Path(__file__).with_name("kinds.csv")
_FLAGS = ("working", "shown", "automatic")


def seed() -> None:
    """Enter those of the first kinds that the database lacks."""
    known = set(Kind.objects.values_list("code", flat=True))
    lines = csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines())
    Kind.objects.bulk_create(
        Kind(**{**line, **{name: line[name] == "1" for name in _FLAGS}, "order": order * 10})
        for order, line in enumerate(lines, start=1)
        if line["code"] not in known
    )
