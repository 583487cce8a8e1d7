"""Let the database keep every line that says who looked, and let go what is half a year old."""

from typing import Any

from django.db import migrations

from gongfu.kernel.people import guards

_FIRST = ("people_reading",)
_ALL = (*_FIRST, "people_stepup", "people_glass")


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers of all three tables in place of the first ones."""
    guards.remove(schema_editor.connection, _FIRST)
    guards.install(schema_editor.connection, _ALL)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Drop the triggers before the tables go."""
    guards.remove(schema_editor.connection, _ALL[1:])


class Migration(migrations.Migration):
    """Triggers on the tables of readings, step-ups and broken glasses."""

    dependencies = (("people", "0005_growing_lines"),)
    operations = (migrations.RunPython(install, remove),)
