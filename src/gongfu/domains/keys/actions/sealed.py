"""What lies sealed about an elder: breaking the glass for a reason, and the health note."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from gongfu.domains.keys.actions.rows import elder_row
from gongfu.domains.keys.models import Consent
from gongfu.domains.keys.rules.registering import check_health_agreed
from gongfu.kernel.notices.kinds import Kind, declare
from gongfu.kernel.notices.telling import tell
from gongfu.kernel.people import glasses, notes
from gongfu.kernel.people import queries as people
from gongfu.kernel.people.actions.acting import Act
from gongfu.kernel.people.glasses import Opened
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Viewer

OPENED = declare(
    Kind(
        "keys.glass-broken",
        _("Somebody opened sealed data"),
        _("Sealed data of you, or of whom you speak for, was opened. Who and why you can read."),
        "page.own_day",
        urgent=True,
    )
)
AUDITED = declare(
    Kind(
        "keys.glass-audited",
        _("Somebody opened sealed data"),
        _("Sealed data of an elder was opened for some hours. The reason stands in the audit."),
        "audit.read_all",
    )
)


@action("break_glass.open")
def break_glass(viewer: Viewer, *, elder: str, reason: str, at: datetime) -> Opened:
    """Open what is sealed about an elder of one's own area for some hours, for a typed reason.

    The elder, who speaks for the elder, and the auditors are told at once; while it is open,
    asking again changes nothing.  It is no deed: it leaves a line that can never be changed.
    Raises Denied, NoSuchElder, ReasonMissing.
    """
    row, on = elder_row(elder), Act(viewer, at).on
    check(viewer, "break_glass.open", place=row.place, glass=True)
    opened, fresh = glasses.break_for(viewer.person, elder, reason=reason, at=at)
    if fresh:
        speakers = [one.other for one in people.relations_of(elder, on, sort="proxy")]
        auditors = [held.person for held in people.holders_over(Role.AUD, on, place=row.place)]
        _tell(opened, OPENED, [elder, *speakers], link="/who-looked/")
        _tell(opened, AUDITED, auditors, link="/audit/")
    return opened


def _tell(opened: Opened, kind: Kind, told: list[str], *, link: str) -> None:
    others = [one for one in told if one != opened.reader]
    key = f"{opened.reader} {opened.at:%Y%m%d%H%M%S}"
    tell(others, kind.code, about=opened.person, link=link, at=opened.at, key=key)


@action("elder.edit")
def note_health(viewer: Viewer, *, elder: str, text: str, at: datetime) -> None:
    """Keep what an elder wants known about their health, sealed, in place of what stood there.

    Empty words forget it.  The office writes down what the elder says, and reads it only through
    a broken glass.  Raises Denied, NoSuchElder, HealthNotAgreed, TooManyWords, UnknownPerson.
    """
    row = elder_row(elder)
    check(viewer, "elder.edit", place=row.place, owner=elder)
    if text.strip():
        consents = Consent.objects.filter(elder=elder, scope="health")
        check_health_agreed(consents.first(), on=Act(viewer, at).on)
    notes.keep_health(elder, text, by=viewer.person, at=at)


@action("request.tend")
def forget_unagreed(viewer: Viewer, *, at: datetime) -> int:
    """Forget the health notes of elders whose consent has ended; return how many.

    For the server's own housekeeping.  Raises Denied.
    """
    check(viewer, "request.tend")
    consents = Consent.objects.filter(scope="health").values_list("elder", "until")
    ended = [elder for elder, until in consents if until < Act(viewer, at).on]
    return notes.forget_sort(notes.HEALTH, ended)
