"""One crop, one batch, one record of work, as the pages in the field show them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gongfu.domains.fields.models import Batch, PatternCrop, Sowing, Work
from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.seeing import sight_of
from gongfu.kernel.rights.viewers import Viewer


class CropCard(NamedTuple):
    """A crop on a plot.  tag: the plot's number; grams: weighed so far; safe_from: or None.

    usual: what its pattern says of yield and price, or None.
    """

    row: Sowing
    tag: str
    grams: int
    safe_from: date | None
    usual: PatternCrop | None


class BatchCard(NamedTuple):
    """A batch.  tag: the plot's number; left_g: what is neither sold nor waste."""

    row: Batch
    tag: str
    left_g: int
    usual: PatternCrop | None


def _usual(pattern: str, crop: str) -> PatternCrop | None:
    return PatternCrop.objects.filter(pattern=pattern, crop=crop).order_by("order").first()


def _tag(plot: str) -> str:
    found = rows.plots_among([plot]).get(plot)
    return found.tag if found else ""


def crop_card(viewer: Viewer, sowing: str, on: date) -> CropCard | None:
    """Return a crop, or None where there is none or it is not the viewer's to see.

    Raises Denied.
    """
    row = Sowing.objects.filter(pk=sowing, reversed=False).first()
    if row is None or not sight_of(viewer, row.cooperative, on).shows(row.household):
        return None
    return CropCard(
        row,
        _tag(row.plot),
        rows.weighed_so_far([sowing]).get(sowing, 0),
        rows.safe_from([sowing]).get(sowing),
        _usual(row.pattern, row.crop),
    )


def batch_card(viewer: Viewer, batch: str, on: date) -> BatchCard | None:
    """Return a batch, or None where there is none or it is not the viewer's to see.

    Raises Denied.
    """
    row = Batch.objects.filter(pk=batch, reversed=False).first()
    if row is None or not sight_of(viewer, row.cooperative, on).shows(row.household):
        return None
    left = row.grams - row.sold_g - row.waste_g
    return BatchCard(row, _tag(row.plot), left, _usual(row.pattern, row.crop))


def record_card(viewer: Viewer, number: int, on: date) -> Work | None:
    """Return a record of work, or None where there is none or it is not the viewer's to see.

    Raises Denied.
    """
    row = Work.objects.filter(pk=number).first()
    if row is None or not sight_of(viewer, row.cooperative, on).shows(row.household):
        return None
    return row
