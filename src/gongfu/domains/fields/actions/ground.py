"""What must be known to judge plots: numbers that are taken, and outlines that lie around."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from gongfu.domains.fields.deeds import PlotRegistered
from gongfu.domains.fields.models import Plot
from gongfu.domains.fields.rules import land as rules
from gongfu.domains.fields.rules.doubts import about_area, answered
from gongfu.domains.fields.rules.land import PlotLine
from gongfu.domains.fields.rules.words import check_amount, check_day, check_word
from gongfu.kernel.ledger.encoding import town_of
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.places import areas
from gongfu.kernel.places.codes import subtree
from gongfu.kernel.places.models import Outline


class Ground:
    """Judges plots of one cooperative one after another; each is compared with those before."""

    def __init__(
        self,
        cooperative: str,
        place: str,
        lines: Sequence[PlotLine],
        *,
        but: tuple[str, ...] = (),
    ) -> None:
        """Read what is taken, leaving out the plots `but`, which give way."""
        self._cooperative, self._place = cooperative, place
        standing = Plot.objects.filter(cooperative=cooperative, closed_on=None)
        self._tags = set(standing.exclude(plot__in=but).values_list("tag", flat=True))
        self._households = people.household_places(
            {line.household for line in lines if line.household}
        )
        self._fresh: dict[str, str] = {}
        self._but = but

    def registered(self, line: PlotLine, act: Act, *, number: int) -> PlotRegistered:
        """Return the deed of a new plot.  Raises what speaks against it."""
        return PlotRegistered(plot=act.id_for(f"plot {number}"), **self.state(line, act))

    def state(self, line: PlotLine, act: Act) -> dict[str, Any]:
        """Return the fields of a plot's deed.  Raises what speaks against it."""
        check_day(line.since, today=act.on)
        check_word(line.cover, rules.COVERS)
        check_word(line.soil, rules.SOILS)
        if line.lessor:
            check_word(line.lessor, rules.LESSORS)
        check_amount(line.area)
        rules.check_term(line.since, line.until)
        if line.household and line.household not in self._households:
            raise rules.NoSuchHousehold()
        rules.check_tag(line.tag, taken=line.tag in self._tags)
        self._measure(line)
        self._tags.add(line.tag)
        return {
            "on": line.since,
            "place": self._place,
            "cooperative": self._cooperative,
            "household": line.household,
            "tag": line.tag,
            "area": line.area,
            "cover": line.cover,
            "soil": line.soil,
            "demo": int(line.demo),
            "until": line.until,
            "lessor": line.lessor,
            "outline": digest_of(line.outline),
        }

    def _measure(self, line: PlotLine) -> None:
        if not line.outline:
            return
        geometry = areas.geometry_of(line.outline)
        if not geometry.is_valid:
            raise rules.NotSimple(tag=line.tag)
        answered(about_area(line.area, areas.square_metres(geometry)), line.sure)
        self._fresh[line.tag] = line.outline

    def check_apart(self) -> None:
        """Accept outlines that lie apart from each other and from all plots around.

        Raises Overlapping.
        """
        if not self._fresh:
            return
        near = outlines_near(self._place, but=self._but)
        standing = {plot: text for plot, (_tag, text) in near.items()}
        for one in areas.overlaps(self._fresh, standing, least=rules.OVERLAP_PART):
            tag = near[one.second][0] if one.second in near else one.second
            mu = one.square_m * 15 / 10_000
            raise rules.Overlapping(first=one.first, second=tag, area=f"{mu:.2f}")

    @staticmethod
    def check_household(household: str) -> None:
        """Accept a household on the register, or none.  Raises NoSuchHousehold."""
        if household and not people.household_places([household]):
            raise rules.NoSuchHousehold()


def outlines_near(place: str, *, but: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
    """Return number and outline, as text, of the town's plots in use, by id."""
    low, high = subtree(town_of(place))
    rows = Plot.objects.filter(place__gte=low, place__lt=high, closed_on=None)
    known = rows.exclude(outline="").exclude(plot__in=list(but))
    found = {plot: (tag, mark) for plot, tag, mark in known.values_list("plot", "tag", "outline")}
    marks = {mark for _tag, mark in found.values()}
    texts = dict(Outline.objects.filter(pk__in=marks).values_list("digest", "text"))
    return {plot: (tag, texts[mark]) for plot, (tag, mark) in found.items() if mark in texts}


def digest_of(outline: str) -> str:
    """Return the SHA-256 by which a deed names an outline, or nothing for none."""
    return hashlib.sha256(outline.encode()).hexdigest() if outline else ""


def keep_outlines(texts: Iterable[str]) -> None:
    """Keep the texts that deeds name by their digest; the same is kept once."""
    rows = [Outline(digest=digest_of(text), text=text) for text in set(texts) if text]
    Outline.objects.bulk_create(rows, ignore_conflicts=True)
