"""Cooperatives: land, patterns, harvests and sales in whole numbers, and where a batch grew."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import PlotLine, SaleLine, WeighingLine
from gongfu.domains.fields.queries import PatternCard, Trace
from gongfu.faces.api.rest.callers import caller_of
from gongfu.faces.api.rest.fields import Body, Code, Day, Id, Place, Said
from gongfu.faces.api.rest.operations import Recorded, operation, recorded
from gongfu.faces.api.rest.paging import Cursor, Limit, Listed, after, listed, whole
from gongfu.faces.api.rest.problems import NothingHere
from gongfu.kernel.places.boundaries import read_areas
from gongfu.kernel.places.frames import Frame

router = Router(tags=["farms"])

Batch = Annotated[
    str,
    Field(pattern=r"^[A-Z2-7]{10}$", examples=["MFRGGZDFMZ"]),
    Said("The code on the label of a batch."),
]
Sure = Literal["unit", "plenty", "price", "window", "rotation", "area"]


class CooperativeOut(Schema):
    """A cooperative in sums."""

    cooperative: str = Field(description="The id of the cooperative.")
    name: str
    place: str
    households: int = Field(description="How many households are members.")
    plots: int = Field(description="How many plots it has in use.")
    area: int = Field(description="Their area, in hundredths of a mu.")


class PlotOut(Schema):
    """A plot in use."""

    plot: str = Field(description="The id of the plot.")
    tag: str = Field(description="Its number in the cooperative.")
    area: int = Field(description="In hundredths of a mu.")
    cover: str = Field(description="greenhouse or open.")
    crop: str = Field(description="What stands on it, a code, or empty.")
    pattern: str = Field(description="Of which pattern, a code, or empty.")
    sowing: str = Field(description="The id of what stands on it, or empty.")
    sown_on: date | None


class StepOut(Schema):
    """One crop of a pattern; ten-day periods count from 1 January, those below 1 lie before it."""

    crop: str
    greenhouse: bool
    sow_from: int = Field(description="First ten-day period of sowing.")
    sow_to: int = Field(description="Last ten-day period of sowing.")
    harvest_from: int = Field(description="First ten-day period of harvest.")
    harvest_to: int = Field(description="Last ten-day period of harvest.")
    yield_usual: int | None = Field(description="Grams a mu.")
    price_usual: int | None = Field(description="Fen a kilogram.")


class PatternOut(Schema):
    """A cropping pattern with its sources."""

    pattern: str = Field(description="The code of the pattern.")
    zh: str = Field(description="Its Chinese name.")
    en: str = Field(description="Its English name.")
    source: str = Field(description="Where its numbers are from.")
    assumed: str = Field(description="Which of them no source states.")
    steps: list[StepOut]


class TraceStepOut(Schema):
    """One record in the life of a batch."""

    sort: str = Field(description="sown, treated, weighed or graded.")
    on: date
    code: str = Field(description="Of a treatment or grade, or empty.")
    withdrawal_until: date | None = Field(description="The first day on which it may be harvested.")
    number: int = Field(description="The number of the record.")


class TraceOut(Schema):
    """Where a batch grew; nobody is named."""

    batch: str
    crop: str
    pattern: str
    place: str
    cooperative: str = Field(description="The name of the cooperative.")
    weighed_on: date
    grams: int
    steps: list[TraceStepOut]


class FeaturesOut(Schema):
    """Outlines as a GeoJSON feature collection, in CGCS2000."""

    type: Literal["FeatureCollection"]
    features: list[dict[str, Any]] = Field(description="One feature a plot.")


class WeighingIn(Body):
    """A weighed harvest."""

    sowing: Id
    grams: int = Field(ge=1, le=10**12)
    on: Day
    sure: list[Sure] = Field([], description="Which questions are answered with yes.")


class WeighingsIn(Body):
    """Weighed harvests."""

    harvests: list[WeighingIn] = Field(min_length=1, max_length=500)


class SaleIn(Body):
    """A sale."""

    batch: Batch
    grams: int = Field(ge=1, le=10**12)
    amount_fen: int = Field(ge=1, le=10**12, description="What was taken in, in fen.")
    on: Day
    buyer: Code = "wholesale"
    voucher: bool = Field(False, description="There is a receipt or note.")
    sure: list[Sure] = Field([], description="Which questions are answered with yes.")


class SalesIn(Body):
    """Sales."""

    sales: list[SaleIn] = Field(min_length=1, max_length=500)


class PlotIn(Body):
    """A plot to take under cultivation."""

    tag: str = Field(pattern=r"^[A-Za-z0-9-]{1,12}$", description="Its number.")
    area: int = Field(ge=1, le=10**8, description="In hundredths of a mu.")
    since: Day
    until: Day | None = None
    cover: Literal["greenhouse", "open"] = "open"
    soil: Literal["paddy", "clay", "loam", "sand", "other"] = "paddy"
    household: Id | None = Field(None, description="Who contracts it; without, the cooperative.")
    demo: bool = Field(False, description="It is a demonstration plot.")
    lessor: Literal["", "collective", "household", "company", "state", "other"] = Field(
        "", description="From whom the land is contracted; empty: not stated."
    )
    geometry: dict[str, Any] | None = Field(
        None, description="Its outline, a GeoJSON polygon or multipolygon."
    )
    sure: list[Sure] = Field([], description="Which questions are answered with yes.")


class PlotsIn(Body):
    """Plots, with their outlines in one frame of reference."""

    frame: Literal["CGCS2000", "WGS-84", "GCJ-02"] = Field(
        "CGCS2000", description="In which frame of reference the outlines are."
    )
    plots: list[PlotIn] = Field(min_length=1, max_length=1000)


class TakenOut(Schema):
    """A recorded plot with its id."""

    record: Recorded
    plot: str = Field(description="The id of the plot.")


class PlotsOut(Schema):
    """What was recorded, in the order given."""

    plots: list[TakenOut]


class WeighedOut(Schema):
    """A recorded harvest with the code of its batch."""

    record: Recorded
    batch: str = Field(description="The code for the label.")


class WeighingsOut(Schema):
    """What was recorded, in the order given."""

    harvests: list[WeighedOut]


class SalesOut(Schema):
    """What was recorded, in the order given."""

    records: list[Recorded]


@operation(router, "GET /cooperatives", "plot_and_harvest.read", Listed[CooperativeOut])
def list_cooperatives(
    request: HttpRequest, place: Place, cursor: Cursor = "", limit: Limit = 20
) -> Any:
    """List the cooperatives of a place in sums."""
    lines = queries.cooperatives_in(caller_of(request).viewer, place)
    return whole(
        request,
        lines,
        after(cursor, limit),
        mark=lambda one: one.cooperative,
        line=lambda one: one._asdict(),
    )


@operation(
    router, "GET /cooperatives/{cooperative}/plots", "plot_and_harvest.read", Listed[PlotOut]
)
def list_plots(
    request: HttpRequest, cooperative: Id, cursor: Cursor = "", limit: Limit = 20
) -> Any:
    """List the plots that the caller may see: of one's own household, or all as head or office."""
    caller, turn = caller_of(request), after(cursor, limit)
    found = queries.plots_in(caller.viewer, cooperative, caller.on, page=turn)
    return listed(request, found, mark=lambda one: one.plot, line=lambda one: one._asdict())


