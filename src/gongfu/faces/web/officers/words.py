"""What people are to a household or an organisation, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SORTS = {
    "cooperative": _("cooperative"),
    "enterprise": _("enterprise"),
    "unit": _("public unit"),
    "charity": _("social organisation"),
}
POSITIONS = {
    "head": _("head"),
    "staff": _("staff"),
    "supervisor": _("supervisor"),
    "member": _("member"),
}
KIN = {
    "head": _("head of the household"),
    "spouse": _("spouse"),
    "child": _("child"),
    "parent": _("parent"),
    "relative": _("other relative"),
}
