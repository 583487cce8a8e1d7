"""A figure as a table: the columns that CSV and Parquet share, and their description."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from gongfu.faces.web.board import items
from gongfu.figures.catalogue import Figure
from gongfu.figures.publishing import ItemObservation, Observation
from gongfu.kernel.places import tree

FIELDS = (
    ("figure", "string", pa.string(), _("code of the figure")),
    ("place", "string", pa.string(), _("12-digit code of the place")),
    ("place_name", "string", pa.string(), _("its name in Chinese, on the last day of the period")),
    ("period", "string", pa.string(), _("year, half (H1), quarter (Q1)")),
    ("start", "date", pa.date32(), _("first day")),
    ("end", "date", pa.date32(), _("last day")),
    ("value", "number", pa.decimal128(24, 4), _("the value; empty where it is withheld")),
    ("unit", "string", pa.string(), _("its unit")),
    ("withheld", "boolean", pa.bool_(), _("it is about too few people to be public")),
)
NAMES = tuple(name for name, *_rest in FIELDS)
ITEM_FIELDS = (
    ("figure", "string", _("code of the figure")),
    ("dimension", "string", _("what it is broken down by")),
    ("item", "string", _("code in that dimension; empty where nothing states one")),
    ("item_name", "string", _("its name in Chinese")),
    ("period", "string", _("the year, of the whole district")),
    ("value", "number", _("the value; empty where it is withheld")),
    ("unit", "string", _("its unit")),
    ("withheld", "boolean", _("it is about too few people to be public")),
)
ITEM_NAMES = tuple(name for name, *_rest in ITEM_FIELDS)


def rows(figure: Figure, found: Iterable[Observation]) -> list[tuple[Any, ...]]:
    """Return one row an observation, in the order of `FIELDS`."""
    return [_row(figure, one) for one in found]


def _row(figure: Figure, one: Observation) -> tuple[Any, ...]:
    span = one.period
    name = tree.name_of(one.place, "zh-hans", on=span.last_day)
    where = (figure.code, one.place, name, span.text, span.start, span.last_day)
    return (*where, one.value, figure.unit, one.withheld)


def item_rows(
    figure: Figure, dimension: str, found: Iterable[ItemObservation]
) -> list[tuple[Any, ...]]:
    """Return one row an observation of a breakdown, in the order of `ITEM_FIELDS`."""
    with override("zh-hans"):
        named = items.words(figure, dimension)
        return [
            (
                figure.code,
                dimension,
                one.item,
                items.called(named, one.item),
                one.period.text,
                one.value,
                figure.unit,
                one.withheld,
            )
            for one in found
        ]


def as_csv(found: list[tuple[Any, ...]], names: Sequence[str] = NAMES) -> bytes:
    """Return UTF-8 CSV (RFC 4180) with a head line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in found)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return format(value, "f") if isinstance(value, Decimal) else value


def as_parquet(found: list[tuple[Any, ...]]) -> bytes:
    """Return a Parquet file with the same columns."""
    schema = pa.schema([(name, kind) for name, _type, kind, _words in FIELDS])
    columns = list(zip(*found, strict=True)) or [() for _field in FIELDS]
    sink = io.BytesIO()
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    pq.write_table(pa.table(arrays, schema=schema), sink, compression="zstd")
    return sink.getvalue()
