"""Slips (回执): who asked without an account answers with the secret, and with nothing else."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.needs import rules
from gongfu.kernel.needs.actions.answering import Answer, answered
from gongfu.kernel.needs.actions.moving import common, need_for
from gongfu.kernel.needs.actions.telling import record
from gongfu.kernel.needs.deeds import NeedWithdrawn, SlipPrinted
from gongfu.kernel.needs.slips import digest_of, of_secret, secret_for
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class Printed(NamedTuple):
    """A slip as it was printed: its record, and the secret, which is shown this once."""

    entry: Entry[SlipPrinted]
    slip: str


@action("request.print_slip")
def print_slip(viewer: Viewer, *, need: str, at: datetime, key: str = "") -> Printed:
    """Print a slip for who asked at the desk or by phone; one printed before opens nothing more.

    Raises NoSuchNeed, NotNow, NotByCode, Denied.
    """
    act, secret = Act(viewer, at, key), secret_for(key)
    if sent := act.sent(SlipPrinted, need=need):
        return Printed(sent, secret)
    row = need_for("slip", need)
    check(viewer, "request.print_slip", place=row.place)
    rules.check_by_code(row)
    deed = SlipPrinted(**common(act, row), slip=digest_of(secret))
    return Printed(record([act.draft(deed)])[0], secret)


@action("request.rate_by_code")
def rate_by_slip(
    viewer: Viewer, *, slip: str, answer: Answer, at: datetime, key: str = ""
) -> Entry[Any]:
    """Answer with the secret of its slip a request that was served.

    Raises NoSuchNeed, NotNow, Denied, UnknownChoice, TooLateToAnswer, ReporterAnswers.
    """
    return answered(Act(viewer, at, key), _need_of(slip), answer, manner="code")


@action("request.rate_by_code")
def withdraw_by_slip(
    viewer: Viewer, *, slip: str, at: datetime, key: str = ""
) -> Entry[NeedWithdrawn]:
    """Say with the secret of its slip that it is no longer needed.

    Raises NoSuchNeed, NotNow, Denied.
    """
    act, need = Act(viewer, at, key), _need_of(slip)
    if sent := act.sent(NeedWithdrawn, need=need):
        return sent
    row = need_for("withdraw", need)
    check(viewer, "request.rate_by_code")
    return record([act.draft(NeedWithdrawn(**common(act, row)))])[0]


def _need_of(slip: str) -> str:
    """Return the id of the request that the slip opens.  Raises NoSuchNeed."""
    row = of_secret(slip)
    if row is None:
        raise rules.NoSuchNeed()
    return row.need
