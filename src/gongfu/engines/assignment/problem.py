"""What is asked, who is free, and what a suggestion costs."""

from __future__ import annotations

import dataclasses

ANY = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Need:
    """An open need.

    skill, language: codes, empty for none.  x, y: metres.  urgency: 0 to 3.  wanted: helpers.
    slots: parts of the week that suit, as bits; 0: any.  asker: a person's id.
    """

    id: str
    x: int
    y: int
    skill: str = ""
    language: str = ""
    urgency: int = 0
    wanted: int = 1
    slots: int = ANY
    asker: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may be asked.

    free: parts of the week, as bits; 0: any.  capacity: tasks that may still be taken.  load:
    tasks taken this month, for fairness.  blocks: people not to be brought together with.
    """

    id: str
    x: int
    y: int
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    free: int = ANY
    capacity: int = 1
    load: int = 0
    blocks: frozenset[str] = frozenset()


@dataclasses.dataclass(frozen=True, slots=True)
class Terms:
    """The stated objective, in metres: the sum over suggestions of distance and load.

    reach: nobody is asked from farther away.  per_task: what each task of the month adds to the
    next one of the same member, so that load spreads.  unserved: what an unserved place costs,
    times one and the urgency.  candidates: how many near members are looked at for a need.
    """

    reach: int = 3000
    per_task: int = 400
    unserved: int = 20_000
    candidates: int = 30


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """Needs, members, pairs that must not be asked (declined before, asked now), and the terms.

    Raises ValueError for an id that stands twice, a negative count or terms without meaning.
    """

    needs: tuple[Need, ...]
    members: tuple[Member, ...]
    forbidden: frozenset[tuple[str, str]] = frozenset()
    terms: Terms = Terms()

    def __post_init__(self) -> None:
        """Check what a solver would not notice."""
        for things, name in ((self.needs, "need"), (self.members, "member")):
            if len({one.id for one in things}) != len(things):
                raise ValueError(f"a {name} stands in the problem twice")
        if any(need.wanted < 1 or not 0 <= need.urgency <= 3 for need in self.needs):
            raise ValueError("a need wants one helper at least, with an urgency of 0 to 3")
        if any(one.capacity < 0 or one.load < 0 for one in self.members):
            raise ValueError("a member's capacity and load are 0 or more")
        terms = self.terms
        if min(terms.reach, terms.unserved, terms.candidates) < 1 or terms.per_task < 0:
            raise ValueError("the terms need a reach, a cost of unserved needs, and candidates")
