"""Adopted plans, and what they name for each plot."""

from __future__ import annotations

from django.db import models

from gongfu.domains.fields.models.land import CODE, ID
from gongfu.kernel.ledger.state import State


class Season(State):
    """An adopted plan; the newest of a year stands.  number: of its record."""

    season = models.CharField(max_length=ID, primary_key=True)
    number = models.BigIntegerField(unique=True)
    cooperative = models.CharField(max_length=ID, db_index=True)
    year = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=CODE)
    plots = models.PositiveIntegerField()
    takings_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField()
    gap_ppm = models.PositiveIntegerField(null=True)
    on = models.DateField()


class Planned(State):
    """The pattern that the newest plan names for a plot in a year."""

    pk = models.CompositePrimaryKey("plot", "year")
    plot = models.CharField(max_length=ID)
    year = models.PositiveSmallIntegerField()
    cooperative = models.CharField(max_length=ID)
    season = models.CharField(max_length=ID)
    pattern = models.CharField(max_length=CODE)
    area = models.PositiveIntegerField()

    class Meta:
        """The index answers: a cooperative's plan of a year."""

        indexes = (models.Index(fields=("cooperative", "year"), name="planned_year"),)


class Draft(models.Model):
    """The plan of a year on which a cooperative works; nobody counts it.

    wishes: see `rules.planning.Wishes`; found: see `rules.planning.found_json`, empty before the
    first plan.  seconds: how long the engine has looked; at: when it last did.
    """

    pk = models.CompositePrimaryKey("cooperative", "year")
    cooperative = models.CharField(max_length=ID)
    year = models.PositiveSmallIntegerField()
    wishes = models.JSONField()
    found = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        """Return whose and of which year."""
        return f"{self.cooperative} {self.year}"
