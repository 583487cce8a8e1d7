"""Sheets as a Django application."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Layouts of workbooks, imports, forms and what was filled: ordinary tables."""

    name = "gongfu.faces.sheets"
    label = "sheets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the registry of what a sheet can become."""
        from gongfu.faces.sheets import targets

        targets.load()
