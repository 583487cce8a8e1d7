"""Cooperative farming as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FieldsConfig(AppConfig):
    """Tables, projections and first lists of cooperative farming."""

    name = "gongfu.domains.fields"
    label = "fields"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projections, and let every migrated database know the first lists."""
        from gongfu.domains.fields import projections  # noqa: F401

        post_migrate.connect(_seed, sender=self)


def _seed(**_signal: Any) -> None:
    """Enter the lines that a database lacks; what an office has edited stays."""
    from gongfu.domains.fields.rules.lists import seed

    seed()
