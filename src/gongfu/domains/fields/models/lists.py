"""Families, crops and cropping patterns: lists with which a district begins and that it edits."""

from __future__ import annotations

from django.db import models

from gongfu.domains.fields.models.land import CODE


class _Listed(models.Model):
    """A line of a list, in both languages."""

    code = models.CharField(max_length=CODE, primary_key=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=90)
    order = models.PositiveSmallIntegerField(default=999)

    class Meta:
        """A line's columns stand in the list's own table."""

        abstract = True

    def __str__(self) -> str:
        """Return the Chinese name."""
        return self.zh


class Family(_Listed):
    """A family of crops (科) that share diseases.

    running: how many years running it may grow on a plot with rice between; 0: without limit.
    gap_years: how long it then stays away where rice grows in between; gap_dry_years: where none
    does.  source: where this is written.
    """

    running = models.PositiveSmallIntegerField(default=0)
    gap_years = models.PositiveSmallIntegerField(default=0)
    gap_dry_years = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)


class Crop(_Listed):
    """A crop of a family.  grain: it is rice or wheat."""

    family = models.CharField(max_length=CODE)
    grain = models.BooleanField(default=False)


class Pattern(_Listed):
    """A cropping pattern (种植模式): what follows what within a year.

    in_nanhu: a source says that it is used there.  source: where the figures are from.  assumed:
    which of its columns no source states, in one sentence; they are the office's own choice.
    """

    in_nanhu = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    assumed = models.CharField(max_length=300, blank=True)


class PatternCrop(models.Model):
    """One crop of a pattern, in order, per mu.

    Ten-day periods (旬) count 1 to 36 from 1 January; 0 and below lie in the year before.  sow_*:
    when it enters the plot, harvest_*: when it is picked or cut.  days: it needs in the plot.
    yield_*: grams a mu, low and high the usual spread; price_*: fen a kilogram.  inputs_fen: a mu.
    labour: minutes a mu by ten-day period, as [period, minutes].  None: not known.
    """

    pattern = models.CharField(max_length=CODE, db_index=True)
    order = models.PositiveSmallIntegerField()
    crop = models.CharField(max_length=CODE)
    greenhouse = models.BooleanField(default=False)
    sow_from = models.SmallIntegerField()
    sow_to = models.SmallIntegerField()
    harvest_from = models.SmallIntegerField()
    harvest_to = models.SmallIntegerField()
    days = models.PositiveSmallIntegerField()
    yield_low = models.PositiveIntegerField(null=True)
    yield_usual = models.PositiveIntegerField(null=True)
    yield_high = models.PositiveIntegerField(null=True)
    price_low = models.PositiveIntegerField(null=True)
    price_usual = models.PositiveIntegerField(null=True)
    price_high = models.PositiveIntegerField(null=True)
    inputs_fen = models.PositiveIntegerField(null=True)
    labour = models.JSONField(default=list)

    class Meta:
        """A pattern has one crop at each place in its order."""

        constraints = (
            models.UniqueConstraint(fields=("pattern", "order"), name="pattern_crop_once"),
        )

    def __str__(self) -> str:
        """Return pattern and crop."""
        return f"{self.pattern} {self.order} {self.crop}"
