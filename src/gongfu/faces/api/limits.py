"""How often one may ask: the generic cell rate algorithm, kept in the memory of each process.

A caller may ask `burst` times at once and then as often as `per_minute` says.  Each caller costs
one number: the moment up to which what was asked so far is paid for (ITU-T I.371, annex A).
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from gongfu.faces.api.keys import Holder
from gongfu.kernel.refusals import Refused

_MOST_CALLERS = 20_000


class TooMany(Refused):
    """Who asks so often is asked to wait."""

    code = "api.too-many"
    words = _("Too many requests. Wait %(seconds)s seconds.")
    status = 429


class Limit:
    """The limit of all callers of one sort.  clock: seconds that never go back."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody."""
        self._clock = clock
        self._paid: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, caller: str, *, per_minute: int, burst: int) -> int:
        """Count one request and return 0, or return for how many seconds to wait, uncounted."""
        now, each = self._clock(), 60 / per_minute
        with self._lock:
            paid = max(self._paid.pop(caller, now), now)
            early = paid - now - each * (burst - 1)
            if early > 0:
                self._paid[caller] = paid
                return math.ceil(early)
            self._paid[caller] = paid + each
            while len(self._paid) > _MOST_CALLERS:
                self._paid.popitem(last=False)
            return 0


LIMIT = Limit()


def count_key(holder: Holder) -> None:
    """Count a request that was made with a key.  Raises TooMany."""
    _count(f"key {holder.person} {holder.name}", settings.GONGFU_API_RATE)


def count_address(request: HttpRequest) -> None:
    """Count a request without a key, or with one that opens nothing.  Raises TooMany."""
    _count(f"address {_address(request)}", settings.GONGFU_API_PUBLIC_RATE)


def _count(caller: str, per_minute: int) -> None:
    wait = LIMIT.wait(caller, per_minute=per_minute, burst=max(10, per_minute // 6))
    if wait:
        raise TooMany(seconds=wait)


def _address(request: HttpRequest) -> str:
    """Return from where is asked; behind a proxy what that has added last."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.GONGFU_BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
