"""The one place where the pages read the clock.

A demonstration district lives in September 2021: its clock is the real one, shifted by the span
between the moment it was built and the moment at which its story ends.
"""

from __future__ import annotations

import functools
import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return this moment, in UTC."""
    return timezone.now() - _shift()  # noqa: TID251 - the face reads the clock here


def _shift() -> timedelta:
    return shift_of(Path(settings.GONGFU_DATA_DIR)) if settings.GONGFU_DEMO else timedelta()


@functools.lru_cache(maxsize=8)
def shift_of(folder: Path) -> timedelta:
    """Return how far a demonstration district's clock is behind the real one."""
    try:
        kept = json.loads((folder / "clock.json").read_text("utf-8"))
    except FileNotFoundError:
        return timedelta()
    return timedelta(seconds=kept["behind_seconds"])


def set_to(moment: datetime) -> None:
    """Let the demonstration district's clock show `moment` now."""
    behind = timezone.now() - moment  # noqa: TID251
    path = Path(settings.GONGFU_DATA_DIR) / "clock.json"
    path.write_text(json.dumps({"behind_seconds": int(behind.total_seconds())}), "utf-8")
    shift_of.cache_clear()
