"""An .xlsx file as its parts: only what is filled changes, every other byte stays as it was."""
