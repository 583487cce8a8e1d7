"""What every benchmark needs: a fresh district in a temporary folder, and one way to print."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def district() -> Iterator[Path]:
    """Set Django up over an empty migrated database in a temporary folder, and yield the folder.

    Call it once in a process, before anything imports a model.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["GONGFU_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongfu.site.settings")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield Path(folder)


def ratio(mine: float, other: float) -> float:
    """Return mine over other."""
    return mine / other


def line(what: str, mine: float, other: float, got: float, aim: float) -> None:
    """Print one comparison with its aim."""
    mark = "ok" if got >= aim else "BELOW"
    print(f"{what:36} {mine:12,.0f} {other:12,.0f}   {got:6.2f}   aim {aim:5.2f}  {mark}")
