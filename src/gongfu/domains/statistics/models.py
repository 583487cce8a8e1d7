"""Official values as they stand, the register of publications, and the lists an office keeps."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gongfu.kernel.ledger.state import PersonRef, State
from gongfu.kernel.people.keeping import personal

_ID, _CODE, _PLACE = 26, 40, 12


class Value(State):
    """One received value.  number: of its record.

    ends: last day of the period.  received_on: the Shanghai day of recording.  reversed_by: number
    of the record that took it back, reversed_on the day of that; without one the value stands.
    """

    number = models.BigIntegerField(primary_key=True)
    series = models.CharField(max_length=_CODE)
    place = models.CharField(max_length=_PLACE)
    period = models.CharField(max_length=10)
    basis = models.CharField(max_length=8)
    ends = models.DateField()
    value = models.CharField(max_length=30)
    unit = models.CharField(max_length=_CODE)
    status = models.CharField(max_length=12)
    document = models.CharField(max_length=_ID, db_index=True)
    page = models.CharField(max_length=12)
    published_on = models.DateField()
    received_on = models.DateField()
    doubt = models.CharField(max_length=60)
    reversed_by = models.BigIntegerField(null=True)
    reversed_on = models.DateField(null=True)

    class Meta:
        """The database itself lets one value stand for a series, place, period and basis."""

        constraints = (
            models.UniqueConstraint(
                fields=("series", "place", "period", "basis"),
                condition=models.Q(reversed_by=None),
                name="value_standing",
            ),
        )
        indexes = (models.Index(fields=("place", "series", "ends"), name="value_place_series"),)


class Publication(State):
    """A registered publication.  number: of its record.  digest: SHA-256 of its words."""

    document = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    issuer = models.CharField(max_length=_CODE)
    published_on = models.DateField()
    registered_on = models.DateField()
    digest = models.CharField(max_length=64, unique=True)


class PublicationWords(models.Model):
    """The words of a publication: title, official number (文号), address.  They never change."""

    document = models.CharField(max_length=_ID, primary_key=True)
    title = models.CharField(max_length=120)
    reference = models.CharField(max_length=60)
    address = models.CharField(max_length=300)

    def __str__(self) -> str:
        """Return the title."""
        return self.title


@personal(_("to know which officer proposed a change"))
class Proposal(models.Model):
    """A revision that one officer proposes and another has not recorded yet; no deed.

    number: of the record that it would revise.  line: the new value as it was entered, or None
    to take the old one back.
    """

    number = models.BigIntegerField(primary_key=True)
    place = models.CharField(max_length=_PLACE)
    by = PersonRef()
    at = models.DateTimeField()
    line = models.JSONField(null=True)


class Series(models.Model):
    """An indicator that the district receives, in both languages; the office may edit the list.

    unit: that in which its values are kept.  low, high: what a value can be, or empty.  part_of:
    the series of which it is a part, or empty.  order: its place in lists.
    """

    code = models.CharField(max_length=_CODE, primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=90)
    unit = models.CharField(max_length=_CODE)
    low = models.CharField(max_length=20, blank=True)
    high = models.CharField(max_length=20, blank=True)
    part_of = models.CharField(max_length=_CODE, blank=True)
    order = models.PositiveSmallIntegerField(default=999)

    def __str__(self) -> str:
        """Return the Chinese title."""
        return self.zh


class Issuer(models.Model):
    """An office or paper whose publications the district receives, in both languages."""

    code = models.CharField(max_length=_CODE, primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=90)
    order = models.PositiveSmallIntegerField(default=999)

    def __str__(self) -> str:
        """Return the Chinese name."""
        return self.zh


class Survey(State):
    """A household survey.  number: of its record; households, urban, rural: how many answered.

    reversed_by: number of the record that took it back for a later vintage, reversed_on the day of
    that; without one the survey stands.
    """

    survey = models.CharField(max_length=_ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    place = models.CharField(max_length=_PLACE)
    period = models.CharField(max_length=10)
    document = models.CharField(max_length=_ID)
    households = models.PositiveIntegerField()
    urban = models.PositiveIntegerField()
    rural = models.PositiveIntegerField()
    commitment = models.CharField(max_length=64)
    received_on = models.DateField()
    reversed_by = models.BigIntegerField(null=True)
    reversed_on = models.DateField(null=True)

    class Meta:
        """One standing survey answers for an area and period."""

        constraints = (
            models.UniqueConstraint(
                fields=("place", "period"),
                condition=models.Q(reversed_by=None),
                name="survey_standing",
            ),
        )


class Result(State):
    """One result of a survey.  number: of its record."""

    number = models.BigIntegerField(primary_key=True)
    survey = models.CharField(max_length=_ID, db_index=True)
    series = models.CharField(max_length=_CODE)
    value = models.CharField(max_length=30)
    unit = models.CharField(max_length=_CODE)
    error = models.CharField(max_length=30)
    low = models.CharField(max_length=30)
    high = models.CharField(max_length=30)
    replicates = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    method = models.CharField(max_length=_CODE)


class Microdata(models.Model):
    """The sealed microdata of a survey with their salt; nothing but sums is computed from them."""

    survey = models.CharField(max_length=_ID, primary_key=True)
    wrapped = models.BinaryField()
    body = models.BinaryField()

    def __str__(self) -> str:
        """Return the survey's id."""
        return self.survey


@personal(_("to know which officer proposed a change"))
class SurveyProposal(models.Model):
    """A later vintage of a survey that one officer sent and another has not recorded; no deed.

    survey: the one that it would revise.  wrapped, body: its microdata, sealed; they go when it is
    recorded or dropped.  results: measure, value, low and high of each, as they would be recorded.
    """

    survey = models.CharField(max_length=_ID, primary_key=True)
    place = models.CharField(max_length=_PLACE)
    document = models.CharField(max_length=_ID)
    households = models.PositiveIntegerField()
    results = models.JSONField()
    wrapped = models.BinaryField()
    body = models.BinaryField()
    by = PersonRef()
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the id of the survey that it would revise."""
        return self.survey
