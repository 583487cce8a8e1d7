"""Cooperative farming: the cooperative's head, work in the field, households, officers, buyers."""