@operation(router, "GET /cooperatives/{cooperative}/outlines", "plot_and_harvest.read", FeaturesOut)
def get_outlines(request: HttpRequest, cooperative: Id) -> Any:
    """Read the outlines of the plots that the caller may see."""
    caller = caller_of(request)
    found = queries.outlines_in(caller.viewer, cooperative, caller.on)
    features = [
        {"type": "Feature", "properties": {"plot": plot}, "geometry": json.loads(text)}
        for plot, text in sorted(found.items())
    ]
    return {"type": "FeatureCollection", "features": features}


@operation(router, "GET /patterns", "pattern.read", Listed[PatternOut])
def list_patterns(request: HttpRequest, cursor: Cursor = "", limit: Limit = 20) -> Any:
    """List the cropping patterns of the district, each with its sources."""
    cards = queries.patterns(caller_of(request).viewer)
    return whole(request, cards, after(cursor, limit), mark=lambda one: one.row.code, line=_pattern)


def _pattern(card: PatternCard) -> dict[str, Any]:
    row = card.row
    about = {name: getattr(row, name) for name in ("zh", "en", "source", "assumed")}
    names = StepOut.model_fields
    steps = [{name: getattr(step, name) for name in names} for step in card.steps]
    return {"pattern": row.code, **about, "steps": steps}


