"""Backups: a consistent copy of the database and photos, with the head it holds.

SQLite is copied through its own backup interface, never by file; PostgreSQL by pg_dump.  Keys stay
out: whoever finds a backup can read no name, and an erased person's key dies with its row.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger import reading
from gongfu.kernel.ledger.tree import Frontier
from gongfu.kernel.refusals import WrongState

_SQLITE, _POSTGRES = "gongfu.sqlite3", "gongfu.pgdump"
_END = "SELECT frontier FROM ledger_head WHERE log = 'deeds'"


class NotEmpty(WrongState):
    """There is a database already where the backup should go."""

    code = "cli.not-empty"
    words = _("There are records here already. Restore into an empty data folder, or add --force.")


def key_files() -> list[Path]:
    """Return the paths of the keys that a backup leaves out."""
    folder = Path(settings.GONGFU_DATA_DIR)
    return sorted([*folder.glob("*.secret"), *folder.glob("*.key")])


def write(archive: Path) -> dict[str, Any]:
    """Write a backup and return its manifest: size and root (hex) of the ledger in it."""
    with tempfile.TemporaryDirectory() as folder:
        copy, end = _dump(Path(folder))
        manifest = {"size": end.size, "root": end.root().hex(), "file": copy.name}
        listed = Path(folder) / "manifest.json"
        listed.write_text(json.dumps(manifest), "utf-8")
        with tarfile.open(archive, "w:gz") as tar:
            tar.add(listed, "manifest.json")
            tar.add(copy, copy.name)
            if Path(settings.GONGFU_PHOTOS_DIR).exists():
                tar.add(settings.GONGFU_PHOTOS_DIR, "photos")
    return manifest


def _dump(folder: Path) -> tuple[Path, Frontier]:
    """Copy the database as it is at one moment; return the copy and where its ledger ends."""
    if connection.vendor == "postgresql":
        return _dump_postgres(folder / _POSTGRES)
    import sqlite3

    target = folder / _SQLITE
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)
    row = copy.execute(_END).fetchone()
    copy.close()
    return target, Frontier.from_bytes(row[0] if row else b"")


def _dump_postgres(target: Path) -> tuple[Path, Frontier]:
    """Let pg_dump see what this transaction sees, so that copy and end are of one moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = f"--snapshot={cursor.fetchone()[0]}"
        command = ["pg_dump", "-Fc", snapshot, "-f", str(target), "-d", _uri()]
        subprocess.run(command, check=True)
        return target, Frontier.from_bytes(reading.end()[1])


def _uri() -> str:
    import os

    return os.environ["DATABASE_URL"]


def read(archive: Path, *, force: bool) -> dict[str, Any]:
    """Restore a backup and return its manifest.  Raises NotEmpty."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(archive, "r:gz") as tar:
        tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((Path(folder) / "manifest.json").read_text("utf-8"))
        _load(Path(folder) / manifest["file"], force=force)
        photos = Path(folder) / "photos"
        if photos.exists():
            photos.rename(settings.GONGFU_PHOTOS_DIR)
    return manifest


def _load(copy: Path, *, force: bool) -> None:
    if connection.vendor == "postgresql":
        clean = ["--clean", "--if-exists"] if force else []
        subprocess.run(["pg_restore", *clean, "--no-owner", "-d", _uri(), str(copy)], check=True)
        return
    if _holds_records() and not force:
        raise NotEmpty()
    import sqlite3

    connection.ensure_connection()
    with sqlite3.connect(copy) as source:
        source.backup(connection.connection)
    source.close()


def _holds_records() -> bool:
    if "ledger_head" not in connection.introspection.table_names():
        return False
    return reading.size() > 0
