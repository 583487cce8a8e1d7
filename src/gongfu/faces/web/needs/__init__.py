"""Requests of residents: ask, follow, take, decide, answer."""
