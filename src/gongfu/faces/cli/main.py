"""The command `gongfu`: one module a command, imported only when it is called."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Sequence
from typing import Any

import click

COMMANDS = {
    "serve": "Serve the pages; prepare the database first where that is needed.",
    "found": "Found an empty district: its places and its first three people.",
    "demo": "Build the demonstration district.",
    "verify": "Recompute the whole ledger and name the first wrong record.",
    "replay": "Rebuild the present state from the ledger, or compare it.",
    "figure": "Ask a figure, with its records.",
    "import": "Enter visits from a sheet of paper slips.",
    "api-key": "Make or revoke the key of a machine.",
    "tend": "Let offers lapse, end unanswered requests, ask for automatic kinds.",
    "boundaries": "Give places their outlines from a GeoJSON file in a named frame.",
    "retain": "Let go of what was kept long enough, or list what is kept and why.",
    "export": "Write the public parts, the head and the column files.",
    "send": "Send waiting notices over the channels of the settings.",
    "backup": "Write a backup that can be restored elsewhere.",
    "restore": "Restore a backup into an empty data folder.",
    "doctor": "Say how this installation stands, switch by switch.",
}


class Commands(click.Group):
    """A group that loads a command's module, and Django, only when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command of that name, with Django set up, or None."""
        if name not in COMMANDS:
            return None
        setup()
        module = importlib.import_module(f"gongfu.faces.cli.{name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def setup() -> None:
    """Set Django up with the district's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongfu.site.settings")
    import django

    # all that is loaded stays: looking for garbage in it meanwhile takes a tenth of the time
    gc.disable()
    django.setup()
    gc.enable()


@click.group(cls=Commands)
@click.version_option(package_name="gongfu")
def gongfu(**_nothing: Any) -> None:
    """共富: each deed is recorded once, each figure opens down to its deeds."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; a refusal is printed as its sentence and exits with 1.

    So is the lack of a database, with what makes one.
    """
    from django.db import DatabaseError

    from gongfu.kernel.refusals import Refused

    try:
        gongfu(args=arguments, prog_name="gongfu")
    except Refused as refusal:
        raise SystemExit(str(refusal)) from None
    except DatabaseError:
        if _is_prepared():
            raise
        raise SystemExit(_unprepared()) from None


def _is_prepared() -> bool:
    """Say whether the ledger's tables are there."""
    from django.db import connection

    return "ledger_head" in connection.introspection.table_names()


def _unprepared() -> str:
    from django.utils.translation import gettext as _

    return _(
        "There is no database here yet. Run “gongfu serve”, “gongfu found” or “gongfu demo” first."
    )
