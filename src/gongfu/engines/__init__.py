"""Engines: numbers in, plan out; no Django, no clock, seeds and limits explicit."""
