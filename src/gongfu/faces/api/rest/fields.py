"""The forms of what goes in and out: ids, place codes, days, moments, words."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from gongfu.domains.grids.actions import mask_of

IDEMPOTENCY_KEY = re.compile(r"[!-~]{1,200}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_FLAGS = {"true": True, "false": False}
PARTS = ("forenoon", "afternoon", "evening")


def _day(given: Any) -> date:
    """Return a day as RFC 3339 writes it.  Raises ValueError."""
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("not a day")
    return date.fromisoformat(given)


def _moment(given: Any) -> datetime:
    """Return a moment as RFC 3339 writes it, to the second.  Raises ValueError."""
    if not isinstance(given, str) or not _MOMENT.fullmatch(given):
        raise ValueError("not a moment")
    found = datetime.fromisoformat(given).replace(microsecond=0)
    if not 1950 <= found.year <= 2200:
        raise ValueError("not a moment of ours")
    return found


def number_of(given: Any) -> int:
    """Return a number of digits alone.  Raises ValueError."""
    if not isinstance(given, str) or not _NUMBER.fullmatch(given):
        raise ValueError("not a number")
    return int(given)


@dataclasses.dataclass(frozen=True)
class Said:
    """What a value means, for the description of the interface."""

    words: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add the words to the value's schema."""
        return {**handler(schema), "description": self.words}


Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z2-7]{26}$",
        examples=["m5yxg33vonsxi2lomqqhi2dfea"],
    ),
    Said("An opaque id of 26 characters."),
]
Track = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z2-7]{5}-?[A-Za-z2-7]{5}$",
        examples=["ABCDE-FGHIJ"],
    ),
    Said("The number on the slip of a request."),
]
Place = Annotated[
    str,
    Field(
        pattern=r"^[1-8][0-9]{11}([0-9]{3}){0,2}$",
        examples=["330402007032"],
    ),
    Said("A place code: 12 digits, 15 for a grid, 18 for a micro-grid."),
]
Code = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9-]{0,31}$",
        examples=["repair"],
    ),
    Said("A code of one of our lists."),
]
FigureCode = Annotated[
    str,
    Field(
        pattern=r"^[a-z]+\.[a-z0-9-]{1,60}$",
        examples=["keys.visits"],
    ),
    Said("The code of a figure."),
]
PeriodText = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$",
        examples=["2021"],
    ),
    Said("A period: 2020, 2021-H1, 2021-Q3, 2021-09 or 2021-09-20."),
]
Words = Annotated[
    str,
    Field(
        max_length=2000,
        pattern=r"^[^\u0000]*$",
    ),
    Said("Free words; they are sealed, and only who may read the request reads them."),
]
Name = Annotated[
    str,
    Field(max_length=40, pattern=r"^[^\u0000]*$"),
    Said("What who asks is called, for the office alone; it is sealed."),
]
Phone = Annotated[
    str,
    Field(max_length=24, pattern=r"^[0-9 +()-]*$"),
    Said("Where the office can call back; it is sealed."),
]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
RecordNumber = Annotated[
    int,
    Field(ge=1, le=10**12, examples=[1]),
    BeforeValidator(number_of),
    Said("The number of a record."),
]


Flag = Annotated[bool, Field(strict=True), BeforeValidator(lambda given: _FLAGS.get(given, given))]


class Body(Schema):
    """What a request says: nothing beyond what is described, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Time(Body):
    """A time of the week."""

    weekday: int = Field(ge=0, le=6, description="The day of the week, Monday 0.")
    part: Literal["forenoon", "afternoon", "evening"] = Field(description="The part of the day.")


def mask(times: list[Time]) -> int:
    """Return the bits of these times."""
    return mask_of((one.weekday, PARTS.index(one.part)) for one in times)


class WeekTime(Schema):
    """A time of the week."""

    weekday: int = Field(description="The day of the week, Monday 0.")
    part: str = Field(description="The part of the day.")


def week(times: tuple[tuple[int, int], ...]) -> list[WeekTime]:
    """Return these times by name."""
    return [WeekTime(weekday=day, part=PARTS[part]) for day, part in times]
