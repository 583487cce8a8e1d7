"""Refusals: the expected ways in which an action says no.

A refusal has a stable `code` and a translated sentence on which a resident can act.  Faces show
it; nobody logs it.  The unexpected is an ordinary exception and rises.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Base of every expected refusal; subclasses set `code`, `words` and the HTTP `status`."""

    code: ClassVar[str] = "refused"
    words: ClassVar[str | Promise] = _("This cannot be done.")
    status: ClassVar[int] = 422

    def __init__(self, **values: Any) -> None:
        """Keep `values`, which fill the named places in `words`."""
        super().__init__(self.code, values)
        self.values = values

    def __str__(self) -> str:
        """Return the sentence in the reader's language."""
        return str(self.words) % self.values if self.values else str(self.words)


class NotAllowed(Refused):
    """The person may not do it."""

    code = "not-allowed"
    words = _("You do not have the right to do this. Ask your community office if you need it.")
    status = 403


class WrongState(Refused):
    """Not possible as things stand now."""

    code = "wrong-state"
    words = _("This is not possible as things stand now.")


class BadInput(Refused):
    """What was typed cannot be right."""

    code = "bad-input"
    words = _("Please look again at what you entered.")


class Many(Refused):
    """Several refusals at once, as mass input returns them; nothing was written."""

    code = "many"
    words = _("%(count)s lines cannot be accepted; nothing was written.")

    def __init__(self, errors: list[LineError]) -> None:
        """Keep the list of errors, in the order of the lines."""
        super().__init__(count=len(errors))
        self.errors = errors


class LineError:
    """One refused line of mass input: its number (from 1) and why."""

    def __init__(self, *, line: int, refusal: Refused) -> None:
        """Name the line and its refusal."""
        self.line = line
        self.refusal = refusal

    def __repr__(self) -> str:
        """Show the line and the stable code."""
        return f"LineError(line={self.line}, code={self.refusal.code!r})"
