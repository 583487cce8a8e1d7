"""Figures: numbers with unit, definition and source, from deeds only, that list their records."""
