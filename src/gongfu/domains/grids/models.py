"""The present state of grids and teams.  All tables but the last follow from the ledger."""

from __future__ import annotations

from django.db import models

from gongfu.kernel.ledger.state import PersonRef, State

_ID, _COMMUNITY, _WORD, _LIST = 26, 12, 24, 400
_ACTIVE = models.Q(active=True)


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


class Absence(State):
    """A claim whose member said not to be able to come on a day; nobody counts these."""

    pk = models.CompositePrimaryKey("claim", "day")
    claim = models.CharField(max_length=_ID)
    day = models.DateField()
    post = models.CharField(max_length=_ID, db_index=True)


class Empty(State):
    """How many places of a post stayed empty on a day."""

    pk = models.CompositePrimaryKey("post", "on")
    post = models.CharField(max_length=_ID)
    on = models.DateField()
    places = models.PositiveSmallIntegerField()


class Team(State):
    """A team.  leader: empty when the leader was erased."""

    team = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    place = models.CharField(max_length=_COMMUNITY, db_index=True)
    purpose = models.CharField(max_length=_WORD)
    leader = PersonRef(db_index=True)
    formed_on = models.DateField()
    dissolved_on = models.DateField(null=True)


class TeamMember(State):
    """Who belongs to a team.  A dissolved team keeps its rows."""

    pk = models.CompositePrimaryKey("team", "member")
    team = models.CharField(max_length=_ID)
    member = PersonRef(db_index=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)


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
