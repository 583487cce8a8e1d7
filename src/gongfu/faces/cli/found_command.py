"""`gongfu found`: the first people of an empty district."""

from __future__ import annotations

import secrets

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongfu.faces.web.shell import clock
from gongfu.kernel.ledger import reading
from gongfu.kernel.measures.moments import shanghai_day
from gongfu.kernel.people.actions.accounts import open_account
from gongfu.kernel.people.actions.appointing import Office, appoint
from gongfu.kernel.people.actions.registering import Newcomer, register_people
from gongfu.kernel.people.ids import new_id
from gongfu.kernel.people.vault import Details
from gongfu.kernel.places.actions import Opening, open_places, opening_of
from gongfu.kernel.places.divisions import of_vintage, read_divisions
from gongfu.kernel.refusals import WrongState
from gongfu.kernel.rights.matrix import Role
from gongfu.kernel.rights.viewers import Office as Holds
from gongfu.kernel.rights.viewers import Viewer


class AlreadyFounded(WrongState):
    """A district is founded once."""

    code = "cli.already-founded"
    words = gettext_lazy("There are records here already: the district is founded.")


@click.command()
@click.option("--administrator", "administrators", multiple=True, help="NAME:USER, twice.")
@click.option("--registrar", help="NAME:USER, who registers people and opens accounts.")
@click.option("--district", default="", help="Name of the district, where we do not know it.")
def command(administrators: tuple[str, ...], registrar: str | None, district: str) -> None:
    """Open the places of the district, and accounts for its first three people.

    Two administrators, because every appointment needs two; and a registrar, who registers people
    and opens their accounts.  Each password is printed once and must be changed at first sign-in.
    """
    call_command("migrate", verbosity=0)
    if reading.size():
        raise AlreadyFounded()
    given = [*administrators, *([registrar] if registrar else [])]
    while len(given) < len(_ROLES):
        given.append(_asked(len(given)))
    _open_places(district)
    for name, username, password in found([_pair(one) for one in given]):
        words = {"name": name, "username": username, "password": password}
        click.echo(_("%(name)s signs in as %(username)s with %(password)s (once)") % words)


_ROLES = (Role.SAD, Role.SAD, Role.SEC)


def _asked(index: int) -> str:
    who = _("Registrar") if _ROLES[index] is Role.SEC else _("Administrator")
    name = click.prompt(f"{who} {index + 1}: {_('name')}")
    return f"{name}:{click.prompt(_('user name'))}"


def _pair(text: str) -> tuple[str, str]:
    name, _colon, username = text.partition(":")
    if not name or not username:
        raise click.BadParameter(_("write NAME:USER"))
    return name, username


def _founder(district: str) -> Viewer:
    roles = (Role.SAD, Role.SEC)
    return Viewer(new_id(), tuple(Holds(role, district) for role in roles))


def _open_places(name: str) -> None:
    """Open the published places of the district, or the district alone under its name."""
    code, at = settings.GONGFU_DISTRICT, clock.now()
    divisions = read_divisions()
    vintage = max((v for one in divisions for v in one.vintages), default="")
    known = [one for one in of_vintage(divisions, vintage) if one.code.startswith(code[:6])]
    openings = [opening_of(one, vintage=vintage) for one in known]
    openings = openings or [Opening(code, name or click.prompt(_("Name of the district")))]
    open_places(_founder(code), openings, on=shanghai_day(at), second=new_id(), at=at)


def found(people: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Register, appoint and give accounts to these people; return name, user name, password."""
    code, at = settings.GONGFU_DISTRICT, clock.now()
    on, founder, second = shanghai_day(at), _founder(code), new_id()
    newcomers = [Newcomer(Details(name, label=name), code) for name, _username in people]
    entries = register_people(founder, newcomers, on=on, at=at)
    ids = [entry.deed.person for entry in entries]
    offices = [Office(who, role.value, code) for who, role in zip(ids, _ROLES, strict=True)]
    appoint(founder, *offices, on=on, second=second, at=at)
    done = []
    for who, (name, username) in zip(ids, people, strict=True):
        password = secrets.token_urlsafe(12)
        open_account(founder, who, username=username, password=password, once=True, second=second)
        done.append((name, username, password))
    return done
