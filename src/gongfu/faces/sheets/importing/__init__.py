"""Rows of a workbook taken in: checked, rehearsed, marked where wrong, written once."""
