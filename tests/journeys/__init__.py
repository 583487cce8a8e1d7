"""Journeys through a real browser and a real server."""
