"""Accounts and offices: who may sign in, and who serves in which office."""
