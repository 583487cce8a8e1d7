"""How pages say where something is."""

from __future__ import annotations

from gongfu.kernel.places import tree


def place_words(code: str) -> str:
    """Return community and grid of an exact code."""
    community = tree.name_of(code[:12])
    return f"{community} {tree.name_of(code[:15])}" if len(code) > 12 else community
