"""What is found for many periods at once is what each period says by itself."""

from __future__ import annotations

from datetime import date

import pytest

from gongfu.figures import asking, keeping, publishing, small
from gongfu.figures.catalogue import FIGURES, Aggregate
from gongfu.figures.formula import Growth, Ratio
from gongfu.figures.store import relations
from tests.figures.test_expressions import figure
from tests.figures.worlds import DISTRICT, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VISITS, HOURS = FIGURES["keys.visits"], FIGURES["keys.service-hours"]
ASKED = (
    VISITS,
    FIGURES["keys.keys-held"],
    FIGURES["grids.median-hours-to-done"],
    figure(Ratio(HOURS, VISITS), Aggregate.DERIVED, digits=2),
    figure(Growth(VISITS), Aggregate.DERIVED, digits=2),
)
KINDS = list(dict.fromkeys(kind for one in ASKED for kind in one.formula.kinds))


def published(one):
    relations.up_to_date()._known.clear()
    return publishing.observations(one, district=DISTRICT, today=date(2021, 2, 3))


@pytest.mark.parametrize("stored", [False, True])
def test_periods_at_once_are_as_one_by_one(stored, settings, monkeypatch):
    settings.GONGFU_SMALL_GROUP = 3
    World(5, kinds=KINDS, people=9).grow(300)
    if stored:
        keeping.compact()
    at_once = [published(one) for one in ASKED]
    monkeypatch.setattr(asking, "prepare_places", lambda *_given, **_named: None)
    monkeypatch.setattr(small, "prepare", lambda *_given, **_named: None)
    assert at_once == [published(one) for one in ASKED]
    assert all(any(line.withheld for line in lines) for lines in (at_once[0], at_once[3]))
    assert all(len(lines) > 5 for lines in at_once)
    assert all(sum(line.value is not None for line in lines) > 5 for lines in at_once[:4])
