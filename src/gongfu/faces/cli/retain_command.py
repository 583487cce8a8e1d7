"""`gongfu retain`: let go of what was kept long enough, and say what; or list what is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext as _

from gongfu.domains.keys.actions import forget_unagreed
from gongfu.faces.cli import personal_pages
from gongfu.faces.web.shell import clock
from gongfu.kernel.people.keeping import Keep, let_go
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office, Viewer

SERVER = "s" * 26


@click.command()
@click.option(
    "--declared",
    type=click.Choice(personal_pages.LANGUAGES),
    help="Write what is kept about people, why and how long, as a page.",
)
def command(declared: str | None) -> None:
    """Remove what was kept about people long enough, and say what was removed."""
    if declared:
        click.echo(personal_pages.written(declared), nl=False)
        return
    found = list(lines(retain()))
    click.echo("\n".join(found) or _("Nothing has been kept too long."))


def retain() -> dict[Keep, int]:
    """Let go of what was kept long enough and of ended sessions; return how many rows."""
    SessionStore.clear_expired()
    viewer, at = Viewer(SERVER, (Office(Role.SYS, settings.GONGFU_DISTRICT),)), clock.now()
    unagreed = forget_unagreed(viewer, at=at)
    return {**let_go(at=at), **({Keep.WITH_THE_CONSENT: unagreed} if unagreed else {})}


def lines(gone: Mapping[Keep, int]) -> Iterator[str]:
    """Yield a sentence for each sort of thing that was removed."""
    for keep, count in gone.items():
        yield _("Kept long enough and removed: %(count)s × %(what)s.") % {
            "count": count,
            "what": personal_pages.WHAT[keep],
        }
