"""A cooperative on one page: today's tasks, its plots with their outlines, what lies in store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from gongfu.domains.fields.queries import rows
from gongfu.domains.fields.queries.land import PlotLine, lines_of, outlines_seen, rows_seen
from gongfu.domains.fields.queries.seeing import Sight, sight_of
from gongfu.domains.fields.queries.work import (
    CropLine,
    Known,
    Task,
    crop_lines,
    crops_seen,
    stock_seen,
    tasks_seen,
)
from gongfu.kernel.rights.viewers import Viewer


class Overview(NamedTuple):
    """What of a cooperative a viewer sees.  stock: batches and grams left, by crop."""

    sight: Sight
    tasks: tuple[Task, ...]
    plots: tuple[PlotLine, ...]
    outlines: Mapping[str, str]
    stock: Mapping[str, tuple[int, int]]


def overview(viewer: Viewer, cooperative: str, on: date) -> Overview:
    """Return a cooperative on one page; the rights are asked once.

    Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    plots = rows_seen(sight)
    by_id = {row.plot: row for row in plots}
    now, before = rows.sowings_on(by_id)
    crops = crop_lines(list(now.values()), by_id)
    return Overview(
        sight,
        tasks_seen(sight, crops, on, known=Known(by_id, before)),
        lines_of(plots, now, on),
        outlines_seen(sight),
        stock_seen(sight),
    )


class Afield(NamedTuple):
    """What a viewer finds in the field: what there is to do and what stands there."""

    sight: Sight
    tasks: tuple[Task, ...]
    crops: tuple[CropLine, ...]


def afield(viewer: Viewer, cooperative: str, on: date) -> Afield:
    """Return the work of a cooperative on one page; the rights are asked once.

    Raises Denied, NoSuchCooperative.
    """
    sight = sight_of(viewer, cooperative, on)
    crops = crops_seen(sight)
    return Afield(sight, tasks_seen(sight, crops, on), crops)
