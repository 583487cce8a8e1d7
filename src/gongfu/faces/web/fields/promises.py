"""What parties promise to households, who they are, and whose produce is sold, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

TRADES = {
    "member": _("of member households"),
    "own": _("of the cooperative itself"),
    "other": _("of others"),
}
GIFTS = {
    "greenhouse": _("Greenhouse frames"),
    "technique": _("Technique"),
    "sale": _("Guaranteed sale"),
    "loan": _("Loan"),
    "land": _("Land"),
    "seedlings": _("Seedlings"),
    "training": _("Training"),
    "tools": _("Tools"),
}
PARTIES = {
    "department": _("Department"),
    "member": _("Party member"),
    "cooperative": _("Cooperative"),
    "bank": _("Bank"),
    "enterprise": _("Enterprise"),
    "village": _("Village"),
}
