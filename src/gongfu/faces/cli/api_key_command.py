"""`gongfu api-key`: keys with which machines write through the open interfaces."""

from __future__ import annotations

import click
from django.utils.translation import gettext as _

from gongfu.faces.api import keys
from gongfu.faces.web.shell import clock


@click.group()
def command() -> None:
    """Make or revoke the key of a machine."""


@command.command()
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, default=("open311",), show_default=True)
def create(name: str, scopes: tuple[str, ...]) -> None:
    """Make a key and print it once."""
    try:
        key = keys.create(name, scopes, at=clock.now())
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    click.echo(_("%(key)s (shown this once)") % {"key": key})


@command.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Revoke the key of that name."""
    done = keys.revoke(name, at=clock.now())
    click.echo(_("revoked") if done else _("There is no such key."))
