"""The key team as a Django application."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Tables and projections of the key team."""

    name = "gongfu.domains.keys"
    label = "keys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projections."""
        from gongfu.domains.keys import projections  # noqa: F401
