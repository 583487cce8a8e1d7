"""Grids and teams as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GridsConfig(AppConfig):
    """Tables, projections and lists of words of grids and teams."""

    name = "gongfu.domains.grids"
    label = "grids"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projections, and let every migrated database know the first words."""
        from gongfu.domains.grids import projections  # noqa: F401

        post_migrate.connect(_seed, sender=self)


def _seed(**_signal: Any) -> None:
    """Enter the words that a database lacks; what an office has edited stays."""
    from gongfu.domains.grids.rules.words import seed

    seed()
