"""Tell people something, inside the transaction of the action that it follows from."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import connection

from gongfu.kernel.notices import channels
from gongfu.kernel.notices.kinds import Kind, kind_named
from gongfu.kernel.notices.models import Address, Delivery, Notice, Wish
from gongfu.kernel.notices.timing import due_moment

Value = str | int | Decimal
_CODE = re.compile(r"[A-Za-z0-9._:-]{0,40}")


class OutsideTransaction(RuntimeError):
    """A notice without its deed could remain: tell inside the action."""


class NotACode(ValueError):
    """A notice holds codes, ids and quantities; names and free words stay where they are."""


def tell(
    people: Iterable[str],
    kind: str,
    *,
    about: str = "",
    link: str,
    at: datetime,
    key: str,
    urgent: bool = False,
    **values: Value,
) -> int:
    """Make one notice for each of the people, once; return how many are new.

    about: the person or thing.  link: a path of ours; write `{about}` where the id belongs.  key:
    names the occasion.  values: fill the kind's sentence.  What goes out waits in the outbox.
    Raises OutsideTransaction, UnknownKind, NotACode.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    declared = kind_named(kind)
    _check(declared, about, link, values)
    same = Notice.objects.filter(kind=kind, about=about, key=key)
    told = set(same.values_list("person", flat=True))
    fresh = [one for one in dict.fromkeys(people) if one and one not in told]
    common = {"kind": kind, "about": about, "key": key, "link": link, "at": at}
    kept = {name: str(v) if isinstance(v, Decimal) else v for name, v in values.items()}
    urgent = urgent or declared.urgent
    rows = [Notice(person=one, values=kept, urgent=urgent, **common) for one in fresh]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    _post(list(same.filter(person__in=fresh)))
    return len(fresh)


def _check(kind: Kind, about: str, link: str, values: Mapping[str, Value]) -> None:
    kind.said(values)
    texts = [value for value in values.values() if isinstance(value, str)]
    if not all(_CODE.fullmatch(text) for text in texts):
        raise NotACode(kind.code)
    if not link.startswith("/") or (about and about in link):
        raise NotACode(f"{kind.code}: {link}")


def _post(notices: list[Notice]) -> None:
    """Put into the outbox what these people wish to have sent."""
    open_ = list(channels.available())
    people = [notice.person for notice in notices]
    chosen = Address.objects.filter(person__in=people, channel__in=open_) if open_ else ()
    ways: dict[str, list[str]] = {}
    for row in chosen:
        ways.setdefault(row.person_id, []).append(row.channel)
    wishes = Wish.objects.in_bulk(list(ways)) if ways else {}
    letters = [
        Delivery(
            notice=notice,
            channel=channel,
            person=notice.person,
            mark=uuid.uuid4(),
            due=_due(notice, wishes.get(notice.person)),
        )
        for notice in notices
        for channel in ways.get(notice.person, ())
        if not _muted(notice, wishes.get(notice.person))
    ]
    Delivery.objects.bulk_create(letters, ignore_conflicts=True)


def _muted(notice: Notice, wish: Wish | None) -> bool:
    return wish is not None and notice.kind in wish.muted


def _due(notice: Notice, wish: Wish | None) -> datetime:
    if notice.urgent or wish is None:
        return notice.at
    quiet = (wish.quiet_from, wish.quiet_until)
    span = None if quiet[0] is None or quiet[1] is None else (quiet[0], quiet[1])
    return due_moment(notice.at, quiet=span, daily=wish.daily)
