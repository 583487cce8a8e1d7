"""When a round can be put in another order."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import BadInput, WrongState


class NoRound(WrongState):
    """A round is planned before it is put in order."""

    code = "keys.no-round"
    words = _("There is no round for this day yet. Plan it first.")


class OtherStops(BadInput):
    """An order names each elder of the round once."""

    code = "keys.other-stops"
    words = _("The order must name each elder of the round once.")


def check_order(order: Sequence[str], *, stops: Sequence[str]) -> None:
    """Accept the same elders in any order.  Raises NoRound, OtherStops."""
    if not stops:
        raise NoRound()
    if sorted(order) != sorted(stops):
        raise OtherStops()
