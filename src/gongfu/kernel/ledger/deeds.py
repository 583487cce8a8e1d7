"""What a deed is: a frozen dataclass with a kind, registered once, in a public and a private part.

A field is private unless it says `public()`.  Public are quantities with their unit and codes that
name no person; private are opaque ids, exact moments and coded details.  Names, phone numbers and
free text belong in neither: they live in the vault, keyed by id.
"""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

KINDS: dict[str, type[Deed]] = {}
PROJECTIONS: list[Projection] = []
_UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
_KIND = re.compile(r"[a-z]+\.[a-z][a-z-]*\.[a-z][a-z-]*")


class UnknownKind(LookupError):
    """No deed class is registered under this kind."""


class Evidence(enum.StrEnum):
    """How well a deed is attested: A by the doer, B by the receiver, C by a third party."""

    A = "A"
    B = "B"
    C = "C"


def public(*, unit: str = "", **options: Any) -> Any:
    """Declare a field of the public part: a quantity in `unit`, or without unit a code."""
    return dataclasses.field(metadata={"part": "public", "unit": unit}, **options)


def private(**options: Any) -> Any:
    """Declare a field of the private part: an id of a thing, a code or an exact moment."""
    return dataclasses.field(metadata={"part": "private"}, **options)


def person(**options: Any) -> Any:
    """Declare a private field that holds a person's opaque id; erasure replaces it."""
    return dataclasses.field(metadata={"part": "private", "person": True}, **options)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Deed:
    """Base of every deed.

    on: the Shanghai day on which it happened.  place: the exact place code, 6 to 18 digits, of
    which the public part shows the town.
    """

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    on: date
    place: str

    def __init_subclass__(cls, *, abstract: bool = False, **kwargs: Any) -> None:
        """Register the kind unless the class is abstract; raises TypeError for a bad one."""
        super().__init_subclass__(**kwargs)
        if abstract:
            return
        if not _KIND.fullmatch(cls.kind):
            raise TypeError(f"{cls.__name__}: a kind reads domain.noun.verb, not {cls.kind!r}")
        known = KINDS.get(cls.kind)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"kind {cls.kind} is taken by {known.__name__}")
        KINDS[cls.kind] = cls

    @property
    def about(self) -> str:
        """Return the id of the person or thing that the deed is about, or an empty string."""
        return ""


D = TypeVar("D", bound=Deed, covariant=True)
U = Callable[[dict[str, Any]], dict[str, Any]]


class Entry(NamedTuple, Generic[D]):
    """A deed as the ledger holds it.

    number: from 1, without gaps.  by: id of the person who acted.  at: when it was recorded, UTC.
    reverses: the number that this entry takes back, or None.
    """

    number: int
    deed: D
    by: str
    at: datetime
    evidence: Evidence
    reverses: int | None

    @property
    def sign(self) -> int:
        """Return -1 for a reversal, else +1: what sums and counts multiply by."""
        return 1 if self.reverses is None else -1


Batch = Sequence[Entry[Any]]
Follow = Callable[[Batch], None]


class Projection(NamedTuple):
    """A function that folds entries of `kinds`, in ledger order, into the tables it `owns`."""

    kinds: frozenset[str]
    owns: tuple[type, ...]
    follow: Follow


def projects(*kinds: type[Deed], owns: Iterable[type]) -> Callable[[Follow], Follow]:
    """Register a projection: run with each batch, at append and at replay.

    It owns its tables and reads nobody else's, so that batches of any size give the same state.
    """

    def register(follow: Follow) -> Follow:
        names = frozenset(kind.kind for kind in kinds)
        PROJECTIONS.append(Projection(names, tuple(owns), follow))
        return follow

    return register


def upcast(kind: str, version: int) -> Callable[[U], U]:
    """Register how a stored deed of an older `version` reads as the next version."""

    def register(function: U) -> U:
        _UPCASTS[kind, version] = function
        return function

    return register


def raised(kind: str, version: int, values: dict[str, Any]) -> dict[str, Any]:
    """Return the stored `values` brought up to the class's version, one step after another."""
    while version < KINDS[kind].version:
        values = _UPCASTS[kind, version](values)
        version += 1
    return values


def kind_named(kind: str) -> type[Deed]:
    """Return the deed class of a kind.  Raises UnknownKind."""
    try:
        return KINDS[kind]
    except KeyError:
        raise UnknownKind(kind) from None
