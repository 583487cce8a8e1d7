"""Figures as a Django application."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Declares the catalogue when everything is loaded."""

    name = "gongfu.figures"
    label = "figures"

    def ready(self) -> None:
        """Fill the catalogue."""
        from gongfu.figures.catalogue import fields, grids, keys, statistics  # noqa: F401
