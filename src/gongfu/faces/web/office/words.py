"""What the office's codes are called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LIVING = {
    "alone": _("lives alone"),
    "empty-nest": _("couple whose children live elsewhere"),
    "with-disabled": _("lives with somebody who needs care"),
    "other": _("other"),
}
RELATIONS = {
    "child": _("son or daughter"),
    "spouse": _("spouse"),
    "kin": _("relative"),
    "neighbour": _("neighbour"),
    "friend": _("friend"),
    "office": _("community office"),
}
SCOPES = {
    "visits": _("being visited"),
    "keys": _("entrusting keys and other things"),
    "health": _("noting health"),
    "location": _("location"),
    "photo": _("photos"),
}
STATES = {
    "held": _("held"),
    "offered": _("on its way"),
    "lost": _("lost"),
    "replaced": _("replaced"),
}
LINKS = {
    "entrusted": _("entrusted"),
    "handed-over": _("handed over"),
    "accepted": _("accepted"),
    "declined": _("not taken"),
    "lost": _("reported lost"),
    "replaced": _("replaced"),
    "seen": _("seen in a stock-take"),
}
STEPS = {
    "called-elder": _("Called the elder"),
    "called-contact": _("Called the contact"),
    "opened-with-key": _("Opened with the key, two people"),
    "called-services": _("Called the emergency services"),
}
STEP_OUTCOMES = {
    "reached": _("got through"),
    "not-reached": _("not reached"),
    "fine": _("all is well"),
    "helped": _("helped"),
}
OUTCOMES = {
    "fine": _("all is well"),
    "helped": _("helped"),
    "hospital": _("taken to hospital"),
    "died": _("has died"),
    "false-alarm": _("false alarm"),
}
LEAVING = {"moved": _("moved away"), "died": _("has died"), "wish": _("own wish")}
