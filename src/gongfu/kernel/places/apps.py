"""Places as a Django application."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Tables of places."""

    name = "gongfu.kernel.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the projection and watch for requests."""
        from gongfu.kernel.places import projections, tree

        assert projections
        tree.watch_requests()
