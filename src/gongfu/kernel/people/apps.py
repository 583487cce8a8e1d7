"""People as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Tables of people: the vault, accounts, and the state that follows deeds."""

    name = "gongfu.kernel.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projections."""
        from gongfu.kernel.people import projections

        assert projections
