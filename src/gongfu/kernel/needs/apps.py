"""Needs as a Django application."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Tables and projections of residents' needs."""

    name = "gongfu.kernel.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projections."""
        from gongfu.kernel.needs import projections

        assert projections
