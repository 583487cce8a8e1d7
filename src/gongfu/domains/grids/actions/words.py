"""Editing the lists of words: skills, sorts of members and posts, purposes of teams."""

from __future__ import annotations

import re
from datetime import date

from gongfu.domains.grids.models import Word
from gongfu.domains.grids.rules.words import FIRST, BadWord
from gongfu.kernel.rights.actions import action
from gongfu.kernel.rights.checking import check
from gongfu.kernel.rights.viewers import Viewer

_CODE = re.compile(r"[a-z][a-z0-9-]{0,23}")


@action("word.edit")
def put_word(
    viewer: Viewer,
    *,
    place: str,
    catalogue: str,
    code: str,
    zh: str,
    en: str,
    order: int = 999,
    until: date | None = None,
) -> None:
    """Add a word to a list, change its text or place, or let it end; it is never deleted.

    place: the district whose office edits.  Raises Denied, BadWord.
    """
    check(viewer, "word.edit", place=place)
    zh, en = zh.strip()[:40], en.strip()[:60]
    if catalogue not in FIRST or not _CODE.fullmatch(code) or not (zh and en) or order < 0:
        raise BadWord()
    Word.objects.update_or_create(
        catalogue=catalogue,
        code=code,
        defaults={"zh": zh, "en": en, "order": min(order, 9999), "until": until},
    )
