"""Figures as SDMX data: SDMX-ML 2.1 and 3.0 structure-specific, SDMX-CSV 2.0."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset

from gongfu.faces.api.opendata.sdmx_structure import header, id_of, schema
from gongfu.figures.catalogue import Figure
from gongfu.figures.publishing import Observation

FORMATS = {
    "2.1": Format.DATA_SDMX_ML_2_1_STR,
    "3.0": Format.DATA_SDMX_ML_3_0,
    "csv": Format.DATA_SDMX_CSV_2_0_0,
}
_NAMES = ("FIGURE", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS")


def message(figure: Figure, found: Iterable[Observation], *, form: str) -> str:
    """Return the observations as one message.  form: 2.1, 3.0 or csv."""
    rows = [_row(figure, one) for one in found]
    dataset = PandasDataset(
        structure=schema("2.1" if form == "2.1" else "3.0"),
        data=pd.DataFrame(rows, columns=list(_NAMES), dtype=str),
    )
    head = None if form == "csv" else header(id_of(figure))
    return str(write_sdmx(dataset, FORMATS[form], header=head))


def _row(figure: Figure, one: Observation) -> tuple[str, ...]:
    value = "" if one.value is None else format(one.value, "f")
    when = one.period.text.replace("-H", "-S")
    return id_of(figure), one.place, when, value, figure.unit, "Q" if one.withheld else "A"
