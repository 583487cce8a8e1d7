"""The words of a message: titles, sentences without names, and links behind the sign-in."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gongfu.kernel.notices import reading
from gongfu.kernel.notices.kinds import KINDS
from gongfu.kernel.notices.models import Notice


class Letter(NamedTuple):
    """A message: one notice, or a digest of several."""

    title: str
    body: str


def letter(notices: list[Notice], *, language: str) -> Letter:
    """Return the message of these notices in a language; no name and no person's id is in it."""
    with translation.override(language):
        known = [notice for notice in notices if notice.kind in KINDS]
        parts = [_part(notice) for notice in known]
        title = str(KINDS[known[0].kind].title) if len(known) == 1 else _title(len(known))
        return Letter(title, "\n\n".join(parts))


def _title(count: int) -> str:
    return _("%(count)s notices for you") % {"count": count}


def _part(notice: Notice) -> str:
    line = reading.line(notice)
    address = f"{settings.GONGFU_URL}{reverse('notice', args=[notice.pk])}"
    return f"{line.sentence}\n{address}"
