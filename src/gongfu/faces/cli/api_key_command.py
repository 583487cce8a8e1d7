"""`gongfu api-key`: the keys with which machines ask and write through the open interfaces."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from gongfu.faces.api import keys
from gongfu.faces.api.keys import MOST_DAYS, Wanted
from gongfu.faces.api.models import ApiKey
from gongfu.faces.api.scopes import SCOPES
from gongfu.faces.web.shell import clock
from gongfu.kernel.people.models import Account
from gongfu.kernel.refusals import Refused


@click.group()
def command() -> None:
    """Make, list or revoke the keys of machines."""


@command.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, default=("open311",), show_default=True)
@click.option(
    "--for", "username", default="", help="The user for whom it acts; they must allow it."
)
@click.option("--role", default="", help="Only in this office of theirs, such as SEC.")
@click.option("--place", default="", help="The place code of that office.")
@click.option("--days", default=MOST_DAYS, show_default=True, help="How long it lasts.")
def create(
    name: str, scopes: tuple[str, ...], username: str, role: str, place: str, days: int
) -> None:
    """Make a key and print it once.

    Without --for it acts for the public.  A key that acts for a person opens nothing until that
    person has allowed it under “Programs that act for me”.
    """
    person = _person(username) if username else ""
    wanted = Wanted(name, scopes, person=person, role=role, place=place, days=days)
    try:
        key = keys.make(wanted, at=clock.now())
    except Refused as refusal:
        raise click.UsageError(str(refusal)) from None
    click.echo(_("%(key)s (shown this once)") % {"key": key})
    if person:
        click.echo(_("It works once %(user)s has allowed it.") % {"user": username})


def _person(username: str) -> str:
    account = Account.objects.filter(username=username).exclude(person=None).first()
    if account is None:
        raise click.BadParameter(_("There is no such user."), param_hint="--for")
    return str(account.person)


@command.command("list")
def list_() -> None:
    """List the keys that stand: name, scopes, for whom, last day, last use."""
    users = dict(Account.objects.exclude(person=None).values_list("person", "username"))
    for row in keys.listed():
        click.echo("  ".join(_columns(row, users)))


def _columns(row: ApiKey, users: dict[str | None, str]) -> list[str]:
    whom = users.get(row.person, "—") if row.person else _("the public")
    office = f" {row.role} {row.place}" if row.role else ""
    waits = _(" (not yet allowed)") if row.person and row.allowed_at is None else ""
    days = (str(one) if one else "—" for one in (row.until, row.used_on))
    return [row.name, row.scopes, f"{whom}{office}{waits}", *days]


@command.command()
def scopes() -> None:
    """List the scopes and what each is for."""
    for name, scope in SCOPES.items():
        click.echo(f"{name:<16}{scope.words}")


@command.command()
@click.argument("name")
@click.option("--for", "username", default="", help="Only the key that acts for this user.")
def revoke(name: str, username: str) -> None:
    """Revoke the keys of that name."""
    person = _person(username) if username else None
    done = keys.revoke(name, at=clock.now(), person=person)
    click.echo(_("revoked") if done else _("There is no such key."))
