"""When a record of service can be issued."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gongfu.kernel.refusals import WrongState


class NothingDone(WrongState):
    """A record of service needs service."""

    code = "keys.nothing-done"
    words = _("There is no service in this period to put on record. Choose another period.")


def check_something_done(records: int) -> None:
    """Accept a period with at least one standing record.  Raises NothingDone."""
    if not records:
        raise NothingDone()
