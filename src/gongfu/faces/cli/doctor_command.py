"""`gongfu doctor`: how this installation stands."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import click
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from gongfu.faces.web.shell import clock
from gongfu.figures import checking
from gongfu.figures.store import files
from gongfu.kernel.ledger import guards, reading
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.measures.periods import period
from gongfu.kernel.notices import channels, outbox


@click.command()
def command() -> None:
    """Print each switch and whether it is well; exit with 1 where something is not."""
    well = True
    for words, value, good in checks():
        click.echo(f"{'  ' if good else '! '}{words:40} {value}")
        well &= good
    raise SystemExit(0 if well else 1)


def checks() -> Iterator[tuple[str, str, bool]]:
    """Yield a line each: what, its value, whether it is well."""
    connection.ensure_connection()
    yield _("database"), f"{connection.vendor} {_version()}", True
    if connection.vendor == "sqlite":
        yield from _sqlite()
    lacking = guards.missing(connection)
    yield _("guards of the ledger"), ", ".join(lacking) or _("all there"), not lacking
    yield _("records"), f"{reading.size():,}", True
    yield _figures()
    yield _("records not yet in column files"), f"{files.tail_length():,}", True
    free = shutil.disk_usage(settings.GONGFU_DATA_DIR).free
    yield _("free disk space, MB"), f"{free // 2**20:,}", free > 2**30
    yield _("demonstration"), str(settings.GONGFU_DEMO), True
    yield _("only over https"), str(settings.SECURE), settings.SECURE or settings.GONGFU_DEMO
    names = ", ".join(channels.available())
    yield _("channels of messages"), names or _("none: nothing is sent"), True
    troubled = len(outbox.troubled())
    yield _("messages unsure or given up (gongfu send --troubled)"), str(troubled), not troubled
    yield _("single sign-on"), str(bool(settings.SOCIALACCOUNT_PROVIDERS)), True
    yield (
        _("joined to the national volunteer system"),
        str(settings.GONGFU_NATIONAL_CONNECTED),
        True,
    )


def _figures() -> tuple[str, str, bool]:
    """Compare every figure with its records: this year and the last."""
    on = shanghai_day(clock.now())
    spans = [period(str(on.year - 1)), period(str(on.year))]
    found = checking.check(settings.GONGFU_DISTRICT, spans, on=on)
    words = _("%(right)s of %(all)s") % {
        "right": found.figures - len(found.wrong),
        "all": found.figures,
    }
    said = ": ".join([words, ", ".join(found.wrong)]) if found.wrong else words
    return _("figures that are the sum of their records"), said, not found.wrong


def _version() -> str:
    with connection.cursor() as cursor:
        name = "version()" if connection.vendor == "postgresql" else "sqlite_version()"
        cursor.execute(f"SELECT {name}")
        return str(cursor.fetchone()[0])


def _sqlite() -> Iterator[tuple[str, str, bool]]:
    with connection.cursor() as cursor:
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2)):
            cursor.execute(f"PRAGMA {pragma}")
            value = cursor.fetchone()[0]
            yield pragma, str(value), value == wanted
