"""Let the database refuse to change readings."""

from typing import Any

from django.db import migrations

from gongfu.kernel.people import guards


def install(_apps: Any, schema_editor: Any) -> None:
    """Create the triggers."""
    guards.install(schema_editor.connection, ("people_reading",))


def remove(_apps: Any, schema_editor: Any) -> None:
    """Drop the triggers before the table goes."""
    guards.remove(schema_editor.connection, ("people_reading",))


class Migration(migrations.Migration):
    """Triggers on the table of readings."""

    dependencies = (("people", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
