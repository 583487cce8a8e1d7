"""QR codes, drawn on the server as they stand on pages and papers."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_of(address: str, *, error: str = "m") -> SafeString:
    """Return the code of an address as SVG that fills its frame.

    error: how much may be damaged, m a seventh, q a quarter, for what hangs outdoors.
    """
    svg = segno.make(address, error=error).svg_inline(omitsize=True, border=2, lineclass=None)
    return mark_safe(svg)  # noqa: S308 - drawn here
