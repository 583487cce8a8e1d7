"""The present state of grids and teams.  All tables but the last two follow from the ledger."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import Keep, personal

_ID, _COMMUNITY, _WORD, _LIST = 26, 12, 24, 400
_ACTIVE = models.Q(active=True)


@personal(_("to know who serves where they live, and what they can give"))
class Member(State):
    """A member and what they can give.

    skills, languages: codes between blanks, so that ` code ` is found by a search.  free: 21 bits.
    """

    person = PersonRef(primary_key=True)
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    sort = models.CharField(max_length=_WORD)
    skills = models.CharField(max_length=_LIST)
    languages = models.CharField(max_length=_LIST)
    free = models.PositiveIntegerField()
    unit = models.CharField(max_length=_ID)
    licence_until = models.DateField(null=True)
    until = models.DateField(null=True, db_index=True)
    registered_on = models.DateField()
    left_on = models.DateField(null=True)


class Post(State):
    """A service post.  taken, waiting: how many hold a place, and how many wait for one."""

    post = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    place = models.CharField(max_length=18)
    sort = models.CharField(max_length=_WORD)
    wanted = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()
    times = models.PositiveIntegerField()
    skill = models.CharField(max_length=_WORD)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    taken = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """The index answers: which posts of this place still run on that day."""

        indexes = (models.Index(fields=("place", "until"), name="post_place_until"),)


@personal(_("to know who holds a place at a post"))
class Claim(State):
    """A member's place at a post.  number: of the record that gave it.

    state: claimed, confirmed, declined (for a reason), handed-back or erased; active in the first
    two.
    """

    claim = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    post = models.CharField(max_length=_ID)
    member = PersonRef(db_index=True)
    place = models.CharField(max_length=_COMMUNITY)
    slot = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default="claimed")
    active = models.BooleanField(default=True)
    reason = models.CharField(max_length=_WORD, default="")
    claimed_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        """The database itself gives each place, and each member at a post, once."""

        constraints = (
            models.UniqueConstraint(fields=("post", "slot"), condition=_ACTIVE, name="claim_slot"),
            models.UniqueConstraint(
                fields=("post", "member"), condition=_ACTIVE, name="claim_member"
            ),
        )
        indexes = (
            models.Index(fields=("post",), name="claim_post"),
            models.Index(
                fields=("place", "number"),
                condition=models.Q(state="claimed"),
                name="claim_to_confirm",
            ),
        )


@personal(_("to give a free place to who waits for it"))
class Waiting(State):
    """Who waits for a place at a post, in the order of `number`, that of the record."""

    claim = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    post = models.CharField(max_length=_ID)
    member = PersonRef(db_index=True)
    since = models.DateField()

    class Meta:
        """A member waits once for a post."""

        constraints = (
            models.UniqueConstraint(fields=("post", "member"), name="waiting_post_member"),
        )


@personal(_("to count hours of service"))
class Served(State):
    """One service at a post as it stands.

    evidence, disputed: after confirmations.  reversed: it was taken back.
    """

    number = models.BigIntegerField(primary_key=True)
    claim = models.CharField(max_length=_ID)
    post = models.CharField(max_length=_ID, db_index=True)
    member = PersonRef()
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    on = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    hours_kind = models.CharField(max_length=10)
    by = PersonRef()
    recorded_at = models.DateTimeField()
    evidence = models.CharField(max_length=1)
    disputed = models.BooleanField(default=False)
    reversed = models.BooleanField(default=False)

    class Meta:
        """The index answers: a member's services."""

        indexes = (models.Index(fields=("member", "started_at"), name="served_member"),)


@personal(_("to ask others when somebody cannot come"))
class Absence(State):
    """A claim whose member said not to be able to come on a day; nobody counts these."""

    pk = models.CompositePrimaryKey("claim", "day")
    claim = models.CharField(max_length=_ID)
    day = models.DateField()
    post = models.CharField(max_length=_ID, db_index=True)


