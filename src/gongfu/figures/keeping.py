"""Keep column files and folds up to date; nothing here changes a number."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gongfu.figures import folds
from gongfu.figures.catalogue import FIGURES
from gongfu.figures.store import files
from gongfu.figures.store.relations import Columns

_TAIL = 5_000
_FEW = 200_000


def compact(*, tell: Callable[[int], None] | None = None) -> files.Manifest:
    """Bring column files and folds up to the newest record, and return the manifest."""
    with _alone():
        files.sweep()
        folds.sweep(files.manifest())
        new = files.draft(tell=tell)
        folds.build(_reader(new), new, FIGURES.values())
        files.publish(new)
        return new


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process keeps the files."""
    files.folder().mkdir(parents=True, exist_ok=True)
    with (files.folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def compact_if_due() -> bool:
    """Do so when the tail has grown long or a person was erased; say whether it was done."""
    if not files.is_due(tail=_TAIL):
        return False
    compact()
    return True


def _reader(new: files.Manifest) -> Columns:
    """Return a reader of exactly the new files' records, by the old files where few came since."""
    old = files.manifest()
    if old.erased == new.erased and new.upto - old.upto <= _FEW and files.fits(old):
        reader = Columns(old)
        reader.extend(new.upto)
        return reader
    return Columns(new)
