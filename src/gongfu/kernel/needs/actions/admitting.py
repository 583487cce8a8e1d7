"""The admission list (准入) and the catalogue of kinds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import Draft, append
from gongfu.kernel.needs import rules
from gongfu.kernel.needs.deeds import KindAdmitted, KindEnded
from gongfu.kernel.needs.models import Kind
from gongfu.kernel.people.actions.acting import Act, each_line
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_EDITABLE = (
    "zh",
    "en",
    "category",
    "skill",
    "review_hours",
    "done_hours",
    "working",
    "shown",
    "automatic",
    "order",
    "active",
)
CATEGORIES = ("consult", "help", "complaint", "suggestion", "report")


class Admitted(NamedTuple):
    """One line of an admission list: the kind, the department that answers for it, until when."""

    sort: str
    issuer: str
    until: date


@action("request.admit_kind")
def admit_kind(
    viewer: Viewer,
    *,
    sort: str,
    issuer: str,
    until: date,
    district: str,
    at: datetime,
    key: str = "",
) -> Entry[KindAdmitted]:
    """Put a kind of task on the admission list of the district until a day.

    issuer: code of the department that answers for it.  Raises Denied, NoSuchKind,
    UnknownChoice, AdmissionOver.
    """
    act = Act(viewer, at, key)
    if sent := act.sent(KindAdmitted, sort=sort, issuer=issuer, until=until):
        return sent
    check(viewer, "request.admit_kind", place=district)
    return append([act.draft(_admitted(act, Admitted(sort, issuer, until), district))])[0]


@action("request.admit_kind")
def admit_kinds(
    viewer: Viewer, lines: Sequence[Admitted], *, district: str, at: datetime, key: str = ""
) -> list[Entry[KindAdmitted]]:
    """Put many kinds on the admission list, or renew them, as one decree does.

    Raises Denied, Many with one LineError a refused line (NoSuchKind, UnknownChoice,
    AdmissionOver, ListedTwice); then nothing is written.
    """
    act = Act(viewer, at, key)
    if sent := act.sent_lines((KindAdmitted,), lines, *Admitted._fields):
        return sent
    check(viewer, "request.admit_kind", place=district)
    seen: set[str] = set()

    def draw(line: int, one: Admitted) -> Draft:
        rules.check_once(one.sort, seen)
        return act.draft(_admitted(act, one, district), key=act.line_key(line))

    drafts = each_line(lines, draw)
    return append(drafts) if drafts else []


def _admitted(act: Act, one: Admitted, district: str) -> KindAdmitted:
    """Return the deed of a kind that may be admitted.

    Raises NoSuchKind, UnknownChoice, AdmissionOver.
    """
    if not Kind.objects.filter(pk=one.sort).exists():
        raise rules.NoSuchKind()
    rules.check_choice(one.issuer, rules.ISSUERS)
    rules.check_lasts(one.until, on=act.on)
    return KindAdmitted(on=act.on, place=district, **one._asdict())


@action("request.admit_kind")
def end_kind(
    viewer: Viewer, *, sort: str, district: str, at: datetime, key: str = ""
) -> Entry[KindEnded]:
    """Take a kind of task off the admission list; needs already raised go on.  Raises Denied."""
    act = Act(viewer, at, key)
    if sent := act.sent(KindEnded, sort=sort):
        return sent
    check(viewer, "request.admit_kind", place=district)
    return append([act.draft(KindEnded(on=act.on, place=district, sort=sort))])[0]


@action("request.admit_kind")
def edit_kind(viewer: Viewer, *, code: str, district: str, **values: Any) -> Kind:
    """Change or add a kind of the catalogue; this leaves no deed, since nothing happened yet.

    values: fields of Kind.  Raises Denied, UnknownChoice, BadKind.
    """
    check(viewer, "request.admit_kind", place=district)
    if "category" in values:
        rules.check_choice(values["category"], CATEGORIES)
    rules.check_described(code, values)
    kept = {name: value for name, value in values.items() if name in _EDITABLE}
    kind, _new = Kind.objects.update_or_create(code=code, defaults=kept)
    return kind
