"""What a person does with notices of their own: reads them, says how to be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.notices import addresses, channels
from gongfu.kernel.notices.kinds import KINDS
from gongfu.kernel.notices.models import Notice, Wish
from gongfu.kernel.notices.reading import Wishes, link
from gongfu.kernel.refusals import BadInput, NotAllowed
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer


class NoSuchNotice(NotAllowed):
    """The notice is somebody else's, or there is none."""

    code = "notices.none"
    words = _("There is no such notice for you.")
    status = 404


class UnknownChannel(BadInput):
    """The installation has no such channel."""

    code = "notices.unknown-channel"
    words = _("This way of sending is not available here.")


@action("notice.read_own")
def mark_read(viewer: Viewer, number: int, *, at: datetime) -> str:
    """Mark one's notice as read; return where it leads.  Raises Denied, NoSuchNotice."""
    check(viewer, "notice.read_own", owner=viewer.person)
    row = Notice.objects.filter(pk=number, person=viewer.person).first()
    if row is None:
        raise NoSuchNotice()
    Notice.objects.filter(pk=number, read_at=None).update(read_at=at)
    return link(row)


@action("notice.read_own")
def mark_all_read(viewer: Viewer, *, up_to: int, at: datetime) -> int:
    """Mark one's notices as read, up to the newest that was shown; return how many were new."""
    check(viewer, "notice.read_own", owner=viewer.person)
    rows = Notice.objects.filter(person=viewer.person, read_at=None, pk__lte=up_to)
    return rows.update(read_at=at)


@action("notice.choose_own")
def choose(viewer: Viewer, wishes: Wishes, given: Mapping[str, str]) -> None:
    """Keep how the viewer wishes to be told.

    given: an address by channel, for those of `wishes.channels` where a new one was typed; the
    others keep theirs.  Channels not chosen are forgotten with their address.
    Raises Denied, UnknownChannel, NoAddress, BadAddress.
    """
    check(viewer, "notice.choose_own", owner=viewer.person)
    open_ = channels.available()
    if not wishes.channels <= set(open_):
        raise UnknownChannel()
    quiet = wishes.quiet or (None, None)
    known = dict(settings.LANGUAGES)
    values = {
        "language": wishes.language if wishes.language in known else settings.LANGUAGE_CODE,
        "quiet_from": quiet[0],
        "quiet_until": quiet[1],
        "daily": wishes.daily,
        "muted": sorted(wishes.muted & set(KINDS)),
    }
    Wish.objects.update_or_create(pk=viewer.person, defaults=values)
    addresses.keep(viewer.person, [open_[name] for name in sorted(wishes.channels)], given)
