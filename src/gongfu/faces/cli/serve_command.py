"""`gongfu serve`: the pages, by a WSGI server with one thread a process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces

from gongfu.figures import keeping
from gongfu.kernel.ledger import reading
from gongfu.kernel.notices import channels

_EVERY = 600


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
def command(host: str, port: int, workers: int) -> None:
    """Serve the pages; bring the database and the static files up to date first."""
    begun = time.monotonic()
    prepare()
    url = f"http://{host}:{port}/"
    click.echo(
        _("gongfu serves at %(url)s (ready in %(seconds).1f s)")
        % {
            "url": url,
            "seconds": time.monotonic() - begun,
        }
    )
    if settings.GONGFU_DEMO:
        click.echo(
            _("Demonstration: sign in with one click at %(url)ssignin/ as one of its people.")
            % {"url": url}
        )
    with _helped():
        serve(host=host, port=port, workers=workers)


@contextmanager
def _helped() -> Iterator[None]:
    """Let child processes do the housekeeping and send messages while the server runs.

    Readers come first: the children get what time the server's own processes leave.
    """
    commands = [["tend", f"--every={_EVERY}"]]
    if channels.available():
        commands.append(["send", "--with-parent"])
    program = ["nice", sys.executable, "-m", "gongfu.faces.cli"]
    children = [subprocess.Popen([*program, *command]) for command in commands]
    try:
        yield
    finally:
        for child in children:
            child.terminate()


def prepare() -> None:
    """Migrate where tables are missing, collect static files, build the demonstration district."""
    if _needs_migration():
        call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if settings.GONGFU_DEMO and reading.size() == 0:
        from gongfu.faces.cli.demo_command import build

        build()
    keeping.compact_if_due()
    connection.close()


def _needs_migration() -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def serve(*, host: str, port: int, workers: int) -> None:
    """Run the server until it is stopped."""
    Granian(
        "gongfu.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        backlog=1024,
        log_enabled=settings.DEBUG,
        static_path_mount=[settings.STATIC_ROOT],
        static_path_route=["/static"],
    ).serve()