@personal(_("to know who stands in for a place on a day"))
class StandIn(State):
    """Who stands in for a place on a day.  number: of the record; active: not given back."""

    stand = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    claim = models.CharField(max_length=_ID)
    post = models.CharField(max_length=_ID, db_index=True)
    member = PersonRef(db_index=True)
    place = models.CharField(max_length=_COMMUNITY)
    day = models.DateField()
    active = models.BooleanField(default=True)

    class Meta:
        """The database itself lets one member stand in for a place on a day."""

        constraints = (
            models.UniqueConstraint(fields=("claim", "day"), condition=_ACTIVE, name="stand_in"),
        )


class Empty(State):
    """How many places of a post stayed empty on a day."""

    pk = models.CompositePrimaryKey("post", "on")
    post = models.CharField(max_length=_ID)
    on = models.DateField()
    places = models.PositiveSmallIntegerField()


@personal(_("to know who leads and who belongs to a team"))
class Team(State):
    """A team with its leader, empty when the leader was erased.

    places: where it serves, codes between blanks; none is its community.
    """

    team = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    purpose = models.CharField(max_length=_WORD)
    leader = PersonRef(db_index=True)
    places = models.CharField(max_length=_LIST, default="")
    formed_on = models.DateField()
    dissolved_on = models.DateField(null=True)


@personal(_("to know who leads and who belongs to a team"))
class TeamMember(State):
    """Who belongs to a team.  A dissolved team keeps its rows."""

    pk = models.CompositePrimaryKey("team", "member")
    team = models.CharField(max_length=_ID)
    member = PersonRef(db_index=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)


@personal(_("to let anyone verify a printed record of hours"), keep=Keep.WITH_THE_PERSON)
class HoursRecord(models.Model):
    """A code printed on a record of hours, by which anyone may verify it.

    content: what was printed, without any name: totals, period, size and root of the ledger.
    """

    code = models.CharField(max_length=_ID, primary_key=True)
    member = PersonRef(db_index=True)
    issued_at = models.DateTimeField()
    content = models.JSONField()

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Word(models.Model):
    """One word of a list that an office may edit, in both languages.

    catalogue: member-sort, skill, language, post-sort, team-purpose.  It may be chosen from the
    day `since` until before the day `until`; what was written with it stays readable.
    """

    catalogue = models.CharField(max_length=_WORD)
    code = models.CharField(max_length=_WORD)
    zh = models.CharField(max_length=40)
    en = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        """A code stands once in its list."""

        constraints = (
            models.UniqueConstraint(fields=("catalogue", "code"), name="word_catalogue_code"),
        )


@personal(_("to know who drew up a draft of grids, and who handed it in"))
class GridDesign(models.Model):
    """A draft of how a community is cut into grids and micro-grids; nobody counts it.

    state: draft, handed-in or adopted.  site: buildings and lines; wishes: sizes and weights;
    spots: grid and micro-grid of each building, counted from 1; told: what was said of each part;
    moves: changes by hand, for taking back; goes: where grids of today go, as the office said;
    codes: of parts, once adopted; see `rules/sites.py`.
    changes: how often it was changed; last_key: of the form that did it.
    """

    design = models.CharField(max_length=_ID, primary_key=True)
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    state = models.CharField(max_length=12, default="draft")
    by = PersonRef()
    at = models.DateTimeField()
    handed_by = PersonRef(default="")
    adopted_on = models.DateField(null=True)
    site = models.JSONField()
    wishes = models.JSONField()
    spots = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    moves = models.JSONField(default=list)
    goes = models.JSONField(default=dict)
    codes = models.JSONField(default=dict)
    changes = models.PositiveIntegerField(default=0)
    last_key = models.CharField(max_length=64, default="")

    class Meta:
        """A community has one design at work; adopted ones stay beside it."""

        constraints = (
            models.UniqueConstraint(
                fields=("place",), condition=~models.Q(state="adopted"), name="design_at_work"
            ),
        )
