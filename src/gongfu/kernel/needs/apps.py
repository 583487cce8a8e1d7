"""Needs as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NeedsConfig(AppConfig):
    """Tables and projections of residents' needs."""

    name = "gongfu.kernel.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projections; enter the first kinds whenever tables were made."""
        from gongfu.kernel.needs import projections

        assert projections
        post_migrate.connect(_seed, sender=self)


def _seed(**_signal: Any) -> None:
    from gongfu.kernel.needs import catalogue

    catalogue.seed()
