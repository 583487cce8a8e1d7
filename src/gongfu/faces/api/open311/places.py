"""From what a client says of a place to the community that answers for it."""

from __future__ import annotations

import math

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gongfu.faces.web.shell import clock
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.places import tree
from gongfu.kernel.places.middles import Middle, metres_between, middles_of
from gongfu.kernel.refusals import BadInput

_NEAR_M = 10_000


class NoPlace(BadInput):
    """A request says where it is in a way that we can find."""

    code = "open311.no-place"
    words = _(
        "Say where: address_id is the 12-digit code of a community, or lat and long of a point in"
        " CGCS2000 (WGS-84) inside the district, where its map is drawn."
    )


def community_of(given: QueryDict) -> str:
    """Return the code of the community that was meant.  Raises NoPlace."""
    spots = {spot.code for spot in tree.current().communities(on=shanghai_day(clock.now()))}
    code = given.get("address_id", "").strip()
    if code[:12] in spots and len(code) in (12, 15, 18) and code.isdigit():
        return code
    point = _point(given.get("lat", ""), given.get("long", ""))
    middles = middles_of(spots) if point and not code else {}
    if point is None or not middles:
        raise NoPlace()
    nearest = min(middles, key=lambda one: metres_between(point, middles[one]))
    if metres_between(point, middles[nearest]) > _NEAR_M:
        raise NoPlace()
    return nearest


def _point(latitude: str, longitude: str) -> Middle | None:
    try:
        found = Middle(float(longitude), float(latitude))
    except ValueError:
        return None
    return found if all(math.isfinite(part) for part in found) else None