@operation(router, "GET /batches/{batch}", "batch.trace", TraceOut)
def get_trace(request: HttpRequest, batch: Batch) -> Any:
    """Read where a batch grew and what was done to it, with the code on its label."""
    found = queries.trace_of(caller_of(request).viewer, batch)
    if found is None:
        raise NothingHere()
    return _trace(found)


def _trace(found: Trace) -> dict[str, Any]:
    return {**found._asdict(), "steps": [step._asdict() for step in found.steps]}


@operation(router, "POST /harvests", "field.work", WeighingsOut)
def weigh_harvests(request: HttpRequest, body: WeighingsIn) -> Any:
    """Record weighed harvests; where one cannot be accepted, nothing is written."""
    caller = caller_of(request)
    lines = [WeighingLine(**one.model_dump()) for one in body.harvests]
    entries = actions.weigh_harvests(caller.viewer, lines, at=caller.at, key=caller.key)
    return WeighingsOut(
        harvests=[
            WeighedOut(record=recorded(request, one), batch=one.deed.batch) for one in entries
        ]
    )


@operation(router, "POST /sales", "crop.sell", SalesOut)
def sell_batches(request: HttpRequest, body: SalesIn) -> Any:
    """Record sales; where one cannot be accepted, nothing is written."""
    caller = caller_of(request)
    lines = [SaleLine(**one.model_dump()) for one in body.sales]
    entries = actions.sell_batches(caller.viewer, lines, at=caller.at, key=caller.key)
    return SalesOut(records=[recorded(request, one) for one in entries])


@operation(router, "POST /cooperatives/{cooperative}/plots", "land.change", PlotsOut)
def register_plots(request: HttpRequest, cooperative: Id, body: PlotsIn) -> Any:
    """Take plots under cultivation; where one cannot be accepted, nothing is written."""
    caller = caller_of(request)
    outlines = _outlines(body)
    lines = [
        PlotLine(
            **{
                **one.model_dump(exclude={"geometry"}),
                "household": one.household or "",
                "outline": outlines.get(one.tag, ""),
                "sure": tuple(one.sure),
            }
        )
        for one in body.plots
    ]
    entries = actions.register_plots(
        caller.viewer, lines, cooperative=cooperative, at=caller.at, key=caller.key
    )
    return PlotsOut(
        plots=[TakenOut(record=recorded(request, one), plot=one.deed.plot) for one in entries]
    )


def _outlines(body: PlotsIn) -> dict[str, str]:
    """Return the outlines as text in CGCS2000, by number.  Raises Many of bad geometries."""
    features = [
        {"type": "Feature", "properties": {"plot": one.tag}, "geometry": one.geometry}
        for one in body.plots
        if one.geometry is not None
    ]
    collection = json.dumps({"type": "FeatureCollection", "features": features})
    found = read_areas(collection, frame=Frame(body.frame), name_key="plot")
    return {one.code: one.text for one in found}
