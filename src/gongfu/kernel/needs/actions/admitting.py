"""The admission list (准入) and the catalogue of kinds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gongfu.kernel.ledger.deeds import Entry
from gongfu.kernel.ledger.writing import append
from gongfu.kernel.needs import rules
from gongfu.kernel.needs.deeds import KindAdmitted, KindEnded
from gongfu.kernel.needs.models import Kind
from gongfu.kernel.people.actions.acting import Act
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
    if not Kind.objects.filter(pk=sort).exists():
        raise rules.NoSuchKind()
    rules.check_choice(issuer, rules.ISSUERS)
    rules.check_lasts(until, on=act.on)
    deed = KindAdmitted(on=act.on, place=district, sort=sort, issuer=issuer, until=until)
    return append([act.draft(deed)])[0]


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

    values: fields of Kind.  Raises Denied, UnknownChoice.
    """
    check(viewer, "request.admit_kind", place=district)
    if "category" in values:
        rules.check_choice(values["category"], CATEGORIES)
    kept = {name: value for name, value in values.items() if name in _EDITABLE}
    kind, _new = Kind.objects.update_or_create(code=code, defaults=kept)
    return kind
